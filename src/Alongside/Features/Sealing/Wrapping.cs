using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>What a wrap holds: each kind opens as that kind only, whatever ids and numbers they share.</summary>
public enum Wrapped
{
    /// <summary>The data key of a folder's generation.</summary>
    DataKey,

    /// <summary>The scalar of a mandate's key.</summary>
    MandateKey,

    /// <summary>The one-time key of a keeper's share of the escrow.</summary>
    Share,
}

/// <summary>Where a wrap belongs. Moved anywhere else, it no longer opens.</summary>
/// <param name="Practice">The practice's random id.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="What">Folder id, mandate id, or the keeper's id.</param>
/// <param name="Number">The folder's generation, the mandate's key number, or the share's number.</param>
/// <param name="Recipient">For whom.</param>
/// <param name="RecipientKey">Which of the recipient's keys.</param>
public readonly record struct WrapPlace(Guid Practice, Wrapped Kind, Guid What, int Number, ActorId Recipient, int RecipientKey);

/// <summary>
/// Sealing 32 bytes (a data key, a mandate's scalar) for one recipient.
/// Suite 1: ephemeral ECDH on P-256 → HKDF-SHA256 → AES-256-GCM, made with a public key only.
/// Suite 2: AES-256-GCM under the recipient's ring key, made by the recipient itself.
/// Layout: suite (1) ‖ [ephemeral point (65)] ‖ nonce (12) ‖ ciphertext (32) ‖ tag (16).
/// </summary>
public static class Wrapping
{
    public const int SecretLength = 32;

    /// <summary>Bytes of a wrap of suite 1.</summary>
    public const int SealedToPublicLength = 1 + PointLength + Nonce + SecretLength + Tag;

    private const int Nonce = 12, Tag = 16, PointLength = 65;

    /// <summary>Wraps with the recipient's public key. One ephemeral key may serve all wraps of one transaction.</summary>
    public static byte[] To(ReadOnlySpan<byte> recipientPublic, KeyPair ephemeral, ReadOnlySpan<byte> secret, WrapPlace place, RandomSource random)
    {
        var key = AgreedKey(ephemeral.Agree(recipientPublic), ephemeral.Public, recipientPublic, place);
        return [1, .. ephemeral.Public, .. Encrypt(key, secret, Bound(1, place), random)];
    }

    public static byte[] Ring(KeyPair recipient, ReadOnlySpan<byte> secret, WrapPlace place, RandomSource random) =>
        [2, .. Encrypt(recipient.Ring, secret, Bound(2, place), random)];

    public static bool IsRing(ReadOnlySpan<byte> wrap) => wrap.Length > 0 && wrap[0] == 2;

    /// <summary>The wrapped 32 bytes, or null where the wrap is damaged, foreign or of an unknown suite.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> wrap, KeyPair recipient, WrapPlace place)
    {
        try
        {
            return wrap switch
            {
                [1, ..] when wrap.Length == 1 + PointLength + Nonce + SecretLength + Tag => Decrypt(
                    AgreedKey(recipient.Agree(wrap[1..(1 + PointLength)]), wrap[1..(1 + PointLength)], recipient.Public, place),
                    wrap[(1 + PointLength)..], Bound(1, place)),
                [2, ..] when wrap.Length == 1 + Nonce + SecretLength + Tag => Decrypt(recipient.Ring, wrap[1..], Bound(2, place)),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] AgreedKey(byte[] secret, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> recipient, WrapPlace place) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: [.. ephemeral, .. recipient], info: Bound(1, place));

    private static byte[] Bound(byte suite, WrapPlace place) => new Binding("wrap").Add(suite).Add(place.Kind.ToString()).Add(place.Practice)
        .Add(place.What).Add(place.Number).Add(place.Recipient.Value).Add(place.RecipientKey).ToArray();

    private static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> secret, byte[] bound, RandomSource random)
    {
        var sealedBytes = new byte[Nonce + secret.Length + Tag];
        random.Fill(sealedBytes.AsSpan(0, Nonce));
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(sealedBytes.AsSpan(0, Nonce), secret, sealedBytes.AsSpan(Nonce, secret.Length), sealedBytes.AsSpan(Nonce + secret.Length), bound);
        return sealedBytes;
    }

    private static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> sealedBytes, byte[] bound)
    {
        var secret = new byte[sealedBytes.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(sealedBytes[..Nonce], sealedBytes[Nonce..^Tag], sealedBytes[^Tag..], secret, bound);
        return secret;
    }
}
