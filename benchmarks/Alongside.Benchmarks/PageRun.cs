using System.Text.Json;

namespace Alongside.Benchmarks;

/// <summary>One thing done, on one database, by ours and by the peers.</summary>
/// <param name="Database">SQLite or PostgreSQL.</param>
/// <param name="What">Which.</param>
/// <param name="Bytes">How long the answer is.</param>
/// <param name="Statements">How many statements ours sends for it.</param>
/// <param name="Different">How many of them differ: as many the raw peer sends, without those of the log.</param>
/// <param name="Ours">With as many connections as <see cref="Pace.Connections"/>.</param>
/// <param name="Raw">Likewise.</param>
/// <param name="Plain">Likewise.</param>
/// <param name="AtHalf">Ours, at half of what it did in the same round.</param>
public sealed record PageRow(string Database, string What, int Bytes, int Statements, int Different, Figures Ours, Figures Raw, Figures Plain, Figures AtHalf);

/// <summary>Measures everything that is done on one database, ours and peers in turn.</summary>
internal static class PageRun
{
    /// <param name="practice">Which.</param>
    /// <param name="pace">How long.</param>
    /// <param name="rows">Where each row goes as soon as it is there.</param>
    public static async Task Measure(Practice practice, Pace pace, List<PageRow> rows)
    {
        await practice.Make();
        using (var first = await practice.Serve()) await Doings.OfferTimes(first.Address);
        var copy = await practice.Copy();
        using var ours = await practice.Serve();
        using var doings = await Doings.Begin(ours.Address);
        foreach (var all in new Func<Task<IReadOnlyList<Doing>>>[] { doings.Pages, doings.Writes })
        {
            var (group, specs) = (await all(), new List<PageSpec>());
            foreach (var doing in group) specs.Add(await doings.Listen(doing));
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new PeerSpec(copy, specs)));
            using var peers = await Child.Part(Served.Door + "held", "peers", file);
            File.Delete(file);
            using var loads = new Loads(ours.Address, peers.Address);
            try
            {
                foreach (var (doing, spec) in group.Zip(specs)) rows.Add(await Measure(practice.Kind, doing, spec, loads, pace));
            }
            catch (InvalidOperationException broken)
            {
                throw new InvalidOperationException($"{broken.Message}\n{ours.Said}{peers.Said}", broken);
            }
        }
    }

    private static async Task<PageRow> Measure(string database, Doing doing, PageSpec spec, Loads loads, Pace pace)
    {
        var (ours, raw, plain, half) = (new List<Figures>(), new List<Figures>(), new List<Figures>(), new List<Figures>());
        HttpRequestMessage Peer(string kind) => new(HttpMethod.Get, $"{loads.PeersAt}/{kind}/{doing.Name}");
        Func<HttpRequestMessage?> Few(Func<HttpRequestMessage?> next)
        {
            var left = doing.InAWindow ?? int.MaxValue;
            return () => Interlocked.Decrement(ref left) >= 0 ? next() : null;
        }
        // The first is not counted: code is compiled, pools are filled.
        for (var round = doing.InAWindow is null ? -1 : 0; round < pace.Rounds; round++)
        {
            var window = round < 0 ? pace.Warm : pace.Window;
            var a = await loads.Ours.Closed(Few(doing.Ours), window, Pace.Connections);
            var b = await loads.Peers.Closed(Few(() => Peer("raw")), window, Pace.Connections);
            var c = await loads.Peers.Closed(() => Peer("plain"), window / 2, Pace.Connections);
            if (round < 0) continue;
            ours.Add(a);
            raw.Add(b);
            plain.Add(c);
            half.Add(await loads.Ours.Open(Few(doing.Ours), pace.AtHalf, a.PerSecond / 2));
        }
        return new(database, doing.Title, spec.Bytes, spec.Statements.Count, spec.Statements.DistinctBy(s => s.Same).Count(),
            Figures.Median(ours), Figures.Median(raw), Figures.Median(plain), Figures.Median(half));
    }

    private sealed record Loads(string OursAt, string PeersAt) : IDisposable
    {
        public Loader Ours { get; } = new(OursAt);

        public Loader Peers { get; } = new(PeersAt);

        public void Dispose()
        {
            Ours.Dispose();
            Peers.Dispose();
        }
    }
}
