using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>People in care decide with the circle, and see nothing of the pages.</summary>
public sealed class ListeningCouncilJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string Title = "What the full fee is";

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_in_care_sits_on_the_council_objects_and_is_paid_by_ear()
    {
        var practice = await Serve(demo: true);
        var zaynab = (await SignsIn(practice, "zaynab")).Listener;
        await zaynab.Press("link", "What it is, and how to sit on it");
        await zaynab.Arrives("The client council");
        await zaynab.Press("button", "I offer to sit on it");
        await zaynab.HearsThatItIsRefused("Please choose the name under which you sit on the council.");
        await zaynab.Write("Under which name?", "Swallow");
        await zaynab.Press("button", "I offer to sit on it");
        await zaynab.HearsThatItIsDone("Thank you. It counts from now on.");

        var amina = await Member(practice, "amina");
        await AsksTheCouncil(amina);
        await amina.Hears("StaticText", "Swallow");

        await zaynab.Press("link", "Your page");
        await zaynab.Hears("heading", "^The client council waits for your answer$");
        await zaynab.Press("link", Title);
        await zaynab.Arrives(Title);
        await Takes(zaynab, "Objection", "", "Give my stance");
        await zaynab.HearsThatItIsRefused("Please say what would harm, and whom.");
        await zaynab.Write("In your words", "Nobody has asked who pays it.");
        await zaynab.Press("button", "Give my stance");
        await zaynab.HearsThatItIsDone("Your stance is kept.");
        await ComesTo(amina, Title);
        await amina.Hears("StaticText", "^Nobody has asked who pays it.$");

        await zaynab.Press("link", "The client council");
        await zaynab.Arrives("The client council");
        await zaynab.Write("How many minutes?", "40");
        await zaynab.Press("button", "Write down my time");
        await zaynab.HearsThatItIsDone("Written down.");
        await amina.Press("link", "Today");
        await amina.Press("link", "Open the books");
        await amina.Press("button", "I have paid $30 to Swallow");
        await amina.HearsThatItIsDone("Written down.");
        await zaynab.Press("button", "I step down");
        await zaynab.HearsThatItIsDone("You have stepped down.");
        await zaynab.Hears("cell", "^Paid to you$");
    }

    private static async Task AsksTheCouncil(Listener member)
    {
        await member.Press("link", "Agreements");
        await member.Arrives("What we agreed on");
        await member.Press("link", "Propose a change: Fee scale");
        await member.Arrives("Put a question");
        await member.Write("What shall we call it?", Title);
        await member.Press("button", "Write this change");
        await member.Arrives("Fee scale");
        await member.Write("The full fee", "155");
        await member.Press("button", "Keep this in the draft");
        await member.HearsThatItIsDone("Kept for you, sealed.");
        await member.Press("button", "Put it to the circle");
        await member.HearsThatItIsDone("It is put.");
    }
}
