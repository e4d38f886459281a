using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>Forms that were drawn in another session, pressed twice, or overtaken by somebody else. Nothing typed is lost. Without script.</summary>
public sealed class StaleFormsJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Note = "We spoke of the garden.";

    [Fact]
    public async Task Two_tabs_and_one_signs_out_the_other_keeps_what_was_typed_until_one_is_back()
    {
        var practice = await Serve(demo: true);
        var page = await SignedIn(practice, "nkechi");
        await page.GotoAsync("/people");
        await page.Follow("Open: Zaynab");
        await page.Follow("Write a note");
        await page.Write("What you want to remember, both of you", Note);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/today");
        await other.Press("Sign out");
        await other.Arrives("**/");

        await page.Press("Share it");
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync(Note);
        await other.SignIn("nkechi", Passphrase("nkechi"));
        // Drawn while nobody was signed in, it comes back once more, and then goes through.
        await page.Press("Send it again");
        await page.Reads("Once more, please");
        await page.Reads("could no longer tell it was yours");
        while (await page.Locator("main textarea").CountAsync() > 0)
        {
            await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync(Note);
            await page.Send(page.Locator("main form button").First);
        }
        await page.Reads(Note);
        Assert.Equal(1, await page.GetByText(Note).CountAsync());
    }

    [Fact]
    public async Task A_session_that_ran_out_while_one_was_writing_costs_no_word()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Width: 360, Site: practice.Address));
        var code = await page.BeginToAsk();
        await page.Write("In your own words", Note);
        practice.Clock.Ahead = Duration.FromHours(13);
        await page.Press("Save and come back later");
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync(Note);

        var back = await page.Context.NewPageAsync();
        await back.Return(code);
        for (var tries = 0; tries < 3 && await page.Locator("main textarea").CountAsync() > 0; tries++)
        {
            await page.Send(page.Locator("main form button").First);
        }
        await back.GotoAsync("/ask/1");
        Assert.Equal(Note, await back.GetByLabel("In your own words").InputValueAsync());
    }

    [Theory, MemberData(nameof(Databases.InJourneys), MemberType = typeof(Databases))]
    public async Task Of_two_who_offer_the_same_hour_the_second_reads_that_it_is_gone_and_of_two_answers_the_first_stands(string database)
    {
        var practice = await Serve(database, demo: true);
        var (amina, nkechi, wren) = (await SignedIn(practice, "amina"), await SignedIn(practice, "nkechi", looked: true), await SignedIn(practice, "wren", looked: true));
        await Ask(wren, "Wren");
        await nkechi.GotoAsync("/waiting");
        await nkechi.Follow("Wren");
        await amina.GotoAsync("/waiting");
        await amina.Follow("Wren");
        foreach (var page in new[] { nkechi, amina })
        {
            await page.Locator("main input[type=radio]").First.CheckAsync();
            foreach (var before in await page.Locator("main select").AllAsync()) await before.SelectOptionAsync("Wishes");
        }
        await nkechi.Press("Offer it");
        await nkechi.Reads("An offer waits for their answer");
        await amina.Press("Offer it");
        await amina.Reads("This has changed meanwhile");
        await amina.Follow("Open the page anew");
        await amina.Reads("An offer waits for their answer");
        await Axe.Check(nkechi);
        await Keyboard.ReachesAll(nkechi);

        await wren.GotoAsync("/my-request");
        await wren.Reads("has time for you");
        await Axe.Check(wren);
        await Keyboard.ReachesAll(wren);
        await nkechi.Press("They said no");
        await nkechi.Reads("Offer an opening");
        await wren.Press("Yes, I take it");
        await wren.Reads("This has changed meanwhile");
        await wren.Follow("Open the page anew");
        await wren.GetByText("Offers until now").ClickAsync();
        await wren.Reads("you said no on the phone, and Nkechi Adeyemi entered it.");
    }

    [Fact]
    public async Task A_form_sent_twice_is_done_once()
    {
        var practice = await Serve(demo: true);
        var page = await SignedIn(practice, "zaynab");
        await page.GotoAsync("/my-record");
        await page.Write("Write beside it", Note);
        await page.Press("Keep it beside the note");
        await page.Reads(Note);
        await page.GoBackAsync();
        await page.Write("Write beside it", Note);
        await page.Press("Keep it beside the note");
        await page.Reads(Note);
        await page.GotoAsync("/my-consents");
        var takes = page.GetByRole(AriaRole.Button, new() { Name = "Take back: " }).First;
        await takes.ClickAsync();
        await page.Reads("Taken back.");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back: " }).First.ClickAsync();
        await page.Reads("Taken back.");
    }

    private static async Task Ask(IPage page, string name)
    {
        await page.GotoAsync("/my-request");
        if (await page.GetByText("You have waited since").CountAsync() > 0) return;
        await page.BeginToAsk();
        await page.Write("In your own words", $"{name} asks.");
        await page.Press("Go on to step 2");
        await page.GotoAsync("/ask/5");
        await page.Press("Send it");
        await page.Reads("You have waited since");
    }

    /// <param name="practice">Where.</param>
    /// <param name="name">Who.</param>
    /// <param name="looked">Whether the pages are looked at as well, which needs script.</param>
    private async Task<IPage> SignedIn(ServedPractice practice, string name, bool looked = false)
    {
        var page = await Open(new(Script: looked, Site: practice.Address));
        await page.SignIn(name, Passphrase(name));
        return page;
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
