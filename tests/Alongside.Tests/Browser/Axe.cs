using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>Every rule of axe-core, and of those that it leaves off the three that we promise: contrast of 7:1, large targets, names that say what is read.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private const string Run = """
        async forced => {
            const found = await axe.run(document, {
                resultTypes: ['violations'],
                rules: { 'color-contrast': { enabled: !forced }, 'color-contrast-enhanced': { enabled: !forced }, 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } },
            })
            return found.violations.flatMap(rule => rule.nodes.map(node => [
                `${rule.id}: ${rule.help}`, `  at ${node.target}: ${node.html}`,
                ...[...node.any, ...node.all, ...node.none].map(check => `  ${check.message}`),
            ].join('\n')))
        }
        """;

    /// <summary>Fails with all that axe finds on the page, which has to be open in a view with script.</summary>
    /// <param name="page">What is looked at.</param>
    /// <param name="forced">Whether the system's colours are forced on it: a browser goes on naming the page's own to who asks, so contrast can't be told.</param>
    public static async Task Check(IPage page, bool forced = false)
    {
        await page.EvaluateAsync(Script);
        // Without script its timers stand still, and it would never answer.
        var found = await page.EvaluateAsync<string[]>(Run, forced).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(found.Length == 0, $"axe on {page.Url.Split('?')[0]}:\n{string.Join('\n', found)}");
    }
}
