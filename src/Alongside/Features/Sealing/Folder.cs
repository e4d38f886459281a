using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// What one key opens: one subject × one category. A conversation, a paper and one therapist's notes each lie apart,
/// told from each other by <see cref="Part"/>.
/// </summary>
public sealed class Folder(FolderId id, SubjectId subject, Category category, Guid part) : PowerRow
{
    public FolderId Id { get; private init; } = id;

    public SubjectId Subject { get; private init; } = subject;

    public Category Category { get; private init; } = category;

    /// <summary>Which conversation, paper or author; empty where the category has one folder only.</summary>
    public Guid Part { get; private init; } = part;

    // Whoever could move a folder to another category or person would move it to other readers.
    protected override Binding Canonical() => new Binding("folder").Add(Id.Value).Add(Subject.Value).Add(Category.ToString()).Add(Part);
}

/// <summary>A run of a folder's records under one data key. At most one of them is open.</summary>
public sealed class Generation(FolderId folder, int number, Instant openedAt) : PowerRow
{
    public FolderId Folder { get; private init; } = folder;

    public int Number { get; private init; } = number;

    public Instant OpenedAt { get; private init; } = openedAt;

    public Instant? ClosedAt { get; private set; }

    public void Close(Instant at) => ClosedAt ??= at;

    /// <summary>SHA-256 of what stays of it once it is closed: by this the access log knows that it was opened.</summary>
    public byte[] OpeningHash() => System.Security.Cryptography.SHA256.HashData(
        new Binding("opening").Add(Folder.Value).Add(Number).Add(OpenedAt.ToUnixTimeTicks()).ToArray());

    protected override Binding Canonical() => new Binding("generation").Add(Folder.Value).Add(Number)
        .Add(OpenedAt.ToUnixTimeTicks()).Add(ClosedAt?.ToUnixTimeTicks());
}

/// <summary>A folder's data key, sealed for one actor.</summary>
public sealed class Wrap(FolderId folder, int generation, ActorId actor, int keyNumber, byte[] bytes)
{
    public FolderId Folder { get; private init; } = folder;

    public int Generation { get; private init; } = generation;

    public ActorId Actor { get; private init; } = actor;

    public int KeyNumber { get; private init; } = keyNumber;

    /// <summary>See <see cref="Wrapping"/>.</summary>
    public byte[] Bytes { get; private set; } = bytes;
}

/// <summary>One key of a mandate, sealed for one of the holders it was made for, or for escrow.</summary>
public sealed class MandateKey(ActorId mandate, int number, ActorId holder, int holderKey, byte[] bytes)
{
    public ActorId Mandate { get; private init; } = mandate;

    public int Number { get; private init; } = number;

    public ActorId Holder { get; private init; } = holder;

    public int HolderKey { get; private init; } = holderKey;

    public byte[] Bytes { get; private set; } = bytes;
}

public enum ActorKind
{
    Person,
    Mandate,
    Escrow,
    PostBox,
    Outside,
}

/// <summary>An actor's public key, by which anyone can wrap to them. The newest number is the one in use.</summary>
public sealed class PublicKey(ActorId actor, ActorKind kind, int number, byte[] point, Instant madeAt) : PowerRow
{
    public ActorId Actor { get; private init; } = actor;

    public ActorKind Kind { get; private init; } = kind;

    public int Number { get; private init; } = number;

    /// <summary>65 bytes, uncompressed, SEC 1.</summary>
    public byte[] Point { get; private init; } = point;

    public Instant MadeAt { get; private init; } = madeAt;

    /// <summary>Of the escrow: how many of its papers open it. Null for others, and where the founding text says it.</summary>
    public int? PapersNeeded { get; init; }

    /// <summary>Of the escrow: into how many papers it was split.</summary>
    public int? PapersMade { get; init; }

    // Without papers it stays what it was, so that keys from before they were counted here stay genuine.
    protected override Binding Canonical()
    {
        var key = new Binding("public key").Add(Actor.Value).Add((int)Kind).Add(Number).Add(Point).Add(MadeAt.ToUnixTimeTicks());
        return PapersNeeded is { } needed ? key.Add(needed).Add(PapersMade) : key;
    }
}

/// <summary>One sealed thing: its place in the clear, its content under the folder's data key.</summary>
/// <param name="id">Its own random id.</param>
/// <param name="folder">Which folder.</param>
/// <param name="generation">Under which of its keys.</param>
/// <param name="kind">Which kind of record, for instance "note".</param>
/// <param name="row">What it is a version of.</param>
/// <param name="version">From 1; a later one replaces it for the reader, and both stay.</param>
/// <param name="bytes">See <see cref="Envelope"/>.</param>
/// <param name="author">Who sealed it.</param>
/// <param name="at">When.</param>
public sealed class SealedRecord(
    RecordId id, FolderId folder, int generation, string kind, Guid row, int version, byte[] bytes, ActorId author, Instant at)
{
    public RecordId Id { get; private init; } = id;

    public FolderId Folder { get; private init; } = folder;

    public int Generation { get; private init; } = generation;

    public string Kind { get; private init; } = kind;

    public Guid Row { get; private init; } = row;

    public int Version { get; private init; } = version;

    public byte[] Bytes { get; private init; } = bytes;

    public ActorId Author { get; private init; } = author;

    public Instant At { get; private init; } = at;

    public RecordPlace Place(Guid practice) => new(practice, Folder, Generation, Kind, Row, Version);
}
