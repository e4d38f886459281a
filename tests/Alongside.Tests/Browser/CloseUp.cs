using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>
/// A page as somebody sees it who enlarges a small screen four times (320 by 256 CSS pixels: WCAG 2.2, 1.4.10), whose
/// system forces its own colours on it, and who wants nothing to move.
/// </summary>
internal static class CloseUp
{
    // Of the page itself: the menu folds up where there is no room, and then says so.
    private const string Said = "() => document.querySelector('main').innerText.replace(/\\s+/g, '')";

    // What can be moved sideways by keyboard may be wider: a table read across needs both dimensions.
    public const string Beyond = """
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

    /// <summary>What is wrong from nearby on a page that <see cref="Everybody"/> can use from where they are.</summary>
    public static async Task<List<string>> Look(IPage page)
    {
        await page.SetViewportSizeAsync(1280, 1024);
        var far = await page.EvaluateAsync<string>(Said);
        await page.SetViewportSizeAsync(320, 256);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var near = await page.EvaluateAsync<string>(Said);
        List<string> troubles = [.. await page.EvaluateAsync<string[]>(Beyond), .. await page.EvaluateAsync<string[]>(Moving)];
        if (near != far) troubles.Add($"says other words from nearby: {near[Same(near, far)..Math.Min(near.Length, Same(near, far) + 60)]}");
        await Axe.CheckForced(page);
        await Keyboard.ReachesAll(page);
        await page.EvaluateAsync(Spaced);
        troubles.AddRange((await page.EvaluateAsync<string[]>(Beyond)).Select(trouble => $"with wide spacing {trouble}"));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        await page.SetViewportSizeAsync(View.Phone.Width, View.Phone.Options.ViewportSize!.Height);
        return troubles;
    }

    private static int Same(string one, string other) => one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
}
