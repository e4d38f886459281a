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
/// <param name="Content">SHA-256 of the ciphertext that was sealed; empty otherwise.</param>
public sealed record LogLeaf(Instant At, string Act, ActorId Actor, Purpose Purpose, Basis Basis, byte[] Commitment, byte[] Content)
{
    private const long Step = 5 * NodaConstants.TicksPerMinute;

    public byte[] Write() => [1, .. new Binding("entry").Add(At.ToUnixTimeTicks() / Step).Add(Act).Add(Actor.Value).Add(Purpose.ToString())
        .Add(Basis.Permission?.Value).Add(Basis.Mandate?.Value).Add(Commitment).Add(Content).ToArray()];

    /// <summary>What a leaf says, or null where its bytes are none of ours.</summary>
    public static LogLeaf? Read(ReadOnlySpan<byte> leaf)
    {
        if (leaf.Length < 1 || leaf[0] != 1 || Parts(leaf[1..]) is not { Count: 9 } parts) return null;
        if (parts[1].Length != 8 || parts[3].Length != 16 || !Enum.TryParse<Purpose>(Text(parts[4]), out var purpose)) return null;
        var steps = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(parts[1]);
        if (steps < Instant.MinValue.ToUnixTimeTicks() / Step || steps > Instant.MaxValue.ToUnixTimeTicks() / Step) return null;
        return new(
            Instant.FromUnixTimeTicks(steps * Step), Text(parts[2]),
            new(Id(parts[3])!.Value), purpose, new(Id(parts[5]) is { } p ? new PermissionId(p) : null, Id(parts[6]) is { } m ? new ActorId(m) : null),
            parts[7], parts[8]);
    }

    private static string Text(byte[] part) => System.Text.Encoding.UTF8.GetString(part);

    private static Guid? Id(byte[] part) => part.Length == 16 ? new Guid(part, bigEndian: true) : null;

    private static List<byte[]>? Parts(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<byte[]>();
        while (bytes.Length >= 4)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (length > bytes.Length - 4) return null;
            parts.Add(bytes.Slice(4, (int)length).ToArray());
            bytes = bytes[(4 + (int)length)..];
        }
        return bytes.IsEmpty ? parts : null;
    }
}
