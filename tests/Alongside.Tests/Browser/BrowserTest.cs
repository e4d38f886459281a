using Alongside.Demo;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>
/// A test that looks at pages. Whatever the browser complained about on any of them fails the test at its end, and of
/// a test that failed every open page is kept in artifacts/, as a picture and as it was written.
/// </summary>
[Trait("Kind", "Browser")]
public abstract class BrowserTest(Chromium chromium) : IAsyncDisposable
{
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<ServedPractice> practices = [];

    protected Complaints Complaints { get; } = new();

    /// <summary>A new visitor, who shares nothing with any other: no cookie, no cache, no history.</summary>
    protected async Task<IPage> Open(View? view = null)
    {
        var context = await (await chromium.Started()).NewContextAsync((view ?? new()).Options);
        contexts.Add(context);
        context.SetDefaultTimeout(30_000);
        Complaints.Listen(context);
        return await context.NewPageAsync();
    }

    /// <summary>A practice that is served for as long as any page of this test is open: a browser fetches what it wants, when it wants.</summary>
    /// <param name="database">"sqlite" or "postgres".</param>
    /// <param name="demo">With the people and stories of the demo.</param>
    /// <param name="adjust">Changes services before they are built.</param>
    private protected async Task<ServedPractice> Serve(string database = "sqlite", bool demo = false, Action<IServiceCollection>? adjust = null)
    {
        var practice = await ServedPractice.Start(database, demo, adjust);
        practices.Add(practice);
        return practice;
    }

    /// <summary>Somebody of the demo, who has signed in.</summary>
    private protected async Task<IPage> SignedIn(ServedPractice practice, string name, View? view = null)
    {
        var page = await Open((view ?? new()) with { Site = practice.Address });
        await page.SignIn(name, DemoPractice.People.Single(p => p.SignIn == name).Passphrase);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed || Complaints.Any;
        if (failed) await Keep();
        foreach (var context in contexts) await context.DisposeAsync();
        foreach (var practice in practices) await practice.DisposeAsync();
        Complaints.ThrowIfAny();
    }

    private async Task Keep()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "pages")).FullName;
        var name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "page")
            .Replace("Alongside.Tests.", "", StringComparison.Ordinal)
            .Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
        foreach (var (number, page) in contexts.SelectMany(context => context.Pages).Index())
        {
            var file = Path.Combine(folder, $"{name[..Math.Min(name.Length, 150)]}.{number + 1}");
            try
            {
                await File.WriteAllTextAsync($"{file}.html", $"<!-- {page.Url} -->\n{await page.ContentAsync()}");
                await page.ScreenshotAsync(new() { Path = $"{file}.png", FullPage = true });
            }
            catch (PlaywrightException)
            {
                // A page that never came can't be kept, and why it didn't is what the test has said.
            }
        }
    }
}
