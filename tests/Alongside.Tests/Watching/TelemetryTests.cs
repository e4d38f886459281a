using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Alongside.Commands;
using Alongside.Site.Doors;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Alongside.Tests.Watching;

/// <summary>What leaves the server for a collector, as the collector gets it.</summary>
[Trait("Kind", "Unhurried")]
public sealed class TelemetryTests
{
    private static readonly string[] Allowed = ["http.request.method", "http.response.status_code", "http.route"];

    [Fact]
    public async Task Spans_and_measurements_hold_no_id_no_query_no_name_and_no_address()
    {
        await using var collector = await Collector.Start();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Noting.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var canaries = await Visit(collector);

        Assert.Equal(["/v1/metrics", "/v1/traces"], collector.Received.Keys.Order(StringComparer.Ordinal));
        var sent = string.Concat(collector.Received.Values.SelectMany(all => all));
        Assert.Contains("GET /my-consents/{", sent, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", sent, StringComparison.Ordinal);
        Assert.Contains("dotnet.gc", sent, StringComparison.Ordinal);
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, sent, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(spans);
        Assert.All(spans, span => Assert.Equal(Allowed, span.TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal)));
        Assert.DoesNotContain(spans, span => span.ParentId is not null || span.TraceStateString is not null || span.Events.Any() || span.Baggage.Any());
    }

    [Fact]
    public async Task Where_no_collector_is_named_nothing_is_measured_for_one()
    {
        await using var practice = await ServedPractice.Start("sqlite");
        Assert.Null(practice.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task A_collector_that_leads_elsewhere_is_not_followed()
    {
        await using var elsewhere = await Collector.Start();
        await using var collector = await Collector.Start(elsewhere);
        using var line = Telemetry.Line();
        var stop = TestContext.Current.CancellationToken;
        using var answer = await line.PostAsync(new Uri($"{collector.Address}/away"), new StringContent("spans"), stop);
        Assert.Equal(System.Net.HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.Empty(elsewhere.Received);
        using var led = new HttpClient();
        using (await led.PostAsync(new Uri($"{collector.Address}/away"), new StringContent("spans"), stop)) { }
        Assert.NotEmpty(elsewhere.Received);
    }

    /// <returns>What must not be found at the collector's.</returns>
    private static async Task<List<string>> Visit(Collector collector)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true, set: settings => settings with { Otlp = new(collector.Address) });
        using var zaynab = new PlainBrowser(practice.Address);
        zaynab.Headers["User-Agent"] = "tangerine";
        zaynab.Headers["X-Forwarded-For"] = "203.0.113.77";
        zaynab.Headers["X-Forwarded-Proto"] = "https";
        zaynab.Headers["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        zaynab.Headers["tracestate"] = "who=tangerine";
        zaynab.Headers["baggage"] = "who=tangerine";
        await zaynab.SignIn("zaynab");
        var consents = await zaynab.Page("/my-consents");
        // Some lead elsewhere: to a no, to the receipts, to what somebody would see.
        var id = consents.Split("href=\"/my-consents/").Skip(1).Select(rest => rest.Split('"')[0]).First(link => Guid.TryParse(link, out _));
        using (var one = await zaynab.Get($"/my-consents/{id}?from=tangerine")) Assert.Equal(200, (int)one.StatusCode);
        using (await zaynab.Get("/tangerine")) { }
        using (await zaynab.Send(new("TANGERINE"), "/", null)) { }
        var trace = Encoding.Latin1.GetString(Convert.FromHexString("0af7651916cd43dd8448eb211c80319c"));
        return [id, "zaynab", "tangerine", "203.0.113", "127.0.0.1", trace, "host.name", "server.address", "client.", "user_agent", "url.path", "url.query", "service.instance"];
    }

    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentDictionary<string, ConcurrentBag<string>> Received { get; } = new(StringComparer.Ordinal);

        public string Address => app.Urls.Single();

        public static async Task<Collector> Start(Collector? elsewhere = null)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var collector = new Collector(app);
            app.MapPost("/v1/{what}", async (string what, Stream body, CancellationToken stop) =>
            {
                using var read = new MemoryStream();
                await body.CopyToAsync(read, stop);
                collector.Received.GetOrAdd($"/v1/{what}", _ => []).Add(Encoding.Latin1.GetString(read.ToArray()));
            });
            if (elsewhere is not null) app.MapPost("/away", () => Results.Redirect($"{elsewhere.Address}/v1/traces", permanent: false, preserveMethod: true));
            await app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
