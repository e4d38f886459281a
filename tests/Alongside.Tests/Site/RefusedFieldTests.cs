using System.Net;
using System.Text.RegularExpressions;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Doors;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Alongside.Tests.Site;

/// <summary>A no that is about one answer: it leads there, and the answer is marked.</summary>
public sealed partial class RefusedFieldTests
{
    private const string Page = "/components";

    [Fact]
    public async Task A_refusal_about_one_field_leads_to_it_marks_it_and_stands_in_the_title()
    {
        await using var site = await RunningSite.Start();
        var before = await site.Page(Page);
        Assert.Contains("<title>Every part, once</title>", before, StringComparison.Ordinal);
        Assert.DoesNotContain("This is the one to look at again.", before, StringComparison.Ordinal);
        var fields = RunningSite.Hidden(before);
        (fields["Given.Day"], fields["Given.Know"]) = ("31 November", "");
        var html = WebUtility.HtmlDecode(await RunningSite.Text(await site.Post(Page, fields)));
        Assert.Contains("<title>Not done – Every part, once</title>", html, StringComparison.Ordinal);
        Assert.Contains("""<a href="#f-Given-Day">November has 30 days.""", html, StringComparison.Ordinal);
        var marked = Assert.Single(Invalid().Matches(html)).Value;
        Assert.Contains("name=\"Given.Day\"", marked, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"refused\"", marked, StringComparison.Ordinal);
        Assert.Single(Marks().Matches(html));
    }

    [Fact]
    public async Task Forms_of_the_practice_mark_the_answer_that_is_refused()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var somebody = new PlainBrowser(practice.Address);
        await Marked(somebody.Fill("/sign-up", "sign-up", ("Form.Name", "Robin"), ("Form.Passphrase", "short"), ("Form.Again", "short")), "Form.Passphrase");
        await Marked(somebody.Fill("/sign-up", "sign-up", ("Form.Name", "Robin"), ("Form.Passphrase", "four plain words here"), ("Form.Again", "five plain words here")), "Form.Again");
        using var client = new PlainBrowser(practice.Address);
        await client.SignIn("zaynab");
        await Marked(client.Fill("/my-contact", "channels", ("Form.Email", new string('x', 301))), "Form.Email");
        await Marked(client.Fill("/my-names", "names", ("Form.Group", new string('x', 300))), "Form.Group");
        await Marked(client.Fill("/my-account", "new-passphrase", ("Change.Name", "zaynab"), ("Change.Passphrase", "the cat sleeps on my maps"), ("Change.NewName", "zaynab"), ("Change.NewPassphrase", "short"), ("Change.Again", "short")), "Change.NewPassphrase");
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        await Marked(nkechi.Fill("/circle/draft", "draft", ("Form.Act", "put"), ("Form.Title", ""), ("Form.Text", "Tea, each Monday.")), "Form.Title");
        using var kept = await nkechi.Fill("/circle/draft", "draft", ("Form.Act", "change"), ("Form.Kind", "custodian"), ("Form.Title", "The custodian"), ("Form.Minutes", "10"));
        await Marked(nkechi.Fill(kept.Headers.Location!.OriginalString, "change", ("OfRecords", "Nkechi"), ("Contact", ""), ("Successor", "Amina")), "Contact");
    }

    [Fact]
    public void A_choice_where_nothing_was_chosen_is_found_and_a_field_that_the_form_has_not_is_none()
    {
        var no = new Refusal($"Please choose.") { Field = "Way" };
        var sent = new FormCollection(new Dictionary<string, StringValues> { ["Form.Day"] = "", [StalePost.Called] = new(["Form.Day=Day", "Form.Way=How you would meet"]) });
        Assert.Equal("Form.Way", SaidNo.FieldIn(no, sent));
        Assert.Null(SaidNo.FieldIn(no.In("Weeks"), sent));
        Assert.Null(SaidNo.FieldIn(new($"Please choose."), sent));
    }

    [Fact]
    public void Each_refusal_that_names_a_field_names_one_that_a_form_has()
    {
        var sources = Repository.Files("src/Alongside", ".cs", ".razor").Select(Repository.Read).ToList();
        var shown = sources.SelectMany(s => Shown().Matches(s)).Select(m => Open(m.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("Form.Phone", shown);
        var named = sources.SelectMany(s => Named().Matches(s)).SelectMany(m => Quoted().Matches(m.Value)).Select(m => Open(m.Groups["name"].Value)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(named.Count > 60, $"{named.Count} fields were found, so the test reads them wrongly.");
        Offences.None(named.Where(n => !shown.Any(s => s == n || s.EndsWith("." + n, StringComparison.Ordinal))));
    }

    [Fact]
    public void Each_page_has_a_title_that_says_a_no_first() => Offences.None(Repository.Files("src/Alongside", ".razor")
        .Where(path => !path.EndsWith("Titled.razor", StringComparison.Ordinal) && !path.EndsWith("Document.razor", StringComparison.Ordinal))
        .Where(path => Repository.Read(path).Contains("<PageTitle", StringComparison.Ordinal))
        .Select(path => $"{path} says <PageTitle> where <Titled> would also say that something was refused"));

    private static async Task Marked(Task<HttpResponseMessage> refused, string field)
    {
        var html = WebUtility.HtmlDecode(await PlainBrowser.Raw(await refused));
        Assert.Contains("<title>Not done – ", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"#{Alongside.Site.Components.Field.IdOf(field)}\">", html, StringComparison.Ordinal);
        Assert.Contains($"name=\"{field}\"", Assert.Single(Invalid().Matches(html)).Value, StringComparison.Ordinal);
    }

    // "Tier.{i}" and "Tier.{0}" are one name.
    private static string Open(string name) => Places().Replace(name, "*");

    [GeneratedRegex("<(input|textarea|select)[^>]*aria-invalid=\"true\"[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Invalid();

    [GeneratedRegex("<p class=\"mend\">This is the one to look at again", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex("""<(Field|Choices)\b[^\n]*? Name="(@\(\$")?(?<name>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex("""(\{ Field = (?<what>[^\n]*?) \}[,;)\n ]|\.In\("[^"]+"\))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("""("(?<name>[A-Za-z]+(\.(\{\w+\}|\d))?)"|nameof\(([A-Za-z]+\.)?(?<name>[A-Za-z]+)\))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("""(\{[^}]+\}|(?<=\.)\d$)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();
}
