using System.Diagnostics;

namespace Alongside.Benchmarks;

/// <summary>What came of one window.</summary>
/// <param name="PerSecond">Requests answered in a second.</param>
/// <param name="P50">The median, in milliseconds.</param>
/// <param name="P99">The 99th percentile, in milliseconds.</param>
/// <param name="Allocated">Bytes that the server allocated for each request.</param>
/// <param name="Count">How many requests it stands on.</param>
public sealed record Figures(double PerSecond, double P50, double P99, double Allocated, int Count)
{
    /// <summary>The median of each over the rounds; the count is of all.</summary>
    public static Figures Median(IReadOnlyCollection<Figures> rounds) => new(
        Of(rounds.Select(r => r.PerSecond)), Of(rounds.Select(r => r.P50)), Of(rounds.Select(r => r.P99)), Of(rounds.Select(r => r.Allocated)), rounds.Sum(r => r.Count));

    public static double Of(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    /// <param name="sorted">Smallest first.</param>
    /// <param name="share">Between 0 and 1. Of the middle two the mean, elsewhere the nearest rank above.</param>
    public static double Quantile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN
        : share == 0.5 ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
        : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * share) - 1)];
}

/// <summary>Asks a server, over connections that stay open.</summary>
/// <param name="address">Of the server, for what it allocates.</param>
internal sealed class Loader(string address) : IDisposable
{
    private const int MostAtOnce = 64;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = MostAtOnce });

    /// <summary>Each connection asks again as soon as it was answered.</summary>
    /// <param name="next">The next request; null where there is none any more.</param>
    /// <param name="time">For how long.</param>
    /// <param name="connections">How many at once.</param>
    public async Task<Figures> Closed(Func<HttpRequestMessage?> next, TimeSpan time, int connections)
    {
        var before = await Allocated();
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            var took = new List<double>();
            while (watch.Elapsed < time && next() is { } request)
            {
                var began = watch.Elapsed;
                await Ask(request);
                took.Add((watch.Elapsed - began).TotalMilliseconds);
            }
            return took;
        }));
        return Sum(all.SelectMany(t => t), watch.Elapsed, await Allocated() - before);
    }

    /// <summary>
    /// Asks at even distances whatever the answers take, and counts from the moment at which it should have asked:
    /// a server that stands still for a while makes all wait who came meanwhile.
    /// </summary>
    public async Task<Figures> Open(Func<HttpRequestMessage?> next, TimeSpan time, double perSecond)
    {
        var before = await Allocated();
        var (watch, asked) = (Stopwatch.StartNew(), new List<Task<double>>());
        for (var i = 0; ; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond);
            if (due > time || next() is not { } request) break;
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
            asked.Add(Task.Run(async () =>
            {
                await Ask(request);
                return (watch.Elapsed - due).TotalMilliseconds;
            }));
        }
        var took = await Task.WhenAll(asked);
        return Sum(took, watch.Elapsed, await Allocated() - before);
    }

    public void Dispose() => client.Dispose();

    private async Task Ask(HttpRequestMessage request)
    {
        using (request)
        {
            // Who posts is sent on; a page that comes back instead says why nothing was done.
            var expected = request.Method == HttpMethod.Post ? 302 : 200;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if ((int)answer.StatusCode != expected)
                throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            await answer.Content.CopyToAsync(Stream.Null);
        }
    }

    private async Task<long> Allocated()
    {
        using var visitor = new Visitor(address);
        return (await visitor.Read<Held>(Served.Door + "held")).Allocated;
    }

    private static Figures Sum(IEnumerable<double> took, TimeSpan time, long allocated)
    {
        double[] sorted = [.. took.Order()];
        return new(sorted.Length / time.TotalSeconds, Figures.Quantile(sorted, 0.5), Figures.Quantile(sorted, 0.99), allocated / (double)Math.Max(1, sorted.Length), sorted.Length);
    }
}
