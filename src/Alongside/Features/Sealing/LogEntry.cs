using System.Security.Cryptography;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>One leaf of the access log, as the tree holds it. Nothing of it is ever changed or taken away.</summary>
public sealed class LogEntry(long index, byte[] leaf)
{
    public long Index { get; private init; } = index;

    /// <summary>See <see cref="LogLeaf"/>.</summary>
    public byte[] Leaf { get; private init; } = leaf;
}

/// <summary>What a leaf only commits to: about whom, which folder. Erasure deletes this row; the tree still verifies.</summary>
public sealed class LogSide(long index, SubjectId subject, FolderId? folder, byte[] salt)
{
    private const int Longest = 48;

    public long Index { get; private init; } = index;

    public SubjectId Subject { get; private init; } = subject;

    public FolderId? Folder { get; private init; } = folder;

    /// <summary>32 random bytes: without them nobody can guess whom a leaf is about.</summary>
    public byte[] Salt { get; private init; } = salt;

    /// <summary>HMAC-SHA256(salt, subject ‖ folder): what the leaf holds of it.</summary>
    public byte[] Commitment() => HMACSHA256.HashData(Salt, Bound(stackalloc byte[Longest]));

    /// <summary>Is this what the leaf committed to? Without an array for each of a million.</summary>
    internal bool Matches(ReadOnlySpan<byte> commitment)
    {
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Salt, Bound(stackalloc byte[Longest]), own);
        return commitment.SequenceEqual(own);
    }

    // As Binding writes it: each part behind its length.
    private ReadOnlySpan<byte> Bound(Span<byte> into)
    {
        "\0\0\0\u0004side\0\0\0\u0010"u8.CopyTo(into);
        Subject.Value.TryWriteBytes(into[12..], bigEndian: true, out _);
        into[28..32].Clear();
        if (Folder is not { } folder) return into[..32];
        into[31] = 16;
        folder.Value.TryWriteBytes(into[32..], bigEndian: true, out _);
        return into[..Longest];
    }
}

/// <summary>The log's one moving row: how many leaves, the tree's frontier, the latest time. Locked last in each transaction.</summary>
public sealed class LogHead
{
    /// <summary>The head of a log that has no entry yet.</summary>
    public static LogHead Of(House house)
    {
        var head = new LogHead();
        head.Advance(0, [], default, house);
        return head;
    }

    public int Id { get; private init; } = 1;

    public long Size { get; private set; }

    /// <summary>See <see cref="Frontier"/>.</summary>
    public byte[] Frontier { get; private set; } = [];

    /// <summary>Time never runs backwards here: a clock set back can't revive what has ended.</summary>
    public Instant LatestAt { get; private set; }

    /// <summary>HMAC of the rest under the house key, so that a writer to the database can't shorten the log unseen.</summary>
    public byte[] Mac { get; private set; } = [];

    public void Advance(long size, byte[] frontier, Instant at, House house)
    {
        (Size, Frontier, LatestAt) = (size, frontier, at > LatestAt ? at : LatestAt);
        Mac = house.Mac("log head", Canonical());
    }

    public bool IsGenuine(House house) => CryptographicOperations.FixedTimeEquals(Mac, house.Mac("log head", Canonical()));

    private byte[] Canonical() => new Binding("log head").Add(Size).Add(Frontier).Add(LatestAt.ToUnixTimeTicks()).ToArray();
}

/// <summary>Marks that an opening was logged already for this viewer and day, or this session, so that it counts once.</summary>
public sealed class LogOnce(byte[] key, Instant forgetAt)
{
    /// <summary>HMAC under the house key of viewer, folder and day or session.</summary>
    public byte[] Key { get; private init; } = key;

    public Instant ForgetAt { get; private init; } = forgetAt;
}
