namespace Alongside.Benchmarks;

/// <summary>The published application: from its start to the first page, and what it holds after all pages.</summary>
/// <param name="Seconds">The median over the rounds.</param>
/// <param name="FirstSeconds">Of the first start, when nothing was read from the disk before.</param>
/// <param name="ResidentAtFirst">Bytes after the first page.</param>
/// <param name="Resident">Bytes after all pages that a visitor, a client and a member find by links.</param>
/// <param name="Pages">How many those were.</param>
public sealed record StartRow(double Seconds, double FirstSeconds, long ResidentAtFirst, long Resident, int Pages);

internal static class StartRun
{
    public static async Task<StartRow> Measure(string folder, Pace pace)
    {
        var (published, data) = (Path.Combine(folder, "published"), Path.Combine(folder, "start"));
        await Child.Run("dotnet", "publish", "src/Alongside", "-c", "Release", "-v", "q", "--nologo", "-o", published);
        var program = Path.Combine(published, OperatingSystem.IsWindows() ? "alongside.exe" : "alongside");
        await Child.Run(program, "demo", "--data", data, "--no-serve");
        var took = new List<double>();
        long first = 0;
        for (var round = 0; round < pace.Rounds; round++)
        {
            using var child = await Child.Start(program, "/", "demo", "--data", data, "--url");
            took.Add(child.FirstPage);
            first = child.Resident;
        }
        using var server = await Child.Start(program, "/", "demo", "--data", data, "--url");
        var pages = await Walk(server.Address, null) + await Walk(server.Address, "zaynab") + await Walk(server.Address, "luis")
            + await Walk(server.Address, "wren") + await Walk(server.Address, "nkechi") + await Walk(server.Address, "amina");
        return new(Figures.Of(took), took[0], first, server.Resident, pages);
    }

    /// <summary>Draws once each page that somebody finds by links.</summary>
    private static async Task<int> Walk(string address, string? who)
    {
        using var visitor = new Visitor(address);
        if (who is not null) await visitor.SignIn(who);
        var (seen, ahead) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(["/", "/today", "/my-care"]));
        while (ahead.TryDequeue(out var path) && seen.Count < 300)
        {
            if (!seen.Add(path)) continue;
            using var answer = await visitor.Send(visitor.Request(path));
            var html = await answer.Content.ReadAsStringAsync();
            if (answer.Content.Headers.ContentType?.MediaType is "text/html")
                foreach (var link in Visitor.Links(html)) ahead.Enqueue(link);
        }
        return seen.Count;
    }
}
