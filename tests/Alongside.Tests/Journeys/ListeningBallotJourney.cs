using Alongside.Tests.Browser;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>Further ways of deciding are tried, taken up and used, by ear.</summary>
public sealed class ListeningBallotJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string TakesUp = "Ranks and consensus, too", Chooses = "What grows in the yard";

    private static readonly string[] options = ["Herbs", "A bench", "A pond"];

    [Fact, Trait("Kind", "Slow")]
    public async Task Ways_are_tried_taken_up_and_something_is_chosen_by_ear()
    {
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await Member(practice, "amina"), await Member(practice, "sione"), await Member(practice, "nkechi"));
        await TriesConsensus(sione);
        await TakesItUp(amina);
        await AllAgree(TakesUp, amina, sione, nkechi);
        await practice.Passes(Duration.FromDays(36));
        await practice.Enacts();

        (amina, sione, nkechi) = (await Member(practice, "amina"), await Member(practice, "sione"), await Member(practice, "nkechi"));
        await Puts(amina);
        await Gives(amina, "1", "2", "3");
        await Gives(sione, "2", "1", "");
        await Gives(nkechi, "", "1", "2");
        await nkechi.Hears("StaticText", "^It shows once the round has ended");
        await practice.Passes(Duration.FromDays(8));
        amina = await Member(practice, "amina");
        await ComesTo(amina, Chooses);
        await amina.Hears("heading", "^What was chosen$");
        await amina.Hears("StaticText", "^A bench is chosen.");
        await amina.Hears("table", "^What each of us chose$");
        await practice.Passes(Duration.FromDays(6));
        await practice.Enacts();
        amina = await Member(practice, "amina");
        await ComesTo(amina, Chooses);
        await amina.Hears("StaticText", "^In effect since");
    }

    private static async Task TriesConsensus(Listener member)
    {
        await member.Press("link", "Circle");
        await member.Press("link", "Ways of deciding");
        await member.Arrives("Ways of deciding");
        await member.Press("link", "Consensus");
        await member.Arrives("Consensus");
        await member.Press("button", "See what comes of it");
        await member.HearsThatItIsRefused("Please choose where you stand.");
        await member.Press("radio", "Stand aside");
        await member.Press("button", "See what comes of it");
        await member.Hears("StaticText", "^It isn’t decided: it comes to work");
    }

    private static async Task TakesItUp(Listener member)
    {
        await member.Press("link", "Agreements");
        await member.Arrives("What we agreed on");
        await member.Press("link", "Propose a change: Decision chart");
        await member.Arrives("Put a question");
        await member.Write("What shall we call it?", TakesUp);
        await member.Press("button", "Write this change");
        await member.Arrives("Decision chart");
        await member.Press("checkbox", "Consensus");
        await member.Press("checkbox", "Ranks, by Schulze");
        await member.Press("button", "Keep this in the draft");
        await member.HearsThatItIsDone("Kept for you, sealed.");
        await member.Hears("StaticText", "Ranks, by Schulze: each option is compared with each other");
        await member.Press("button", "Put it to the circle");
        await member.HearsThatItIsDone("It is put.");
    }

    private static async Task Puts(Listener member)
    {
        await member.Press("link", "Circle");
        await member.Press("link", "Put a question");
        await member.Arrives("Put a question");
        await member.Write("What shall we call it?", Chooses);
        await member.Write("What can be chosen, one a line", string.Join('\n', options));
        await member.Choose("How we choose", "Ranks, by Schulze");
        await member.Press("checkbox", "Hidden until it ends");
        await member.Press("button", "Put it to the circle");
        await member.HearsThatItIsDone("It is put.");
    }

    private static async Task Gives(Listener member, params string[] ranks)
    {
        await ComesTo(member, Chooses);
        foreach (var (option, rank) in options.Zip(ranks))
            if (rank.Length > 0) await member.Choose(option, rank);
        await member.Press("button", "Give my ballot");
        await member.HearsThatItIsDone("Your ballot is kept.");
    }
}
