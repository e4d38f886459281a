using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>That this database holds a practice, under a random id that every ciphertext is bound to.</summary>
public sealed class Practice(Guid id, bool isDemo, Instant madeAt, byte[] houseMark)
{
    public Guid Id { get; private init; } = id;

    /// <summary>A fictional practice, whose passphrases are public: never to be served as a real one.</summary>
    public bool IsDemo { get; private init; } = isDemo;

    public Instant MadeAt { get; private init; } = madeAt;

    /// <summary>By which a start notices that it was given another practice's house file.</summary>
    public byte[] HouseMark { get; private init; } = houseMark;
}

/// <summary>A wrap that is owed: the actor is permitted, and it waits for somebody who can open that generation.</summary>
public sealed class Pending(FolderId folder, int generation, ActorId actor, Instant since)
{
    public FolderId Folder { get; private init; } = folder;

    public int Generation { get; private init; } = generation;

    public ActorId Actor { get; private init; } = actor;

    public Instant Since { get; private init; } = since;
}

/// <summary>Rows and log disagree about this subject: nothing of theirs opens until somebody has looked into it.</summary>
public sealed class StoppedSubject(SubjectId subject, Instant at, string difference)
{
    public SubjectId Subject { get; private init; } = subject;

    public Instant At { get; private init; } = at;

    /// <summary>What differs, in the project's own words and without content.</summary>
    public string Difference { get; private init; } = difference;
}

/// <summary>What the running server stands on: its house file and the id of the practice that it serves.</summary>
public sealed record Premises(Guid Practice, bool IsDemo, House House)
{
    public ActorId PostBox { get; } = new(Named(Practice, "post box"));

    public ActorId Escrow { get; } = new(Named(Practice, "escrow"));

    /// <summary>Do twelve words on paper stand before the house file, as it lies on the disk?</summary>
    public bool HouseIsSealed { get; init; }

    // Not random, so that no row has to say which actor they are.
    private static Guid Named(Guid practice, string name) =>
        new(System.Security.Cryptography.SHA256.HashData(new Binding(name).Add(practice).ToArray()).AsSpan(0, 16));
}
