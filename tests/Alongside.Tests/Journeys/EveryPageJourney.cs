using Alongside.Demo;
using Alongside.Tests.Browser;
using Alongside.Tests.Floors;

namespace Alongside.Tests.Journeys;

/// <summary>Every real page, by whoever reads it, whatever they see, hear and type, and however near they look.</summary>
public sealed class EveryPageJourney(Chromium chromium) : BrowserTest(chromium)
{
    [Fact, Trait("Kind", "Slow")]
    public async Task Every_page_can_be_seen_and_used_by_everybody()
    {
        var practice = await Serve(demo: true);
        var troubles = new List<string>();
        foreach (var (who, paths) in RealPages.ByReader)
        {
            var page = await Open(View.Phone with { Site = practice.Address });
            if (who.Length > 0) await page.SignIn(who, Passphrase(who));
            foreach (var path in await RealPages.Find(page, paths))
            {
                await page.GotoAsync(path);
                await Everybody.CanUse(page);
                troubles.AddRange((await CloseUp.Look(page)).Select(trouble => $"{who} {path} {trouble}"));
            }
        }
        Offences.None(troubles);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task A_name_of_eighty_letters_without_a_break_makes_no_page_wider_than_a_small_screen()
    {
        var (practice, name, troubles) = (await Serve(demo: true), new string('m', 80), new List<string>());
        foreach (var (who, field, paths) in new[]
        {
            ("zaynab", "The name you use", new[] { "/my-care", "/my-names", "/my-account" }),
            ("wren", "The name you use", ["/my-care", "/my-request"]),
            ("nkechi", "The name you work under", ["/today", "/people", "main a[href^='/people/']", "/waiting", "main a[href^='/waiting/']:has-text('mmm')", "/calendar", "/openings", "/mandates"]),
            ("zaynab", "", ["/my-care", "/my-consents", "main a[href^='/my-consents/']:has-text('mmm')", "/my-appointments", "/who-looked", "/my-record"]),
        })
        {
            var page = await Open(new(360, Site: practice.Address));
            await page.SignIn(who, Passphrase(who));
            if (field.Length > 0)
            {
                await page.GotoAsync(who == "nkechi" ? "/my-profile" : "/my-names");
                await page.Write(field, name);
                await page.Locator("main form button").First.ClickAsync();
            }
            foreach (var path in paths)
            {
                await page.GotoAsync(path.StartsWith('/') ? path : (await page.Locator(path).First.GetAttributeAsync("href"))!);
                troubles.AddRange((await page.EvaluateAsync<string[]>(CloseUp.Beyond)).Select(trouble => $"{who} {path} {trouble}"));
            }
        }
        Offences.None(troubles);
    }

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
