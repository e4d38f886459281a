using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>Where a sealed record belongs. Moved to another row, version, folder, generation or practice, it no longer opens.</summary>
public readonly record struct RecordPlace(Guid Practice, FolderId Folder, int Generation, string Kind, Guid Row, int Version);

/// <summary>
/// One record under a folder's data key: HKDF-SHA256 (data key, fresh 32-byte salt, place) → AES-256-GCM.
/// The plain text is padded to a power of two from 256 bytes, so that its length tells little.
/// Layout: version (1) ‖ salt (32) ‖ ciphertext ‖ tag (16). The key is new for each record, so the nonce is zero.
/// </summary>
public static class Envelope
{
    private const int Salt = 32, Tag = 16, Smallest = 256;

    public static byte[] Seal(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> plain, RecordPlace place, RandomSource random)
    {
        var envelope = new byte[1 + Salt + PaddedLength(plain.Length) + Tag];
        envelope[0] = 1;
        // Sealed where it stands: no second copy of what somebody told us is made.
        var padded = envelope.AsSpan((1 + Salt)..^Tag);
        BinaryPrimitives.WriteInt32BigEndian(padded, plain.Length);
        plain.CopyTo(padded[4..]);
        random.Fill(envelope.AsSpan(1, Salt));
        var bound = Bound(place);
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, envelope.AsSpan(1, Salt), bound);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(ZeroNonce, padded, padded, envelope.AsSpan(^Tag..), bound);
        CryptographicOperations.ZeroMemory(key);
        return envelope;
    }

    /// <summary>The plain bytes, or null where the envelope is damaged or does not belong at this place.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> envelope, RecordPlace place)
    {
        if (envelope.Length < 1 + Salt + Smallest + Tag || envelope[0] != 1) return null;
        var bound = Bound(place);
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, envelope.Slice(1, Salt), bound);
        var size = envelope.Length - 1 - Salt - Tag;
        var lent = ArrayPool<byte>.Shared.Rent(size);
        var padded = lent.AsSpan(0, size);
        try
        {
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(ZeroNonce, envelope[(1 + Salt)..^Tag], envelope[^Tag..], padded, bound);
            var length = BinaryPrimitives.ReadInt32BigEndian(padded);
            return length >= 0 && length <= size - 4 ? padded.Slice(4, length).ToArray() : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(padded);
            ArrayPool<byte>.Shared.Return(lent);
        }
    }

    public static int PaddedLength(int plain) =>
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, checked(plain + 4)));

    private static ReadOnlySpan<byte> ZeroNonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Bound(RecordPlace place) => new Binding("record").Add(place.Practice).Add(place.Folder.Value)
        .Add(place.Generation).Add(place.Kind).Add(place.Row).Add(place.Version).ToArray();
}
