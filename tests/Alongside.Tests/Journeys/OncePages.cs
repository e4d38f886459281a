using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Pages that one meets in passing: a code shown once, a no, a form that came back, a page that isn't there.</summary>
public sealed class OncePages(Chromium chromium) : BrowserTest(chromium)
{
    [Fact, Trait("Kind", "Slow")]
    public async Task They_can_be_seen_and_used_by_everybody_too()
    {
        var practice = await Serve(demo: true);
        var page = await Open(View.Phone with { Site = practice.Address });
        await page.GotoAsync("/sign-up");
        await Makes(page, "short");
        await page.Reads("at least 15");
        await Everybody.CanUse(page);
        await Makes(page, "copper kettles sing at dusk");
        await page.Reads("Your recovery code");
        await Everybody.CanUse(page);
        await page.Press("I have it on paper");
        await page.Arrives("**/my-care");

        await page.GotoAsync("/ask");
        await page.Press("Begin");
        await page.Reads("What brings you here?");
        await page.Write("In your own words", "It has been a long year, and I would like to talk.");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/my-care");
        await other.Locator("footer").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.Arrives("**/");
        await page.Press("Save and come back later");
        await page.Reads("Once more, please");
        await Everybody.CanUse(page);

        await other.GotoAsync("/nowhere");
        await Everybody.CanUse(other);
        await other.SignIn("zaynab", DemoPractice.People.Single(p => p.SignIn == "zaynab").Passphrase);
        await other.GotoAsync("/seized-disk");
        await other.Write("What to look for", "tangerine");
        await other.Press("Search the disk");
        await other.Reads("It isn’t there");
        await Everybody.CanUse(other);

        var nkechi = DemoPractice.People.Single(p => p.SignIn == "nkechi");
        await other.SignIn(nkechi.SignIn, nkechi.Passphrase);
        await other.GotoAsync("/my-escrow-share");
        await other.Write("The name you sign in with", nkechi.SignIn);
        await other.Write("Your passphrase", nkechi.Passphrase);
        await other.Press("Show me the words");
        await other.Reads("When it is on paper");
        await Everybody.CanUse(other);
        await other.GotoAsync("/escrow");
        await other.Press("Come together to try them");
        await other.Reads("Your paper");
        await Everybody.CanUse(other);
        await other.GotoAsync("/circle/2");
        await other.Press("Give my stance");
        await other.Reads("Please choose where you stand");
        await Axe.Check(other);
        await Talks(other);
        await WeighsAChart(other);
    }

    private static async Task Talks(IPage page)
    {
        await page.GotoAsync("/circle/2");
        await page.Write("Say something", "Who has not been asked yet?");
        await page.Press("Say it");
        await page.Follow("Answer Nkechi Adeyemi: Who has not been asked yet?");
        await page.GetByText("Somebody told you their stance?", new() { Exact = true }).ClickAsync();
        await Everybody.CanUse(page);
    }

    private static async Task WeighsAChart(IPage page)
    {
        await page.GotoAsync("/circle/draft?kind=decision-chart");
        await page.Write("What shall we call it?", "Everybody answers");
        await page.Press("Write this change");
        await page.Locator("input[name='Quorum.0']").FillAsync("100");
        await page.Press("Keep this in the draft");
        await page.Reads("What would this have done?");
        // From its beginning: what was kept leads to the middle of it.
        await page.GotoAsync(new Uri(page.Url).AbsolutePath);
        await Everybody.CanUse(page);
    }

    private static async Task Makes(IPage page, string passphrase)
    {
        await page.Write("A name to sign in with", "robin");
        await page.Write("A passphrase", passphrase);
        await page.Write("The same passphrase once more", passphrase);
        await page.Press("Make my account");
    }
}
