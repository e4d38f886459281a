using System.Numerics;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// One share on paper, as words (SLIP-0039, "Format of the share mnemonic"). What it says about itself may be shown;
/// its value may not, and only leaves it as the words of <see cref="Words"/>.
/// </summary>
public sealed class Slip39Share
{
    private const int HeadWords = 4;
    private const int ChecksumWords = 3;
    // The standard names no most; a secret of 512 bits makes 59, and reckoning grows with the square.
    private const int FewestWords = 20, MostWords = 59;

    private static readonly int[] Generator =
    [
        0x00E0E040, 0x01C1C080, 0x03838100, 0x07070200, 0x0E0E0009,
        0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x03F3F120,
    ];

    internal Slip39Share()
    {
    }

    /// <summary>15 random bits that shares of one splitting have in common.</summary>
    public required int Identifier { get; init; }

    /// <summary>Whether the identifier stays out of the encryption, so that one secret may be split anew under the same passphrase.</summary>
    public required bool Extendable { get; init; }

    /// <summary>0 to 15: the passphrase is stretched 10,000 × 2^this times.</summary>
    public required int IterationExponent { get; init; }

    /// <summary>0 to 15.</summary>
    public required int GroupIndex { get; init; }

    /// <summary>How many groups are needed, 1 to 16.</summary>
    public required int GroupThreshold { get; init; }

    /// <summary>How many groups there are, 1 to 16.</summary>
    public required int GroupCount { get; init; }

    /// <summary>0 to 15, within the group.</summary>
    public required int MemberIndex { get; init; }

    /// <summary>How many shares of this group are needed, 1 to 16.</summary>
    public required int MemberThreshold { get; init; }

    internal byte[] Value { get; init; } = [];

    /// <summary>Writes zeros over the value.</summary>
    public void Forget() => System.Security.Cryptography.CryptographicOperations.ZeroMemory(Value);

    /// <summary>Reads the words, which may be shortened to their first four letters.</summary>
    public static Outcome<Slip39Share> Read(string? text)
    {
        var typed = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (typed.Length < FewestWords)
        {
            return new Refusal($"A share has at least {FewestWords} words; {typed.Length} arrived. Please compare it with the paper.") { Field = "Words" };
        }
        if (typed.Length > MostWords) return new Refusal($"A share has at most {MostWords} words; {typed.Length} arrived. Please compare it with the paper.") { Field = "Words" };
        var words = new int[typed.Length];
        for (var i = 0; i < typed.Length; i++)
        {
            if (Slip39Words.Find(typed[i]) is not { } place)
            {
                return new Refusal($"Word number {i + 1} is not one of the words that shares are made of. Please compare it with the paper.") { Field = "Words" };
            }
            words[i] = place;
        }
        var bits = (words.Length - HeadWords - ChecksumWords) * Slip39Words.Bits;
        // A value is a whole number of 16 bits; up to 8 more are padding, and more mean that a word is missing or doubled.
        if (bits % 16 > 8) return new Refusal($"A word is missing in this share, or there is one too many. Please compare it with the paper.") { Field = "Words" };
        var head = words.Take(HeadWords).Aggregate(0L, (sum, word) => (sum << Slip39Words.Bits) | (uint)word);
        if (Polymod((head >> 24 & 1) == 1, words) != 1) return Differs();
        var value = words[HeadWords..^ChecksumWords].Aggregate(BigInteger.Zero, (sum, word) => (sum << Slip39Words.Bits) | word);
        if (value >> (bits / 16 * 16) != 0) return Differs();
        var share = new Slip39Share
        {
            Identifier = (int)(head >> 25),
            Extendable = (head >> 24 & 1) == 1,
            IterationExponent = (int)(head >> 20 & 15),
            GroupIndex = (int)(head >> 16 & 15),
            GroupThreshold = (int)(head >> 12 & 15) + 1,
            GroupCount = (int)(head >> 8 & 15) + 1,
            MemberIndex = (int)(head >> 4 & 15),
            MemberThreshold = (int)(head & 15) + 1,
            Value = FixedBytes(value, bits / 16 * 2),
        };
        return share.GroupThreshold <= share.GroupCount && share.GroupIndex < share.GroupCount ? share : Differs();
    }

    /// <summary>The words for the paper, parted by spaces.</summary>
    public string Words()
    {
        var head = (long)Identifier << 25 | (Extendable ? 1L << 24 : 0) | (long)IterationExponent << 20
            | (long)GroupIndex << 16 | (long)(GroupThreshold - 1) << 12 | (long)(GroupCount - 1) << 8
            | (long)MemberIndex << 4 | (uint)(MemberThreshold - 1);
        var valueWords = ((Value.Length * 8) + Slip39Words.Bits - 1) / Slip39Words.Bits;
        int[] words =
        [
            .. TenBits(head, HeadWords),
            .. TenBits(new BigInteger(Value, isUnsigned: true, isBigEndian: true), valueWords),
        ];
        var checksum = Polymod(Extendable, [.. words, 0, 0, 0]) ^ 1;
        return string.Join(' ', words.Concat(TenBits(checksum, ChecksumWords)).Select(Slip39Words.At));
    }

    private static Refusal Differs() =>
        new($"Something in this share differs from the paper. Please compare them, word by word.") { Field = "Words" };

    // The Reed-Solomon code over GF(1024) of the standard, beginning with its customisation string.
    private static int Polymod(bool extendable, IEnumerable<int> words)
    {
        var sum = 1;
        foreach (var word in (extendable ? "shamir_extendable" : "shamir").Select(c => (int)c).Concat(words))
        {
            var top = sum >> 20;
            sum = ((sum & 0xFFFFF) << 10) ^ word;
            for (var i = 0; i < 10; i++) sum ^= (top >> i & 1) * Generator[i];
        }
        return sum;
    }

    private static IEnumerable<int> TenBits(BigInteger number, int words) =>
        Enumerable.Range(1, words).Select(i => (int)(number >> ((words - i) * Slip39Words.Bits) & 1023));

    private static byte[] FixedBytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - Math.Min(length, bytes.Length)], .. bytes];
    }
}
