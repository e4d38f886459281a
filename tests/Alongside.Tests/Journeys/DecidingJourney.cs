using Alongside.Tests.Browser;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>The circle decides: an objection is worked into the words, a decision is called back, and at last takes effect by itself.</summary>
public sealed class DecidingJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string First = "Two per cent of all fees, each month.", Second = "Two per cent of all fees, each season, and we ask them first.";

    [Fact]
    public async Task An_objection_is_integrated_a_decision_called_back_and_then_it_takes_effect_by_itself()
    {
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"), await SignedIn(practice, "nkechi"));
        var question = await PutsQuestion(amina);

        await nkechi.GotoAsync("/today");
        await nkechi.Reads("Waits for your answer");
        await nkechi.Follow("Give land back more often");
        await nkechi.Takes("Objection", "");
        await nkechi.Reads("Please say what would harm, and whom.");
        await nkechi.Takes("Objection", "Nobody asked the centre whether a month suits them.");
        await nkechi.Reads("Your stance is kept.");

        await amina.GotoAsync(question);
        await amina.Reads("Nobody asked the centre whether a month suits them.");
        await amina.Press("Write new words");
        await amina.GetByRole(AriaRole.Link, new() { Name = "Write it anew: Land", Exact = true }).ClickAsync();
        await amina.Write("What you return, to whom, how often", Second);
        await amina.Press("Keep this in the draft");
        await amina.Press("Put the new words");
        await amina.Reads("What Nkechi Adeyemi objects to");

        await nkechi.GotoAsync(question);
        await nkechi.Press("For me it is resolved");
        await nkechi.Reads("Round 2");
        await Walking.AllAgree(question, amina, sione, nkechi);

        await practice.Passes(Duration.FromDays(8));
        sione = await SignedIn(practice, "sione");
        await sione.GotoAsync(question);
        await sione.Reads("Takes effect");
        await sione.GetByText("Call it back", new() { Exact = true }).First.ClickAsync();
        await sione.Write("Why should it come back?", "I want us to have rung the centre before.");
        await sione.Press("Call it back");
        await sione.Reads("It is called back");
        await practice.Enacts();
        await sione.GotoAsync("/agreements");
        await Assertions.Expect(sione.Locator("#land")).Not.ToContainTextAsync(Second);

        amina = await SignedIn(practice, "amina");
        await amina.GotoAsync(question);
        await amina.Press("I think it is resolved: what Sione Taufa objects to");
        await sione.GotoAsync(question);
        await sione.Press("For me it is resolved");
        nkechi = await SignedIn(practice, "nkechi");
        await Walking.AllAgree(question, amina, sione, nkechi);
        await practice.Passes(Duration.FromDays(13));
        await practice.Enacts();
        sione = await SignedIn(practice, "sione");
        await sione.GotoAsync(question);
        await sione.Reads("In effect since");
        await sione.GotoAsync("/agreements");
        await Assertions.Expect(sione.Locator("#land")).ToContainTextAsync(Second);
        await Assertions.Expect(sione.Locator("#land")).ToContainTextAsync("by decision no. 2");
    }

    [Fact]
    public async Task Two_who_answer_at_once_and_words_that_changed_meanwhile_lose_nothing()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"));
        var question = await PutsQuestion(amina);
        await sione.GotoAsync(question);
        await amina.GotoAsync(question);
        await amina.Press("Write new words");
        await amina.Write("What is to be decided, in words", "And we tell them so.");
        await amina.Press("Put the new words");
        await amina.Reads("It is put.");
        await sione.Takes("Agree", "With all my heart.");
        await sione.Reads("Somebody has written new words since you read them.");
        await Assertions.Expect(sione.GetByLabel("In your words")).ToHaveValueAsync("With all my heart.");
        await amina.GotoAsync(question);
        await Assertions.Expect(amina.Locator(".stances")).Not.ToContainTextAsync("With all my heart.");
    }

    [Fact]
    public async Task What_is_said_beside_a_question_is_answered_and_each_finds_what_is_new_since_they_read()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"));
        var question = await PutsQuestion(amina);
        await amina.Press("Say it");
        await amina.Reads("There is nothing in it yet.");
        await amina.Write("Say something", "Who knows them best?");
        await amina.GetByText("Turn to somebody", new() { Exact = true }).ClickAsync();
        await amina.GetByLabel("Sione Taufa").CheckAsync();
        await amina.Press("Say it");
        await amina.Reads("It stays as you said it.");
        await amina.Press("I have read up to here");

        await sione.GotoAsync("/today");
        await sione.Reads("Somebody turned to you");
        await sione.GotoAsync(question);
        await sione.Follow("Answer Amina Warsame: Who knows them best?");
        await sione.Write("Your answer to Amina Warsame", "My aunt sits there on Fridays.");
        await sione.Press("Say it");
        await sione.Reads("It stays as you said it.");
        await sione.GotoAsync("/today");
        await Assertions.Expect(sione.Locator("main")).Not.ToContainTextAsync("Somebody turned to you");

        await amina.GotoAsync(question);
        await amina.Follow("To what is new: one remark");
        await amina.Reads("My aunt sits there on Fridays.");
        await amina.Press("I have read up to here");
        await Assertions.Expect(amina.Locator("#talk")).Not.ToContainTextAsync("To what is new");
        await Assertions.Expect(amina.Locator("#talk")).ToContainTextAsync("My aunt sits there on Fridays.");
    }

    [Fact]
    public async Task What_somebody_told_on_the_phone_is_entered_by_another_visibly_and_stays_theirs_to_change()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"));
        var question = await PutsQuestion(amina);
        await amina.GetByText("Somebody told you their stance?", new() { Exact = true }).ClickAsync();
        await amina.GetByLabel("Whose is it?").SelectOptionAsync(new SelectOptionValue { Label = "Sione Taufa" });
        await amina.GetByLabel("Where do they stand?").SelectOptionAsync(new SelectOptionValue { Label = "Objection" });
        await amina.Press("Enter it for them");
        await amina.Reads("Please say what would harm, and whom.");
        await amina.Write("In their words", "Not before the centre has been asked.");
        await amina.Press("Enter it for them");
        await amina.Reads("It is kept, with your name beside it.");
        await amina.Reads("Sione Taufa (as told to Amina Warsame)");

        await sione.GotoAsync("/today");
        await sione.Reads("Waits for your answer");
        await sione.Follow("Give land back more often");
        await sione.Reads("Amina Warsame entered this for you");
        await sione.Takes("Reservations", "I only asked that we ring them first.");
        await sione.Reads("Your stance is kept.");
        await amina.GotoAsync(question);
        await Assertions.Expect(amina.Locator(".stances")).ToContainTextAsync("I only asked that we ring them first.");
        await Assertions.Expect(amina.Locator(".stances")).Not.ToContainTextAsync("as told to");
        await amina.GetByText("Somebody told you their stance?", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(amina.GetByLabel("Whose is it?")).Not.ToContainTextAsync("Sione Taufa");
    }

    [Fact]
    public async Task A_mandate_is_given_to_others_and_opens_its_pages_to_them_and_to_nobody_else()
    {
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"), await SignedIn(practice, "nkechi"));
        await amina.GotoAsync("/mandates");
        await amina.GetByRole(AriaRole.Link, new() { Name = "Propose who holds it next: Welcome", Exact = true }).ClickAsync();
        await amina.Write("What shall we call it?", "Welcome without me for a while");
        await amina.Press("Write this change");
        await amina.Reads("As it is, it ends on");
        await amina.GetByLabel("Amina Warsame").UncheckAsync();
        await amina.GetByLabel("Nkechi Adeyemi").UncheckAsync();
        await amina.Press("Keep this in the draft");
        await amina.Reads("Each mandate is held by at least 2 people");
        await amina.GetByLabel("Nkechi Adeyemi").CheckAsync();
        await amina.Write("For how many months", "6");
        await amina.Press("Keep this in the draft");
        await amina.Reads("Held by Nkechi Adeyemi and Sione Taufa.");
        await amina.Press("Put it to the circle");
        await amina.Reads("It is put.");
        await Walking.AllAgree(new Uri(amina.Url).AbsolutePath, amina, sione, nkechi);
        await amina.GotoAsync("/waiting");
        await amina.Reads("people wait");

        await practice.Passes(Duration.FromDays(13));
        await practice.Enacts();
        (amina, sione) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"));
        await amina.GotoAsync("/mandates");
        await Assertions.Expect(amina.GetByRole(AriaRole.Region, new() { Name = "Welcome" })).ToContainTextAsync("Nkechi Adeyemi and Sione Taufa");
        await Assertions.Expect(amina.GetByRole(AriaRole.Link, new() { Name = "Waiting list" })).ToHaveCountAsync(0);
        Assert.Equal(404, (await amina.GotoAsync("/waiting"))!.Status);
        await sione.GotoAsync("/waiting");
        await sione.Reads("people wait");
    }

    /// <returns>Its address.</returns>
    [Fact]
    public async Task Somebody_who_was_asked_joins_by_a_link_and_finds_what_is_being_decided()
    {
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"), await SignedIn(practice, "nkechi"));
        await amina.GotoAsync("/circle/draft");
        await amina.Write("What shall we call it?", "We ask Ada to join us");
        await amina.GetByLabel("An agreement that it changes").SelectOptionAsync(new SelectOptionValue { Label = "Who is asked to join" });
        await amina.Press("Write this change");
        await amina.Write("How many people", "0");
        await amina.Press("Keep this in the draft");
        await amina.Reads("Between one and 6 people can be asked at once");
        await amina.Write("How many people", "1");
        await amina.Press("Keep this in the draft");
        await amina.Press("Put it to the circle");
        await amina.Reads("One person is asked to join the circle.");
        await Walking.AllAgree(new Uri(amina.Url).AbsolutePath, amina, sione, nkechi);
        await practice.Passes(Duration.FromDays(22));
        await practice.Enacts();

        nkechi = await SignedIn(practice, "nkechi");
        await nkechi.GotoAsync("/members");
        await nkechi.Reads("0 of 1 have come so far");
        await nkechi.Press("Make a link, by decision no. 2");
        var link = await nkechi.Locator(".code-card").First.InnerTextAsync();
        var ada = await Open(View.Phone with { Site = practice.Address });
        await ada.GotoAsync(link.Trim());
        await Everybody.CanUse(ada);
        await ada.Write("The name you work under", "Ada Obi");
        await ada.Write("A name to sign in with", "ada");
        await ada.GetByLabel("A passphrase", new() { Exact = true }).FillAsync("four green boats at noon");
        await ada.Write("The same passphrase once more", "four green boats at noon");
        await ada.Press("Join the circle");
        await ada.Press("I have it on paper");
        await ada.Arrives("**/today");
        await ada.GotoAsync("/circle");
        await ada.Reads("What we decide together");
        await ada.GotoAsync("/members");
        await ada.Reads("Ada Obi");
        await ada.GotoAsync(link.Trim());
        await ada.Reads("This link opens nothing any more");
    }

    private static async Task<string> PutsQuestion(IPage page)
    {
        await page.GotoAsync("/agreements");
        await page.GetByRole(AriaRole.Link, new() { Name = "Propose a change: Land", Exact = true }).ClickAsync();
        await page.Write("What shall we call it?", "Give land back more often");
        await page.Press("Write this change");
        await page.Write("What you return, to whom, how often", First);
        await page.Press("Keep this in the draft");
        await Assertions.Expect(page.Locator(".wording ins")).ToContainTextAsync(First);
        await page.Press("Put it to the circle");
        await page.Reads("It is put.");
        return new Uri(page.Url).AbsolutePath;
    }
}
