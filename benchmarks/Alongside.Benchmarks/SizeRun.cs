namespace Alongside.Benchmarks;

/// <summary>One page of the small fictional practice and of the large one, both asked as often as half of what the large one answers at most.</summary>
public sealed record SizeRow(string What, double PerSecond, Figures Small, Figures Large);

/// <summary>A fictional practice of six people against one of sixty members and five thousand clients, on SQLite.</summary>
internal static class SizeRun
{
    public static async Task<(List<SizeRow> Sizes, ProposalRow Proposal)> Measure(string folder, Pace pace)
    {
        var (small, large) = (Path.Combine(folder, "few"), Path.Combine(folder, "many"));
        await Child.Run("dotnet", Alongside, "demo", "--members", "60", "--clients", "5000", "--years", "5", "--seed", "1", "--data", large, "--no-serve");
        Directory.CreateDirectory(small);
        using var few = await new Practice(small, null).Serve();
        using var many = await new Practice(large, null).Serve();
        using var fewDoings = await Doings.Begin(few.Address);
        using var manyDoings = await Doings.Begin(many.Address);
        using var fewLoad = new Loader(few.Address);
        using var manyLoad = new Loader(many.Address);
        var rows = new List<SizeRow>();
        foreach (var (a, b) in (await fewDoings.Pages()).Zip(await manyDoings.Pages()))
        {
            await fewLoad.Closed(a.Ours, pace.Window, Pace.Connections);
            var rate = (await manyLoad.Closed(b.Ours, pace.Window * 2, Pace.Connections)).PerSecond / 2;
            var (s, l) = (new List<Figures>(), new List<Figures>());
            for (var round = 0; round < pace.Rounds; round++)
            {
                s.Add(await fewLoad.Open(a.Ours, pace.AtHalf, rate));
                l.Add(await manyLoad.Open(b.Ours, pace.AtHalf, rate));
            }
            rows.Add(new(a.Title, rate, Figures.Median(s), Figures.Median(l)));
        }
        return (rows, await ProposalRun.Measure(many.Address, manyLoad, pace));
    }

    private static string Alongside => typeof(Commands.CommandLine).Assembly.Location;
}
