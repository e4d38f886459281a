using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>What people do on pages, by the words that they read there.</summary>
internal static class Walking
{
    public static Task Write(this IPage page, string label, string text) =>
        page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public static Task Press(this IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public static Task Follow(this IPage page, string link) =>
        page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    /// <summary>Takes a stance where a question is open.</summary>
    public static async Task Takes(this IPage page, string position, string words)
    {
        await page.Locator($"input[value={position}]").CheckAsync();
        await page.Write("In your words", words);
        await page.Locator("#yours button").ClickAsync();
    }

    public static async Task AllAgree(string question, params IReadOnlyList<IPage> all)
    {
        foreach (var page in all)
        {
            await page.GotoAsync(question);
            await page.Takes("Agree", "");
            await page.Reads("Your stance is kept.");
        }
    }

    public static async Task Reads(this IPage page, string text) =>
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);

    /// <param name="page">Where.</param>
    /// <param name="address">** stands for anything, * for anything without a slash.</param>
    public static Task Arrives(this IPage page, string address)
    {
        var like = new Regex($"^{Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));
        return page.Arrives(like.IsMatch);
    }

    // Waiting for the navigation itself would wait for ever where it came a moment before the waiting began.
    public static async Task Arrives(this IPage page, Func<string, bool> there)
    {
        for (var tries = 0; !there(page.Url) && tries < 600; tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(there(page.Url), $"The page stayed at {page.Url}.");
        // An event that came before the waiting began isn't waited for.
        for (var tries = 0; !await IsWhole(page) && tries < 600; tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a form, and waits for the page that answers it, wherever that led.</summary>
    public static async Task Send(this IPage page, ILocator button)
    {
        await page.RunAndWaitForResponseAsync(() => button.ClickAsync(), answer => answer.Request.IsNavigationRequest && answer.Status is < 300 or >= 400);
        await page.Arrives(_ => true);
    }

    private static async Task<bool> IsWhole(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            return false; // The page is being exchanged for the next one.
        }
    }

    /// <summary>Begins to ask for care, and reads what brings one back to it.</summary>
    /// <returns>The return code.</returns>
    public static async Task<string> BeginToAsk(this IPage page)
    {
        await page.GotoAsync("/ask");
        await page.Press("Begin");
        await page.Reads("What brings you here?");
        return (await page.Locator(".code-card").InnerTextAsync()).Trim();
    }

    /// <summary>Comes back with a return code.</summary>
    public static async Task Return(this IPage page, string code)
    {
        await page.GotoAsync("/return");
        await page.Write("Your return code", code);
        await page.Press("Open it");
        await page.Arrives(url => !url.Contains("/return", StringComparison.Ordinal));
    }

    public static async Task SignIn(this IPage page, string name, string passphrase)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("main input[type=text]").FillAsync(name);
        await page.Locator("main input[type=password]").FillAsync(passphrase);
        await page.Locator("main button").First.ClickAsync();
        // Going elsewhere while a form is on its way, whichever comes last is where one stays.
        await page.Arrives(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }
}
