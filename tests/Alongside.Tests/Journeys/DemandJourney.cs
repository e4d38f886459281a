using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class DemandJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_demand_is_written_down_the_person_is_told_nothing_is_erased_and_two_close_it()
    {
        var practice = await Serve(demo: true);
        var nkechi = await SignedIn(practice.Address, "nkechi");
        await nkechi.GotoAsync("/demands");
        await nkechi.Reads("Nobody has to answer at the door");
        await nkechi.Follow("Write down a demand");
        await nkechi.GetByLabel("A subpoena or a summons").CheckAsync();
        await nkechi.GetByLabel("Whom does it concern?").SelectOptionAsync(new SelectOptionValue { Label = "Zaynab" });
        await nkechi.Write("What do we say to the person?", "We have asked a lawyer.");
        await nkechi.Press("Write it down");
        await nkechi.Reads("It is written down.");
        await nkechi.Reads("What there would be to hand over");
        await nkechi.Reads("Notes of sessions");

        var zaynab = await SignedIn(practice.Address, "zaynab");
        await zaynab.GotoAsync("/my-care");
        await zaynab.Reads("We have asked a lawyer.");
        await zaynab.GotoAsync("/who-looked");
        await zaynab.Reads("left you word that something of yours was demanded");
        await zaynab.GotoAsync("/my-crisis-plan/erase");
        await zaynab.Press("Erase it");
        await zaynab.Reads("keeps us from erasing this at present");

        await nkechi.Press("Say that it is over");
        await nkechi.Reads("Another of us confirms it");
        var sione = await SignedIn(practice.Address, "sione");
        await sione.GotoAsync("/today");
        await sione.Follow("2. A subpoena or a summons");
        await sione.Reads("Somebody whose name isn’t open to you");
        await sione.Press("I confirm that it is over");
        await sione.Reads("We answered it");

        await zaynab.GotoAsync("/my-crisis-plan/erase");
        await zaynab.Press("Erase it");
        await zaynab.Reads("Your crisis plan is erased.");
    }

    private async Task<IPage> SignedIn(string address, string name)
    {
        var page = await Open(new(Site: address, Width: name == "zaynab" ? 360 : 1280));
        await page.SignIn(name, DemoPractice.People.Single(p => p.SignIn == name).Passphrase);
        return page;
    }
}
