using System.Text.RegularExpressions;
using Alongside.Tests.Floors;
using Alongside.Tests.Site;

namespace Alongside.Tests.Security;

/// <summary>docs/security/asvs.csv answers each requirement of OWASP ASVS 5.0, and what it says of tests is so.</summary>
public sealed partial class AsvsTests
{
    private const string List = "docs/security/asvs.csv";

    private static readonly string[] head = ["id", "level", "answer", "where"];
    private static readonly string[] answers = ["test", "reason", "not-applicable", "no"];

    private static readonly List<string[]> all = Read();

    [Fact]
    public void All_345_requirements_are_answered_once_and_in_their_order()
    {
        var asked = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "owasp-asvs-5.0.0-levels.csv")).Skip(1).ToList();
        Assert.Equal(345, asked.Count);
        Assert.Equal(asked, all.Select(row => $"{row[0]},{row[1]}"));
    }

    [Fact]
    public void Each_answer_is_a_test_that_is_there_or_a_sentence_that_says_why() => Offences.None(all.SelectMany(Wrong));

    [Theory]
    [InlineData("V1.1.1,2,test,Site.ShellTests.No_such_test", "no test")]
    [InlineData("V1.1.1,2,test,", "no test")]
    [InlineData("V1.1.1,2,test,because it holds", "no test")]
    [InlineData("V1.1.1,2,reason,", "no word")]
    [InlineData("V1.1.1,2,no,Later", "no word")]
    [InlineData("V1.1.1,2,yes,It holds as everybody knows.", "no answer")]
    [InlineData("V1.1.1,2,reason,It stands in docs/security/nowhere.md as a table.", "no file")]
    public void An_answer_that_shows_nothing_is_seen(string row, string trouble) =>
        Assert.Contains(trouble, Assert.Single(Wrong(AccessTests.Cells(row))), StringComparison.Ordinal);

    [Fact]
    public void SECURITY_counts_what_the_list_holds()
    {
        var (tests, reasons, elsewhere, noes) = (Count("test"), Count("reason"), Count("not-applicable"), Count("no"));
        Assert.Contains(
            $"answers each of its 345 requirements: {tests} by a test, {reasons} by a reason, {elsewhere} don't concern us, {noes} by a no that says what follows.",
            Repository.Read("SECURITY.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_page_says_limits_as_plainly_as_SECURITY_does()
    {
        await using var site = await RunningSite.Start();
        var html = System.Net.WebUtility.HtmlDecode(await site.Page("/protection"));
        var threats = Repository.Read("SECURITY.md").Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1;
        Assert.Equal(Alongside.Site.Protection.From.Count, html.Split("Could learn</dt>").Length - 1);
        // Those who write to the database, and mail, stand with others there; a backup that outlives an erasure with the disk.
        Assert.Equal(threats - 3, Alongside.Site.Protection.From.Count);
        Assert.Contains("The three keys on our server", html, StringComparison.Ordinal);
        Assert.DoesNotContain("zero-knowledge", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Comment c’est protégé", System.Net.WebUtility.HtmlDecode(await site.Page("/protection", ("Accept-Language", "fr"))), StringComparison.Ordinal);
    }

    // After the names of tests, what else is to be known may follow a colon.
    internal static IEnumerable<string> Wrong(string[] row)
    {
        var (id, answer, where) = (row[0], row[2], row[3]);
        if (!answers.Contains(answer)) yield return $"{id}: “{answer}” is no answer";
        else if (answer == "test")
        {
            foreach (var name in where.Split(": ")[0].Split(' ').Where(name => !AccessTests.IsTest(name)).Take(1)) yield return $"{id}: “{name}” is no test";
        }
        else if (where.Length < 20 || where[^1] != '.') yield return $"{id}: no word about why";
        foreach (var file in Named().Matches(where).Select(m => m.Value).Where(file => !File.Exists(Path.Combine(Repository.Root, file)))) yield return $"{id}: {file} is no file";
    }

    private static int Count(string answer) => all.Count(row => row[2] == answer);

    private static List<string[]> Read()
    {
        var lines = Repository.Read(List).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(head, AccessTests.Cells(lines[0]));
        return [.. lines.Skip(1).Select(AccessTests.Cells)];
    }

    [GeneratedRegex(@"docs/[\w/-]+\.(md|service|csv)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
