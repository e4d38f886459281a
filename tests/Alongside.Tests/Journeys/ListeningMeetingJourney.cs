using Alongside.Tests.Browser;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Tests.Journeys;

/// <summary>The circle meets, and nobody in it sees anything of the pages.</summary>
public sealed class ListeningMeetingJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string Bench = "A bench for the yard", Wood = "Ask the joiner for wood";
    private static readonly DateTimeZone toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];

    private static readonly Dictionary<string, string> names = new(StringComparer.Ordinal)
    {
        ["amina"] = "Amina Warsame",
        ["nkechi"] = "Nkechi Adeyemi",
        ["sione"] = "Sione Taufa",
    };

    [Fact, Trait("Kind", "Slow")]
    public async Task The_circle_is_called_together_draws_who_facilitates_speaks_in_turn_and_keeps_what_came_of_it_by_ear()
    {
        var practice = await Serve(demo: true);
        var start = practice.Clock.GetCurrentInstant().InZone(toronto).Date.PlusDays(1) + new LocalTime(16, 30);
        var (_, amina) = await SignsIn(practice, "amina");
        await CallsUsTogether(amina, start);
        await Announces(amina);
        await practice.Passes(start.InZoneLeniently(toronto).ToInstant() + Duration.FromMinutes(5) - practice.Clock.GetCurrentInstant());

        var (_, draws) = await SignsIn(practice, "amina");
        await ComesTo(draws, start);
        await Draws(draws);
        var drawn = await Facilitates(draws);
        var (_, first) = await SignsIn(practice, drawn);
        await ComesTo(first, start);
        await first.Press("button", "Not this time");
        await first.HearsThatItIsDone("That is fine.");
        var facilitator = await Facilitates(first);
        Assert.NotEqual(drawn, facilitator);

        var there = new Dictionary<string, Listener>(StringComparer.Ordinal);
        foreach (var name in names.Keys)
        {
            there[name] = (await SignsIn(practice, name)).Listener;
            await ComesTo(there[name], start);
        }
        var (leads, others) = (there[facilitator], there.Where(t => t.Key != facilitator).ToDictionary());
        await EachSpeaks(leads, others);
        await SomebodyAsks(leads, others[drawn], names[drawn]);
        await WritesWhatCameOfIt(others[drawn]);
        await DoesIt(there["nkechi"]);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Whoever_would_facilitate_says_so_of_themself_and_takes_it_back_by_ear()
    {
        var practice = await Serve(demo: true);
        var (_, sione) = await SignsIn(practice, "sione");
        await ComesToMeetings(sione);
        await sione.Press("link", "Who would facilitate, and has learnt it");
        await sione.Arrives("Who would facilitate");
        await sione.Hears("StaticText", "^From my aunt, who chaired");
        await sione.Hears("StaticText", "^Sione Taufa$");
        await sione.Press("radio", "No, or not at present");
        await sione.Press("button", "Keep this");
        await sione.HearsThatItIsDone("You can change it at any time.");
        await sione.HearsNoMore("StaticText", "Sione Taufa");
    }

    private static async Task ComesToMeetings(Listener who)
    {
        await who.Press("link", "Circle");
        await who.Arrives("What we decide together");
        await who.Press("link", "Meetings");
        await who.Arrives("When we meet");
    }

    private static async Task ComesTo(Listener who, LocalDateTime start)
    {
        await who.Hears("heading", "^Next meeting$");
        await who.Press("link", LocalDateTimePattern.CreateWithInvariantCulture("dddd d MMMM', 'H':'mm").Format(start));
        await who.Hears("heading", "^Meeting no. 3$");
    }

    private static async Task CallsUsTogether(Listener amina, LocalDateTime start)
    {
        await ComesToMeetings(amina);
        await amina.Press("link", "Call a meeting");
        await amina.Arrives("Call a meeting");
        await amina.Write("Point 1", Bench);
        await amina.Press("button", "Call us together");
        await amina.HearsThatItIsRefused("Please choose a day.");
        await amina.Write("Day", start.Date.ToString("MMddyyyy", null), "Date");
        await amina.Write("It begins at", "0430PM", "InputTime");
        await amina.Press("button", "Call us together");
        await amina.HearsThatItIsRefused("Please say where we meet");
        await amina.Hears("textbox", "^Point 1$", told => told.Value == Bench);
        await amina.Write("Where", "The yard, or by video");
        await amina.Press("button", "Call us together");
        await amina.HearsThatItIsDone("We are called together.");
        await amina.Hears("heading", "^1. Lower “A little” from");
        await amina.Hears("heading", $"^2. {Bench}$");
    }

    private static async Task Announces(Listener amina)
    {
        await amina.Hears("textbox", "^Where will the numbers come from", told => told.Value.StartsWith("Numbers that each of us writes down", StringComparison.Ordinal));
        await amina.Press("button", "Announce the lot");
        await amina.HearsThatItIsDone("From here on nobody can choose who is drawn.");
        await amina.HearsNoMore("button", "Announce the lot");
        await amina.Hears("StaticText", "^It can be drawn from ");
        await amina.HearsNoMore("button", "Draw");
    }

    private static async Task Draws(Listener amina)
    {
        await amina.Press("button", "Draw");
        await amina.HearsThatItIsRefused("exactly as it stands there");
        await amina.Write("What the source said", "17, 4 and 33");
        await amina.Press("button", "Draw");
        await amina.HearsThatItIsDone("It is drawn, and nobody draws again. Whoever can’t this time says so, and the next one is asked.");
        await amina.HearsNoMore("button", "Draw");
    }

    private static async Task<string> Facilitates(Listener who)
    {
        var said = await who.Hears("StaticText", ", drawn by lot.$");
        return names.Single(n => said.Name.StartsWith(n.Value, StringComparison.Ordinal)).Key;
    }

    private static async Task EachSpeaks(Listener leads, Dictionary<string, Listener> others)
    {
        await leads.Press("radio", "Reactions");
        await leads.Press("button", "Open this round");
        await leads.HearsThatItIsDone("The round is open.");
        foreach (var (_, other) in others.Take(1))
        {
            await other.Press("button", "Refresh");
            await other.HearsThatItIsDone("This is how it stands now.");
            await other.Press("button", "I pass");
            await other.HearsThatItIsDone("You pass.");
        }
        await leads.Press("button", "Refresh");
        await leads.Hears("StaticText", @"^Has spoken: .* \(passed\)");
        for (var i = 0; i < 2; i++)
        {
            await leads.Press("button", (await leads.Hears("button", " has spoken$")).Name);
            await leads.HearsThatItIsDone("The next one speaks.");
        }
        await leads.Hears("StaticText", "^Each of us has had their turn.$");
        await leads.Press("button", "End this round");
        await leads.HearsThatItIsDone("The round is over.");
    }

    private static async Task SomebodyAsks(Listener leads, Listener asks, string name)
    {
        await leads.Choose("About which point", Bench);
        await leads.Press("radio", "Questions");
        await leads.Press("button", "Open this round");
        await leads.HearsThatItIsDone("The round is open.");
        await asks.Press("button", "Refresh");
        await asks.HearsThatItIsDone("");
        await asks.Hears("heading", $"^Questions: {Bench}$");
        await asks.Press("button", "I would like to speak");
        await asks.HearsThatItIsDone("You are in the queue.");
        await leads.Press("button", "Refresh");
        await leads.Press("button", $"{name} has spoken");
        await leads.HearsThatItIsDone("The next one speaks.");
        await leads.Hears("StaticText", "^Nobody waits to speak.$");
    }

    private static async Task WritesWhatCameOfIt(Listener who)
    {
        await who.Press("link", $"Write what came of it: {Bench}");
        await who.Arrives(Bench);
        await who.Press("button", "Keep these minutes");
        await who.HearsThatItIsRefused("There is nothing in it yet.");
        await who.Write("What we said, and what came of it", "Two of us would sit there. It costs wood.");
        await who.Press("button", "Keep these minutes");
        await who.HearsThatItIsDone("Every member reads it.");
        await who.Write("What is to be done", Wood);
        await who.Choose("Who does it", "Nkechi");
        await who.Press("button", "Note this task");
        await who.HearsThatItIsDone("Whoever has it finds it on their day.");
        await who.Press("button", "Begin a question with this");
        await who.Arrives("Put a question");
        await who.Hears("textbox", "^What shall we call it", told => told.Value == Bench);
        await who.Press("button", "Put it to the circle");
        await who.HearsThatItIsDone("It is put.");
        await who.Hears("StaticText", "^Two of us would sit there.");
    }

    private static async Task DoesIt(Listener nkechi)
    {
        await nkechi.Press("link", "Today");
        await nkechi.Hears("heading", "^What you took on$");
        await nkechi.Press("link", Wood);
        await nkechi.Hears("StaticText", "^Two of us would sit there.");
        await nkechi.Press("button", $"It is done: {Wood}");
        await nkechi.HearsThatItIsDone("Thank you.");
        await nkechi.HearsNoMore("button", $"It is done: {Wood}");
        await nkechi.Press("link", "All of it to print or keep");
        await nkechi.Arrives("Minutes of meeting no. 3");
        await nkechi.Hears("StaticText", "^Two of us would sit there.");
        await nkechi.Hears("StaticText", "The lot was announced on");
    }
}
