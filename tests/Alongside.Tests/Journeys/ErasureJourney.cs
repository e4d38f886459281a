using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class ErasureJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Somebody_has_notes_sealed_and_a_plan_erased_keeps_the_receipt_and_their_therapist_reads_no_more()
    {
        var practice = await Serve(demo: true);
        var zaynab = await Open(View.Phone with { Site = practice.Address });
        await zaynab.SignIn("zaynab", Passphrase("zaynab"));
        await zaynab.GotoAsync("/my-consents");
        await zaynab.Follow("Have something of yours erased");
        await zaynab.Reads("Closes at once to everybody who works here.");
        await zaynab.Reads("What stays, and why");
        await Proves(zaynab);
        await zaynab.Reads("Nothing was chosen, so nothing is erased.");
        await zaynab.GetByLabel("The notes of your sessions").CheckAsync();
        await zaynab.GetByLabel("Your plan for a crisis").CheckAsync();
        await Proves(zaynab);
        await zaynab.Reads("It is done");
        await zaynab.Reads("on nothing that was erased can be recovered");
        await Everybody.CanUse(zaynab);

        await zaynab.GotoAsync("/my-erasure");
        await zaynab.Reads("Closed already to everybody who works here.");
        await zaynab.GotoAsync("/my-record");
        await zaynab.Reads("the letter from the landlord");
        var nkechi = await Open(new(Site: practice.Address));
        await nkechi.SignIn("nkechi", Passphrase("nkechi"));
        await nkechi.GotoAsync("/people");
        await nkechi.Follow("Open: Zaynab");
        await nkechi.Reads("Notes aren’t open to you.");
    }

    private static async Task Proves(IPage page)
    {
        await page.Write("The name you sign in with", "zaynab");
        await page.Write("Your passphrase", Passphrase("zaynab"));
        await page.Press("Erase what I ticked");
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
