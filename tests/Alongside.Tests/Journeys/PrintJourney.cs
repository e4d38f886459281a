using Alongside.Demo;
using Alongside.Tests.Browser;
using Alongside.Tests.Site.Paper;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>What a browser prints of pages that are meant for paper: what is to be kept, black on white, and nothing of the site.</summary>
public sealed class PrintJourney(Chromium chromium) : BrowserTest(chromium)
{
    // Everything of which anything is seen, by tag and words.
    private const string Seen = """
        () => [...document.querySelectorAll('nav, header, footer, .selvedge, .not-yet, button, form, h1, .lead, a, .code-slip, .share, .receipt, .label, .notice')]
            .filter(each => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().height > 1)
            .map(each => each.matches('.code-slip, .share, .receipt') ? 'card' : `${each.localName} ${each.innerText.trim().slice(0, 40)}`)
        """;

    private const string Colours = """
        selector => [document.body, document.querySelector(selector)].map(each => {
            const style = getComputedStyle(each)
            return `${style.color} ${style.backgroundColor} ${style.borderTopStyle}`
        })
        """;

    [Fact]
    public async Task Of_a_recovery_code_and_of_a_share_a_browser_prints_the_card_alone()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Site: practice.Address, Dark: true, Script: true));
        await page.GotoAsync("/sign-up");
        await page.Write("A name to sign in with", "robin");
        await page.Write("A passphrase", "copper kettles sing at dusk");
        await page.Write("The same passphrase once more", "copper kettles sing at dusk");
        await page.Press("Make my account");
        await page.Reads("Take it as a PDF");
        await PrintsOnly(page, ".code-slip");

        var nkechi = DemoPractice.People.Single(p => p.SignIn == "nkechi");
        var keeper = await Open(new(Site: practice.Address, Dark: true, Script: true));
        await keeper.SignIn(nkechi.SignIn, nkechi.Passphrase);
        await keeper.GotoAsync("/my-escrow-share");
        await keeper.Write("The name you sign in with", nkechi.SignIn);
        await keeper.Write("Your passphrase", nkechi.Passphrase);
        await keeper.Press("Show me the words");
        await keeper.Reads("When it is on paper");
        await PrintsOnly(keeper, ".share");
    }

    [Fact]
    public async Task Of_a_receipt_a_browser_prints_the_receipt_alone_and_its_names_the_way_their_letters_run()
    {
        var practice = await Serve(demo: true);
        var zaynab = DemoPractice.People.Single(p => p.SignIn == "zaynab");
        var receipt = await practice.ReceiptFor(zaynab.SignIn, new() { Used = "Zaynab", Receipt = string.Join(" (17) ", PaperTests.FourNames) });
        var page = await Open(new(Site: practice.Address, Dark: true, Script: true));
        await page.SignIn(zaynab.SignIn, zaynab.Passphrase);
        await page.GotoAsync($"/receipts/{receipt}");
        await page.Reads("Take it as a PDF");
        await PrintsOnly(page, ".receipt", border: "none");
        Assert.Equal("rtl", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('dd bdi')).direction"));
    }

    private static async Task PrintsOnly(IPage page, string card, string border = "dashed")
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(["card"], await page.EvaluateAsync<string[]>(Seen));
        var colours = await page.EvaluateAsync<string[]>(Colours, card);
        Assert.All(colours, colour => Assert.StartsWith("rgb(0, 0, 0)", colour, StringComparison.Ordinal));
        Assert.EndsWith(border, colours[1], StringComparison.Ordinal);
        var printed = await page.PdfAsync(new() { Format = "Letter" });
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(System.Text.Encoding.Latin1.GetString(printed), @"/Type\s*/Page\b", default, TimeSpan.FromSeconds(1)));
    }
}
