using System.Net;
using System.Text.RegularExpressions;
using Alongside.Demo;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Circle;

/// <summary>Pages of those who work in the practice: a share of the escrow, a profile, a device that somebody had.</summary>
[Trait("Kind", "Unhurried")]
public sealed partial class MemberPagesTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    private const string Share = "/my-escrow-share", Anew = "seven moths around a lantern";

    [Fact]
    public async Task Whoever_comes_reads_what_was_agreed_but_not_who_holds_which_mandate()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var visitor = new PlainBrowser(practice.Address);
        Assert.Contains("can be read here", await visitor.Page("/"), StringComparison.Ordinal);
        var agreed = await visitor.Page("/agreements");
        Assert.Contains("Order of placing", agreed, StringComparison.Ordinal);
        Assert.DoesNotContain("First mandates", agreed, StringComparison.Ordinal);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        Assert.Contains("First mandates", await nkechi.Page("/agreements"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_words_of_a_share_are_shown_to_who_types_the_passphrase_and_not_to_a_page_left_open()
    {
        using var browser = await demo.SignedIn("nkechi");
        var before = await Shown();
        Assert.Equal(0, Words(await browser.Page(Share)));
        var closed = await Proves(browser, "show", "Proof", "nkechi", "not the passphrase of hers");
        Assert.Equal(0, Words(closed));
        Assert.Contains("What you typed opens nothing here.", closed, StringComparison.Ordinal);
        Assert.Equal(before, await Shown());

        var words = await Proves(browser, "show", "Proof", "nkechi", Passphrase("nkechi"));
        Assert.Equal(33, Words(words));
        Assert.Equal(before + 1, await Shown());
        // It stays until they say that it is on paper, and they are asked once more before it is erased.
        var unproven = PlainBrowser.Drawn(await PlainBrowser.Raw(await browser.Fill(Share, "show", ("Proof.Name", "nkechi"), ("Proof.Passphrase", Passphrase("nkechi")))), "printed");
        (unproven["Form.Name"], unproven["Form.Passphrase"]) = ("nkechi", "not the passphrase of hers");
        var refused = await PlainBrowser.Text(await browser.Post(Share, unproven));
        Assert.Contains("What you typed opens nothing here.", refused, StringComparison.Ordinal);
        Assert.Equal(0, Words(refused));
        Assert.Equal(33, Words(await Proves(browser, "show", "Proof", "nkechi", Passphrase("nkechi"))));
    }

    [Fact]
    public async Task After_somebody_had_her_device_a_member_has_new_keys_and_her_share_and_every_other_browser_is_out()
    {
        using var stolen = await demo.SignedIn("amina");
        using var browser = await demo.SignedIn("amina");
        var answer = await browser.Fill("/my-account", "had-my-device",
            ("Renew.Name", "amina"), ("Renew.Passphrase", Passphrase("amina")), ("Renew.NewName", "amina"), ("Renew.NewPassphrase", Anew), ("Renew.Again", Anew));
        Assert.StartsWith("/my-recovery-code", answer.Headers.Location?.OriginalString.Replace(demo.Practice.Address, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await stolen.Get("/today")).Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var late = demo.Visitor();
        Assert.Contains("What you typed opens nothing here.", await PlainBrowser.Text(await late.SignIn("amina", Passphrase("amina"))), StringComparison.Ordinal);
        Assert.Equal(33, Words(await Proves(browser, "show", "Proof", "amina", Anew)));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/bookkeeping")).StatusCode);
    }

    [Fact]
    public async Task Who_reads_an_unpublished_name_is_what_the_page_says()
    {
        using var browser = await demo.SignedIn("sione");
        await browser.Fill("/my-profile", "profile", ("Form.Name", "Sione Taufa"));
        Assert.Contains("anybody who makes an account or begins to ask for care here", await browser.Page("/my-profile"), StringComparison.Ordinal);

        using var visitor = demo.Visitor();
        Assert.DoesNotContain("Sione Taufa", await visitor.Page("/"), StringComparison.Ordinal);
        await visitor.Fill("/ask", "begin");
        Assert.Contains("Sione Taufa", await visitor.Page("/ask/4"), StringComparison.Ordinal);
    }

    private Task<int> Shown() => demo.Practice.Asks(async services =>
        (await services.GetRequiredService<Database>().LogEntries.Select(e => e.Leaf).ToListAsync()).Count(leaf => LogLeaf.Read(leaf)?.Act == "escrow share shown"));

    private static async Task<string> Proves(PlainBrowser browser, string form, string model, string name, string passphrase) =>
        await PlainBrowser.Text(await browser.Fill(Share, form, ($"{model}.Name", name), ($"{model}.Passphrase", passphrase)));

    private static int Words(string html) => Slip().Match(html) is { Success: true } slip ? slip.Value.Split("<li>").Length - 1 : 0;

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;

    [GeneratedRegex("""<ol class="slip".*?</ol>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slip();
}
