using System.Text.Json;
using Alongside.Tests.Commands;

namespace Alongside.Tests.Watching;

/// <summary>What the running server writes down. Each starts a process of its own.</summary>
[Trait("Kind", "Process")]
public sealed class LogTests
{
    private const string Person = "2f1f9c52-6d0e-4b3a-9d55-0c7f0a3c9e11";

    private static readonly string[] Told = ["Method", "Milliseconds", "Route", "Status", "{OriginalFormat}"];

    // Somebody who runs a server may ask the framework to say everything: its own lines hold whole addresses.
    private static readonly (string, string)[] Curious =
    [
        ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
        ("Logging__Console__FormatterOptions__IncludeScopes", "true"), ("Logging__Console__IncludeScopes", "true"),
    ];

    [Fact]
    public async Task A_line_about_a_request_is_JSON_and_holds_neither_id_nor_query_nor_name_nor_address()
    {
        var lines = (await WhatIsWritten("json")).Where(line => line.StartsWith('{')).ToList();
        using var asked = JsonDocument.Parse(Assert.Single(lines, line => line.Contains("/people/{Id", StringComparison.Ordinal)));
        Assert.Equal("Alongside.Site.Doors.Noting", asked.RootElement.GetProperty("Category").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\dZ$", asked.RootElement.GetProperty("Timestamp").GetString());
        var state = asked.RootElement.GetProperty("State");
        Assert.Equal(Told, state.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => line.Contains("OTHER nowhere 4", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("POST /sign-in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task As_text_nothing_is_written_about_requests_that_went_well() =>
        Assert.DoesNotContain(await WhatIsWritten("text"), line => line.Contains("/people", StringComparison.Ordinal) || line.Contains("sign-in", StringComparison.Ordinal));

    /// <summary>All that a server wrote while somebody came whose every word would be known again.</summary>
    private static async Task<IReadOnlyList<string>> WhatIsWritten(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("alongside-log").FullName;
        try
        {
            using var serving = Executable.ServeIn(Curious, "serve", "--data", folder, "--log", kind);
            await serving.SaysUpTo($"  {serving.Url}");
            await Come(serving.Url);
            var lines = await serving.SaysFor(TimeSpan.FromSeconds(2));
            foreach (var canary in new[] { Person, "tangerine", "203.0.113", "127.0.0.1", "ada@", "0af7651916cd43dd8448eb211c80319c" })
                Assert.DoesNotContain(lines, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase));
            return lines;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Come(string url)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        browser.DefaultRequestHeaders.Add("User-Agent", "tangerine");
        browser.DefaultRequestHeaders.Add("Referer", "https://tangerine.example/");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
        browser.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        browser.DefaultRequestHeaders.Add("tracestate", "who=tangerine");
        var stop = TestContext.Current.CancellationToken;
        using var people = await browser.GetAsync(new Uri($"/people/{Person}?name=tangerine", UriKind.Relative), stop);
        using var nowhere = await browser.SendAsync(new(new HttpMethod("TANGERINE"), "/tangerine"), stop);
        using var typed = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Name", "ada@tangerine.example"), new("Form.Passphrase", "tangerine")]), stop);
    }
}
