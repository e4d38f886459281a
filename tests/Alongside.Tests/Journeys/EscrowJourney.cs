using Alongside.Tests.Browser;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Key-keepers come together with their papers. All without script.</summary>
public sealed class EscrowJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Anew = "seven moths around a lantern";

    [Fact]
    public async Task Keepers_try_their_papers_bring_somebody_back_who_lost_both_ways_in_and_make_the_escrow_anew()
    {
        var practice = await Serve(demo: true);
        var (nkechi, amina, zaynab) = (await Open(new(Site: practice.Address)), await Open(new(Width: 360, Site: practice.Address)), await Open(new(Width: 360, Site: practice.Address)));
        var papers = new Dictionary<IPage, string>();
        foreach (var page in new[] { nkechi, amina }) papers[page] = await Paper(page, page == nkechi ? "nkechi" : "amina");

        await nkechi.GotoAsync("/escrow");
        await nkechi.Reads("have never been tried together");
        await nkechi.Press("Come together to try them");
        await nkechi.Reads("2 more papers");
        await HandIn(nkechi, "nkechi", papers[nkechi].Replace(' ', '\n') + " marmalade");
        await nkechi.Reads("Word number 34 is not one of the words");
        Assert.DoesNotContain(papers[nkechi].Split(' ')[6], await nkechi.ContentAsync(), StringComparison.Ordinal);
        await HandIn(nkechi, "nkechi", papers[nkechi]);
        await nkechi.Reads("Your paper is here.");
        await amina.GotoAsync("/today");
        await amina.Reads("Key-keepers have come together");
        await amina.Follow("Come with your paper");
        await amina.Reads("Yours is the last that is needed");
        await HandIn(amina, "amina", papers[amina]);
        await amina.Reads("Your papers open the escrow. Nothing was opened with it");
        await amina.Reads("were last tried together on");

        await zaynab.SignIn("zaynab", PassphraseOf("zaynab"));
        await zaynab.GotoAsync("/my-account");
        var reference = (await zaynab.InnerTextAsync("main")).Split("Reference ")[1][..14];
        await amina.Press("Come together for them");
        await amina.Reads("Please say what happened");
        await amina.GetByLabel("They lost their passphrase and their recovery code").CheckAsync();
        await amina.Write("Their reference", reference.ToUpperInvariant().Replace('-', ' '));
        await amina.Press("Come together for them");
        await amina.Reads(reference);
        await HandIn(amina, "amina", papers[amina]);
        await amina.Reads("1 more paper");
        await nkechi.GotoAsync("/escrow");
        await nkechi.Reads(reference);
        await HandIn(nkechi, "nkechi", papers[nkechi]);
        await nkechi.Reads("They can come back");
        var code = (await nkechi.Locator(".code-card").InnerTextAsync()).Trim();

        await zaynab.GotoAsync("/my-care");
        await zaynab.Arrives("**/sign-in*");
        await zaynab.Locator("main input[type=text]").FillAsync("zaynab");
        await zaynab.Locator("main input[type=password]").FillAsync(PassphraseOf("zaynab"));
        await zaynab.Locator("main button").First.ClickAsync();
        await zaynab.Reads("What you typed opens nothing here.");
        await zaynab.Return(code);
        await zaynab.GotoAsync("/who-looked");
        await zaynab.Reads("came as a key-keeper, and together with the others opened what is yours so that you can come back");
        await zaynab.GotoAsync("/sign-up");
        await zaynab.Write("A name to sign in with", "zaynab");
        await zaynab.Write("A passphrase", Anew);
        await zaynab.Write("The same passphrase once more", Anew);
        await zaynab.Write("Your return code", code);
        await zaynab.Press("Make my account");
        await zaynab.Reads("Your recovery code");
        await zaynab.Press("I have it on paper");
        await zaynab.Reads("Zaynab");

        await nkechi.GotoAsync("/escrow");
        await nkechi.Press("Come together to make it anew");
        await HandIn(nkechi, "nkechi", papers[nkechi]);
        await nkechi.Reads("Your paper is here.");
        await amina.GotoAsync("/escrow");
        await amina.Reads("the escrow gets its new key");
        await HandIn(amina, "amina", papers[amina]);
        await amina.Reads("The escrow has a new key, and the papers from before open nothing any more");
        await amina.GotoAsync("/today");
        await amina.Reads("Your share of the escrow isn’t on paper yet");
        await zaynab.GotoAsync("/my-care");
        await zaynab.Reads("Zaynab");
    }

    private static async Task<string> Paper(IPage page, string name)
    {
        await page.SignIn(name, PassphraseOf(name));
        await page.GotoAsync("/my-escrow-share");
        await page.Write("The name you sign in with", name);
        await page.Write("Your passphrase", PassphraseOf(name));
        await page.Press("Show me the words");
        await page.Reads("made on");
        return string.Join(' ', await page.Locator(".slip li").AllInnerTextsAsync());
    }

    private static async Task HandIn(IPage page, string name, string words)
    {
        await page.Write("The words on your paper", words);
        await page.Write("The name you sign in with", name);
        await page.Write("Your passphrase", PassphraseOf(name));
        await page.Press("Hand in my paper");
    }

    private static string PassphraseOf(string name) => name switch
    {
        "nkechi" => "seven lanterns under one roof",
        "amina" => "rain on the tin of tea",
        _ => "the cat sleeps on my maps",
    };
}
