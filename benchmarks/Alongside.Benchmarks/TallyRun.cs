using System.Text;

namespace Alongside.Benchmarks;

/// <summary>A million ballots, counted by one method in a process of its own, and the same file read by one that does nothing else.</summary>
/// <param name="What">The method.</param>
/// <param name="Seconds">From start to end of the process.</param>
/// <param name="Peak">The most bytes that it held.</param>
/// <param name="ReadSeconds">The same of the process that only reads.</param>
/// <param name="ReadPeak">And its bytes.</param>
public sealed record TallyRow(string What, double Seconds, long Peak, double ReadSeconds, long ReadPeak);

internal static class TallyRun
{
    public const int Ballots = 1_000_000, Options = 12;

    public static async Task<List<TallyRow>> Measure(string folder, Pace pace)
    {
        var file = Path.Combine(folder, "million.blt");
        await Write(file);
        string[] methods = ["scottish-stv", "schulze"];
        var (counting, reading) = (methods.ToDictionary(m => m, _ => new List<(double Seconds, long Peak)>(), StringComparer.Ordinal), new List<(double Seconds, long Peak)>());
        for (var round = 0; round < pace.Rounds; round++)
        {
            foreach (var method in methods)
                counting[method].Add(await Child.Watch("dotnet", typeof(Commands.CommandLine).Assembly.Location, "tally", file, "--method", method, "--json"));
            reading.Add(await Child.Watch(Environment.ProcessPath!, "read", file));
        }
        return [.. methods.Select(m => new TallyRow(m, Seconds(counting[m]), counting[m].Max(c => c.Peak), Seconds(reading), reading.Max(r => r.Peak)))];
    }

    /// <summary>Reads the file and nothing else.</summary>
    public static int Read(string file) => File.ReadAllBytes(file).Length > 0 ? 0 : 1;

    // Everybody ranks everything, in an order of their own: the least that can be laid together.
    private static async Task Write(string file)
    {
        var (chance, order, line) = (new Random(1), Enumerable.Range(1, Options).ToArray(), new StringBuilder());
        await using var to = new StreamWriter(file);
        await to.WriteAsync($"{Options} 4\n");
        for (var ballot = 0; ballot < Ballots; ballot++)
        {
            chance.Shuffle(order);
            await to.WriteAsync(line.Clear().Append("1 ").AppendJoin(' ', order).Append(" 0\n"));
        }
        await to.WriteAsync("0\n");
        for (var option = 1; option <= Options; option++) await to.WriteAsync($"\"Option {option}\"\n");
        await to.WriteAsync("\"A million\"\n");
    }

    private static double Seconds(List<(double Seconds, long Peak)> of) => of.Select(o => o.Seconds).Order().ElementAt(of.Count / 2);
}
