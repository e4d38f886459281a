namespace Alongside.Benchmarks;

/// <summary>How long a run is.</summary>
/// <param name="Rounds">How often each is measured, turn by turn.</param>
/// <param name="Warm">How long before that, uncounted: a server that has run for a minute is what people meet.</param>
/// <param name="Window">How long each time.</param>
/// <param name="AtHalf">How long at half load.</param>
internal sealed record Pace(int Rounds, TimeSpan Warm, TimeSpan Window, TimeSpan AtHalf)
{
    public static readonly Pace Glance = new(1, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.1));
    public static readonly Pace Quick = new(3, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    public static readonly Pace Whole = new(5, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5));
    public const int Connections = 8;
}

/// <summary>The run itself: what the words say, one part after the other.</summary>
internal static class Bench
{
    private static readonly string[] parts = ["sqlite", "postgres", "large", "sealing", "start", "tally", "audit"];

    public static async Task<int> Run(string[] words)
    {
        var pace = words.Contains("glance", StringComparer.Ordinal) ? Pace.Glance : words.Contains("quick", StringComparer.Ordinal) ? Pace.Quick : Pace.Whole;
        var wanted = words.Intersect(parts, StringComparer.Ordinal).ToList();
        if (words.Except([.. parts, "quick", "glance"], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no part “{unknown}”. There are: quick, glance, {string.Join(", ", parts)}.");
            return 2;
        }
        if (wanted.Count == 0) wanted = pace == Pace.Whole ? [.. parts] : ["sealing", "sqlite"];
        var folder = Directory.CreateTempSubdirectory("alongside-bench-").FullName;
        var report = new Report { Words = string.Join(' ', wanted), Cores = Environment.ProcessorCount };
        var broken = 0;
        try
        {
            foreach (var part in wanted)
            {
                await Console.Error.WriteLineAsync($"{part} …");
                try
                {
                    await Measure(part, pace, folder, report);
                }
                catch (Exception trouble) when (trouble is InvalidOperationException or TimeoutException or HttpRequestException)
                {
                    // What was measured until then is still worth reading.
                    await Console.Error.WriteLineAsync($"{part} broke off: {trouble.Message}");
                    broken = 1;
                }
            }
            report.Print(Console.Out);
            await report.Save(Environment.GetEnvironmentVariable("ALONGSIDE_TEST_BENCH_JSON") ?? "bench.json");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return broken;
    }

    private static async Task Measure(string part, Pace pace, string folder, Report report)
    {
        switch (part)
        {
            case "sealing":
                report.Sealing.AddRange(Sealing.Run(pace.Rounds * 3));
                break;
            case "sqlite":
                await PageRun.Measure(new(Path.Combine(folder, "small"), null), pace, report.Pages);
                break;
            case "postgres":
                await PageRun.Measure(new(Path.Combine(folder, "server"), Environment.GetEnvironmentVariable("ALONGSIDE_TEST_POSTGRES")
                    ?? throw new InvalidOperationException("./bench starts a PostgreSQL of its own.")), pace, report.Pages);
                break;
            case "large":
                var (sizes, proposal) = await SizeRun.Measure(folder, pace);
                report.Sizes.AddRange(sizes);
                report.Proposal = proposal;
                break;
            case "tally":
                report.Tallies.AddRange(await TallyRun.Measure(folder, pace));
                break;
            case "audit":
                report.Audit = await AuditRun.Measure(folder, pace);
                break;
            case "start":
                report.Start = await StartRun.Measure(folder, pace);
                break;
        }
    }
}
