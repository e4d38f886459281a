using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Alongside.Tests.Browser.Chromium))]

namespace Alongside.Tests.Browser;

/// <summary>The one browser of the suite, the system's own, started by the first test that asks for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // A process of its own for each visitor takes a third of a second to start; two at a time are tested.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run", "--renderer-process-limit=2",
    ];

    private static readonly string[] Called = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task<IBrowser> Started()
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable(), Args = Flags });
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    // ./test says where it found one; a test started from an editor looks for itself.
    private static string Executable()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend("/usr/bin");
        var found = folders.SelectMany(folder => Called.Select(name => Path.Combine(folder, name)))
            .Prepend(Environment.GetEnvironmentVariable("ALONGSIDE_TEST_CHROMIUM"));
        return found.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("Browser tests need Chromium: ./test installs it, or says how.");
    }
}
