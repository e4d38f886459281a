using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed class CareJourney(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string[] OfAClient = ["/my-care", "/my-record", "/my-consents", "/my-contact", "/who-looked", "/my-names", "/my-account", "/limits", "/", "/seized-disk", "/my-appointments", "{session}", "/my-request", "/ask"];
    private static readonly string[] OfAMember = ["/today", "/people", "/agreements", "/mandates", "/my-profile", "/my-escrow-share", "/calendar", "{session}", "/openings", "/waiting", "{waiter}"];

    [Theory]
    [InlineData("sqlite")]
    public Task Somebody_opens_their_notes_reads_them_answers_and_takes_them_back(string database) => Walk(database);

    [Fact]
    [Trait("Kind", "Slow")]
    public Task They_do_so_on_PostgreSQL_as_well() => Walk("postgres");

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Every_page_can_be_seen_and_used_by_everybody(View view)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        await Look(practice, view, "zaynab", [.. OfAClient, "/my-consents/{member}"]);
        await Look(practice, view, "wren", ["/my-request", "/my-care", "/ask/1", "/ask/2", "/ask/3", "/ask/4", "/ask/5"]);
        await Look(practice, view, "nkechi", [.. OfAMember, "{person}", "{person}/note"]);
    }

    private async Task Look(ServedPractice practice, View view, string who, string[] paths)
    {
        var page = await Open(view with { Script = true, Site = practice.Address });
        await page.SignIn(who, Passphrase(who));
        var member = who == "zaynab" ? await FirstLink(page, "/my-consents", "main a[href^='/my-consents/']") : null;
        var person = who == "nkechi" ? await FirstLink(page, "/people", "main a[href^='/people/']") : null;
        var session = who != "wren" ? await FirstLink(page, who == "nkechi" ? "/calendar" : "/my-appointments", "main a[href^='/appointments/']") : null;
        var waiter = who == "nkechi" ? await FirstLink(page, "/waiting", "main a[href^='/waiting/']") : null;
        foreach (var path in paths)
        {
            await page.GotoAsync(path.Replace("{session}", session, StringComparison.Ordinal).Replace("{waiter}", waiter, StringComparison.Ordinal).Replace("/my-consents/{member}", member, StringComparison.Ordinal).Replace("{person}", person, StringComparison.Ordinal));
            await Axe.Check(page);
            await Keyboard.ReachesAll(page);
        }
    }

    private async Task Walk(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        var wren = await Open(new(Site: practice.Address));
        var sione = await Open(new(Site: practice.Address, Width: 360));
        await wren.SignIn("wren", Passphrase("wren"));
        await sione.SignIn("sione", Passphrase("sione"));
        await sione.GotoAsync("/people");
        await sione.Reads("Nobody has opened anything to you yet.");

        await wren.GotoAsync("/my-consents");
        await wren.Follow("Sione Taufa");
        await wren.Press("Yes, open these");
        await wren.Reads("What you typed opens nothing here.");
        await wren.Write("The name you sign in with now", "wren");
        await wren.Write("The passphrase you have now", Passphrase("wren"));
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
    }

    private static async Task<string> FirstLink(IPage page, string path, string selector)
    {
        await page.GotoAsync(path);
        return (await page.Locator(selector).First.GetAttributeAsync("href"))!;
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
