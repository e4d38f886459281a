using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Alongside.Tests.Browser;

/// <summary>What the browser says is wrong: errors and warnings, what the content security policy stopped, what didn't load.</summary>
public sealed class Complaints
{
    private readonly ConcurrentQueue<string> heard = new();
    private readonly ConcurrentDictionary<string, bool> documents = new(StringComparer.Ordinal);

    public bool Any => !heard.IsEmpty;

    public IReadOnlyList<string> Heard => [.. heard];

    /// <summary>For a test that is about something going wrong: what was heard so far is as it should be.</summary>
    public void Forget() => heard.Clear();

    public void ThrowIfAny() => Assert.True(heard.IsEmpty, $"The browser complained:\n{string.Join('\n', heard)}");

    internal void Listen(IBrowserContext context)
    {
        context.Request += (_, request) => { if (request.IsNavigationRequest) documents[request.Url] = true; };
        context.Console += (_, message) =>
        {
            if (message.Type is not ("error" or "warning") || IsTheStatusOfAPage(message)) return;
            heard.Enqueue($"{message.Page?.Url}: {message.Text}");
        };
        context.WebError += (_, error) => heard.Enqueue($"{error.Page?.Url}: {error.Error}");
        context.RequestFailed += (_, request) =>
        {
            // A page left before all of it came is no fault of the page.
            if (request.Failure is not (null or "net::ERR_ABORTED"))
                heard.Enqueue($"{request.Url} didn't load: {request.Failure}");
        };
    }

    // A page that is rightly "not found" or "once more, please" is the test's to judge, what it is made of isn't.
    private bool IsTheStatusOfAPage(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource: the server responded", StringComparison.Ordinal)
        && documents.Keys.Any(url => message.Location.StartsWith(url, StringComparison.Ordinal));
}
