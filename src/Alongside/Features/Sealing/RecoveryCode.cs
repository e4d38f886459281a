using System.Buffers.Binary;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// A code on paper with which somebody opens their own keys again: 120 random bits as 24 characters of Crockford's
/// base 32 and his check character (modulo 37), shown in five groups of five. The check notices every single wrong
/// character and every swap of neighbours, before any key is tried.
/// </summary>
public sealed class RecoveryCode
{
    /// <summary>Random bytes in a code.</summary>
    public const int Size = 15;

    private const int Characters = 24;
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Checks = Digits + "*~$=U";

    private readonly byte[] bytes;

    private RecoveryCode(byte[] bytes) => this.bytes = bytes;

    /// <summary>The 15 random bytes, from which keys are derived.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    public static RecoveryCode New(RandomSource random) => new(random.Bytes(Size));

    /// <summary>Reads what was copied from paper: case, spaces and hyphens don't matter, O is 0, I and L are 1.</summary>
    public static Outcome<RecoveryCode> Read(string? text)
    {
        var typed = CodeText.Plain(text).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (typed.Length != Characters + 1)
        {
            return new Refusal($"A recovery code has {Characters + 1} characters; {typed.Length} arrived. Please compare it with your paper.") { Field = "Code" };
        }
        var value = UInt128.Zero;
        foreach (var character in typed[..Characters])
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0) return Differs();
            value = (value << 5) | (uint)digit;
        }
        if (Check(value) != typed[Characters]) return Differs();
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(wide, value);
        return new RecoveryCode(wide[1..].ToArray());
    }

    /// <summary>The code as it stands on the paper: five groups of five.</summary>
    public override string ToString()
    {
        Span<byte> wide = [0, .. bytes];
        var value = BinaryPrimitives.ReadUInt128BigEndian(wide);
        Span<char> code = stackalloc char[Characters + 1];
        code[Characters] = Check(value);
        for (var i = Characters - 1; i >= 0; i--, value >>= 5) code[i] = Digits[(int)(value & 31)];
        return $"{code[..5]}-{code[5..10]}-{code[10..15]}-{code[15..20]}-{code[20..]}";
    }

    private static char Check(UInt128 value) => Checks[(int)(value % 37)];

    private static Refusal Differs() =>
        new($"Something in this recovery code differs from your paper. Please compare them, group by group.") { Field = "Code" };
}
