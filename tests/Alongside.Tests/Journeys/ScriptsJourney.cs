using Alongside.Demo;
using Alongside.Site;
using Alongside.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>The two small scripts: what they add, and that leaving works as well without.</summary>
public sealed class ScriptsJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Label = "What you want to remember, both of you";

    [Fact]
    public async Task What_is_being_typed_is_kept_every_twenty_seconds_and_a_failure_is_said()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Script: true, Site: practice.Address));
        await page.SignIn("nkechi", Passphrase("nkechi"));
        await page.Clock.InstallAsync();
        await page.GotoAsync("/people");
        await page.Follow("Open: Zaynab");
        await page.Follow("Write a note");
        await page.Write(Label, "Half a");
        await page.Clock.RunForAsync(20_000);
        await page.Reads("Kept at");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        Assert.Equal("Half a", await other.GetByLabel(Label).InputValueAsync());

        await other.GotoAsync("/today");
        await other.Locator("footer").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.Arrives("**/");
        await page.Write(Label, "Half a thought");
        await page.Clock.RunForAsync(20_000);
        await page.Reads("Not kept since");
        Assert.Equal("Half a thought", await page.GetByLabel(Label).InputValueAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_quickly_ends_the_session_and_going_back_shows_nothing(bool script)
    {
        var practice = await Serve(demo: true);
        practice.Services.GetRequiredService<PracticeFace>().WayOut = $"{practice.Address}/limits";
        var page = await Open(new(Width: 360, Script: script, Site: practice.Address));
        await page.SignIn("zaynab", Passphrase("zaynab"));
        await page.GotoAsync("/my-record");
        await page.Reads("the body reads it");
        if (script)
        {
            await page.Keyboard.PressAsync("Escape");
            await page.Keyboard.PressAsync("Escape");
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Leave quickly" }).ClickAsync();
        }
        await page.Arrives("**/limits");
        // The page before is fetched anew, since nothing of it was stored, and nobody is signed in. Without script the
        // way out lies in between, and leads away again.
        await Back(page);
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("the body reads it");
        // What the script sends in leaving may still be on its way.
        for (var tries = 0; tries < 50 && !page.Url.Contains("/sign-in", StringComparison.Ordinal); tries++)
        {
            await page.GotoAsync("/my-record");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        await page.Arrives("**/sign-in*");
    }

    internal static async Task Back(IPage page)
    {
        try
        {
            await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit, Timeout = 5000 });
        }
        catch (TimeoutException)
        {
            Assert.EndsWith("/limits", page.Url, StringComparison.Ordinal);
        }
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
