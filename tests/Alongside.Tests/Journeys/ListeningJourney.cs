using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>People who see nothing of the page: what they are told by a screen reader is enough for every journey.</summary>
public sealed class ListeningJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string First = "copper kettles sing at dusk", Second = "seven moths around a lantern";

    [Fact]
    public async Task Somebody_asks_for_care_with_nothing_but_what_a_screen_reader_is_told()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Site: practice.Address));
        var river = await Listener.To(page);
        await page.GotoAsync("/");
        await river.Hears("heading", "What we commit to");
        await river.Press("link", "Ask for care");
        await river.Arrives("Ask for care");
        await river.Press("button", "Begin");
        await river.Arrives("What brings you here\\?");
        await river.Hears("heading", "^Your return code$");
        var code = (await river.Hears("StaticText", @"^\d[\d ]{19,}$")).Name;
        await river.Write("In your own words", "The nights are long.");
        await river.Press("button", "Go on to step 2");
        await river.Arrives("What shall we call you, and how may we reach you\\?");
        await river.Write("The name you use", "River");
        await river.Write("By text message", "416 555 0123");
        await river.Press("button", "Go on to step 3");
        await river.Arrives("What has to fit\\?");
        await river.Press("checkbox", "In our rooms");
        await river.Write("Languages you want to speak here", "Tagalog");
        await river.Press("button", "Go on to step 4");
        await river.Arrives("Who comes first, and who shall not read this\\?");
        await river.Press("checkbox", "Amina Warsame");
        await river.Hears("checkbox", "^Amina Warsame$", told => told.Checked);
        await river.Press("button", "Go on to step 5");
        await river.Arrives("Read it once more");
        await river.Hears("StaticText", "The nights are long.");
        await river.Hears("StaticText", "Amina Warsame");
        await river.Press("button", "Send it");
        await river.Hears("StaticText", "You have waited since");

        // A no is heard at once, and one is where it stands.
        await river.Press("button", "Sign out");
        await river.Hears("heading", "What we commit to");
        await river.Press("link", "Sign in");
        await river.Press("link", "I have a return code");
        await river.Write("Your return code", "1234");
        await river.Press("button", "Open it");
        await river.HearsThatItIsRefused();
        await river.Write("Your return code", code);
        await river.Press("button", "Open it");
        await river.Hears("StaticText", "You have waited since");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_makes_an_account_and_comes_back_with_the_paper_by_ear()
    {
        var (page, robin) = await Comes(await Serve(demo: true));
        await page.GotoAsync("/sign-up");
        await robin.Arrives("A name you make up, and a passphrase");
        await robin.Write("A name to sign in with", "robin");
        await robin.Write("A passphrase", First);
        await robin.Write("The same passphrase once more", First);
        await robin.Press("button", "Make my account");
        await robin.Arrives("Your recovery code");
        var paper = (await robin.Hears("StaticText", @"^[^\s-]{5}(-[^\s-]{5}){4}$")).Name;
        await robin.Press("button", "I have it on paper");
        await robin.Arrives("Good to see you");
        await robin.Press("button", "Sign out");
        await robin.Hears("heading", "What we commit to");
        await robin.Press("link", "Sign in");
        await robin.Press("link", "I lost my passphrase, and have my recovery code");
        await robin.Arrives("A new passphrase, with your recovery code");
        await robin.Write("The recovery code from your paper", paper);
        await robin.Write("A name to sign in with", "robin");
        await robin.Write("A new passphrase", Second);
        await robin.Write("The same passphrase once more", Second);
        await robin.Press("button", "Open my account again");
        await robin.Arrives("Your recovery code");
        await robin.Press("button", "I have it on paper");
        await robin.Arrives("Good to see you");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_is_offered_a_place_takes_it_and_decides_what_is_seen_by_ear()
    {
        var practice = await Serve(demo: true);
        var (_, nkechi) = await SignsIn(practice, "nkechi");
        await nkechi.Press("link", "Waiting list");
        await nkechi.Arrives("4 people wait");
        await nkechi.Press("link", "Wren");
        await nkechi.Arrives("Wren");
        var opening = await nkechi.Hears("radio", "with Sione Taufa");
        await nkechi.Press("radio", opening.Name);
        await nkechi.Press("button", "Offer it");
        await nkechi.Hears("heading", "^An offer waits for their answer$");

        var (_, wren) = await SignsIn(practice, "wren");
        await wren.Press("link", "My request");
        await wren.Arrives("There is an offer for you");
        await wren.Press("button", "No, thank you");
        await wren.HearsThatItIsDone();
        await nkechi.Press("link", "Waiting list");
        await nkechi.Press("link", "Wren");
        await nkechi.Hears("radio", "They said no to it before");
        await nkechi.Press("radio", (await nkechi.Hears("radio", "with Sione Taufa(?!.*They said no)")).Name);
        await nkechi.Press("button", "Offer it");
        await nkechi.Hears("heading", "^An offer waits for their answer$");
        await wren.Press("link", "My request");
        await wren.Arrives("There is an offer for you");
        await wren.Press("button", "Yes, I take it");
        await wren.Arrives("You have a place");
        await wren.Press("link", "Decide what they may see");
        await wren.Arrives("What Sione Taufa may see");
        await wren.Hears("checkbox", "^What you want to be called", told => told.Checked);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_note_is_opened_written_read_answered_and_taken_back_by_ear()
    {
        var practice = await Serve(demo: true);
        var (_, wren) = await SignsIn(practice, "wren");
        await wren.Press("link", "My consents");
        await wren.Arrives("What I share, and with whom");
        await wren.Press("link", "Sione Taufa");
        await wren.Arrives("What Sione Taufa may see");
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", PassphraseOf("wren"));
        await wren.Press("button", "Yes, open these");
        await wren.HearsThatItIsDone();

        var (page, sione) = await SignsIn(practice, "sione");
        await sione.Press("link", "People");
        await sione.Arrives("People");
        await sione.Press("link", "Open: Wren");
        await sione.Arrives("Wren");
        await sione.Press("link", "Write a note");
        await sione.Arrives("A note about your session");
        await sione.Write("What you want to remember, both of you", "The river came up again.");
        await sione.Press("button", "Share it");
        await sione.HearsThatItIsDone();
        await sione.Hears("StaticText", "^The river came up again.$");

        await wren.Press("link", "My record");
        await wren.Arrives("Your record");
        await wren.Hears("StaticText", "^The river came up again.$");
        await wren.Write("Write beside it", "It was the mill.");
        await wren.Press("button", "Keep it beside the note");
        await wren.HearsThatItIsDone("Kept beside the note.");
        await wren.Hears("StaticText", "^It was the mill.$");
        await wren.Press("link", "Who looked");
        await wren.Arrives("Who looked, and why they could");
        await wren.Hears("StaticText", "^Sione Taufa wrote in your notes.$");
        await wren.Press("link", "My consents");
        await wren.Press("button", "Take back: Sione Taufa, The notes");
        await wren.HearsNoMore("button", "Take back: Sione Taufa, The notes");
        await wren.Press("button", "Take back: Sione Taufa");
        await wren.HearsNoMore("button", "Take back: Sione Taufa");
        await page.ReloadAsync();
        await sione.Arrives("This isn’t open to you any more");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_fee_is_chosen_paid_and_receipted_by_ear()
    {
        var practice = await Serve(demo: true);
        var (_, zaynab) = await SignsIn(practice, "zaynab");
        await zaynab.Press("link", "My fees");
        await zaynab.Arrives("What you pay");
        var code = (await zaynab.Hears("StaticText", "^[0-9A-Z]{4}-[0-9A-Z]{4}$")).Name;
        await zaynab.Press("radio", "A little");
        await zaynab.Press("button", "Keep this");
        await zaynab.HearsThatItIsDone();

        var (_, amina) = await SignsIn(practice, "amina");
        await amina.Press("link", "Open the books");
        await amina.Arrives("Bookkeeping");
        await amina.Write("The code on it", code);
        await amina.Write("How much", "20");
        await amina.Press("button", "Write it down");
        await amina.HearsThatItIsDone();

        await zaynab.Press("link", "My fees");
        await zaynab.Hears("columnheader", "You paid");
        await zaynab.Press("button", "Receipt for what you paid on");
        await zaynab.Arrives("Your receipt");
        await zaynab.Hears("StaticText", "^Psychotherapy, 50 minutes$");
        await zaynab.Hears("cell", @"^\$20$");
    }
}
