using System.Security.Cryptography;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// A house file that only twelve words open: version 2 (1) ‖ salt (16) ‖ the house file under AES-256-GCM ‖ tag (16). Each
/// salt makes a key that seals once, so its nonce is zero.
/// </summary>
public static class SealedHouse
{
    private const byte Version = 2;
    private const int Head = 1 + Argon.SaltSize, Tag = 16;
    private const string Use = "house file";

    private static readonly byte[] nonce = new byte[12];

    public static bool IsSealed(ReadOnlySpan<byte> file) => file is [Version, ..];

    /// <summary>The bytes of the file. Each time another salt, so that one can't tell whether it is the same house.</summary>
    public static byte[] Seal(House house, TwelveWords words, RandomSource random)
    {
        var plain = house.Write();
        byte[] head = [Version, .. random.Bytes(Argon.SaltSize)], body = new byte[plain.Length + Tag];
        using var aes = new AesGcm(words.Key(head.AsMemory(1), Use), Tag);
        aes.Encrypt(nonce, plain, body.AsSpan(..plain.Length), body.AsSpan(plain.Length), head);
        CryptographicOperations.ZeroMemory(plain);
        return [.. head, .. body];
    }

    public static Outcome<House> Open(ReadOnlySpan<byte> file, TwelveWords words)
    {
        if (file.Length != Head + House.FileLength + Tag) return House.Damaged;
        var plain = new byte[House.FileLength];
        using var aes = new AesGcm(words.Key(file[1..Head].ToArray(), Use), Tag);
        try
        {
            aes.Decrypt(nonce, file[Head..^Tag], file[^Tag..], plain, file[..Head]);
            return House.Read(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return new Refusal($"These words don't open the house file. Please compare them with your paper, and look whether it is the newest one.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
