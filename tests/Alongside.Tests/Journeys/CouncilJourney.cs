using Alongside.Tests.Browser;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>People in care decide with the circle.</summary>
public sealed class CouncilJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Somebody_in_care_sits_on_the_council_objects_and_consents_before_the_fees_change()
    {
        var practice = await Serve(demo: true);
        var zaynab = await SignedIn(practice, "zaynab");
        await zaynab.GotoAsync("/my-care");
        await zaynab.Follow("What it is, and how to sit on it");
        await zaynab.Press("I offer to sit on it");
        await zaynab.Reads("Please choose the name under which you sit on the council.");
        await zaynab.Write("Under which name?", "Swallow");
        await zaynab.Press("I offer to sit on it");
        await zaynab.Reads("Thank you. It counts from now on.");
        await zaynab.Reads("No question waits for you.");

        var amina = await SignedIn(practice, "amina");
        await amina.GotoAsync("/members");
        await Assertions.Expect(amina.Locator("#council")).ToContainTextAsync("Swallow");
        await amina.GotoAsync("/circle/draft?kind=fee-scale");
        await amina.Write("What shall we call it?", "What the full fee is");
        await amina.Press("Write this change");
        await amina.GetByLabel("The full fee").First.FillAsync("155");
        await amina.Press("Keep this in the draft");
        await amina.Press("Put it to the circle");
        await amina.Reads("It is put.");
        var question = new Uri(amina.Url).AbsolutePath;
        await Assertions.Expect(amina.Locator("#council")).ToContainTextAsync("Swallow");

        await zaynab.GotoAsync("/my-care");
        await zaynab.Reads("The client council waits for your answer");
        await zaynab.Follow("What the full fee is");
        var theirs = new Uri(zaynab.Url).AbsolutePath;
        await zaynab.Takes("Objection", "");
        await zaynab.Reads("Please say what would harm, and whom.");
        await zaynab.Takes("Objection", "Nobody has asked who pays it.");
        await zaynab.Reads("Your stance is kept.");
        // What the circle alone is asked stays closed.
        Assert.Equal(404, (await zaynab.GotoAsync("/my-council/1"))!.Status);
        Assert.Equal(404, (await zaynab.GotoAsync(question))!.Status);

        var (sione, nkechi) = (await SignedIn(practice, "sione"), await SignedIn(practice, "nkechi"));
        await Walking.AllAgree(question, amina, sione, nkechi);
        await amina.Reads("Nobody has asked who pays it.");
        await practice.Passes(Duration.FromDays(15));
        amina = await SignedIn(practice, "amina");
        await amina.GotoAsync(question);
        await amina.Press("I think it is resolved: what Swallow objects to");
        await amina.Reads("Said.");
        zaynab = await SignedIn(practice, "zaynab");
        await zaynab.GotoAsync(theirs);
        await zaynab.Press("For me it is resolved");
        await zaynab.Reads("Round 2");
        await zaynab.Takes("Agree", "With a letter to everybody first.");
        await zaynab.Reads("Your stance is kept.");
        (sione, nkechi) = (await SignedIn(practice, "sione"), await SignedIn(practice, "nkechi"));
        await Walking.AllAgree(question, amina, sione, nkechi);
        await practice.Passes(Duration.FromDays(22));
        await practice.Enacts();
        amina = await SignedIn(practice, "amina");
        await amina.GotoAsync(question);
        await amina.Reads("In effect since");
        await amina.GotoAsync("/circle/book");
        await amina.Reads("Where the client council stood");

        zaynab = await SignedIn(practice, "zaynab", View.Phone);
        await Puts(zaynab, amina);
        await zaynab.GotoAsync("/my-council");
        await zaynab.Press("Write down my time");
        await zaynab.Reads("Please say how many minutes it was");
        await zaynab.Write("How many minutes?", "40");
        await zaynab.Press("Write down my time");
        await zaynab.Reads("Written down.");
        await zaynab.Reads("Time you gave");
        await IsPaid(practice, zaynab);

        await zaynab.GotoAsync("/my-council");
        await zaynab.Press("I step down");
        await zaynab.Reads("You have stepped down.");
        Assert.Equal(404, (await zaynab.GotoAsync(theirs))!.Status);
        await amina.GotoAsync("/members");
        await Assertions.Expect(amina.Locator("#council")).ToContainTextAsync("Nobody sits on it now.");
    }

    private static async Task Puts(IPage zaynab, IPage amina)
    {
        await zaynab.GotoAsync("/my-council");
        await zaynab.Follow("Put a question");
        await Everybody.CanUse(zaynab);
        await zaynab.Write("What shall we call it?", "A letter before fees change");
        await zaynab.Press("Put it to the circle");
        await zaynab.Reads("Please write what is to be decided");
        await zaynab.Write("What is to be decided, in words", "Whoever pays a fee gets a letter a month before it changes.");
        await zaynab.Press("Put it to the circle");
        await zaynab.Reads("It is put. Members find it on their day");
        await zaynab.Reads("It is yours to carry");
        await Everybody.CanUse(zaynab);
        await amina.GotoAsync("/today");
        await amina.Follow("A letter before fees change");
        await amina.Reads("Put by Swallow");
        await amina.Takes("Agree", "");
        await amina.Press("Begin a draft with these words");
        await amina.Reads("Nobody but you reads this before you put it.");
    }

    private async Task IsPaid(ServedPractice practice, IPage zaynab)
    {
        var keeps = await SignedIn(practice, "amina");
        await keeps.GotoAsync("/today");
        await keeps.Follow("Open the books");
        await keeps.Press("I have paid $30 to Swallow");
        await keeps.Reads("Written down.");
        await Assertions.Expect(keeps.Locator("#council")).ToContainTextAsync("What was paid, the latest first");
        await zaynab.ReloadAsync();
        await zaynab.Reads("Nothing is due to you at present.");
        await zaynab.Reads("Paid to you");
        await Assertions.Expect(zaynab.GetByRole(AriaRole.Button, new() { Name = "Take back" })).ToHaveCountAsync(0);
    }
}
