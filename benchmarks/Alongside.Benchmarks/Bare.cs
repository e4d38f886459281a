using System.Security.Cryptography;
using Alongside.Features.Sealing;

namespace Alongside.Benchmarks;

/// <summary>The calls that sealing can't do without, and nothing around them: HKDF, AES-GCM, HMAC and SHA-256 of .NET.</summary>
internal static class Bare
{
    private const int Salt = 32, Tag = 16;
    private static readonly byte[] nonce = new byte[12];

    /// <summary>What a record is bound to, as the envelope writes it.</summary>
    public static byte[] Bound(RecordPlace place) => new Binding("record").Add(place.Practice).Add(place.Folder.Value)
        .Add(place.Generation).Add(place.Kind).Add(place.Row).Add(place.Version).ToArray();

    public static byte[] Seal(byte[] dataKey, byte[] padded, byte[] bound)
    {
        var envelope = new byte[1 + Salt + padded.Length + Tag];
        envelope[0] = 1;
        RandomNumberGenerator.Fill(envelope.AsSpan(1, Salt));
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, envelope.AsSpan(1, Salt), bound);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, padded, envelope.AsSpan(1 + Salt, padded.Length), envelope.AsSpan(1 + Salt + padded.Length), bound);
        return envelope;
    }

    public static byte[] Open(byte[] dataKey, ReadOnlySpan<byte> envelope, byte[] bound)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, envelope.Slice(1, Salt), bound);
        var plain = new byte[envelope.Length - 1 - Salt - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(nonce, envelope[(1 + Salt)..^Tag], envelope[^Tag..], plain, bound);
        return plain;
    }

    /// <summary>A data key out of a wrap of suite 2; the peer's own wrap, as the cost is the same for each.</summary>
    public static byte[] Unwrap()
    {
        var plain = new byte[32];
        using var aes = new AesGcm(ring, Tag);
        aes.Decrypt(nonce, wrap.AsSpan(0, 32), wrap.AsSpan(32), plain, ring);
        return plain;
    }

    private static readonly byte[] ring = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] wrap = MakeWrap();

    private static byte[] MakeWrap()
    {
        var made = new byte[32 + Tag];
        using var aes = new AesGcm(ring, Tag);
        aes.Encrypt(nonce, ring, made.AsSpan(0, 32), made.AsSpan(32), ring);
        return made;
    }
}
