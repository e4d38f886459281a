using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Somebody who is no member reads along in one question.</summary>
public sealed class GuestJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Passphrase = "copper kettles sing at dusk";

    [Fact]
    public async Task Somebody_is_asked_and_welcomed_reads_one_question_answers_and_finds_it_ended()
    {
        var practice = await Serve(demo: true);
        var (amina, sione) = (await SignedIn(practice, "amina"), await SignedIn(practice, "sione"));
        await amina.GotoAsync("/circle/2");
        await amina.GetByText("Ask that somebody reads along", new() { Exact = true }).ClickAsync();
        await amina.Write("Who is it?", "Mere of the tenants");
        await amina.Press("Ask, and make a link");
        await amina.Reads("Please say why they should read along.");
        await amina.Write("Why should they read along?", "She hears first who can’t pay.");
        await amina.Press("Ask, and make a link");
        var link = new Uri((await amina.Locator(".code-card").InnerTextAsync()).Trim()).AbsolutePath;

        var mere = await Open(new() { Site = practice.Address });
        await mere.GotoAsync(link);
        await mere.Write("Under which name?", "Mere T.");
        await mere.Write("A name to sign in with", "mere");
        await mere.Write("A passphrase", Passphrase);
        await mere.Write("The same passphrase once more", Passphrase);
        await mere.Press("I come");
        await mere.Press("I have it on paper");
        await mere.Reads("One question waits for a second welcome");
        Assert.Equal(404, (await mere.GotoAsync("/guest/2"))!.Status);

        await amina.GotoAsync("/circle/2");
        await Assertions.Expect(amina.GetByRole(AriaRole.Button, new() { Name = "I welcome Mere T." })).ToHaveCountAsync(0);
        await sione.GotoAsync("/today");
        await sione.Reads("Somebody is asked to read along");
        await sione.Locator("a[href='/circle/2#guests']").ClickAsync();
        await sione.Press("I welcome Mere T.");
        await sione.Reads("They read along from now on, in this question and nothing else.");

        await mere.GotoAsync("/in");
        await mere.Locator("main a[href='/guest/2']").ClickAsync();
        await mere.Reads("Good enough for now. I want us to look in June");
        await Assertions.Expect(mere.Locator("#yours")).ToHaveCountAsync(0);
        await mere.Write("Say something", "Fifteen is a week of bread.");
        await mere.Press("Say it");
        await mere.Reads("Said. It stays as you said it.");
        foreach (var closed in new[] { "/guest/1", "/circle/2", "/my-council/2", "/circle", "/circle/book" }) Assert.Equal(404, (await mere.GotoAsync(closed))!.Status);

        await amina.GotoAsync("/circle/2");
        await Assertions.Expect(amina.Locator("#talk")).ToContainTextAsync("Mere T. (guest)");
        await amina.Locator("#talk a").Filter(new() { HasText = "Answer Mere T." }).First.ClickAsync();
        await amina.Write("Your answer to Mere T.", "Then let it be ten.");
        await amina.Press("Say it");
        await mere.GotoAsync("/guest/2");
        await mere.Reads("Then let it be ten.");

        await sione.GotoAsync("/circle/2");
        await sione.Press("End it for Mere T.");
        await sione.Reads("Ended. From now on nothing of it opens to them.");
        Assert.Equal(404, (await mere.ReloadAsync())!.Status);
        await mere.GotoAsync("/guest");
        await mere.Reads("There is nothing to read along at present.");

        // Who came by the same link: it opens nothing any more. Who is in care here, and a guest in the demo, leaves by one press.
        await sione.GotoAsync(link);
        await sione.Reads("This link opens nothing any more");
        var zaynab = await SignedIn(practice, "zaynab");
        await zaynab.GotoAsync("/my-care");
        await zaynab.Follow("What I read along");
        await zaynab.Locator("main a[href='/guest/2']").ClickAsync();
        Assert.Equal(404, (await zaynab.GotoAsync("/my-council/2"))!.Status);
        await zaynab.GotoAsync("/guest/2");
        await zaynab.Press("I stop");
        await zaynab.Reads("Ended. What you said stays where you said it.");
        await zaynab.GotoAsync("/my-care");
        await Assertions.Expect(zaynab.Locator("main")).Not.ToContainTextAsync("What I read along");
    }
}
