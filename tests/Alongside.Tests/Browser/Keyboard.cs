using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>Goes through a page with the Tab key, as somebody does who uses no mouse.</summary>
internal static class Keyboard
{
    // Of a group of radio buttons one is reached by Tab and the others by arrow keys. What a closed <details> holds,
    // or what isn't shown, needs no reaching; what is shown but kept out of the order does.
    private const string All = """
        () => {
            const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable=true]'
            return [...document.querySelectorAll(kinds)].filter(each => {
                if (each.matches(':disabled, [inert] *') || !each.checkVisibility({ visibilityProperty: true })) return false
                if (each.matches('[tabindex="-1"]:not(a, button, input, select, textarea, summary)')) return false
                if (each.type !== 'radio') return true
                const group = [...document.querySelectorAll('input[type=radio]')].filter(other => other.form === each.form && other.name === each.name)
                return each === (group.find(other => other.checked) ?? group[0])
            }).map(WHO)
        }
        """;

    private const string Focused = """
        () => {
            const each = document.activeElement
            if (!each || each === document.body || each === document.documentElement) return null
            const box = each.getBoundingClientRect(), style = getComputedStyle(each)
            const label = each.labels?.[0]
            const covers = down => {
                const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1)
                const y = Math.min(Math.max(box.y + down, 0), innerHeight - 1)
                const top = document.elementFromPoint(x, y)
                return top && !each.contains(top) && !top.contains(each) && !label?.contains(top)
            }
            const shown = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0
                && box.left < innerWidth && box.top < innerHeight
            // Of a long text field the browser brings the line one writes on into view, not the middle (WCAG 2.2, 2.4.11).
            const covered = covers(Math.min(box.height / 2, innerHeight / 2)) && (each.localName !== 'textarea' || covers(12))
            const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
            const trouble = !shown ? 'is not on the screen' : covered ? 'is covered' : !marked ? 'has no mark' : ''
            return [(WHO)(each), trouble]
        }
        """;

    private const string FromTheTop = """
        () => {
            const body = document.body
            if (document.activeElement !== body) {
                body.tabIndex = -1
                body.focus()
                body.blur()
                body.removeAttribute('tabindex')
            }
            getSelection()?.removeAllRanges()
            scrollTo(0, 0)
        }
        """;

    // An element as one would point at it, and its place in the document, since two may look alike.
    private const string Who = """
        each => {
            const place = [...document.querySelectorAll('*')].indexOf(each)
            const said = (each.getAttribute('aria-label') || each.innerText || each.name || each.id || '').trim()
            return `${place}: <${each.localName}> ${said.replace(/\s+/g, ' ').slice(0, 60)}`
        }
        """;

    /// <summary>Fails unless Tab reaches everything that one can use, in the order of the page, each seen and marked when it is reached. Nothing has the focus afterwards.</summary>
    public static async Task ReachesAll(IPage page)
    {
        var all = await page.EvaluateAsync<string[]>(All.Replace("WHO", Who, StringComparison.Ordinal));
        var reached = new List<string>();
        var troubles = new List<string>();
        var look = await page.EvaluateHandleAsync($"() => {Focused.Replace("WHO", Who, StringComparison.Ordinal)}");
        // Where a page puts the focus on a refusal, Tab would go on from there: begin where the page begins.
        await page.EvaluateAsync(FromTheTop);
        for (var steps = 0; steps < all.Length + 20; steps++)
        {
            // Held down it goes on as well, and needs not be let go each time.
            await page.Keyboard.DownAsync("Tab");
            var focused = await look.EvaluateAsync<string[]?>("look => look()");
            if (focused is null || (reached.Count > 0 && focused[0] == reached[0])) break;
            if (focused[0] == reached.LastOrDefault()) continue; // a date or time field has several stops
            reached.Add(focused[0]);
            if (focused[1].Length > 0) troubles.Add($"{focused[0]} {focused[1]} when it is reached");
        }
        await page.Keyboard.UpAsync("Tab");
        await page.EvaluateAsync(FromTheTop);
        troubles.AddRange(all.Except(reached).Select(missed => $"{missed} can't be reached"));
        if (!Places(reached).Order().SequenceEqual(Places(reached))) troubles.Add("Tab jumps: " + string.Join(" → ", reached));
        Assert.True(troubles.Count == 0, $"Keyboard on {page.Url.Split('?')[0]}:\n{string.Join('\n', troubles)}");
    }

    private static IEnumerable<int> Places(IEnumerable<string> elements) =>
        elements.Select(each => int.Parse(each.AsSpan(0, each.IndexOf(':'))));
}
