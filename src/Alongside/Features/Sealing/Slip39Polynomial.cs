using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>A polynomial's value at one place, for each byte of the secret.</summary>
internal readonly record struct Slip39Point(int X, byte[] Value);

/// <summary>
/// Shamir's sharing over GF(256) as in SLIP-0039: the secret stands at 255, and at 254 a digest that shows whether what
/// was put together again is the secret.
/// </summary>
internal static class Slip39Polynomial
{
    private const int SecretAt = 255;
    private const int DigestAt = 254;
    private const int DigestSize = 4;

    // Powers of 3, which generates the field of Rijndael's polynomial x^8 + x^4 + x^3 + x + 1, and their logarithms.
    private static readonly byte[] Powers = new byte[510];
    private static readonly int[] Logarithms = new int[256];

    static Slip39Polynomial()
    {
        var power = 1;
        for (var i = 0; i < 255; i++)
        {
            Powers[i] = Powers[i + 255] = (byte)power;
            Logarithms[power] = i;
            power ^= power << 1;
            if (power > 255) power ^= 0x11B;
        }
    }

    /// <summary>Values at 0 … <paramref name="count"/> − 1, of which any <paramref name="threshold"/> give the secret.</summary>
    public static IReadOnlyList<Slip39Point> Split(byte[] secret, int threshold, int count, RandomSource random)
    {
        if (threshold == 1) return [.. Enumerable.Range(0, count).Select(x => new Slip39Point(x, secret))];
        var drawn = Enumerable.Range(0, threshold - 2).Select(x => new Slip39Point(x, random.Bytes(secret.Length))).ToList();
        var salt = random.Bytes(secret.Length - DigestSize);
        List<Slip39Point> known = [.. drawn, new(DigestAt, [.. Digest(salt, secret), .. salt]), new(SecretAt, secret)];
        var reckoned = Enumerable.Range(drawn.Count, count - drawn.Count).Select(x => new Slip39Point(x, At(known, x)));
        return [.. drawn, .. reckoned];
    }

    /// <summary>The secret, or null when these points don't belong to one polynomial. More than needed are checked too.</summary>
    public static byte[]? Join(IReadOnlyList<Slip39Point> points, int threshold)
    {
        var needed = points.Take(threshold).ToList();
        if (points.Skip(threshold).Any(more => !At(needed, more.X).SequenceEqual(more.Value))) return null;
        if (threshold == 1) return points[0].Value;
        var (secret, digest) = (At(needed, SecretAt), At(needed, DigestAt));
        return CryptographicOperations.FixedTimeEquals(digest.AsSpan(0, DigestSize), Digest(digest[DigestSize..], secret))
            ? secret
            : null;
    }

    private static byte[] Digest(byte[] salt, byte[] secret) => HMACSHA256.HashData(salt, secret)[..DigestSize];

    // Lagrange's interpolation; in this field minus is plus is exclusive or.
    internal static byte[] At(IReadOnlyList<Slip39Point> known, int x)
    {
        var value = new byte[known[0].Value.Length];
        foreach (var point in known)
        {
            var weight = 1;
            foreach (var other in known.Where(other => other.X != point.X))
            {
                weight = Multiply(weight, Divide(x ^ other.X, point.X ^ other.X));
            }
            for (var i = 0; i < value.Length; i++) value[i] ^= (byte)Multiply(weight, point.Value[i]);
        }
        return value;
    }

    private static int Multiply(int a, int b) => a == 0 || b == 0 ? 0 : Powers[Logarithms[a] + Logarithms[b]];

    private static int Divide(int a, int b) => a == 0 ? 0 : Powers[Logarithms[a] + 255 - Logarithms[b]];
}
