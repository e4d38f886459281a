using System.Globalization;
using Alongside.Kernel;
using NSec.Cryptography;

namespace Alongside.Features.Sealing;

/// <summary>
/// How long the access log was at some time and what it held, signed by the house: whoever keeps one can show later
/// that what stood in the log until then was never rewritten. It says nothing about anybody.
/// </summary>
/// <param name="Practice">Whose log.</param>
/// <param name="Size">How many entries it had.</param>
/// <param name="Root">The root of the tree over them, 32 bytes (RFC 6962 §2.1).</param>
/// <param name="Key">The Ed25519 key that signed it, 32 bytes.</param>
/// <param name="Signature">64 bytes (RFC 8032), over the rest.</param>
public sealed record Checkpoint(Guid Practice, long Size, byte[] Root, byte[] Key, byte[] Signature)
{
    private const string Kind = "alongside-log-1";

    private static readonly Refusal unread = new($"This is no checkpoint. One is a single line that begins with {Kind}, as “alongside log checkpoint” prints it.");

    /// <summary>Signs where the log of this practice stands.</summary>
    public static Checkpoint Of(Premises premises, long size, byte[] root) => new(premises.Practice, size, root,
        premises.House.CheckpointPublic, premises.House.SignCheckpoint(Signed(premises.Practice, size, root)));

    /// <summary>Reads one line. Whether it was signed is another question: <see cref="IsSigned"/>.</summary>
    public static Outcome<Checkpoint> Read(string text)
    {
        var parts = text.Trim().Split(' ');
        return parts is [Kind, var practice, var size, var root, var key, var signature]
            && Guid.TryParseExact(practice, "N", out var whose) && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            && Bytes(root, MerkleTree.HashSize) is { } hash && Bytes(key, 32) is { } by && Bytes(signature, 64) is { } signed
            ? new Checkpoint(whose, entries, hash, by, signed) : unread;
    }

    /// <summary>One line of ASCII, without the end of the line.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture,
        $"{Kind} {Practice:N} {Size} {Convert.ToHexStringLower(Root)} {Convert.ToHexStringLower(Key)} {Convert.ToHexStringLower(Signature)}");

    /// <summary>Does the signature belong to what it says? Whose key that is, the line can't tell.</summary>
    public bool IsSigned => NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, Key, KeyBlobFormat.RawPublicKey, out var key)
        && SignatureAlgorithm.Ed25519.Verify(key!, Signed(Practice, Size, Root), Signature);

    private static byte[] Signed(Guid practice, long size, byte[] root) => new Binding(Kind).Add(practice).Add(size).Add(root).ToArray();

    private static byte[]? Bytes(string hex, int length)
    {
        var bytes = new byte[length];
        return hex.Length == 2 * length && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }
}
