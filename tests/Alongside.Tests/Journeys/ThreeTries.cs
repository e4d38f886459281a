using Alongside.Demo;
using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>What the demo tells a newcomer to try. Without script.</summary>
public sealed class ThreeTries(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_secret_typed_as_a_client_is_on_no_file_of_a_seized_disk()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Width: 360, Site: practice.Address));
        await page.SignIn("zaynab", DemoPractice.People.Single(p => p.SignIn == "zaynab").Passphrase);
        await page.GotoAsync("/my-record");
        await page.Write("Write beside it", "tangerine canary");
        await page.Press("Keep it beside the note");
        await page.Reads("tangerine canary");
        await page.GotoAsync("/seized-disk");
        await page.Write("What to look for", "tangerine canary");
        await page.Press("Search the disk");
        await page.Reads("It isn’t there");
        await page.Reads("practice.db-wal");
        // The search itself works: what is public by agreement is found.
        await page.Write("What to look for", "Tamarind Street");
        await page.Press("Search the disk");
        await page.Reads("It is there");
    }
}
