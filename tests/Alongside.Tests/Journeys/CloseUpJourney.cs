using Alongside.Demo;
using Alongside.Tests.Browser;
using Alongside.Tests.Floors;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>
/// Every real page as somebody sees it who enlarges a small screen four times (320 by 256 CSS pixels: WCAG 2.2, 1.4.10), whose
/// system forces its own colours on it, and who wants nothing to move.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class CloseUpJourney(Chromium chromium) : BrowserTest(chromium)
{
    // Of the page itself: the menu folds up where there is no room, and then says so.
    private const string Said = "() => document.querySelector('main').innerText.replace(/\\s+/g, '')";

    // What can be moved sideways by keyboard may be wider: a table read across needs both dimensions.
    private const string Beyond = """
        () => [
            ...(document.documentElement.scrollWidth > innerWidth ? [`is ${document.documentElement.scrollWidth} pixels wide`] : []),
            ...[...document.querySelectorAll('body *')].filter(each => {
                // A field scrolls what is typed in it.
                if (!each.checkVisibility() || each.closest('svg, .unseen, [aria-hidden=true], input, select')) return false
                const clips = /hidden|clip/.test(getComputedStyle(each).overflowX)
                if (clips && each.scrollWidth > each.clientWidth + 1) return true
                const box = each.getBoundingClientRect()
                return box.width > 0 && box.right > innerWidth + 1 && !each.closest('[role=region][tabindex="0"], .skip')
            }).slice(0, 3).map(each => `cuts off <${each.localName} class="${each.className}"> ${(each.innerText ?? '').slice(0, 50)}`),
        ]
        """;

    private const string Moving = """
        () => [...document.querySelectorAll('*')].filter(each => {
            const style = getComputedStyle(each)
            return style.animationName !== 'none' || style.transitionDuration.split(',').some(time => parseFloat(time) > 0)
        }).slice(0, 3).map(each => `moves <${each.localName} class="${each.className}">`)
        """;

    // WCAG 2.2, 1.4.12: what a reader may set, and a page has to bear.
    private const string Spaced = """
        () => {
            const wide = new CSSStyleSheet()
            wide.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }')
            document.adoptedStyleSheets = [wide]
        }
        """;

    [Fact]
    public async Task Every_page_keeps_all_it_says_at_400_percent_in_forced_colours_with_wide_spacing_and_without_motion()
    {
        var practice = await Serve(demo: true);
        var troubles = new List<string>();
        foreach (var (who, paths) in RealPages.ByReader)
        {
            var page = await Open(new(320, Height: 256, Forced: true, Script: true, Site: practice.Address));
            if (who.Length > 0) await page.SignIn(who, DemoPractice.People.Single(p => p.SignIn == who).Passphrase);
            foreach (var path in await RealPages.Find(page, paths)) troubles.AddRange((await Look(page, path)).Select(trouble => $"{who} {path} {trouble}"));
        }
        Offences.None(troubles);
    }

    [Fact]
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
            await page.SignIn(who, DemoPractice.People.Single(p => p.SignIn == who).Passphrase);
            if (field.Length > 0)
            {
                await page.GotoAsync(who == "nkechi" ? "/my-profile" : "/my-names");
                await page.Write(field, name);
                await page.Locator("main form button").First.ClickAsync();
            }
            foreach (var path in paths)
            {
                await page.GotoAsync(path.StartsWith('/') ? path : (await page.Locator(path).First.GetAttributeAsync("href"))!);
                troubles.AddRange((await page.EvaluateAsync<string[]>(Beyond)).Select(trouble => $"{who} {path} {trouble}"));
            }
        }
        Offences.None(troubles);
    }

    private static async Task<List<string>> Look(IPage page, string path)
    {
        await page.SetViewportSizeAsync(1280, 1024);
        await page.GotoAsync(path);
        var far = await page.EvaluateAsync<string>(Said);
        await page.SetViewportSizeAsync(320, 256);
        var near = await page.EvaluateAsync<string>(Said);
        List<string> troubles = [.. await page.EvaluateAsync<string[]>(Beyond), .. await page.EvaluateAsync<string[]>(Moving)];
        if (near != far) troubles.Add($"says other words from nearby: {near[Same(near, far)..Math.Min(near.Length, Same(near, far) + 60)]}");
        await Axe.Check(page, forced: true);
        await Keyboard.ReachesAll(page);
        await page.EvaluateAsync(Spaced);
        troubles.AddRange((await page.EvaluateAsync<string[]>(Beyond)).Select(trouble => $"with wide spacing {trouble}"));
        return troubles;
    }

    private static int Same(string one, string other) => one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
}
