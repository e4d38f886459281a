using System.Text.RegularExpressions;
using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

public sealed partial class CrisisJourney(Chromium chromium) : BrowserTest(chromium)
{
    // What is seen of the site on paper, and how large each panel of the card is (CSS pixels: 96 to 25.4 mm).
    private const string Seen = "() => [...document.querySelectorAll('nav, header, footer, h1, .lead, a, button')].filter(e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 1).map(e => e.innerText)";
    private const string Panels = "() => [...document.querySelectorAll('.panel')].map(e => e.getBoundingClientRect()).map(b => `${(b.width * 25.4 / 96).toFixed(1)} x ${(b.height * 25.4 / 96).toFixed(1)}`)";

    [Fact]
    public async Task Somebody_writes_a_crisis_plan_prints_it_takes_it_along_opens_it_to_one_and_sees_that_it_was_read()
    {
        var practice = await Serve(demo: true);
        var wren = await Open(new(Site: practice.Address, Width: 360));
        await wren.SignIn("wren", Passphrase("wren"));
        await wren.GotoAsync("/my-care");
        await wren.Follow("What it is, and how to write one");
        await wren.Reads("If you need somebody now");
        await wren.Follow("Write one");
        await wren.Press("Keep this");
        await wren.Reads("There is nothing in it yet.");
        await wren.Write("What helps me", "The river.\nNo questions.");
        await wren.Write("Who not to call", new string('x', 1_001));
        await wren.Press("Keep this");
        await wren.Reads("this has 1,001");
        Assert.Equal("The river.\nNo questions.", await wren.GetByLabel("What helps me", new() { Exact = true }).InputValueAsync());
        await wren.Write("Who not to call", "Police.");
        await wren.Press("Keep this");
        await wren.Reads("It is open to nobody but you.");
        await Prints(wren);
        await TakesAlong(wren);

        await wren.GotoAsync("/my-consents");
        await wren.Follow("Sione Taufa");
        await wren.GetByLabel("Your crisis plan").CheckAsync();
        await wren.Write("The name you sign in with", "wren");
        await wren.Write("Your passphrase", Passphrase("wren"));
        await wren.Press("Yes, open these");
        await wren.Reads("Sione Taufa: Your crisis plan");

        var sione = await Open(new(Site: practice.Address));
        await sione.SignIn("sione", Passphrase("sione"));
        await sione.GotoAsync("/people");
        await sione.Follow("Open: Wren");
        await sione.Follow("Open their crisis plan");
        await sione.Reads("The river.");
        await wren.GotoAsync("/who-looked");
        await wren.Reads("Sione Taufa opened your crisis plan.");

        await wren.GotoAsync("/my-crisis-plan");
        await wren.Follow("Erase it");
        await wren.Reads("Your yes stays too");
        await wren.Press("Erase it");
        await wren.Reads("Your crisis plan is erased.");
        await sione.ReloadAsync();
        await sione.Reads("They have written none.");
    }

    private static async Task Prints(IPage wren)
    {
        await wren.Follow("A card for your wallet");
        await wren.Reads("fold along the lines");
        await wren.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Empty(await wren.EvaluateAsync<string[]>(Seen));
        Assert.Equal(["85.6 x 54.0", "85.6 x 54.0"], await wren.EvaluateAsync<string[]>(Panels));
        Assert.Single(Page().Matches(System.Text.Encoding.Latin1.GetString(await wren.PdfAsync(new() { Format = "Letter" }))));
        await wren.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    private static async Task TakesAlong(IPage wren)
    {
        await wren.GotoAsync("/in-a-crisis");
        await wren.Reads("They say that they send nobody without your yes");
        await wren.Reads("ask again before you trust it");
        await wren.GotoAsync("/my-crisis-plan");
        await wren.Follow("Keep it on this device");
        await wren.Press("Keep it on this device");
        await wren.Reads("only where you say that you alone use the device");
        await wren.GetByLabel("Only I use this device").CheckAsync();
        var download = await wren.RunAndWaitForDownloadAsync(() => wren.Press("Keep it on this device"));
        Assert.Equal("card.html", download.SuggestedFilename);
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        var file = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("<!DOCTYPE html>", file, StringComparison.Ordinal);
        Assert.Contains("<p translate=\"no\">No questions.</p>", file, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<link|<img|src=|https?:", file);
        await wren.GotoAsync("/who-looked");
        await wren.Reads("You took your crisis plan along on a device.");
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.None, 1000)]
    private static partial Regex Page();
}
