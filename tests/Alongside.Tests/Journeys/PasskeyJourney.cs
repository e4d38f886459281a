using Alongside.Demo;
using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Coming in with a passkey, with the authenticator that Chromium itself plays: it needs a script, and the passphrase stays.</summary>
public sealed class PasskeyJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string InTheRecord = "the body reads it";

    [Fact]
    public async Task Somebody_adds_a_passkey_comes_in_with_it_loses_it_and_takes_it_away()
    {
        var phone = await WithAuthenticator(holdsSecrets: true);
        await Add(phone, "kitchen phone");
        await phone.Reads("It is added. From now on it opens what is yours.");
        await phone.Reads("kitchen phone");
        await SignOut(phone);
        await ComeIn(phone, "/my-record");
        await phone.Reads(InTheRecord);
        await SignOut(phone);

        var library = await Open(new(Site: Site(phone)));
        await library.SignIn("zaynab", Passphrase);
        await library.GotoAsync("/my-account");
        await library.GetByText("Take a passkey away").ClickAsync();
        var form = library.Locator("form", new() { HasText = "Which passkey" });
        await form.GetByText("kitchen phone").ClickAsync();
        await Proves(form);
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await library.Reads("It is taken away, and opens nothing any more.");
        await Assertions.Expect(library.Locator("main")).Not.ToContainTextAsync("kitchen phone");

        await phone.GotoAsync("/sign-in");
        await phone.Press("Sign in with a passkey");
        await phone.Reads("This passkey opens nothing here.");
        await phone.SignIn("zaynab", Passphrase);
        await phone.GotoAsync("/my-record");
        await phone.Reads(InTheRecord);
    }

    [Fact]
    public async Task One_that_holds_no_secret_shows_when_sessions_are_and_opens_nothing_before_the_passphrase()
    {
        var page = await WithAuthenticator(holdsSecrets: false);
        await Add(page, "");
        await page.Reads("your passphrase still opens what is yours");
        await SignOut(page);
        await ComeIn(page, "/my-record");
        await page.Arrives("**/still-sealed?back=*");
        await page.Reads("When we meet");
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("Zaynab");
        await Assertions.Expect(page.Locator("main li").First).ToContainTextAsync(":");
        await Proves(page.Locator("form", new() { HasText = "Open what is mine" }));
        await page.Press("Open what is mine");
        await page.Arrives("**/my-record");
        await page.Reads(InTheRecord);
    }

    private static string Passphrase => DemoPractice.People.Single(p => p.SignIn == "zaynab").Passphrase;

    // A passkey belongs to a name: where a site is reached by a number, browsers make none.
    private async Task<IPage> WithAuthenticator(bool holdsSecrets)
    {
        var practice = await Serve(demo: true);
        var page = await Open(new(Width: 360, Script: true, Site: practice.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["ctap2Version"] = "ctap2_1",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
                ["hasPrf"] = holdsSecrets,
            },
        });
        await page.SignIn("zaynab", Passphrase);
        return page;
    }

    private static async Task Add(IPage page, string label)
    {
        await page.GotoAsync("/my-account");
        await page.GetByText("Add a passkey").ClickAsync();
        var form = page.Locator("form", new() { HasText = "What you call it" });
        await form.GetByLabel("What you call it").FillAsync(label);
        await Proves(form);
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await page.Arrives("**/my-passkey");
        await page.Press("Make the passkey");
        await page.Arrives("**/my-account?passkey=*");
    }

    private static async Task Proves(ILocator form)
    {
        await form.GetByLabel("The name you sign in with").FillAsync("zaynab");
        await form.GetByLabel("Your passphrase").FillAsync(Passphrase);
    }

    private static async Task SignOut(IPage page)
    {
        await page.Locator("footer").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Arrives("**/");
    }

    private static async Task ComeIn(IPage page, string wanted)
    {
        await page.GotoAsync(wanted);
        await page.Arrives("**/sign-in*");
        await page.Press("Sign in with a passkey");
        await page.Arrives(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    private static string Site(IPage page) => new Uri(page.Url).GetLeftPart(UriPartial.Authority);
}
