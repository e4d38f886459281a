using Alongside.Tests.Browser;

namespace Alongside.Tests.Journeys;

/// <summary>Three people who see nothing of the page found a practice.</summary>
public sealed class ListeningFoundersJourney(Chromium chromium) : ListeningTest(chromium)
{
    private static readonly (string Known, string Name, string Passphrase)[] three =
    [
        ("Amara Osei", "amara", "four green boats at noon"),
        ("Bea Lindqvist", "bea", "the ladder leans on sunday"),
        ("Chidi Okoro", "chidi", "no kettle sings so early"),
    ];

    [Fact, Trait("Kind", "Slow")]
    public async Task Three_people_found_a_practice_and_one_takes_their_share_to_paper_by_ear()
    {
        var practice = await Serve();
        var link = (await practice.FoundingLink())!;
        var founders = new List<Listener>();
        foreach (var person in three)
        {
            var founder = await Joins(practice, link, person);
            founders.Add(founder);
            if (person == three[^1]) break;
            await founder.Press("button", "Make a link");
            await founder.HearsThatItIsDone("Give this link to one person");
            link = (await founder.Hears("StaticText", "^http")).Name;
        }
        await Names(founders[0]);
        await Entrusts(founders[1]);
        foreach (var founder in founders)
        {
            await founder.Press("link", "Founding");
            await founder.Hears("StaticText", "^The practice is called Tamarind Street.$");
            await founder.Press("button", "I have read this, and sign it");
            if (founder != founders[^1]) await founder.HearsThatItIsDone("You have signed.");
        }
        await founders[^1].Arrives("Your practice is founded");
        await Prints(founders[^1], three[^1]);
    }

    private async Task<Listener> Joins(ServedPractice practice, string link, (string Known, string Name, string Passphrase) person)
    {
        var (page, founder) = await Comes(practice);
        await page.GotoAsync(link);
        await founder.Arrives("Founding a practice");
        await founder.Write("The name you work under", person.Known);
        await founder.Write("A name to sign in with", person.Name);
        await founder.Write("A passphrase", person.Passphrase);
        await founder.Write("The same passphrase once more", person.Passphrase);
        await founder.Press("button", "Join the founding");
        await founder.Arrives("Your recovery code");
        await founder.Press("button", "I have it on paper");
        await founder.Arrives("Founding a practice");
        return founder;
    }

    private static async Task Names(Listener founder)
    {
        await founder.Press("link", "Change: Name and greeting");
        await founder.Arrives("Name and greeting");
        await founder.Write("What the practice is called", "Tamarind Street");
        await founder.Press("button", "Keep this");
        await founder.Hears("StaticText", "^The practice is called Tamarind Street.$");
    }

    private static async Task Entrusts(Listener founder)
    {
        await founder.Press("link", "Change: Custodian and successor");
        await founder.Arrives("Custodian and successor");
        await founder.Write("Who answers for the records under the law", "Bea Lindqvist");
        await founder.Write("Whom people ask about their record, and how they are reached", "Bea, by letter");
        await founder.Press("button", "Keep this");
        await founder.HearsThatItIsRefused("Please say who would take over the records");
        await founder.Write("Who takes over the records, should the practice end", "The clinic across the river");
        await founder.Press("button", "Keep this");
        await founder.Arrives("Founding a practice");
    }

    private static async Task Prints(Listener founder, (string Known, string Name, string Passphrase) person)
    {
        await founder.Press("link", "My share of the escrow");
        await founder.Arrives("Your share of the escrow");
        await Proves(founder, person, "Show me the words");
        await founder.Hears("StaticText", "made on");
        await Proves(founder, person, "It is on paper, erase it here");
        await founder.Arrives("Your share is on paper");
    }

    private static async Task Proves(Listener founder, (string Known, string Name, string Passphrase) person, string button)
    {
        await founder.Write("The name you sign in with", person.Name);
        await founder.Write("Your passphrase", person.Passphrase);
        await founder.Press("button", button);
    }
}
