using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Sessions that don't take place, as each of the two reads it.</summary>
public sealed class CallingOffJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task What_one_calls_off_the_other_reads_on_their_first_page_and_both_know_what_comes_next()
    {
        var practice = await Serve(demo: true);
        var client = await SignedIn(practice, "zaynab");
        var therapist = await SignedIn(practice, "nkechi");
        await client.GotoAsync("/my-care");
        await client.Follow("Look at it, or call it off");
        // By the hour at which this runs, the next session is a week away or today.
        var late = (await client.Locator("main").InnerTextAsync()).Contains("later than we agreed on", StringComparison.Ordinal);
        await client.Reads(late ? "doesn’t cost you anything this time" : "it costs nothing. Later");
        await client.Follow("What we agreed on about it");
        await client.Reads("50% of what they would have paid for it themselves is asked of them. The fund pays none of it.");
        await client.GoBackAsync();
        await client.Press("Call it off");
        await client.Reads("It is called off. Nkechi Adeyemi reads it here.");
        await therapist.GotoAsync("/today");
        await therapist.Reads("Called off by them");
        await therapist.Locator("main h3:has-text('Called off by them') + ul a").First.ClickAsync();
        await therapist.Reads("Zaynab called it off on");
        await Assertions.Expect(therapist.GetByRole(AriaRole.Link, new() { Name = "Write a note about it" })).ToHaveCountAsync(0);
        await Assertions.Expect(therapist.GetByRole(AriaRole.Button, new() { Name = "Don’t ask for it" })).ToHaveCountAsync(late ? 1 : 0);
        if (late)
        {
            await therapist.Press("Don’t ask for it");
            await therapist.Reads("Kept: nothing is asked of them for it.");
        }

        await CallOffAll(therapist);
        await client.GotoAsync("/my-care");
        await client.Reads("Nothing is booked at present.");
        await client.Reads("Nkechi Adeyemi books the next time with you.");
        await client.Follow("Open a way to reach you");
        await client.Reads("What Nkechi Adeyemi may see");
        await client.GotoAsync("/my-appointments");
        await client.Reads("called off");
    }

    [Fact]
    public async Task Who_is_kept_out_while_a_session_stands_leaves_a_word_about_it()
    {
        var practice = await Serve(demo: true);
        var client = await SignedIn(practice, "zaynab");
        await client.GotoAsync("/my-consents");
        await client.Follow("Nkechi Adeyemi");
        await client.Press("Keep them out");
        await client.Reads("What you booked with them stands until you call it off");
        await client.Follow("All my appointments");
        await client.Reads("Nkechi Adeyemi");
    }

    private static async Task CallOffAll(IPage therapist)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            await therapist.GotoAsync($"/calendar?from={DateTime.UtcNow.AddDays(7 * tries):yyyy-MM-dd}");
            var open = therapist.Locator("main .session:not(.past) a");
            if (await open.CountAsync() == 0) continue;
            await open.First.ClickAsync();
            if (await therapist.GetByRole(AriaRole.Button, new() { Name = "Call it off", Exact = true }).CountAsync() > 0) await therapist.Press("Call it off");
        }
    }
}
