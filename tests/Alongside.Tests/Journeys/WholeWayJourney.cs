using Alongside.Features.Sealing.Jobs;
using Alongside.Storage;
using Alongside.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>From "I need help" to a receipt, without any script: what somebody who comes sees, and what those who work here do.</summary>
public sealed class WholeWayJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task Somebody_asks_is_placed_meets_pays_and_takes_everything_back() => Walk("sqlite");

    [Fact]
    [Trait("Kind", "Slow")]
    public Task They_do_so_on_PostgreSQL_as_well() => Walk("postgres");

    private async Task Walk(string database)
    {
        var practice = await Serve(database, demo: true);
        var view = new View(Site: practice.Address, Script: false);

        var river = await Open(view);
        await river.GotoAsync("/");
        await river.Follow("Ask for care");
        await river.Reads("What stays between us, and what cannot");
        await river.Press("Begin");
        await river.Reads("What brings you here?");
        var code = (await river.Locator(".code-card").InnerTextAsync()).Trim();
        await river.Write("In your own words", "The nights are long, and I stopped answering my sister.");
        await river.Press("Save and come back later");
        await river.Reads("It is saved, and not sent yet");

        // Another device: the code alone brings it back.
        river = await Returned(practice, code);
        await river.GotoAsync("/my-request");
        await river.Follow("Go on writing");
        Assert.Equal("The nights are long, and I stopped answering my sister.", await river.GetByLabel("In your own words").InputValueAsync());
        await river.Press("Go on to step 2");
        await river.Write("The name you use", "River");
        await river.Write("By text message", "416 555 0123");
        await river.Write("How not", "Never ring.");
        await river.Press("Go on to step 3");
        await river.GetByLabel("In our rooms").CheckAsync();
        await river.Write("Languages you want to speak here", "Tagalog, English");
        await river.Press("Go on to step 4");
        await river.GetByLabel("I have no safe place to stay.").CheckAsync();
        await river.GetByLabel("Amina Warsame").CheckAsync();
        await river.Press("Go on to step 5");
        await river.Reads("I have no safe place to stay.");
        await river.Reads("Amina Warsame");
        await river.Press("Send it");
        await river.Reads("You have waited since");

        var sione = await SignedIn(practice, "sione", "slow boats carry good bread");
        await sione.GotoAsync("/openings");
        var day = DateTime.UtcNow.AddDays(9).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await sione.Write("Day", day);
        await sione.Write("It begins at", "10:30");
        await sione.Press("Offer it");
        await sione.Reads("Kept. It can be offered from now on.");

        var amina = await SignedIn(practice, "amina", "rain on the tin of tea");
        await amina.GotoAsync("/waiting");
        await Assertions.Expect(amina.Locator("main")).Not.ToContainTextAsync("River");
        await amina.Reads("nothing of theirs is open to you");
        await Assertions.Expect(amina.Locator("main")).Not.ToContainTextAsync("shut");

        var nkechi = await SignedIn(practice, "nkechi", "seven lanterns under one roof");
        await nkechi.GotoAsync("/waiting");
        await nkechi.Follow("River");
        await nkechi.Reads("The nights are long");
        await nkechi.Reads("Never ring.");
        await nkechi.GetByRole(AriaRole.Radio, new() { Name = "10:30 with Sione" }).CheckAsync();
        foreach (var before in await nkechi.Locator("main select").AllAsync()) await before.SelectOptionAsync("Wishes");
        await nkechi.Press("Offer it");
        await nkechi.Reads("An offer waits for their answer");
        await amina.GotoAsync(nkechi.Url);
        await amina.Reads("There is nothing here");

        await river.GotoAsync("/my-request");
        await river.Reads("Sione Taufa has time for you");
        await river.Press("Yes, I take it");
        await river.Reads("You have a place");
        await nkechi.ReloadAsync();
        await nkechi.Reads("There is nothing here");

        await sione.GotoAsync($"/calendar?from={day}");
        await sione.Reads("Somebody unnamed here");
        await river.Follow("Decide what they may see");
        await river.Reads("What Sione Taufa may see");
        await river.Write("Your return code", code);
        await river.Press("Yes, open these");
        await river.Reads("Sione Taufa: What you want to be called");
        await sione.ReloadAsync();
        await sione.Reads("River");
        await sione.GetByRole(AriaRole.Link, new() { Name = "Open: River" }).First.ClickAsync();
        await sione.Reads("A session with River");
        await sione.Reads("It stands.");

        await practice.Passes(Duration.FromDays(10));
        sione = await SignedIn(practice, "sione", "slow boats carry good bread");
        await sione.GotoAsync($"/calendar?from={day}");
        await sione.GetByRole(AriaRole.Link, new() { Name = "Did you meet? River" }).First.ClickAsync();
        await sione.Press("Yes, it took place");
        await sione.Reads("It took place.");
        await sione.Follow("Write a note about it");
        Assert.Equal(day, await sione.GetByLabel("The day you met").InputValueAsync());
        await sione.Write("What you want to remember, both of you", "River spoke of the sister’s letters. We read one aloud.");
        await sione.Press("Share it");
        await sione.Reads("We read one aloud.");

        river = await Returned(practice, code);
        await river.GotoAsync("/my-record");
        await river.Reads("We read one aloud.");
        await river.Write("Write beside it", "Two of them.");
        await river.Press("Keep it beside the note");
        await river.Reads("Two of them.");
        await river.GotoAsync("/who-looked");
        await river.Reads("Sione Taufa wrote in your notes.");
        await river.Reads("Nkechi Adeyemi opened what you wrote when you asked for care.");
        await river.Reads("It was allowed: you had said yes on");

        await river.GotoAsync("/my-fees");
        await river.GetByRole(AriaRole.Radio, new() { Name = "Some · $60 for 50 minutes" }).CheckAsync();
        await river.Press("Keep this");
        await river.GotoAsync("/my-fees");
        await river.Reads("You owe $60.");
        var payerCode = (await river.Locator(".code-card").InnerTextAsync()).Trim();
        amina = await SignedIn(practice, "amina", "rain on the tin of tea");
        await amina.GotoAsync("/bookkeeping");
        await amina.Write("The code on it", payerCode);
        await amina.Write("How much", "60");
        await amina.Press("Write it down");
        await amina.Reads("Written down.");
        await river.GotoAsync("/my-fees");
        await river.Reads("All is paid. You owe nothing.");
        await river.GetByRole(AriaRole.Button, new() { Name = "Receipt for what you paid on" }).First.ClickAsync();
        await river.Reads("Psychotherapy, 50 minutes");
        var receipt = await river.Locator(".receipt").InnerTextAsync();
        foreach (var word in new[] { "fund", "tier", "Some", "scale" }) Assert.DoesNotContain(word, receipt, StringComparison.OrdinalIgnoreCase);

        await sione.GotoAsync("/people");
        await sione.Follow("Open: River");
        await sione.Reads("Two of them.");
        await river.GotoAsync("/my-consents");
        while (await river.GetByRole(AriaRole.Button, new() { Name = "Take back: Sione" }).CountAsync() > 0)
        {
            await river.GetByRole(AriaRole.Button, new() { Name = "Take back: Sione" }).First.ClickAsync();
            await river.Reads("Taken back.");
        }
        await sione.ReloadAsync();
        await sione.Reads("This isn’t open to you any more");
        await Assertions.Expect(sione.Locator("main")).Not.ToContainTextAsync("Two of them.");
        await NothingDiffers(practice);
    }

    /// <summary>After all of it, what is stored agrees with the access log.</summary>
    private static async Task NothingDiffers(ServedPractice practice)
    {
        await using var scope = practice.Services.CreateAsyncScope();
        await Housekeeping.SweepAll(scope.ServiceProvider, TestContext.Current.CancellationToken);
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Database>().StoppedSubjects.ToListAsync());
    }

    private async Task<IPage> Returned(ServedPractice practice, string code)
    {
        var page = await Open(new(Site: practice.Address, Script: false));
        await page.Return(code);
        return page;
    }

    private async Task<IPage> SignedIn(ServedPractice practice, string name, string passphrase)
    {
        var page = await Open(new(Site: practice.Address, Script: false));
        await page.SignIn(name, passphrase);
        await page.Arrives("**/today");
        return page;
    }
}
