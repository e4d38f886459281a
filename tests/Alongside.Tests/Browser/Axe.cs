using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>Every rule of axe-core, and of those that it leaves off the three that we promise: contrast of 7:1, large targets, names that say what is read.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private const string Run = """
        async () => {
            const found = await axe.run(document, {
                resultTypes: ['violations'],
                rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } },
            })
            return found.violations.flatMap(rule => rule.nodes.map(node => [
                `${rule.id}: ${rule.help}`, `  at ${node.target}: ${node.html}`,
                ...[...node.any, ...node.all, ...node.none].map(check => `  ${check.message}`),
            ].join('\n')))
        }
        """;

    /// <summary>Fails with all that axe finds on the page, which has to be open in a view with script.</summary>
    public static async Task Check(IPage page)
    {
        await page.EvaluateAsync(Script);
        // Without script its timers stand still, and it would never answer.
        var found = await page.EvaluateAsync<string[]>(Run).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(found.Length == 0, $"axe on {page.Url.Split('?')[0]}:\n{string.Join('\n', found)}");
    }
}
