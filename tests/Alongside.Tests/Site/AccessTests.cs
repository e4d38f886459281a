using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Alongside.Tests.Floors;

namespace Alongside.Tests.Site;

/// <summary>docs/access.csv answers each criterion of WCAG 2.2, A and AA, and what it says of tests is so.</summary>
public sealed partial class AccessTests
{
    // https://www.w3.org/TR/WCAG22/: 31 criteria of level A and 24 of level AA; 4.1.1 is gone.
    private const string A =
        "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 "
        + "2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2";

    private const string AA =
        "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 "
        + "3.2.4 3.3.3 3.3.4 3.3.8 4.1.3";

    private static readonly string[] Head = ["criterion", "level", "name", "answer", "test", "date", "note"];

    private static readonly string[] Heard = ["keydown", "submit", "visibilitychange"];

    private static readonly List<string[]> all = Read();

    [Fact]
    public void All_55_criteria_of_levels_A_and_AA_are_answered_once()
    {
        var asked = A.Split(' ').Select(c => (c, "A")).Concat(AA.Split(' ').Select(c => (c, "AA"))).ToHashSet();
        Assert.Equal(55, asked.Count);
        Assert.Equal(55, all.Count);
        Assert.Equal(asked.Order(), all.Select(row => (row[0], row[1])).Order());
    }

    [Fact]
    public void Each_answer_is_a_test_that_is_there_a_walk_with_its_date_or_a_no_that_says_why() => Offences.None(all.SelectMany(Wrong));

    [Theory]
    [InlineData("1.1.1,A,Name,test,Site.AccessTests.No_such_test,,", "no test")]
    [InlineData("1.1.1,A,Name,test,,,", "no test")]
    [InlineData("1.1.1,A,Name,walk,,soon,Looked at it", "no day")]
    [InlineData("1.1.1,A,Name,walk,,2026-11-26,", "no word")]
    [InlineData("1.1.1,A,Name,no,,,", "no word")]
    [InlineData("1.1.1,A,Name,yes,,,Surely", "no answer")]
    public void An_answer_that_shows_nothing_is_seen(string row, string trouble) =>
        Assert.Contains(trouble, Assert.Single(Wrong(Cells(row))), StringComparison.Ordinal);

