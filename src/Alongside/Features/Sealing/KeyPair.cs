using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// An actor's key: a P-256 scalar, 32 bytes. Its public point (65 bytes, uncompressed, SEC 1) lets anyone wrap
/// a data key to the actor; its ring key, derived from the scalar, opens the same wraps 200 times faster.
/// </summary>
public sealed class KeyPair
{
    private readonly byte[] scalar;
    private ECDiffieHellman? agreement;
    private byte[]? point;
    private byte[]? ring;

    private KeyPair(byte[] scalar) => this.scalar = scalar;

    /// <summary>The secret itself, to be sealed to whoever shall hold it. Never stored as it is.</summary>
    public ReadOnlyMemory<byte> Scalar => scalar;

    public byte[] Public => point ??= Export();

    /// <summary>AES key for wraps of suite 2: HKDF-SHA256 (RFC 5869) of the scalar under the label "ring".</summary>
    public byte[] Ring => ring ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, scalar, 32, info: "ring"u8.ToArray());

    public static KeyPair New(RandomSource random)
    {
        while (true)
        {
            var bytes = random.Bytes(32);
            if (InRange(bytes)) return new(bytes);
        }
    }

    /// <exception cref="CryptographicException">Not 32 bytes within the order of P-256.</exception>
    public static KeyPair From(ReadOnlySpan<byte> scalar) => Read(scalar) ?? throw new CryptographicException("Not a scalar of P-256.");

    /// <summary>The key, or null where these bytes are no scalar of P-256.</summary>
    public static KeyPair? Read(ReadOnlySpan<byte> scalar) => scalar.ToArray() is var bytes && InRange(bytes) ? new(bytes) : null;

    /// <summary>The same, its public point known to be this one: to reckon it again would take as long as an agreement.</summary>
    public static KeyPair From(ReadOnlySpan<byte> scalar, byte[] point)
    {
        var key = From(scalar);
        key.point = point;
        return key;
    }

    /// <summary>Writes zeros over the secret, for a key that lay in memory for one task. It opens nothing afterwards.</summary>
    public void Forget()
    {
        CryptographicOperations.ZeroMemory(scalar);
        CryptographicOperations.ZeroMemory(ring);
        agreement?.Dispose();
    }

    /// <summary>The ECDH secret (x coordinate, 32 bytes) with somebody's public point.</summary>
    /// <exception cref="CryptographicException">The point does not lie on the curve.</exception>
    public byte[] Agree(ReadOnlySpan<byte> otherPublic)
    {
        using var other = ECDiffieHellman.Create(Point(otherPublic));
        return Agreement.DeriveRawSecretAgreement(other.PublicKey);
    }

    private ECDiffieHellman Agreement => agreement ??= ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = scalar,
    });

    private byte[] Export()
    {
        var q = Agreement.ExportParameters(false).Q;
        return [4, .. q.X!, .. q.Y!];
    }

    private static ECParameters Point(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 65 || bytes[0] != 4) throw new CryptographicException("Not an uncompressed point of P-256.");
        return new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = bytes[1..33].ToArray(), Y = bytes[33..].ToArray() },
        };
    }

    // The order of P-256, SEC 2 section 2.4.2: a scalar must lie from 1 to one less.
    private static readonly byte[] Order =
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    private static bool InRange(byte[] bytes) =>
        bytes.Length == 32 && bytes.AsSpan().SequenceCompareTo(Order) < 0 && bytes.AsSpan().IndexOfAnyExcept((byte)0) >= 0;
}
