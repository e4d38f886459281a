using System.Net;
using Alongside.Site;
using Alongside.Tests.Browser;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Components;

namespace Alongside.Tests.Site;

/// <summary>The parts of one page share the request's database: on PostgreSQL two at once would break it.</summary>
public sealed class InTurnTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public void Every_component_of_a_feature_reads_in_turn() =>
        Assert.Empty(typeof(InTurn).Assembly.GetTypes().Where(t => t.Namespace is { } space
            && space.StartsWith("Alongside.Features.", StringComparison.Ordinal) && space.EndsWith(".Pages", StringComparison.Ordinal)
            && t.IsSubclassOf(typeof(ComponentBase)) && !t.IsSubclassOf(typeof(InTurn)) && t.Name != "_Imports").Select(t => t.FullName));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_page_is_drawn_once_it_has_read_and_leaves_no_read_behind(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        using var browser = new PlainBrowser(practice.Address);
        for (var again = 0; again < 3; again++)
        {
            using var answer = await browser.Get("/fund");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_of_many_parts_are_whole_on_PostgreSQL()
    {
        await using var practice = await ServedPractice.Start("postgres", demo: true);
        foreach (var (who, passphrase, path, words) in new[]
        {
            ("nkechi", "seven lanterns under one roof", "/today", "Whom you meet today"), ("zaynab", "the cat sleeps on my maps", "/my-care", "When we meet"),
        })
        {
            var page = await Open(new(Site: practice.Address));
            await page.SignIn(who, passphrase);
            for (var again = 0; again < 5; again++)
            {
                await page.GotoAsync(path);
                await page.Reads(words);
            }
        }
    }
}
