using System.Buffers.Binary;
using System.Buffers.Text;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>Where the access log stood when a browser was told last: with it, a rewritten log is found. It says nothing about anybody.</summary>
/// <param name="Kept">What the house signed then.</param>
/// <param name="At">When that was, to the second.</param>
public sealed record Witness(Checkpoint Kept, Instant At)
{
    private const int Number = sizeof(long), Signature = 64, Length = (2 * Number) + MerkleTree.HashSize + Signature;

    /// <summary>Size and time as 8 bytes each, highest first, then root and signature; base64url.</summary>
    public string Write()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Kept.Size);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Number), At.ToUnixTimeSeconds());
        Kept.Root.CopyTo(bytes, 2 * Number);
        Kept.Signature.CopyTo(bytes, (2 * Number) + MerkleTree.HashSize);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads it; null where it is damaged, or was never signed by this house for this practice.</summary>
    public static Witness? Read(string? text, Premises premises)
    {
        if (text is null || !Base64Url.IsValid(text, out var length) || length != Length) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        var (size, seconds) = (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Number)));
        if (size < 0 || seconds < 0 || seconds > Instant.MaxValue.ToUnixTimeSeconds()) return null;
        var kept = new Checkpoint(premises.Practice, size, bytes[(2 * Number)..^Signature], premises.House.CheckpointPublic, bytes[^Signature..]);
        return kept.IsSigned ? new(kept, Instant.FromUnixTimeSeconds(seconds)) : null;
    }
}

/// <summary>The access log isn't what a witness kept: it was shortened, or what stood there reads otherwise.</summary>
/// <param name="KeptAt">When the witness was told.</param>
/// <param name="Restored">The restore from a backup that explains it, as the log says; null where none does.</param>
public sealed record Disagreement(Instant KeptAt, Gap? Restored);
