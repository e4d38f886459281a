using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alongside.Site;

namespace Alongside.Tests.Site;

/// <summary>What a reader reads or hears in a page drawn in the pseudo-locale, and nobody made translatable.</summary>
internal static partial class VisibleText
{
    private static readonly HashSet<string> empty = ["meta", "link", "input", "br", "img", "hr"];

    /// <summary>Texts and labels outside of the brackets, without elements marked <c>translate="no"</c>: names, codes, addresses.</summary>
    public static IEnumerable<string> Untranslated(string html)
    {
        var (silence, depth) = (new Stack<bool>([false]), 0);
        foreach (Match part in Part().Matches(html))
        {
            var tag = part.Groups["tag"].Value;
            if (!silence.Peek() && Outside(WebUtility.HtmlDecode(part.Groups["text"].Value), ref depth) is { Length: > 0 } text) yield return text;
            if (tag.Length == 0) continue;
            if (part.Value.StartsWith("</", StringComparison.Ordinal))
            {
                if (!empty.Contains(tag) && silence.Count > 1) silence.Pop();
                continue;
            }

            var silent = silence.Peek() || part.Value.Contains("translate=\"no\"", StringComparison.Ordinal) || tag == "textarea";
            foreach (Match label in Label().Matches(part.Value).Where(_ => !silent))
            {
                var within = 0;
                if (Outside(WebUtility.HtmlDecode(label.Groups["said"].Value), ref within) is { Length: > 0 } said) yield return said;
            }

            if (!empty.Contains(tag) && !part.Value.EndsWith("/>", StringComparison.Ordinal)) silence.Push(silent);
        }
    }

    // A sentence may hold a link or a stressed word, so its brackets can open in one text and close in another.
    private static string Outside(string text, ref int depth)
    {
        var outside = new StringBuilder();
        foreach (var c in text)
        {
            if (c == PseudoLocale.Opening) depth++;
            else if (c == PseudoLocale.Closing) depth--;
            else if (depth == 0) outside.Append(c);
        }

        return outside.ToString().Trim();
    }

    [GeneratedRegex(@"</?(?<tag>[a-z0-9]+)(""[^""]*""|[^>""])*>|<![^>]*>|(?<text>[^<]+)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\s(aria-label|placeholder|title|alt)=""(?<said>[^""]+)""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Label();
}
