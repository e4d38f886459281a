using System.Globalization;
using System.Text.RegularExpressions;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>Amounts as people type them: "60", "1 250.50", "1250,5", "$60".</summary>
public static partial class Amounts
{
    public static readonly Refusal NotAnAmount = new($"We can’t read how much it is. It looks like 60 or 60.50.");

    // ISO 4217, the same list by which pages say amounts.
    private static readonly HashSet<string> Whole =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> Thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    public static int Decimals(string currency) => Whole.Contains(currency) ? 0 : Thousandths.Contains(currency) ? 3 : 2;

    /// <summary>Null where it is none, is negative, or has more decimals than the currency.</summary>
    public static Money? Read(string? text, string currency)
    {
        var typed = new string([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('$' or '€' or '£'))]);
        // One comma with one or two digits behind it is how French writes decimals; before three it parts thousands.
        if (typed.Count(c => c == ',') == 1 && !typed.Contains('.', StringComparison.Ordinal) && typed.Length - typed.IndexOf(',', StringComparison.Ordinal) - 1 is 1 or 2)
            typed = typed.Replace(',', '.');
        if (typed.Contains(',', StringComparison.Ordinal) && !Parted().IsMatch(typed)) return null;
        if (!decimal.TryParse(typed.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        var minor = amount * (decimal)Math.Pow(10, Decimals(currency));
        return minor != decimal.Truncate(minor) || minor > 1_000_000_000_000m ? null : new((long)minor, currency);
    }

    /// <summary>As it is typed into a form again: "60", "60.50".</summary>
    public static string Write(Money money) => Decimals(money.Currency) switch
    {
        0 => money.Minor.ToString(CultureInfo.InvariantCulture),
        var decimals when money.Minor % (long)Math.Pow(10, decimals) == 0 => (money.Minor / (long)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture),
        var decimals => (money.Minor / (decimal)Math.Pow(10, decimals)).ToString($"F{decimals}", CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parted();
}
