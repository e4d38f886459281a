using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>Every rule of axe-core, and of those that it leaves off the three that we promise: contrast of 7:1, large targets, names that say what is read.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private const string Run = """
        async ({ forced, colours }) => {
            const found = await axe.run(document, {
                resultTypes: ['violations'],
                ...(colours ? { runOnly: ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'] } : {}),
                rules: { 'color-contrast': { enabled: !forced }, 'color-contrast-enhanced': { enabled: !forced }, 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } },
            })
            return found.violations.flatMap(rule => rule.nodes.map(node => [
                `${rule.id}: ${rule.help}`, `  at ${node.target}: ${node.html}`,
                ...[...node.any, ...node.all, ...node.none].map(check => `  ${check.message}`),
            ].join('\n')))
        }
        """;

    /// <summary>Fails with all that axe finds on the page as it is shown, without asking for the other light.</summary>
    public static async Task CheckAsShown(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        await Look(page, forced: false, colours: false);
    }

    /// <summary>Fails with all that axe finds on the page in its own light and in the other one; the page has to be open in a view with script, and is in its own light again afterwards.</summary>
    /// <param name="page">What is looked at.</param>
    /// <param name="forced">Whether the system's colours are forced on it, which are the same in both lights: a browser goes on naming the page's own to who asks, so contrast can't be told.</param>
    public static async Task Check(IPage page, bool forced = false)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        await Look(page, forced, colours: false);
        if (forced) return;
        var dark = await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Light : ColorScheme.Dark });
        await Look(page, forced, colours: true);
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
    }

    // From one light to the other nothing changes but colours, so that only the rules about them are asked again.
    private static async Task Look(IPage page, bool forced, bool colours)
    {
        // Without script its timers stand still, and it would never answer.
        var found = await page.EvaluateAsync<string[]>(Run, new { forced, colours }).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(found.Length == 0, $"axe on {page.Url.Split('?')[0]}:\n{string.Join('\n', found)}");
    }
}
