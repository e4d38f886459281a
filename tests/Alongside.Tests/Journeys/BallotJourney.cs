using System.Text.Json;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Storage;
using Alongside.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>A circle of three becomes one of five, and chooses without anybody learning who chose what.</summary>
public sealed class BallotJourney(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string[] options = ["Herbs", "A bench", "A pond"];

    [Fact, Trait("Kind", "Slow")]
    public async Task Five_choose_without_names_and_no_row_of_it_names_anybody()
    {
        var practice = await Serve(demo: true);
        await TakesUpRanksAndAsksTwoToJoin(practice);
        List<IPage> five = [await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone), await SignedIn(practice, "nkechi", View.Phone)];
        foreach (var name in new[] { "ada", "bo" }) five.Add(await Joins(practice, five[2], name));

        await five[0].GotoAsync("/circle/draft");
        await five[0].Write("What shall we call it?", "What grows in the yard");
        await five[0].Write("What can be chosen, one a line", string.Join('\n', options));
        await five[0].GetByLabel("How we choose").SelectOptionAsync(new SelectOptionValue { Label = "Ranks, by Schulze" });
        await five[0].GetByLabel("Anonymous").CheckAsync();
        await five[0].Press("Put it to the circle");
        await five[0].Reads("It is put.");
        await Everybody.CanUse(five[0]);
        var question = new Uri(five[0].Url).AbsolutePath;

        // Each another order, so that any trace of it would tell whose it is.
        string[][] orders = [["1", "2", "3"], ["2", "1", "3"], ["3", "1", "2"], ["2", "1", ""], ["3", "2", "1"]];
        for (var who = 0; who < 4; who++) await Gives(five[who], question, orders[who]);
        await five[0].GotoAsync(question);
        await five[0].Reads("Your ballot is among the others");
        await five[0].Reads("It shows once the round has ended");
        await five[4].GotoAsync(question);
        await Assertions.Expect(five[4].Locator(".stances")).ToContainTextAsync("Not yet");
        Assert.Equal(404, (await five[4].Context.APIRequest.GetAsync($"{practice.Address}{question}/ballots.json")).Status);

        var (row, facts) = await practice.Asks(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var ballots = await db.AnonymousBallots.AsNoTracking().SingleAsync();
            return (ballots, await db.ProposalFacts.AsNoTracking().Where(f => f.Proposal == ballots.Proposal).ToListAsync());
        });
        Assert.Equal("""{"1,2,3":1,"2,1,0":1,"2,1,3":1,"3,1,2":1}""", row.Content);
        Assert.Equal(4, facts.Count(f => f.Fact is BallotCast && JsonDocument.Parse(f.Content).RootElement.EnumerateObject().Count() == 2));

        await practice.Passes(Duration.FromDays(8));
        five[4] = await Open(View.Phone with { Site = practice.Address });
        await five[4].SignIn("bo", Passphrase);
        await five[4].GotoAsync(question);
        await five[4].Reads("A bench is chosen.");
        await Everybody.CanUse(five[4]);
        await Assertions.Expect(five[4].Locator("#ballots")).Not.ToContainTextAsync("Amina");
        var file = await five[4].Context.APIRequest.GetAsync($"{practice.Address}{question}/ballots.json");
        var counted = BallotJson.Read(await file.BodyAsync()).Value;
        var again = Tally.Count(CountingMethod.Schulze, counted, 1, counted.Heading.Lot).Value;
        Assert.Equal("A bench", counted.Options[Assert.Single(again.Winners)]);
        await practice.Passes(Duration.FromDays(6));
        Assert.Equal(1, await practice.Enacts());
        var amina = await SignedIn(practice, "amina", View.Phone);
        await amina.GotoAsync(question);
        await amina.Reads("In effect since");
        await amina.GotoAsync("/circle/book");
        await amina.Reads("A bench is chosen.");
    }

    private const string Passphrase = "four green boats at noon";

    private async Task TakesUpRanksAndAsksTwoToJoin(ServedPractice practice)
    {
        var (amina, sione, nkechi) = (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone), await SignedIn(practice, "nkechi", View.Phone));
        await amina.GotoAsync("/circle/draft");
        await amina.Write("What shall we call it?", "Two more of us, and ballots");
        await Changes(amina, "Decision chart", () => amina.GetByLabel("Ranks, by Schulze").CheckAsync());
        await Changes(amina, "Who is asked to join", () => amina.Write("How many people", "2"));
        await amina.Press("Put it to the circle");
        await amina.Reads("It is put.");
        var question = new Uri(amina.Url).AbsolutePath;
        foreach (var page in new[] { amina, sione, nkechi })
        {
            await page.GotoAsync(question);
            await page.Locator("input[value=Agree]").CheckAsync();
            await page.Locator("#yours button").ClickAsync();
            await page.Reads("Your stance is kept.");
        }
        await practice.Passes(Duration.FromDays(36));
        Assert.Equal(1, await practice.Enacts());
    }

    private static async Task Changes(IPage page, string agreement, Func<Task> write)
    {
        await page.GetByLabel("greement that it changes").SelectOptionAsync(new SelectOptionValue { Label = agreement });
        await page.Press("Write this change");
        await write();
        await page.Press("Keep this in the draft");
        await page.Reads("Kept for you, sealed.");
    }

    private async Task<IPage> Joins(ServedPractice practice, IPage member, string name)
    {
        await member.GotoAsync("/members");
        await member.Press("Make a link, by decision no. 2");
        var link = await member.Locator(".code-card").First.InnerTextAsync();
        var page = await Open(View.Phone with { Site = practice.Address });
        await page.GotoAsync(link.Trim());
        await page.Write("The name you work under", $"{name} Obi");
        await page.Write("A name to sign in with", name);
        await page.GetByLabel("A passphrase", new() { Exact = true }).FillAsync(Passphrase);
        await page.Write("The same passphrase once more", Passphrase);
        await page.Press("Join the circle");
        await page.Press("I have it on paper");
        await page.Arrives("**/today");
        return page;
    }

    private static async Task Gives(IPage page, string question, string[] order)
    {
        await page.GotoAsync(question);
        foreach (var (option, rank) in options.Zip(order))
            if (rank.Length > 0) await page.GetByLabel(option, new() { Exact = true }).SelectOptionAsync(rank);
        await page.Press("Give my ballot");
        await page.Reads("Your ballot is among the others. Nobody can tell which is yours.");
    }
}