    [Fact]
    public async Task The_page_names_as_missing_each_no_and_that_nobody_was_paid_to_test()
    {
        await using var site = await RunningSite.Start();
        var html = await site.Page("/accessibility");
        Assert.Contains("disabled people, paid for their work, have not tested these pages", html, StringComparison.Ordinal);
        var missing = html[html.IndexOf("id=\"missing\"", StringComparison.Ordinal)..html.IndexOf("id=\"tell\"", StringComparison.Ordinal)];
        Assert.Equal(1 + all.Count(row => row[3] == "no"), missing.Split("<li>").Length - 1);
        Assert.Contains("n’a mis ces pages à l’épreuve", System.Net.WebUtility.HtmlDecode(await site.Page("/accessibility", ("Accept-Language", "fr"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_layouts_say_at_their_end_who_can_use_them()
    {
        foreach (var layout in new[] { "MainLayout", "FrontLayout" })
            Assert.Matches(@"</main>\s*<Foot[^>]*/>\s*</div>\s*$", Repository.Read($"src/Alongside/Site/{layout}.razor"));
        foreach (var page in new[] { "/accessibility", "/protection" })
            Assert.Contains($"href=\"{page}\"", Repository.Read("src/Alongside/Site/Components/Foot.razor"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_plays_refreshes_by_itself_is_dragged_or_explains_itself_only_to_who_hovers()
    {
        Offences.None(Repository.Files("src", ".razor").Where(path => Restless().IsMatch(Repository.Read(path))).Select(path => $"{path} plays, refreshes, drags or hovers"));
        foreach (var planted in new[] { "<video src=x>", "<meta http-equiv=\"refresh\">", "<p draggable=\"true\">", "<p title=\"More\">", "<a accesskey=\"k\">", "<select @onchange=\"Go\">", "<img src=x>" })
            Assert.Matches(Restless(), planted);
    }

    [Fact]
    public void Styles_neither_animate_nor_ask_how_the_device_is_held_nor_show_anything_to_who_hovers() => Offences.None(
        Repository.Files("src/Alongside/Site/css", ".css").Where(path => Moving().IsMatch(Repository.Read(path))).Select(path => $"{path} moves, turns or shows on hover"));

    // What axe is asked in one light alone holds in the other because of this.
    [Fact]
    public void The_two_lights_differ_by_their_colours_alone()
    {
        Assert.Equal(["src/Alongside/Site/css/tokens.css"],
            Repository.Files("src/Alongside/Site/css", ".css").Where(path => Repository.Read(path).Contains("prefers-color-scheme", StringComparison.Ordinal)));
        var tokens = Repository.Read("src/Alongside/Site/css/tokens.css");
        Offences.None(InTheDark().Matches(tokens).SelectMany(dark => Declared().Matches(dark.Groups["body"].Value).Select(d => d.Groups["name"].Value))
            .Where(name => !name.StartsWith("--", StringComparison.Ordinal)).Select(name => $"tokens.css: {name} is another by night"));
        Assert.True(InTheDark().Count(tokens) >= 2);
    }

    [Fact]
    public void Scripts_listen_to_a_form_that_is_sent_to_Escape_and_to_a_page_put_aside_and_to_nothing_else()
    {
        var scripts = string.Concat(Repository.Files("src/Alongside/Site/js", ".js").Select(Repository.Read));
        Assert.Equal(Heard, Listening().Matches(scripts).Select(m => m.Groups["what"].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("if (event.key !== \"Escape\") return;", scripts, StringComparison.Ordinal);
        Assert.DoesNotContain(".on", scripts, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_passphrase_may_come_from_a_password_manager() => Offences.None(Repository.Files("src", ".razor")
        .SelectMany(path => Passphrase().Matches(Repository.Read(path)).Where(m => !m.Value.Contains("-password\"", StringComparison.Ordinal)).Select(m => $"{path}: {m.Value}")));

    [Fact]
    public void The_list_of_journeys_names_tests_that_are_there()
    {
        var named = Named().Matches(Repository.Read("docs/journeys.md")).Select(m => m.Groups["test"].Value).ToList();
        Assert.True(named.Count > 10);
        Offences.None(named.Where(name => !IsTest(name)).Select(name => $"{name} is no test"));
        var browsers = typeof(AccessTests).Assembly.GetTypes().Where(t => t.Namespace == "Alongside.Tests.Journeys" && t.IsSubclassOf(typeof(Browser.BrowserTest)));
        Offences.None(browsers.Where(t => !named.Exists(name => name.StartsWith($"Journeys.{t.Name}.", StringComparison.Ordinal))).Select(t => $"{t.Name} is not in docs/journeys.md"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Edges_and_the_mark_of_the_focus_stand_out_three_to_one(int light)
    {
        var tokens = Repository.Read("src/Alongside/Site/css/tokens.css");
        var night = tokens.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        var part = light == 0 ? tokens[..night] : tokens[night..];
        foreach (var mark in new[] { "edge", "focus", "act" })
            foreach (var ground in new[] { "wall", "sheet", "tint" })
                Assert.True(Contrast(Hex(part, mark), Hex(part, ground)) >= 3, $"--{mark} on --{ground}: {Contrast(Hex(part, mark), Hex(part, ground)):0.00}");
    }

    private static IEnumerable<string> Wrong(string[] row)
    {
        var (criterion, answer, tests, date, note) = (row[0], row[3], row[4], row[5], row[6]);
        if (answer is not ("test" or "walk" or "no")) yield return $"{criterion}: “{answer}” is no answer";
        if (answer == "test" && !tests.Split(' ').All(IsTest)) yield return $"{criterion}: “{tests}” is no test";
        if (answer == "walk" && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) yield return $"{criterion}: “{date}” is no day";
        if (answer is "walk" or "no" && note.Length == 0) yield return $"{criterion}: no word about what was seen";
    }

    /// <summary>Whether this names a test of ours, as Folder.Class.Method.</summary>
    internal static bool IsTest(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && typeof(AccessTests).Assembly.GetType($"Alongside.Tests.{name[..dot]}")?.GetMethod(name[(dot + 1)..]) is { } method
            && method.GetCustomAttributes<FactAttribute>(inherit: true).Any();
    }

    private static List<string[]> Read()
    {
        var lines = Repository.Read("docs/access.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Head, Cells(lines[0]));
        return [.. lines.Skip(1).Select(Cells)];
    }

    /// <summary>The cells of a line of one of our lists; none of them holds a quotation mark.</summary>
    internal static string[] Cells(string line) => [.. Cell().Matches(line).Select(m => m.Groups["plain"].Value + m.Groups["quoted"].Value)];

    private static string Hex(string tokens, string name) => Regex.Match(tokens, $"--{name}: #(?<hex>[0-9a-f]{{6}});", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["hex"].Value;

    // WCAG 2.2, "contrast ratio" and "relative luminance".
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("""(?<=^|,)("(?<quoted>[^"]*)"|(?<plain>[^,"]*))(?=,|$)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cell();

    [GeneratedRegex("""<(video|audio|object|embed|iframe|marquee|canvas|img)\b|http-equiv="refresh"|\s(draggable|accesskey|title|@?on(change|focus|blur|input|key\w+|mouse\w+|pointer\w+|touch\w+))=""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Restless();

    [GeneratedRegex(@"@keyframes|\banimation\b|\(orientation|:hover[^{]*\{[^}]*\b(display|visibility|opacity|content|clip-path)\s*:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moving();

    [GeneratedRegex("addEventListener\\(\"(?<what>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();

    [GeneratedRegex(@"`(?<test>\w+\.\w+\.\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("""<Field [^>]*Kind="password"[^>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Passphrase();

    [GeneratedRegex(@"prefers-color-scheme: dark\)\s*\{\s*:root\s*\{(?<body>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InTheDark();

    [GeneratedRegex(@"^\s*(?<name>[\w-]+)\s*:", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Declared();
}
