using Alongside.Tests.Browser;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>What can't wait, what is looked at again, and who answers for somebody who is away.</summary>
public sealed class LaterJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Line = "A line that asks first";

    [Fact]
    public async Task Two_put_in_force_what_cant_wait_and_it_goes_back_by_itself_where_too_few_confirm_it()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone));
        var question = await CantWait(amina);
        await Everybody.CanUse(amina);
        await Assertions.Expect(amina.Locator("main")).Not.ToContainTextAsync("It can’t wait: put it in force");

        await sione.GotoAsync("/today");
        await sione.Reads("This can’t wait, says one of us");
        await sione.Follow("Another number for a crisis");
        await sione.Reads("Somebody takes calls there who isn’t them.");
        await Everybody.CanUse(sione);
        await sione.Press("It can’t wait: put it in force");
        await sione.Reads("It is in force, and everybody is asked whether it stays.");
        await sione.Reads("by Amina Warsame and Sione Taufa");
        await sione.GotoAsync("/agreements");
        await Assertions.Expect(sione.Locator("#crisis-lines")).ToContainTextAsync(Line);
        await Assertions.Expect(sione.Locator("#crisis-lines")).ToContainTextAsync("In an emergency, by Amina Warsame and Sione Taufa");
        await Everybody.CanUse(sione);
        await sione.GotoAsync("/circle/book");
        await sione.Reads("In force at once, in an emergency, by Amina Warsame and Sione Taufa.");

        await practice.Passes(Duration.FromDays(8));
        Assert.Equal(1, await practice.Settles());
        sione = await SignedIn(practice, "sione", View.Phone);
        await sione.GotoAsync("/today");
        await sione.Reads("What held before is back");
        await sione.GotoAsync("/agreements");
        await Assertions.Expect(sione.Locator("#crisis-lines > ul, #crisis-lines > p").First).Not.ToContainTextAsync(Line);
        await sione.GotoAsync(question);
        await sione.Reads("Too few of us answered.");
        await sione.Reads("So what held before is back by itself, as decision no. 3.");
        await Everybody.CanUse(sione);
    }

    [Fact]
    public async Task What_all_confirm_stays_and_what_a_second_doesnt_see_goes_the_ordinary_way()
    {
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone), await SignedIn(practice, "nkechi", View.Phone));
        var question = await CantWait(amina);
        await sione.GotoAsync(question);
        await sione.Press("It can’t wait: put it in force");
        foreach (var page in new[] { amina, sione, nkechi })
        {
            await page.GotoAsync(question);
            await page.Locator("input[value=Agree]").CheckAsync();
            await page.Locator("#yours button").ClickAsync();
            await page.Reads("Your stance is kept.");
        }
        await practice.Passes(Duration.FromDays(13));
        Assert.Equal(1, await practice.Settles());
        nkechi = await SignedIn(practice, "nkechi", View.Phone);
        await nkechi.GotoAsync(question);
        await nkechi.Reads("All of us confirmed it");
        await nkechi.GotoAsync("/agreements");
        await Assertions.Expect(nkechi.Locator("#crisis-lines")).ToContainTextAsync(Line);
        await Assertions.Expect(nkechi.Locator("#crisis-lines")).Not.ToContainTextAsync("In an emergency");

        (amina, sione) = (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone));
        var second = await CantWait(amina, "And another one");
        await sione.GotoAsync(second);
        await sione.Press("It can wait: ask everybody");
        await sione.Reads("Everybody is asked, as always. Nothing has changed.");
        await sione.Reads("So it goes the ordinary way.");
    }

    [Fact]
    public async Task A_year_later_the_question_opens_by_itself_and_is_kept_as_it_is()
    {
        var practice = await Serve(demo: true);
        await practice.Passes(Duration.FromDays(400));
        await practice.LooksAgain();
        var (amina, sione, nkechi) = (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone), await SignedIn(practice, "nkechi", View.Phone));
        await nkechi.GotoAsync("/circle");
        await nkechi.Reads("Time to look again");
        await Everybody.CanUse(nkechi);
        var again = nkechi.GetByRole(AriaRole.Link, new() { Name = "Looked at again: " }).First;
        await again.ClickAsync();
        await nkechi.Reads("so this opened by itself");
        await nkechi.Reads("nobody carries it yet");
        await Everybody.CanUse(nkechi);
        var question = new Uri(nkechi.Url).AbsolutePath;
        await nkechi.Press("I carry it on");
        await nkechi.Reads("You carry it now.");
        foreach (var page in new[] { amina, sione, nkechi })
        {
            await page.GotoAsync(question);
            await page.Locator("input[value=Agree]").CheckAsync();
            await page.Locator("#yours button").ClickAsync();
            await page.Reads("Your stance is kept.");
        }
        await practice.Passes(Duration.FromDays(40));
        await practice.Enacts();
        await practice.LooksAgain();
        amina = await SignedIn(practice, "amina", View.Phone);
        await amina.GotoAsync(question);
        await amina.Reads("In effect since");
        await amina.GotoAsync("/circle");
        await Assertions.Expect(amina.GetByRole(AriaRole.Link, new() { Name = "Looked at again: " })).ToHaveCountAsync(2);
        await amina.GetByRole(AriaRole.Button, new() { Name = "Open it now: " }).First.ClickAsync();
        await amina.Reads("It waits its turn");
    }

    [Fact]
    public async Task A_member_who_is_away_is_stood_in_for_visibly_and_changes_what_was_said_for_them()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await SignedIn(practice, "amina", View.Phone), await SignedIn(practice, "sione", View.Phone));
        await amina.GotoAsync("/circle/stand-ins");
        await amina.Press("Let them stand in for me");
        await amina.Reads("Please choose another member to stand in for you.");
        await amina.GetByLabel("Who stands in for you?").SelectOptionAsync(new SelectOptionValue { Label = "Sione Taufa" });
        await amina.Press("Let them stand in for me");
        await amina.Reads("Kept. They find it beside each question.");
        await amina.Reads("Sione Taufa stands in for you");
        await Everybody.CanUse(amina);

        await sione.GotoAsync("/circle/draft");
        await sione.Write("What shall we call it?", "Tea on Mondays");
        await sione.Write("What is to be decided, in words", "We drink it together.");
        await sione.Press("Put it to the circle");
        var question = new Uri(sione.Url).AbsolutePath;
        await sione.GotoAsync("/today");
        await sione.Reads("Amina Warsame hasn’t answered");
        await sione.GotoAsync(question);
        await sione.GetByLabel("For whom?").SelectOptionAsync(new SelectOptionValue { Label = "Amina Warsame" });
        await sione.GetByLabel("Where would they stand?").SelectOptionAsync(new SelectOptionValue { Label = "Agree with reservations" });
        await sione.Write("Why, as far as you know", "She has no time on Mondays.");
        await sione.Press("Enter it as stand-in");
        await sione.Reads("Amina Warsame (entered by Sione Taufa as stand-in)");
        await Everybody.CanUse(sione);

        await amina.GotoAsync("/today");
        await amina.Follow("Tea on Mondays");
        await amina.Reads("Sione Taufa entered this as your stand-in.");
        await amina.Locator("input[value=Agree]").CheckAsync();
        await amina.Locator("#yours button").ClickAsync();
        await amina.Reads("Your stance is kept.");
        await Assertions.Expect(amina.Locator(".stances")).Not.ToContainTextAsync("as stand-in");
        await amina.GotoAsync("/circle/stand-ins");
        await amina.Press("End it: Sione Taufa for you");
        await amina.Reads("Ended.");
    }

    private static async Task<string> CantWait(IPage page, string name = Line)
    {
        await page.GotoAsync("/agreements");
        await page.GetByRole(AriaRole.Link, new() { Name = "Propose a change: Help in a crisis", Exact = true }).ClickAsync();
        await page.Write("What shall we call it?", "Another number for a crisis");
        await page.Press("Write this change");
        await page.Locator("input[name='Name.0']").FillAsync(name);
        await page.Press("Keep this in the draft");
        await page.GetByText("This can’t wait", new() { Exact = true }).ClickAsync();
        await page.Press("Ask them now");
        await page.Reads("Please say why it can’t wait.");
        await page.Write("Why can’t it wait?", "Somebody takes calls there who isn’t them.");
        await page.GetByLabel("Who should see the same?").SelectOptionAsync(new SelectOptionValue { Label = "Sione Taufa" });
        await page.Press("Ask them now");
        await page.Reads("Nothing has changed yet.");
        return new Uri(page.Url).AbsolutePath;
    }
}
