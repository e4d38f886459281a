using System.Text.RegularExpressions;
using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>Somebody reads along in one question, and neither they nor the circle see anything of the pages.</summary>
public sealed class ListeningGuestJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string Title = "Lower “A little” from $25 to $15", Passphrase = "copper kettles sing at dusk";

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_is_asked_and_welcomed_speaks_and_finds_it_ended_by_ear()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await Member(practice, "amina"), await Member(practice, "sione"));
        await ComesTo(amina, Title);
        await amina.Press("DisclosureTriangle", "Ask that somebody reads along");
        await amina.Write("Who is it?", "Mere of the tenants");
        await amina.Press("button", "Ask, and make a link");
        await amina.HearsThatItIsRefused("Please say why they should read along.");
        await amina.Write("Why should they read along?", "She hears first who can’t pay.");
        await amina.Press("button", "Ask, and make a link");
        var link = (await amina.Hears("StaticText", "^http")).Name;

        var (page, mere) = await Comes(practice);
        await page.GotoAsync(link);
        await mere.Write("Under which name?", "Mere T.");
        await mere.Write("A name to sign in with", "mere");
        await mere.Write("A passphrase", Passphrase);
        await mere.Write("The same passphrase once more", Passphrase);
        await mere.Press("button", "I come");
        await mere.Arrives("Your recovery code");
        await mere.Press("button", "I have it on paper");
        await mere.Hears("StaticText", "One question waits for a second welcome");

        await sione.Press("link", "Today");
        await sione.Hears("heading", "^Somebody is asked to read along$");
        await ComesTo(sione, Title);
        await sione.Press("button", "I welcome Mere T.");
        await sione.HearsThatItIsDone("They read along from now on");

        await page.ReloadAsync();
        await mere.Press("link", Title);
        await mere.Arrives(Regex.Escape(Title));
        await mere.Write("Say something", "Fifteen is a week of bread.");
        await mere.Press("button", "Say it");
        await mere.HearsThatItIsDone("Said. It stays as you said it.");
        await ComesTo(sione, Title);
        await sione.Hears("StaticText", "^Fifteen is a week of bread.$");
        await sione.Press("button", "End it for Mere T.");
        await sione.HearsThatItIsDone("Ended. From now on nothing of it opens to them.");
    }
}
