using Alongside.Demo;
using Alongside.Tests.Browser;
using Alongside.Tests.Floors;
using Alongside.Tests.Site;
using Microsoft.Playwright;

namespace Alongside.Tests.Journeys;

/// <summary>Every real page on a small phone, a third longer than in English, and from right to left.</summary>
public sealed class LanguagesJourney(Chromium chromium) : BrowserTest(chromium)
{
    private const string Overflowing = """
        () => [...document.querySelectorAll('body *')].filter(each => {
            const box = each.getBoundingClientRect()
            if (!each.checkVisibility() || box.width === 0 || box.height === 0 || getComputedStyle(each).position === 'absolute' || each.closest('svg, [hidden], .skip, table, .table')) return false
            return box.right > innerWidth + 1 || box.left < -1
        }).slice(0, 3).map(each => `<${each.localName} class="${each.className}"> ${each.innerText?.slice(0, 50)}`)
        """;

    [Theory, Trait("Kind", "Slow")]
    [InlineData("en-XA")]
    [InlineData("ar")]
    public async Task Every_page_fits_a_phone_and_leaves_nothing_untranslated(string language)
    {
        var practice = await Serve(demo: true);
        var troubles = new List<string>();
        foreach (var (who, paths) in RealPages.ByReader)
        {
            var page = await Open(new(Width: 360, Site: practice.Address));
            if (who.Length > 0) await page.SignIn(who, DemoPractice.People.Single(p => p.SignIn == who).Passphrase);
            await page.Context.AddCookiesAsync([new() { Name = "language", Value = language, Url = practice.Address }]);
            foreach (var path in await RealPages.Find(page, paths)) troubles.AddRange((await Seen(page, path, language)).Select(t => $"{who} {path}: {t}"));
        }
        Offences.None(troubles);
    }

    private static async Task<List<string>> Seen(IPage page, string path, string language)
    {
        var troubles = new List<string>();
        var answer = await page.GotoAsync(path);
        if (answer?.Status != 200) troubles.Add($"answered {answer?.Status}");
        var html = await page.ContentAsync();
        if (!html.Contains(language == "ar" ? "dir=\"rtl\"" : $"lang=\"{language}\"", StringComparison.Ordinal)) troubles.Add("is not in this language");
        if (language == "en-XA") troubles.AddRange(VisibleText.Untranslated(html).Where(text => text.Any(char.IsLetter)).Select(text => $"nobody can translate “{text}”"));
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")) troubles.Add("has to be scrolled sideways");
        foreach (var beyond in await page.EvaluateAsync<string[]>(Overflowing)) troubles.Add($"runs over its edge: {beyond}");
        return troubles;
    }
}
