using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Making an account, losing everything but the paper, and coming back with a code alone. All without script.</summary>
public sealed class AccountsJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string First = "copper kettles sing at dusk";
    private const string Second = "seven moths around a lantern";

    [Theory, MemberData(nameof(Databases.InJourneys), MemberType = typeof(Databases))]
    public async Task Somebody_makes_an_account_loses_the_passphrase_and_comes_back_with_the_paper(string database)
    {
        var practice = await Serve(database, demo: true);
        var page = await Open(new(Width: 360, Site: practice.Address));
        await page.GotoAsync("/sign-up");
        await Makes(page, "robin", "short", "short");
        await page.Reads("at least 15");
        Assert.Equal("robin", await page.GetByLabel("A name to sign in with").InputValueAsync());
        await Makes(page, "robin", "password1234567", "password1234567");
        await page.Reads("tried first");
        await Makes(page, "robin", First, Second);
        await page.Reads("differ");
        await Makes(page, "robin", First, First);
        await page.Reads("Your recovery code");
        var paper = (await page.Locator(".code-card").InnerTextAsync()).Trim();
        await page.Press("I have it on paper");
        await page.Arrives("**/my-care");
        await page.GotoAsync("/my-names");
        await page.Write("The name you use", "Robin");
        await page.Press("Keep these");
        await page.Reads("Kept");

        var lost = await Open(new(Width: 360, Site: practice.Address));
        await lost.GotoAsync("/sign-in");
        await lost.Locator("main input[type=text]").FillAsync("robin");
        await lost.Locator("main input[type=password]").FillAsync("something else entirely");
        await lost.Locator("main button").First.ClickAsync();
        await lost.Reads("What you typed opens nothing here.");
        await lost.GotoAsync("/recovery");
        await lost.Write("The recovery code from your paper", paper.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal));
        await lost.Write("A name to sign in with", "robin");
        await lost.Write("A new passphrase", Second);
        await lost.Write("The same passphrase once more", Second);
        await lost.Press("Open my account again");
        await lost.Reads("Your recovery code");
        Assert.NotEqual(paper, (await lost.Locator(".code-card").InnerTextAsync()).Trim());
        await lost.Press("I have it on paper");
        await lost.Reads("Good to see you, Robin");

        // The browser that was signed in before is not any more, and the old paper opens nothing.
        await page.GotoAsync("/my-care");
        await page.Arrives("**/sign-in*");
        await page.GotoAsync("/recovery");
        await page.Write("The recovery code from your paper", paper);
        await page.Write("A name to sign in with", "robin");
        await page.Write("A new passphrase", First);
        await page.Write("The same passphrase once more", First);
        await page.Press("Open my account again");
        await page.Reads("What you typed opens nothing here.");
    }

    [Fact]
    public async Task Somebody_sees_where_they_are_signed_in_and_ends_it_everywhere()
    {
        var practice = await Serve(demo: true);
        var (laptop, phone) = (await Open(new(Site: practice.Address)), await Open(new(Width: 360, Site: practice.Address)));
        await laptop.SignIn("wren", "quiet river behind the mill");
        await phone.SignIn("wren", "quiet river behind the mill");
        await phone.GotoAsync("/my-account");
        await phone.Reads("Here, in this browser");
        await phone.Reads("Somewhere else");
        await phone.GetByRole(AriaRole.Button, new() { Name = "End it: " }).ClickAsync();
        await Assertions.Expect(phone.Locator("main")).Not.ToContainTextAsync("Somewhere else");
        await laptop.GotoAsync("/my-care");
        await laptop.Arrives("**/sign-in*");
        await laptop.SignIn("wren", "quiet river behind the mill");
        await phone.GotoAsync("/my-account");
        await phone.Press("Sign out everywhere");
        await phone.Arrives("**/sign-in*");
        await laptop.GotoAsync("/my-care");
        await laptop.Arrives("**/sign-in*");
    }

    [Fact]
    public async Task A_code_that_is_easily_spoken_reopens_a_request_from_any_browser_and_becomes_an_account()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Width: 360, Site: practice.Address));
        var code = await page.BeginToAsk();
        await page.Write("In your own words", "It has been a long year.");
        await page.Press("Go on to step 2");
        await page.Press("Save and come back later");
        await page.Reads("It is saved, and not sent yet");

        var library = await Open(new(Width: 360, Site: practice.Address));
        await library.GotoAsync("/return");
        await library.Write("Your return code", code[..^1] + (char)('0' + ((code[^1] - '0' + 1) % 10)));
        await library.Press("Open it");
        await library.Reads("One of these digits differs");
        await library.Write("Your return code", code.Replace(' ', '-'));
        await library.Press("Open it");
        await library.Arrives(url => !url.Contains("/return", StringComparison.Ordinal));
        await library.GotoAsync("/my-request");
        await library.Follow("Go on writing");
        await library.Arrives("**/ask/2");
        await library.GotoAsync("/ask/1");
        Assert.Equal("It has been a long year.", await library.GetByLabel("In your own words").InputValueAsync());

        await library.GotoAsync("/sign-up");
        await Makes(library, "robin", First, First);
        await library.Reads("return code");
        await library.Write("Your return code", code);
        await Makes(library, "robin", First, First);
        await library.Reads("Your recovery code");
        await library.Press("I have it on paper");
        await library.Arrives("**/my-care");
        await library.Reads("You have begun to ask for care");
        // The first browser's session ended when the account was made.
        await page.GotoAsync("/my-request");
        await page.Arrives("**/sign-in*");
    }

    [Fact]
    public async Task A_recovery_code_is_never_shown_as_one_that_leads_back_to_a_request()
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Width: 360, Site: practice.Address));
        await page.GotoAsync("/sign-up");
        await Makes(page, "robin", First, First);
        await page.Reads("Your recovery code");
        await page.GotoAsync("/ask");
        await page.Press("Begin");
        await page.Reads("What brings you here?");
        Assert.Equal(0, await page.Locator(".code-card").CountAsync());
        await page.GotoAsync("/my-request");
        await page.Reads("It is saved, and not sent yet");
        Assert.Equal(0, await page.Locator(".code-card").CountAsync());
        await page.GotoAsync("/my-recovery-code");
        Assert.Equal(1, await page.Locator(".code-card").CountAsync());
    }

    private static async Task Makes(IPage page, string name, string passphrase, string again)
    {
        await page.Write("A name to sign in with", name);
        await page.Write("A passphrase", passphrase);
        await page.Write("The same passphrase once more", again);
        await page.Press("Make my account");
    }
}
