using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>Somebody asks for care who sees nothing of the page.</summary>
public sealed class ListeningJourney(Chromium chromium) : BrowserTest(chromium)
{
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
        await page.GotoAsync("/return");
        await river.Write("Your return code", "1234");
        await river.Press("button", "Open it");
        await river.Hears("alert", "", told => told.Focused);
        await page.GotoAsync("/return");
        await river.Write("Your return code", code);
        await river.Press("button", "Open it");
        await river.Hears("StaticText", "You have waited since");
    }
}
