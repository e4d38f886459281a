using Alongside.Tests.Browser;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>The circle decides, and nobody in it sees anything of the pages.</summary>
public sealed class ListeningCircleJourney(Chromium chromium) : ListeningTest(chromium)
{
    private const string Title = "Give land back more often", First = "Two per cent of all fees, each month.", Second = "Two per cent of all fees, each season, and we ask them first.";

    [Fact, Trait("Kind", "Slow")]
    public async Task An_objection_is_integrated_a_decision_called_back_and_then_it_takes_effect_by_ear()
    {
        var practice = await Serve(demo: true);
        var amina = await Member(practice, "amina");
        await PutsQuestion(amina);
        var (sione, nkechi) = (await Member(practice, "sione"), await Member(practice, "nkechi"));
        await Objects(nkechi);
        await IntegratesIt(amina);
        await ComesTo(nkechi, Title);
        await nkechi.Press("button", "For me it is resolved");
        await nkechi.HearsThatItIsDone("When both of you have said so, everybody is asked anew.");
        await nkechi.Hears("StaticText", "^Round 2$");
        await AllAgree(Title, amina, sione, nkechi);

        await practice.Passes(Duration.FromDays(8));
        sione = await Member(practice, "sione");
        await CallsBack(sione);
        await practice.Enacts();
        await sione.Press("link", "Agreements");
        await sione.Arrives("What we agreed on");
        await sione.HearsNoMore("StaticText", Second);

        amina = await Member(practice, "amina");
        await ComesTo(amina, Title);
        await amina.Press("button", "I think it is resolved: what Sione Taufa objects to");
        await amina.HearsThatItIsDone("Said.");
        await ComesTo(sione, Title);
        await sione.Press("button", "For me it is resolved");
        await sione.HearsThatItIsDone("Said.");
        await AllAgree(Title, amina, sione, await Member(practice, "nkechi"));
        await practice.Passes(Duration.FromDays(13));
        await practice.Enacts();
        sione = await Member(practice, "sione");
        await ComesTo(sione, Title);
        await sione.Hears("StaticText", "^In effect since");
        await sione.Press("link", "Agreements");
        await sione.Hears("StaticText", $"^{Second}$");
        await sione.Hears("StaticText", "by decision no. 2");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task What_is_said_beside_a_question_is_answered_and_what_is_new_is_found_by_ear()
    {
        var practice = await Serve(demo: true);
        var amina = await Member(practice, "amina");
        await PutsQuestion(amina);
        await amina.Press("button", "Say it");
        await amina.HearsThatItIsRefused("There is nothing in it yet.");
        await amina.Write("Say something", "Who knows them best?");
        await amina.Press("DisclosureTriangle", "Turn to somebody");
        await amina.Press("checkbox", "Sione Taufa");
        await amina.Press("button", "Say it");
        await amina.HearsThatItIsDone("It stays as you said it.");
        await amina.Press("button", "I have read up to here");
        await amina.HearsThatItIsDone("Kept, for you alone.");

        var sione = await Member(practice, "sione");
        await sione.Hears("heading", "^Somebody turned to you$");
        await sione.Press("link", Title);
        await sione.Arrives(Title);
        await sione.Press("link", "Answer Amina Warsame: Who knows them best?");
        await sione.Write("Your answer to Amina Warsame", "My aunt sits there on Fridays.");
        await sione.Press("button", "Say it");
        await sione.HearsThatItIsDone("It stays as you said it.");
        await sione.Press("link", "Today");
        await sione.Hears("heading", "^Waits for your answer$");
        await sione.HearsNoMore("heading", "Somebody turned to you");

        await ComesTo(amina, Title);
        await amina.Press("link", "To what is new: one remark");
        await amina.Hears("StaticText", "^My aunt sits there on Fridays.$");
        await amina.Press("button", "I have read up to here");
        await amina.HearsThatItIsDone("Kept, for you alone.");
        await amina.HearsNoMore("link", "To what is new");
        await amina.Hears("StaticText", "^My aunt sits there on Fridays.$");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_stance_that_was_told_on_the_phone_is_entered_and_changed_by_whose_it_is_by_ear()
    {
        var practice = await Serve(demo: true);
        var amina = await Member(practice, "amina");
        await PutsQuestion(amina);
        await amina.Press("DisclosureTriangle", "Somebody told you their stance?");
        await amina.Choose("Whose is it?", "Sione Taufa");
        await amina.Choose("Where do they stand?", "Objection");
        await amina.Press("button", "Enter it for them");
        await amina.HearsThatItIsRefused("Please say what would harm, and whom.");
        await amina.Write("In their words", "Not before the centre has been asked.");
        await amina.Press("button", "Enter it for them");
        await amina.HearsThatItIsDone("It is kept, with your name beside it.");
        await amina.Hears("StaticText", @"^Sione Taufa \(as told to Amina Warsame\)$");

        var sione = await Member(practice, "sione");
        await sione.Hears("heading", "^Waits for your answer$");
        await sione.Press("link", Title);
        await sione.Arrives(Title);
        await sione.Hears("StaticText", "^Amina Warsame entered this for you");
        await Takes(sione, "Agree with reservations", "I only asked that we ring them first.", "Keep this stance");
        await sione.HearsThatItIsDone("Your stance is kept.");

        await ComesTo(amina, Title);
        await amina.Hears("StaticText", "^I only asked that we ring them first.$");
        await amina.HearsNoMore("StaticText", "Sione Taufa (as told");
        await amina.Press("DisclosureTriangle", "Somebody told you their stance?");
        await amina.Hears("option", "^Nkechi Adeyemi$");
        await amina.HearsNoMore("option", "Sione Taufa");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_mandate_is_given_to_others_and_opens_its_pages_to_them_alone_by_ear()
    {
        const string without = "Welcome without me for a while";
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await Member(practice, "amina"), await Member(practice, "sione"), await Member(practice, "nkechi"));
        await amina.Press("link", "Mandates");
        await amina.Arrives("Who holds what");
        await amina.Press("link", "Propose who holds it next: Welcome");
        await Names(amina, without, "Who holds “Welcome”");
        await amina.Hears("StaticText", "^As it is, it ends on");
        foreach (var holder in new[] { "Amina Warsame", "Nkechi Adeyemi" })
        {
            await amina.Hears("checkbox", $"^{holder}$", told => told.Checked);
            await amina.Press("checkbox", holder);
        }
        await amina.Press("button", "Keep this in the draft");
        await amina.HearsThatItIsRefused("Each mandate is held by at least 2 people");
        await amina.Press("checkbox", "Nkechi Adeyemi");
        await amina.Write("For how many months", "6", "spinbutton");
        await Puts(amina, "Held by Nkechi Adeyemi and Sione Taufa");
        await AllAgree(without, amina, sione, nkechi);
        await amina.Press("link", "Waiting list");
        await amina.Hears("heading", "people wait$");

        await practice.Passes(Duration.FromDays(13));
        await practice.Enacts();
        (amina, sione) = (await Member(practice, "amina"), await Member(practice, "sione"));
        await amina.Press("link", "Mandates");
        await amina.Hears("region", "^Welcome$");
        await amina.Hears("StaticText", "^Nkechi Adeyemi and Sione Taufa$");
        await amina.HearsNoMore("link", "Waiting list");
        await sione.Press("link", "Waiting list");
        await sione.Hears("heading", "people wait$");
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task Somebody_who_was_asked_joins_by_a_link_by_ear()
    {
        const string joins = "We ask Ada to join us";
        var practice = await Serve(demo: true);
        var (amina, sione, nkechi) = (await Member(practice, "amina"), await Member(practice, "sione"), await Member(practice, "nkechi"));
        await amina.Press("link", "Members");
        await amina.Arrives("Who we are");
        await amina.Press("link", "Propose that somebody joins");
        await Names(amina, joins, "Who is asked to join");
        await amina.Write("How many people", "0", "spinbutton");
        await amina.Press("button", "Keep this in the draft");
        await amina.HearsThatItIsRefused("Between one and 6 people can be asked at once");
        await amina.Write("How many people", "1", "spinbutton");
        await Puts(amina, "One person is asked to join the circle");
        await AllAgree(joins, amina, sione, nkechi);
        await practice.Passes(Duration.FromDays(22));
        await practice.Enacts();

        nkechi = await Member(practice, "nkechi");
        await nkechi.Press("link", "Members");
        await nkechi.Hears("StaticText", "0 of 1 have come so far");
        await nkechi.Press("button", "Make a link, by decision no. 2");
        await nkechi.HearsThatItIsDone("Give this link to one person");
        var link = (await nkechi.Hears("StaticText", "^http")).Name;
        var (page, ada) = await Comes(practice);
        await page.GotoAsync(link);
        await Joins(ada);
        await ada.Press("link", "Circle");
        await ada.Arrives("What we decide together");
        await ada.Press("link", "Members");
        await ada.Hears("StaticText", "^Ada Obi$");
        await page.GotoAsync(link);
        await ada.Arrives("This link opens nothing any more");
    }

    private static async Task PutsQuestion(Listener member)
    {
        await member.Press("link", "Agreements");
        await member.Arrives("What we agreed on");
        await member.Press("link", "Propose a change: Land");
        await Names(member, Title, "Land");
        await member.Write("What you return, to whom, how often", First);
        await Puts(member, First);
    }

    private static async Task Names(Listener member, string title, string change)
    {
        await member.Arrives("Put a question");
        await member.Write("What shall we call it?", title);
        await member.Press("button", "Write this change");
        await member.Arrives(change);
    }

    private static async Task Puts(Listener member, string words)
    {
        await member.Press("button", "Keep this in the draft");
        await member.HearsThatItIsDone("Kept for you, sealed.");
        await member.Hears("StaticText", words);
        await member.Press("button", "Put it to the circle");
        await member.HearsThatItIsDone("It is put.");
    }

    private static async Task Objects(Listener member)
    {
        await member.Hears("heading", "^Waits for your answer$");
        await member.Press("link", Title);
        await member.Arrives(Title);
        await Takes(member, "Objection", "", "Give my stance");
        await member.HearsThatItIsRefused("Please say what would harm, and whom.");
        await member.Hears("radio", "^Objection", told => told.Checked);
        await member.Write("In your words", "Nobody asked the centre whether a month suits them.");
        await member.Press("button", "Give my stance");
        await member.HearsThatItIsDone("Your stance is kept.");
    }

    private static async Task IntegratesIt(Listener member)
    {
        await ComesTo(member, Title);
        await member.Hears("StaticText", "^Nobody asked the centre whether a month suits them.$");
        await member.Press("button", "Write new words");
        await member.Arrives(@"New words for question no. \d+");
        await member.Press("link", "Write it anew: Land");
        await member.Arrives("Land");
        await member.Write("What you return, to whom, how often", Second);
        await member.Press("button", "Keep this in the draft");
        await member.HearsThatItIsDone("Kept for you, sealed.");
        await member.Press("button", "Put the new words");
        await member.HearsThatItIsDone("It is put.");
        await member.Hears("heading", "^What Nkechi Adeyemi objects to$");
    }

    private static async Task CallsBack(Listener member)
    {
        await ComesTo(member, Title);
        await member.Hears("heading", "^Takes effect");
        await member.Press("DisclosureTriangle", "Call it back");
        await member.Write("Why should it come back?", "I want us to have rung the centre before.");
        await member.Press("button", "Call it back");
        await member.HearsThatItIsDone("It is called back");
    }

    private static async Task Joins(Listener ada)
    {
        await ada.Arrives("Joining the circle");
        await ada.Write("The name you work under", "Ada Obi");
        await ada.Write("A name to sign in with", "ada");
        await ada.Write("A passphrase", "four green boats at noon");
        await ada.Write("The same passphrase once more", "four green boats at noon");
        await ada.Press("button", "Join the circle");
        await ada.Arrives("Your recovery code");
        await ada.Press("button", "I have it on paper");
        await ada.HearsNoMore("heading", "Your recovery code");
    }
}
