using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>Every rule of axe-core, and of those that it leaves off the three that we promise: contrast of 7:1, large targets, names that say what is read.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private const string Run = """
        async only => {
            const rules = only.length > 0
                ? { runOnly: only }
                : { rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } } }
            // What is folded away axe passes over; a label there would reach whatever came first by its name.
            const ids = [...document.querySelectorAll('[id]')].map(one => one.id)
            const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `two things are called #${id}`)
            const found = await axe.run(document, { resultTypes: ['violations'], ...rules })
            return [...twice, ...found.violations.flatMap(rule => rule.nodes.map(node => [
                `${rule.id}: ${rule.help}`, `  at ${node.target}: ${node.html}`,
                ...[...node.any, ...node.all, ...node.none].map(check => `  ${check.message}`),
            ].join('\n')))]
        }
        """;

    private static readonly string[] all = [], colours = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];

    // What depends on how wide the page is, or on colours that are forced on it: a browser goes on naming the page's own to who asks.
    private static readonly string[] room = ["target-size", "scrollable-region-focusable", "label-content-name-mismatch", "empty-heading", "nested-interactive"];

    /// <summary>Fails with all that axe finds on the page in its own light and in the other one; the page has to be open in a view with script, and is in its own light again afterwards.</summary>
    public static async Task Check(IPage page)
    {
        await Look(page, all);
        var dark = await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Light : ColorScheme.Dark });
        // From one light to the other nothing changes but colours.
        await Look(page, colours);
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
    }

    /// <summary>The same of the page as it is shown, without asking for the other light.</summary>
    public static Task CheckAsShown(IPage page) => Look(page, all);

    /// <summary>What may differ where the system's colours are forced on it: whether they can be told apart is the system's part.</summary>
    public static Task CheckForced(IPage page) => Look(page, room);

    private static async Task Look(IPage page, string[] only)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        // Without script its timers stand still, and it would never answer.
        var found = await page.EvaluateAsync<string[]>(Run, only).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(found.Length == 0, $"axe on {page.Url.Split('?')[0]}:\n{string.Join('\n', found)}");
    }
}
