using Alongside.Site;
using Alongside.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>Coming back, being signed out, leaving quickly, losing nothing: by people who see nothing of the page.</summary>
public sealed class ListeningAccountsJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string Passphrase = "copper kettles sing at dusk", Saved = "It is saved, and not sent yet", Door = "Good to see you again";
    private const string Words = "It has been a long year.", Label = "What you want to remember, both of you";

    [Fact, Trait("Kind", "Slow")]
    public async Task A_return_code_reopens_a_request_in_another_browser_and_becomes_an_account_by_ear()
    {
        var practice = await Serve(demo: true);
        var (first, asking) = await Comes(practice);
        await first.GotoAsync("/");
        var code = await BeginsToAsk(asking);
        await asking.Press("button", "Go on to step 2");
        // Each step has a button by which it is saved.
        await asking.Hears("StaticText", "^Step 2 of 5");
        await asking.Press("button", "Save and come back later");
        await asking.Arrives(Saved);

        var (library, river) = await Comes(practice);
        await library.GotoAsync("/return");
        await river.Write("Your return code", code[..^1] + (char)('0' + ((code[^1] - '0' + 1) % 10)));
        await river.Press("button", "Open it");
        await river.HearsThatItIsRefused("One of these digits differs");
        await river.Write("Your return code", code.Replace(' ', '-'));
        await river.Press("button", "Open it");
        await river.Hears("StaticText", "^You have begun to ask for care");
        await river.Press("link", "My request");
        await river.Arrives(Saved);
        await river.Press("link", "Go on writing");
        await river.Press("button", "Back to step 1");
        await river.Hears("textbox", "^In your own words$", told => told.Value == Words);

        await Turns(river, "My account");
        await river.Press("link", "Make an account");
        await MakesAccount(river, code: null);
        await river.HearsThatItIsRefused("return code");
        await MakesAccount(river, code);
        await river.Arrives("Your recovery code");
        await river.Press("button", "I have it on paper");
        await river.Hears("StaticText", "^You have begun to ask for care");
        await asking.Press("link", "My request");
        await asking.Arrives(Door);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_hears_where_they_are_signed_in_and_ends_it_everywhere()
    {
        var practice = await Serve(demo: true);
        var (_, laptop) = await SignsIn(practice, "wren");
        var (_, phone) = await SignsIn(practice, "wren");
        await Turns(phone, "My account");
        await phone.Arrives("My account");
        await phone.Hears("StaticText", "^Here, in this browser$");
        await phone.Press("button", "End it: since ");
        await phone.HearsThatItIsDone("It is ended.");
        await phone.HearsNoMore("StaticText", "Somewhere else");
        await laptop.Press("link", "My care");
        await GoesIn(laptop, "wren");
        await phone.Press("button", "Sign out everywhere");
        await phone.HearsThatItIsDone("You are signed out everywhere.");
        await laptop.Press("link", "My care");
        await laptop.Arrives(Door);
    }

    [Theory, Trait("Kind", "Slow")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_quickly_ends_the_session_and_going_back_tells_nothing(bool script)
    {
        var practice = await Serve(demo: true);
        practice.Services.GetRequiredService<PracticeFace>().WayOut = $"{practice.Address}/limits";
        var (page, zaynab) = await SignsIn(practice, "zaynab", script);
        await zaynab.Press("link", "My record");
        await zaynab.Hears("StaticText", "the body reads it");
        if (script)
        {
            await page.Keyboard.PressAsync("Escape");
            await page.Keyboard.PressAsync("Escape");
        }
        else
        {
            await zaynab.Press("button", "Leave quickly");
        }
        await zaynab.Arrives("What we can’t keep to ourselves");
        await ScriptsJourney.Back(page);
        Assert.DoesNotContain(await zaynab.Every("StaticText", ""), told => told.Name.Contains("the body reads it", StringComparison.Ordinal));
        // What the script sends in leaving may still be on its way.
        for (var tries = 0; tries < 50 && (await zaynab.Every("heading", Door)).Count == 0; tries++)
        {
            await page.GotoAsync("/my-record");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        await zaynab.Arrives(Door);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task That_what_is_being_typed_is_kept_and_when_it_no_longer_is_can_be_heard()
    {
        var practice = await Serve(demo: true);
        var (page, nkechi) = await SignsIn(practice, "nkechi", script: true);
        await page.Clock.InstallAsync();
        await nkechi.Press("link", "People");
        await nkechi.Press("link", "Open: Zaynab");
        await nkechi.Press("link", "Write a note");
        await nkechi.Arrives("A note about your session");
        await nkechi.Write(Label, "Half a");
        await page.Clock.RunForAsync(20_000);
        await nkechi.Hears("status", "", told => told.Whole.Contains("Kept at", StringComparison.Ordinal));

        var tab = await page.Context.NewPageAsync();
        var other = await Listener.To(tab);
        await tab.GotoAsync("/today");
        await other.Press("button", "Sign out");
        await other.Hears("heading", "^What we commit to$");
        await nkechi.Write(Label, "Half a thought");
        await page.Clock.RunForAsync(20_000);
        await nkechi.Hears("status", "", told => told.Whole.Contains("Not kept since", StringComparison.Ordinal));
        await nkechi.Hears("textbox", $"^{Label}$", told => told.Value == "Half a thought");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_session_that_ran_out_while_one_was_writing_costs_no_word_by_ear()
    {
        var practice = await Serve(demo: true);
        var (page, river) = await Comes(practice);
        await page.GotoAsync("/");
        var code = await BeginsToAsk(river);
        practice.Clock.Ahead = Duration.FromHours(13);
        await river.Press("button", "Save and come back later");
        await river.Arrives("Once more, please");
        await river.Hears("textbox", "^In your own words$", told => told.Value == Words);

        var tab = await page.Context.RunAndWaitForPageAsync(() => river.Press("link", "Sign in, in another tab"));
        var back = await Listener.To(tab);
        await back.Arrives(Door);
        await back.Press("link", "I have a return code");
        await back.Write("Your return code", code);
        await back.Press("button", "Open it");
        await back.HearsNoMore("textbox", "Your return code");
        await river.Press("button", "Send it again");
        await river.Hears("StaticText", "could no longer tell it was yours");
        await river.Hears("textbox", "^In your own words$", told => told.Value == Words);
        await river.Press("button", "Send it again");
        await river.Arrives(Saved);
        await river.Press("link", "Go on writing");
        await river.Hears("textbox", "^In your own words$", told => told.Value == Words);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_secret_is_typed_and_the_disk_searched_for_it_by_ear()
    {
        var (page, zaynab) = await SignsIn(await Serve(demo: true), "zaynab");
        await zaynab.Press("link", "My record");
        await zaynab.Write("Write beside it", "tangerine canary");
        await zaynab.Press("button", "Keep it beside the note");
        await zaynab.HearsThatItIsDone("Kept beside the note.");
        await zaynab.Hears("StaticText", "^tangerine canary$");
        // The demo prints this address for whoever started it.
        await page.GotoAsync("/seized-disk");
        await zaynab.Arrives(@"What would a seized disk show\?");
        await zaynab.Write("What to look for", "tangerine canary");
        await zaynab.Press("button", "Search the disk");
        await zaynab.HearsThatItIsDone("It isn’t there");
        await zaynab.Hears("table", "^What was searched just now$");
        await zaynab.Hears("rowheader", "^practice.db-wal$");
        await zaynab.Write("What to look for", "Tamarind Street");
        await zaynab.Press("button", "Search the disk");
        await zaynab.HearsThatItIsDone("It is there");
    }

    private static async Task<string> BeginsToAsk(Listener somebody)
    {
        await somebody.Press("link", "Ask for care");
        await somebody.Arrives("Ask for care");
        await somebody.Press("button", "Begin");
        await somebody.Arrives(@"What brings you here\?");
        await somebody.Write("In your own words", Words);
        return (await somebody.Hears("StaticText", @"^\d[\d ]{19,}$")).Name;
    }

    private static async Task MakesAccount(Listener somebody, string? code)
    {
        await somebody.Arrives("A name you make up, and a passphrase");
        await somebody.Write("A name to sign in with", "robin");
        await somebody.Write("A passphrase", Passphrase);
        await somebody.Write("The same passphrase once more", Passphrase);
        if (code is not null) await somebody.Write("Your return code", code);
        await somebody.Press("button", "Make my account");
    }
}
