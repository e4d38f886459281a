using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Somebody asks about a line of their log, and whoever looked answers.</summary>
public sealed class AskingJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Somebody_finds_a_line_asks_about_it_and_reads_the_answer()
    {
        var practice = await Serve(demo: true);
        var client = await SignedIn(practice, "zaynab");
        var therapist = await SignedIn(practice, "nkechi");
        await client.GotoAsync("/who-looked");
        await client.GetByText("Choose what you see").ClickAsync();
        await client.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Nkechi Adeyemi" });
        await client.GetByLabel("What", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "your notes" });
        await client.Press("Show these");
        await client.Reads("You see what was done by Nkechi Adeyemi, with your notes.");
        Assert.DoesNotContain("Nkechi", client.Url, StringComparison.Ordinal);
        await client.Locator("main a:has-text('Ask about this')").First.ClickAsync();
        await client.Write("What would you like to know?", "What was this for?");
        await client.Press("Ask");
        await client.Reads("Sent. Nkechi Adeyemi reads on their page that somebody asks.");

        await therapist.GotoAsync("/today");
        await therapist.Reads("Somebody asks about a reading of theirs");
        await therapist.Follow("Read what they ask");
        await therapist.Reads("What was this for?");
        await therapist.Write("Your answer", "I wrote down what we agreed on.");
        await therapist.Press("Answer");
        await therapist.Reads("Answered. They read it on their own page.");
        await therapist.GotoAsync("/today");
        await Assertions.Expect(therapist.Locator("main")).Not.ToContainTextAsync("Somebody asks about a reading");

        await client.GotoAsync("/my-care");
        await client.Follow("There is an answer to what you asked");
        await client.Locator("main a[href^='/my-askings/']").First.ClickAsync();
        await client.Reads("I wrote down what we agreed on.");
        await client.Press("It is done for me");
        await client.Reads("It is done, and closed to everybody but you.");

        Assert.DoesNotContain(await client.Context.CookiesAsync(), cookie => cookie.Name.Contains("witness", StringComparison.Ordinal));
        Assert.Contains(await therapist.Context.CookiesAsync(), cookie => cookie.Name == "witness");
    }
}
