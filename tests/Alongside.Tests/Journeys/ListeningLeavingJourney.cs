using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>Somebody leaves the circle, by people who see nothing of the page.</summary>
public sealed class ListeningLeavingJourney(Chromium chromium) : ListeningTest(chromium)
{
    [Fact, Trait("Kind", "Slow")]
    public async Task A_member_leaves_by_ear_and_whoever_they_saw_and_whoever_stays_hear_of_it()
    {
        var practice = await Serve(demo: true);
        var (_, zaynab) = await SignsIn(practice, "zaynab");
        await zaynab.Hears("link", "^Look at it, or call it off$");
        var (_, amina) = await SignsIn(practice, "amina");

        var (_, nkechi) = await SignsIn(practice, "nkechi");
        await nkechi.Press("link", "Members");
        await nkechi.Arrives("Who we are");
        await nkechi.Press("link", "Leave the circle");
        await nkechi.Arrives("Leaving the circle");
        await nkechi.Hears("StaticText", "^You hold “Welcome” no longer.");
        await nkechi.Hears("StaticText", "sessions? with you stand");
        await nkechi.Hears("StaticText", "^You keep a share of the escrow.");
        await nkechi.Press("button", "Leave the circle now");
        await nkechi.Hears("alert", "");
        await Proves(nkechi, "nkechi");
        await nkechi.Press("button", "Leave the circle now");
        await nkechi.Arrives("You have left the circle");
        await nkechi.Press("link", "To the front page");
        await nkechi.Press("link", "Sign in");
        await GoesIn(nkechi, "nkechi");
        await nkechi.Arrives("My account");
        await nkechi.Hears("button", "^Sign out$");
        await nkechi.HearsNoMore("link", "Circle");
        await nkechi.HearsNoMore("link", "Waiting list");

        await zaynab.Press("link", "My consents");
        await zaynab.Arrives("What I share, and with whom");
        await zaynab.HearsNoMore("button", "Take back: Nkechi Adeyemi");
        await zaynab.Press("link", "My care");
        await zaynab.Hears("StaticText", "^Nkechi Adeyemi called off what was booked");
        await zaynab.Hears("StaticText", "^Nkechi Adeyemi has left the practice.");
        await zaynab.Press("link", "Who looked");
        await zaynab.Hears("StaticText", "^Nkechi Adeyemi left the practice, and what you had opened to them ended: ");

        await amina.Press("link", "Members");
        await amina.Arrives("Who we are");
        await amina.Hears("heading", "^2 members$");
        await amina.Hears("heading", "^Who left$");
    }

    private static async Task Proves(Listener listener, string name)
    {
        await listener.Write("The name you sign in with", name);
        await listener.Write("Your passphrase", PassphraseOf(name));
    }
}
