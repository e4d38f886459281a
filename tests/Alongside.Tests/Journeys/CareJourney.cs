using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class CareJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Somebody_opens_their_notes_reads_them_answers_and_takes_them_back()
    {
        var practice = await Serve(demo: true);
        var wren = await Open(new(Site: practice.Address));
        var sione = await Open(new(Site: practice.Address, Width: 360));
        await wren.SignIn("wren", Passphrase("wren"));
        await sione.SignIn("sione", Passphrase("sione"));
        await sione.GotoAsync("/people");
        await sione.Reads("Nobody has opened anything to you at present.");

        await wren.GotoAsync("/my-consents");
        await wren.Follow("Sione Taufa");
        await wren.Press("Yes, open these");
        await wren.Reads("Please type here once more what you come in with");
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", Passphrase("wren"));
        await wren.Press("Yes, open these");
        await wren.Reads("Sione Taufa: The notes of your sessions together");

        await sione.GotoAsync("/people");
        await sione.Follow("Open: Wren");
        await sione.Reads("They opened no way to reach them to you");
        await sione.Follow("Write a note");
        await sione.Press("Share it");
        await sione.Reads("There is nothing in the note yet.");
        await sione.Write("What you want to remember, both of you", "Half a thought");
        await sione.Press("Keep for now");
        await sione.Reads("sealed to you alone");
        Assert.Equal("Half a thought", await sione.Locator("textarea").InputValueAsync());
        await sione.Write("What you want to remember, both of you", "The river came up again.");
        await sione.Press("Share it");
        await sione.Reads("The river came up again.");

        await wren.GotoAsync("/my-record");
        await wren.Reads("The river came up again.");
        await wren.Write("Write beside it", "It was the mill, not the river.");
        await wren.Press("Keep it beside the note");
        await sione.ReloadAsync();
        await sione.Reads("It was the mill, not the river.");

        await wren.GotoAsync("/who-looked");
        await wren.Reads("Sione Taufa opened your notes.");
        await wren.Reads("It was allowed: you said yes on");

        await LetsSomebodyIn(wren, await Open(new(Site: practice.Address, Width: 360, Script: true)));

        await wren.GotoAsync("/my-consents");
        while (await wren.GetByRole(AriaRole.Button, new() { Name = "Take back: Sione" }).CountAsync() > 0)
        {
            await wren.GetByRole(AriaRole.Button, new() { Name = "Take back: Sione" }).First.ClickAsync();
            await wren.Reads("Taken back.");
        }
        await sione.ReloadAsync();
        await sione.Reads("This isn’t open to you any more");
        await wren.GotoAsync("/who-looked");
        await wren.Reads("You took that back on");
        wren = await Open(new(Site: practice.Address, Script: true));
        await wren.SignIn("wren", Passphrase("wren"));
        await KeepsOut(wren);
    }

    /// <summary>Somebody of one's own comes with a code, reads along what comes from now on, and finds it ended.</summary>
    private static async Task LetsSomebodyIn(IPage wren, IPage rosa)
    {
        await wren.GotoAsync("/my-supporters");
        await wren.Follow("Let somebody in");
        await wren.Write("What do you call them?", "Rosa");
        await wren.GetByRole(AriaRole.Radio, new() { Name = "They interpret" }).CheckAsync();
        await wren.GetByRole(AriaRole.Checkbox, new() { Name = "The notes of your sessions, from now on" }).CheckAsync();
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", Passphrase("wren"));
        await wren.Press("Let them in");
        await wren.Reads("They are let in");
        await wren.Reads("They read with a code of their own: The notes of your sessions, from now on");
        await rosa.Return((await wren.Locator(".code-card").InnerTextAsync()).Trim());
        await rosa.Reads("You stand by somebody here");
        await rosa.Follow("Open the notes");
        await rosa.Reads("None has been written since you were let in.");
        await Axe.Check(rosa);
        await wren.Press("End it: Rosa");
        await wren.Reads("From this moment nothing opens to them");
        await rosa.GotoAsync("/with");
        await rosa.Arrives(url => url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Keeping somebody out is one click; letting them in again asks who one is.</summary>
    private static async Task KeepsOut(IPage wren)
    {
        await wren.GotoAsync("/my-consents");
        await wren.Follow("Sione Taufa");
        await wren.Press("Keep them out");
        await wren.Reads("Sione Taufa: opens nothing of yours");
        await wren.Follow("Take back my no: Sione Taufa, opens nothing of yours");
        await wren.Press("Take my no back");
        await wren.Reads("Please type here once more what you come in with");
        await Axe.Check(wren);
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", Passphrase("wren"));
        await wren.Press("Take my no back");
        await wren.Reads("Your no is taken back.");
        await Assertions.Expect(wren.Locator("main")).Not.ToContainTextAsync("Sione Taufa: opens nothing of yours");
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
