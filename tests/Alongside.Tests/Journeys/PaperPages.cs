using System.Net;
using System.Text.RegularExpressions;
using Alongside.Demo;
using Alongside.Tests.Site;
using Alongside.Tests.Site.Paper;

namespace Alongside.Tests.Journeys;

/// <summary>What leaves these pages as a file: to whom, under which name, and from where.</summary>
[Trait("Kind", "Unhurried")]
public sealed partial class PaperPages(ServedDemo demo) : IClassFixture<ServedDemo>
{
    private const string Passphrase = "copper kettles sing at dusk";

    [Fact]
    public async Task A_receipt_comes_as_a_file_to_whom_it_is_for_and_to_nobody_else()
    {
        var page = $"/receipts/{await demo.Practice.ReceiptFor("zaynab", new() { Used = "Zaynab", Receipt = PaperTests.FourNames[0] })}";
        using var zaynab = await demo.SignedIn("zaynab");
        Assert.Contains($"href=\"{page}/receipt.pdf\"", await PlainBrowser.Raw(await zaynab.Get(page)), StringComparison.Ordinal);
        var text = await Written(await zaynab.Get($"{page}/receipt.pdf"), "receipt.pdf");
        foreach (var said in new[] { "Received from", PaperTests.FourNames[0], "What was paid for", "Paid in all", "$40" }) Assert.Contains(Dense(said), text, StringComparison.Ordinal);
        foreach (var word in new[] { "fund", "tier", "scale", "Solidarity" }) Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        zaynab.Headers["Accept-Language"] = "fr";
        var french = await zaynab.Get($"{page}/receipt.pdf");
        Assert.Contains("/Lang (fr)", new PdfReader(await french.Content.ReadAsByteArrayAsync()).Whole, StringComparison.Ordinal);
        Assert.Contains("Reçu", await Written(french, "receipt.pdf"), StringComparison.Ordinal);

        using var stranger = await demo.SignedIn("wren");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{page}/receipt.pdf")).StatusCode);
        using var visitor = demo.Visitor();
        Assert.StartsWith("/sign-in", (await visitor.Get($"{page}/receipt.pdf")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_name_can_not_be_set_the_page_says_so_and_offers_itself()
    {
        var page = $"/receipts/{await demo.Practice.ReceiptFor("zaynab", new() { Used = "Zaynab", Receipt = "தமிழ்ச்செல்வி" })}";
        using var zaynab = await demo.SignedIn("zaynab");
        Assert.Equal(page, (await zaynab.Get($"{page}/receipt.pdf")).Headers.Location!.OriginalString);
        var shown = await PlainBrowser.Raw(await zaynab.Get(page));
        Assert.Contains("print this page itself", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("receipt.pdf", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_comes_as_a_card_while_its_page_shows_it_and_never_in_an_address()
    {
        using var robin = demo.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await robin.Fill("/sign-up", "sign-up", ("Form.Name", "robin"), ("Form.Passphrase", Passphrase), ("Form.Again", Passphrase))).StatusCode);
        var shown = await PlainBrowser.Raw(await robin.Get("/my-recovery-code"));
        var code = Card().Match(shown).Groups["code"].Value;
        var card = FormTo(shown, "/my-recovery-code/card.pdf");
        Assert.DoesNotContain(card, field => field.Value.Contains(code, StringComparison.Ordinal));
        Assert.Contains(code.Replace("-", "", StringComparison.Ordinal), await Written(await robin.Post("/my-recovery-code/card.pdf", card), "card.pdf"), StringComparison.Ordinal);
        Assert.Contains(code, await robin.Page("/my-recovery-code"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await robin.Post("/my-recovery-code/card.pdf", [])).StatusCode);
        await LeadsBack(await robin.Get("/my-recovery-code/card.pdf"), "/my-recovery-code");
        await robin.Fill("/my-recovery-code", "kept");
        await LeadsBack(await robin.Post("/my-recovery-code/card.pdf", card), "/my-recovery-code");
    }

    [Fact]
    public async Task An_escrow_share_comes_as_a_card_from_the_page_that_shows_its_words()
    {
        using var keeper = await demo.SignedIn("nkechi");
        var nkechi = DemoPractice.People.Single(p => p.SignIn == "nkechi");
        var shown = await PlainBrowser.Raw(await keeper.Fill("/my-escrow-share", "show", ("Proof.Name", nkechi.SignIn), ("Proof.Passphrase", nkechi.Passphrase)));
        var card = FormTo(shown, "/my-escrow-share/card.pdf");
        var words = card["Words"].Split(' ');
        Assert.Equal(33, words.Length);
        var text = await Written(await keeper.Post("/my-escrow-share/card.pdf", card), "card.pdf");
        for (var i = 0; i < words.Length; i++) Assert.Contains($"{i + 1}{words[i]}", text, StringComparison.Ordinal);
        Assert.Contains("Share1of", text, StringComparison.Ordinal);

        await LeadsBack(await keeper.Post("/my-escrow-share/card.pdf", card.Select(f => f.Key == "Words" ? new(f.Key, "not a share") : f)), "/my-escrow-share");
        using var client = await demo.SignedIn("wren");
        var theirs = await client.Form("/my-account", "new-recovery");
        await LeadsBack(await client.Post("/my-escrow-share/card.pdf", [.. theirs, new("Words", card["Words"])]), "/my-escrow-share");

        Dictionary<string, string> printed = new(PlainBrowser.Drawn(shown, "printed")) { ["Form.Name"] = nkechi.SignIn, ["Form.Passphrase"] = nkechi.Passphrase };
        await LeadsBack(await keeper.Post("/my-escrow-share", printed), "/my-escrow-share");
        await LeadsBack(await keeper.Post("/my-escrow-share/card.pdf", card), "/my-escrow-share");
    }

    private async Task LeadsBack(HttpResponseMessage answer, string page)
    {
        Assert.Equal(page, answer.Headers.Location?.OriginalString.Replace(demo.Practice.Address, "", StringComparison.Ordinal));
        Assert.DoesNotContain("class=\"slip\"", await PlainBrowser.Raw(answer), StringComparison.Ordinal);
    }

    // A file that is kept by nobody on the way, and whose name says nothing.
    private static async Task<string> Written(HttpResponseMessage answer, string name)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", name), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        return Dense(new PdfReader(await answer.Content.ReadAsByteArrayAsync()).Text);
    }

    private static string Dense(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static Dictionary<string, string> FormTo(string html, string address) =>
        RunningSite.Hidden(Forms().Matches(html).Select(m => m.Value).Single(form => form.Contains($"action=\"{address}\"", StringComparison.Ordinal)));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("class=\"code-card\"[^>]*>(?<code>[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Card();
}
