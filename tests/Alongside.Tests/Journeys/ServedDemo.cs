namespace Alongside.Tests.Journeys;

/// <summary>The demo, served once for all tests of a class.</summary>
public sealed class ServedDemo : IAsyncLifetime, IAsyncDisposable
{
    private ServedPractice? practice;

    internal ServedPractice Practice => practice!;

    internal PlainBrowser Visitor() => new(Practice.Address);

    /// <summary>The browser of somebody who has just signed in.</summary>
    internal async Task<PlainBrowser> SignedIn(string name)
    {
        var browser = Visitor();
        await browser.SignIn(name);
        return browser;
    }

    public async ValueTask InitializeAsync() => practice = await ServedPractice.Start("sqlite", demo: true);

    public ValueTask DisposeAsync() => Practice.DisposeAsync();
}
