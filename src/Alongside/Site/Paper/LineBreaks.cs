using System.Globalization;
using System.Text;

namespace Alongside.Site.Paper;

/// <summary>
/// Where a line may end: after spaces, hyphens and slashes and beside Chinese, Japanese and Korean characters, but never
/// within what is read as one character, and with no bracket or full stop torn from its word. That much of UAX #14 is
/// needed for names, addresses and sentences; languages that write without spaces otherwise break anywhere.
/// </summary>
internal static class LineBreaks
{
    private const string Glue = "\u00A0\u202F\u2007\u2060\uFEFF\u2011";
    private const string NotFirst = "!%),.:;?]}’”»…‥、。〃々〉》」』】〕〗！），．：；？］｝～ー゛゜ヽヾゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ•‰°％،؛؟٪";
    private const string NotLast = "([{‘“«〈《「『【〔〖（［｛¡¿$£¥€";

    // UAX #44 blocks of ideographs, kana, Hangul syllables, their punctuation and wide forms, emoji.
    private static readonly (int From, int To)[] wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3040, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFF60),
        (0x16FE0, 0x18CFF), (0x1AFF0, 0x1B2FF), (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Where each character as people count them begins, with the text's end (UAX #29).</summary>
    public static int[] Clusters(string text) => [.. StringInfo.ParseCombiningCharacters(text), text.Length];

    /// <summary>The places at which a new line may begin, the end of the text among them.</summary>
    public static int[] Of(string text)
    {
        var clusters = Clusters(text);
        return [.. Enumerable.Range(1, clusters.Length - 1).Where(i => i == clusters.Length - 1 || MayBreak(First(text, clusters[i - 1]), First(text, clusters[i]))).Select(i => clusters[i])];
    }

    /// <summary>White that may stand beyond the end of a line, where nobody sees it.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) && !Glue.Contains(character);

    private static bool MayBreak(Rune before, Rune after)
    {
        if (IsSpace(after)) return false;
        if (IsSpace(before) || before.Value == 0x200B) return true;
        if (Among(Glue, before) || Among(Glue, after) || Closes(after) || Opens(before)) return false;
        if (IsWide(before) || IsWide(after)) return true;
        return (before.Value == '/' || Rune.GetUnicodeCategory(before) == UnicodeCategory.DashPunctuation) && Rune.IsLetter(after);
    }

    private static Rune First(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;

    private static bool IsSpace(Rune rune) => rune.IsBmp && IsSpace((char)rune.Value);

    private static bool Closes(Rune rune) =>
        Among(NotFirst, rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation;

    private static bool Opens(Rune rune) =>
        Among(NotLast, rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    private static bool Among(string characters, Rune rune) => rune.IsBmp && characters.Contains((char)rune.Value);

    private static bool IsWide(Rune rune) => Array.Exists(wide, range => rune.Value >= range.From && rune.Value <= range.To);
}
