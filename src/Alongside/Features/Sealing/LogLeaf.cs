using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>What one entry of the access log says, and its bytes: version 1, then fields behind their uint32 lengths.</summary>
/// <param name="At">When, in steps of five minutes: enough to answer for, too coarse to follow somebody by.</param>
/// <param name="Act">What was done: "open", "seal", "permit", "withdraw" …</param>
/// <param name="Actor">By whom.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Basis">Why it was allowed.</param>
/// <param name="Commitment">Commits to about whom; empty where it is about nobody.</param>
/// <param name="Content">SHA-256 of the ciphertext that was sealed, or what the act says of it (<see cref="LogActs"/>); empty otherwise.</param>
public sealed record LogLeaf(Instant At, string Act, ActorId Actor, Purpose Purpose, Basis Basis, byte[] Commitment, byte[] Content)
{
    private const long Step = 5 * NodaConstants.TicksPerMinute;
    private const int Parts = 9, LongestPurpose = 64;

    public byte[] Write() => [1, .. new Binding("entry").Add(At.ToUnixTimeTicks() / Step).Add(Act).Add(Actor.Value).Add(Purpose.ToString())
        .Add(Basis.Permission?.Value).Add(Basis.Mandate?.Value).Add(Commitment).Add(Content).ToArray()];

    /// <summary>What a leaf says, or null where its bytes are none of ours.</summary>
    public static LogLeaf? Read(ReadOnlySpan<byte> leaf)
    {
        Span<Range> parts = stackalloc Range[Parts];
        if (!Split(leaf, parts)) return null;
        var purpose = Enum.Parse<Purpose>(Text(leaf[parts[4]]));
        return new(
            Instant.FromUnixTimeTicks(Steps(leaf[parts[1]]) * Step), Text(leaf[parts[2]]),
            new(Id(leaf[parts[3]])!.Value), purpose, new(Id(leaf[parts[5]]) is { } p ? new PermissionId(p) : null, Id(leaf[parts[6]]) is { } m ? new ActorId(m) : null),
            leaf[parts[7]].ToArray(), leaf[parts[8]].ToArray());
    }

    /// <summary>The commitment in a leaf that <see cref="Read"/> reads, and false where it reads none: for whoever checks a million of them.</summary>
    internal static bool TryCommitment(ReadOnlySpan<byte> leaf, out ReadOnlySpan<byte> commitment)
    {
        Span<Range> parts = stackalloc Range[Parts];
        var reads = Split(leaf, parts);
        commitment = reads ? leaf[parts[7]] : default;
        return reads;
    }

    // Where each part lies, if there are nine of them and they are what they have to be.
    private static bool Split(ReadOnlySpan<byte> leaf, Span<Range> parts)
    {
        if (leaf.Length < 1 || leaf[0] != 1) return false;
        var (at, count) = (1, 0);
        while (leaf.Length - at >= sizeof(uint))
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(leaf[at..]);
            at += sizeof(uint);
            if (length > leaf.Length - at || count == Parts) return false;
            parts[count++] = at..(at + (int)length);
            at += (int)length;
        }
        if (at != leaf.Length || count != Parts || leaf[parts[1]].Length != sizeof(long) || leaf[parts[3]].Length != 16 || !IsPurpose(leaf[parts[4]])) return false;
        var steps = Steps(leaf[parts[1]]);
        return steps >= Instant.MinValue.ToUnixTimeTicks() / Step && steps <= Instant.MaxValue.ToUnixTimeTicks() / Step;
    }

    private static bool IsPurpose(ReadOnlySpan<byte> part)
    {
        Span<char> name = stackalloc char[LongestPurpose];
        return part.Length <= LongestPurpose && Enum.TryParse<Purpose>(name[..System.Text.Encoding.UTF8.GetChars(part, name)], out _);
    }

    private static long Steps(ReadOnlySpan<byte> part) => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(part);

    private static string Text(ReadOnlySpan<byte> part) => System.Text.Encoding.UTF8.GetString(part);

    private static Guid? Id(ReadOnlySpan<byte> part) => part.Length == 16 ? new Guid(part, bigEndian: true) : null;
}
