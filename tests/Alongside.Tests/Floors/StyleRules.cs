using System.Text.RegularExpressions;

namespace Alongside.Tests.Floors;

/// <summary>The part of our style that a machine can judge. Each rule takes a file's text and says what breaks it, and where.</summary>
internal static partial class StyleRules
{
    private const int LongestFile = 400, LongestBlock = 70;

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking;

    public static IEnumerable<string> Length(string text)
    {
        var lines = text.AsSpan().TrimEnd().Count('\n') + 1;
        return lines < LongestFile ? [] : [$"has {lines} lines: under {LongestFile} one can keep it in one's head"];
    }

    /// <summary>Formatting is checked too, so a block ends at the brace that stands as far in as the one that opens it.</summary>
    public static IEnumerable<string> Blocks(string text)
    {
        var lines = text.Split('\n');
        for (var open = 1; open < lines.Length; open++)
        {
            if (lines[open].TrimStart(' ') != "{" || TypeOrNamespace().IsMatch(lines[open - 1])) continue;
            var close = Array.FindIndex(lines, open, line => line.StartsWith(lines[open].Replace('{', '}'), StringComparison.Ordinal));
            // Of a type whose declaration takes several lines, the last one may not say that it is one.
            if (close - open - 1 < LongestBlock || Declaration(lines, open).Any(TypeOrNamespace().IsMatch)) continue;
            yield return $"line {open}: {close - open - 1} lines in one go, of {LongestBlock - 1} that we allow ourselves";
        }
    }

    public static IEnumerable<string> Promises(string text) => Where(text, Promise(), "an issue is the place for what isn't done yet");

    public static IEnumerable<string> Inline(string text) =>
        Where(text, InlineCode(), "our content security policy stops inline styles, scripts and handlers");

    public static IEnumerable<string> Enhancements(string text) =>
        Where(text, BlazorScript(), "pages work without any script of Blazor's");

    public static IEnumerable<string> Words(string text) => Sentences(text)
        .Where(sentence => sentence.Value.Contains(' ') && Forbidden().IsMatch(sentence.Value))
        .Select(sentence => At(text, sentence, "a word that we don't use to people: say it as one says it at a table"));

    public static IEnumerable<string> Exclamations(string text) => Sentences(text)
        .Where(sentence => Exclamation().IsMatch(sentence.Value.Trim('"')))
        .Select(sentence => At(text, sentence, "we don't raise our voice"));

    public static IEnumerable<string> Machines(string text) =>
        Where(text, MachinePath(), "a path that exists on one machine only");

    public static IEnumerable<string> Physical(string css) =>
        Where(Uncommented(css), PhysicalProperty(), "start, end, inline and block turn round with the writing; left and right don't");

    public static IEnumerable<string> Important(string css)
    {
        var (within, start) = (new Stack<string>(), 0);
        css = Uncommented(css);
        for (var i = 0; i < css.Length; i++)
        {
            if (css[i] is not ('{' or '}' or ';')) continue;
            var said = css[start..i];
            if (said.Contains("!important", StringComparison.Ordinal) && !within.Any(w => w.Contains("print") || w.Contains("[hidden]")))
                yield return At(css, i, "!important, outside print and [hidden]: the layers decide who wins");
            if (css[i] == '{') within.Push(said);
            if (css[i] == '}') within.TryPop(out _);
            start = i + 1;
        }
    }

    /// <summary>
    /// A file's namespace is its folder, as the floors are told from both; a part of a type may lie in a folder below.
    /// </summary>
    public static IEnumerable<string> Namespace(string path, string text)
    {
        var folders = path.Replace("src/", "", StringComparison.Ordinal).Split('/')[..^1];
        var allowed = text.Contains(" partial class ", StringComparison.Ordinal) ? new[] { folders, folders[..^1] } : [folders];
        var expected = allowed.Select(each => $"namespace {string.Join('.', each)};").ToList();
        return text.Split('\n').Any(line => line.StartsWith("namespace ", StringComparison.Ordinal) && !expected.Contains(line))
            ? [$"is in the folder of {expected[0]}"]
            : [];
    }

    private static IEnumerable<string> Declaration(string[] lines, int open) =>
        Enumerable.Range(1, open).Select(back => lines[open - back]).TakeWhile(line => line.Length > 0 && line[^1] is not ('{' or '}' or ';'));

    private static IEnumerable<Match> Sentences(string text) => Literal().Matches(text).Where(match => match.Value[0] == '"');

    private static IEnumerable<string> Where(string text, Regex pattern, string why) =>
        pattern.Matches(text).Select(match => At(text, match, why));

    private static string At(string text, Match match, string why) => At(text, match.Index, $"{match.Value.Trim()}: {why}");

    private static string At(string text, int index, string why) => $"line {text.AsSpan(0, index).Count('\n') + 1}: {why}";

    private static string Uncommented(string css) => Comment().Replace(css, match => new string('\n', match.Value.Count(c => c == '\n')));

    [GeneratedRegex(@"\b(namespace|class|record|struct|interface|enum)\b|@code|@functions", Options)]
    private static partial Regex TypeOrNamespace();

    [GeneratedRegex("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b", Options)]
    private static partial Regex Promise();

    [GeneratedRegex("""\s(style|on[a-z]+)=(\\?"|'|@)|<style\b|<script(\s+(type|async|defer|nonce)[^\s>]*)*\s*>""", Options)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\bStreamRendering\b|<ImportMap\b|\sEnhance(=|\s|>)|\bdata-enhance|@rendermode\b|_framework/blazor", Options)]
    private static partial Regex BlazorScript();

    // Comments are matched too, so that a quotation mark in one doesn't open a sentence.
    [GeneratedRegex("""//.*$|@\*([^*]|\*[^@])*\*@|"([^"\\\n]|\\.)*"|'(\\.|[^'\\\n])'""", Options)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(patiente?s?|(non-?)?complian(ce|t)|submit(s|ted|ting)?|invalides?|invalid|soumettre)\b", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"[\p{L}\p{N}\s,.?]!(\s|$)", Options)]
    private static partial Regex Exclamation();

    [GeneratedRegex(@"(^|[^\w.~/-])(/(home|Users|root|tmp)/\w|[A-Z]:\\\\?(Users|Windows))", Options)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"/\*([^*]|\*+[^*/])*\*+/", Options)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"(^|[\s;{])(((scroll-)?(margin|padding)|border|inset)-(left|right|top|bottom)(-\w+)*|left|right|top|bottom|"
        + @"border-(top|bottom)-(left|right)-radius)\s*:|\b(text-align|float|clear)\s*:\s*(left|right)\b", Options)]
    private static partial Regex PhysicalProperty();
}
