using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// A code for coming back without an account, easily spoken over the telephone: 19 random decimal digits (63 bits) and
/// a check digit, in five groups of four. The check is Damm's, because it notices every single wrong digit and every
/// swap of neighbours; Luhn's misses 09 for 90.
/// </summary>
public sealed class ReturnCode
{
    private const int RandomDigits = 19;

    // H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg 2004): row is what was reckoned so far, column the digit.
    private const string Damm =
        "0317598642" + "7092154863" + "4206871359" + "1750983426" + "6123045978"
        + "3674209581" + "5869720134" + "8945362017" + "9438617205" + "2581436790";

    private readonly string digits;

    private ReturnCode(string digits) => this.digits = digits;

    /// <summary>The 19 digits without the check, as ASCII: from these keys are derived.</summary>
    public ReadOnlySpan<byte> Bytes => Encoding.ASCII.GetBytes(digits);

    public static ReturnCode New(RandomSource random) =>
        new(string.Create(RandomDigits, random, static (digits, random) =>
        {
            for (var i = 0; i < digits.Length; i++) digits[i] = (char)('0' + random.Below(10));
        }));

    /// <summary>Reads what was heard or copied: spaces and hyphens don't matter, digits may be of any script.</summary>
    public static Outcome<ReturnCode> Read(string? text)
    {
        var typed = CodeText.Plain(text);
        if (typed.Length == 0) return new Refusal($"Please type your return code: twenty digits.") { Field = "Code" };
        if (!typed.All(char.IsAsciiDigit))
        {
            return new Refusal($"A return code is made of digits only. Please look at it once more.") { Field = "Code" };
        }
        if (typed.Length != RandomDigits + 1)
        {
            return new Refusal($"A return code has {RandomDigits + 1} digits; {typed.Length} arrived. Please compare it with what you noted.") { Field = "Code" };
        }
        if (Check(typed) != '0')
        {
            return new Refusal($"One of these digits differs from your return code. Please compare them, group by group.") { Field = "Code" };
        }
        return new ReturnCode(typed[..RandomDigits]);
    }

    /// <summary>The code as it is shown and read aloud: five groups of four digits.</summary>
    public override string ToString()
    {
        var code = digits + Check(digits);
        return $"{code[..4]} {code[4..8]} {code[8..12]} {code[12..16]} {code[16..]}";
    }

    // Over digits alone this is their check digit; over digits with a right check it is 0.
    private static char Check(string digits) =>
        digits.Aggregate('0', (reckoned, digit) => Damm[((reckoned - '0') * 10) + (digit - '0')]);
}
