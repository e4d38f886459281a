using Alongside.Storage;
using Alongside.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class FoundingJourney(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly (string Known, string Name, string Passphrase)[] Three =
    [
        ("Amara Osei", "amara", "four green boats at noon"),
        ("Bea Lindqvist", "bea", "the ladder leans on sunday"),
        ("Chidi Okoro", "chidi", "no kettle sings so early"),
    ];

    [Fact, Trait("Kind", "Slow")]
    public async Task Every_page_of_the_founding_can_be_seen_and_used_by_everybody()
    {
        var practice = await Serve();
        var link = (await practice.FoundingLink())!;
        var page = await Open(View.Phone with { Site = practice.Address });
        foreach (var path in new[] { "/", link, link + "x" }) await Check(page, path);
        await page.GotoAsync(link);
        await Join(page, Three[0]);
        await Check(page, "/founding");
        foreach (var kind in Features.Circle.AgreementQueries.Kinds.Where(k => !k.NotAtFounding)) await Check(page, $"/founding/text/{kind.Name}");
    }

    private static async Task Check(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Everybody.CanUse(page);
    }

    [Fact]
    public async Task Three_people_found_a_practice_take_their_shares_to_paper_and_try_them()
    {
        var practice = await Serve();
        var link = (await practice.FoundingLink())!;
        var pages = new List<IPage>();
        foreach (var person in Three)
        {
            var page = await Open(new(Site: practice.Address, Script: person == Three[^1]));
            await page.GotoAsync(link);
            await Join(page, person);
            pages.Add(page);
            if (person == Three[^1]) break;
            await page.Press("Make a link");
            link = await page.Locator(".code-card").InnerTextAsync();
        }

        await pages[0].GotoAsync("/founding/text/practice-name");
        await pages[0].Write("What the practice is called", "Tamarind Street");
        await pages[0].Press("Keep this");
        await pages[0].Reads("The practice is called Tamarind Street.");
        await pages[1].GotoAsync("/founding/text/custodian");
        await pages[1].Write("Who answers for the records under the law", "Bea Lindqvist");
        await pages[1].Write("Whom people ask about their record, and how they are reached", "Bea, by letter");
        await pages[1].Press("Keep this");
        await pages[1].Reads("Please say who would take over the records, should the practice end.");
        Assert.Equal("Bea, by letter", await pages[1].GetByLabel("Whom people ask about their record, and how they are reached").InputValueAsync());
        await pages[1].Write("Who takes over the records, should the practice end", "The clinic across the river");
        await pages[1].Press("Keep this");
        await pages[1].Arrives(url => !url.Contains("/text/", StringComparison.Ordinal));

        foreach (var page in pages)
        {
            await page.GotoAsync("/founding");
            await page.Press("I have read this, and sign it");
            await page.Reads(page == pages[^1] ? "Your practice is founded" : "You have signed.");
        }

        await Axe.Check(pages[^1]);
        await Keyboard.ReachesAll(pages[^1]);
        await pages[0].GotoAsync("/");
        Assert.Contains("spare key for emergencies", await pages[0].InnerTextAsync("body"), StringComparison.Ordinal);
        var papers = new List<string>();
        foreach (var (page, person) in pages.Zip(Three)) papers.Add(await Print(page, person));
        await pages[0].GotoAsync("/");
        Assert.Contains("haven’t been tried together yet", await pages[0].InnerTextAsync("body"), StringComparison.Ordinal);
        await pages[0].GotoAsync("/escrow");
        await pages[0].Press("Come together to try them");
        foreach (var i in (int[])[0, 1])
        {
            await pages[i].GotoAsync("/escrow");
            await pages[i].Write("The words on your paper", papers[i]);
            await Prove(pages[i], Three[i], "Hand in my paper");
            await pages[i].Reads(i == 0 ? "Your paper is here." : "Your papers open the escrow.");
        }
        await pages[0].GotoAsync("/mandates");
        await pages[0].Reads("Amara Osei, Bea Lindqvist and Chidi Okoro");
        await pages[0].GotoAsync("/");
        await pages[0].Reads("Come as you are.");
        var whole = await pages[0].InnerTextAsync("body");
        Assert.DoesNotContain("spare key for emergencies", whole, StringComparison.Ordinal);
        Assert.Contains("You are here as Amara Osei.", whole, StringComparison.Ordinal);

        Assert.Null(await practice.FoundingLink());
        var stranger = await Open(new(Site: practice.Address));
        await stranger.GotoAsync(link);
        await stranger.Reads("This link opens nothing any more");
        await using var scope = practice.Services.CreateAsyncScope();
        Assert.All(await scope.ServiceProvider.GetRequiredService<Database>().EscrowShares.ToListAsync(TestContext.Current.CancellationToken), s => Assert.Empty(s.Sealed));
    }

    private static async Task Join(IPage page, (string Known, string Name, string Passphrase) person)
    {
        await page.Write("The name you work under", person.Known);
        await page.Write("A name to sign in with", person.Name);
        await page.Write("A passphrase", person.Passphrase);
        await page.Write("The same passphrase once more", person.Passphrase);
        await page.Press("Join the founding");
        await page.Press("I have it on paper");
        await page.Reads("Founding a practice");
    }

    /// <returns>What stands on the paper.</returns>
    private static async Task<string> Print(IPage page, (string Known, string Name, string Passphrase) person)
    {
        await page.GotoAsync("/my-escrow-share");
        Assert.Equal(0, await page.Locator(".slip").CountAsync());
        await Prove(page, person, "Show me the words");
        await page.Reads("made on");
        var words = await page.Locator(".slip li").AllInnerTextsAsync();
        Assert.Equal(33, words.Count);
        await Prove(page, person, "It is on paper, erase it here");
        await page.Reads("Your share is on paper");
        Assert.Equal(0, await page.Locator(".slip").CountAsync());
        return string.Join(' ', words);
    }

    private static async Task Prove(IPage page, (string Known, string Name, string Passphrase) person, string button)
    {
        await page.Write("The name you sign in with", person.Name);
        await page.Write("Your passphrase", person.Passphrase);
        await page.Press(button);
    }
}
