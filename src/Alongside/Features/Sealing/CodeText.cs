using System.Globalization;
using System.Text;

namespace Alongside.Features.Sealing;

/// <summary>What people type when they copy a code: its characters, without what only groups or guides the eye.</summary>
internal static class CodeText
{
    /// <summary>
    /// Leaves out spaces, hyphens of every kind and invisible marks (right-to-left text carries them), and writes the
    /// decimal digits of any script, such as Arabic-Indic or Adlam, as 0 to 9.
    /// </summary>
    public static string Plain(string? typed)
    {
        var plain = new StringBuilder();
        foreach (var rune in (typed ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber) plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (!IsBetween(category) && rune.Value != 0x2212) plain.Append(rune);
        }
        return plain.ToString();
    }

    private static bool IsBetween(UnicodeCategory category) => category is UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.DashPunctuation;
}
