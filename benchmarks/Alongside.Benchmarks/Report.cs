using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Alongside.Benchmarks;

/// <summary>What a run found, for people and for programs. Aims stand beside the figures, and nothing fails by them.</summary>
public sealed class Report
{
    private static readonly JsonSerializerOptions readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string Words { get; init; } = "";

    public int Cores { get; init; }

    /// <summary>What the runtime may use, in bytes.</summary>
    public long Memory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public string Runtime { get; init; } = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    public DateTime At { get; init; } = DateTime.UtcNow;

    public List<PageRow> Pages { get; } = [];

    public List<SizeRow> Sizes { get; } = [];

    public List<SealingRow> Sealing { get; } = [];

    public List<TallyRow> Tallies { get; } = [];

    public StartRow? Start { get; set; }

    public AuditRow? Audit { get; set; }

    public ProposalRow? Proposal { get; set; }

    public async Task Save(string file)
    {
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, readable) + "\n");
        await Console.Out.WriteLineAsync($"\nAll figures are in {file}.");
    }

    public void Print(TextWriter to)
    {
        to.WriteLine($"{At:yyyy-MM-dd}, {Cores} cores, {Memory / 1e9:0} GB, {Runtime}; medians over the rounds");
        if (Pages.Count > 0) PrintPages(to);
        if (Sizes.Count > 0) PrintSizes(to);
        if (Proposal is { } proposal) PrintProposal(to, proposal);
        if (Sealing.Count > 0) PrintSealing(to);
        if (Start is { } start) PrintStart(to, start);
        if (Tallies.Count > 0) PrintTallies(to);
        if (Audit is { } audit) PrintAudit(to, audit);
    }

    private void PrintPages(TextWriter to)
    {
        Title(to, $"{Pace.Connections} connections; requests a second, p50 and p99 in ms, KB allocated for each. Aims: half of raw or more; p99 at half load under 20 ms");
        Line(to, "database", "what", "ours/s", "p50", "p99", "KB", "raw/s", "p50", "p99", "KB", "plain/s", "p50", "p99", "KB", "of raw", "", "p99 at half", "", "asked", "statements");
        foreach (var r in Pages)
        {
            var (share, late) = (r.Ours.PerSecond / r.Raw.PerSecond, r.AtHalf.P99);
            Line(to, [r.Database, r.What, .. Of(r.Ours), .. Of(r.Raw), .. Of(r.Plain), F(share, "0.00"), Aim(share >= 0.5), F(late, "0.0"), Aim(late < 20),
                $"{r.AtHalf.Count}", $"{r.Statements} ({r.Different} different)"]);
        }
    }

    private void PrintSizes(TextWriter to)
    {
        Title(to, "The small fictional practice against the large one, on SQLite, both asked equally often; p50 and p99 in ms. Aim: p99 within 1.5 times");
        Line(to, "what", "asked/s", "small p50", "p99", "large p50", "p99", "times", "");
        foreach (var r in Sizes)
        {
            var times = r.Large.P99 / r.Small.P99;
            Line(to, r.What, F(r.PerSecond, "0"), F(r.Small.P50, "0.0"), F(r.Small.P99, "0.0"), F(r.Large.P50, "0.0"), F(r.Large.P99, "0.0"), F(times, "0.00"), Aim(times <= 1.5));
        }
    }

    private static void PrintProposal(TextWriter to, ProposalRow row)
    {
        Title(to, $"A question to sixty members with {row.Remarks} remarks beside it, against Today of the same practice, turn by turn. Aim: at the rate of Today");
        Line(to, "what", "a second", "p50", "p99", "KB", "");
        Line(to, [$"the question, {row.Bytes / 1000.0:0} KB of page", .. Of(row.Proposal), Aim(row.Proposal.PerSecond >= row.Today.PerSecond)]);
        Line(to, ["Today", .. Of(row.Today), ""]);
    }

    private void PrintSealing(TextWriter to)
    {
        Title(to, "Sealing against the bare HKDF and AES-GCM calls; microseconds and bytes allocated for each. Aim: 80 % of their speed or more");
        Line(to, "what", "ours", "bytes", "bare", "bytes", "of bare", "");
        foreach (var r in Sealing)
            Line(to, r.What, F(r.Ours, "0.00"), F(r.OursAllocated, "0"), F(r.Bare, "0.00"), F(r.BareAllocated, "0"), F(r.Bare / r.Ours, "0.00"), Aim(r.Bare / r.Ours >= 0.8));
    }

    private static void PrintStart(TextWriter to, StartRow start)
    {
        Title(to, "Published. Aims: first page within 0.8 s of the start; under 200 MB after all pages");
        Line(to, "what", "figure", "");
        Line(to, "start to first page, s", F(start.Seconds, "0.00"), Aim(start.Seconds < 0.8));
        Line(to, "of these the first, s", F(start.FirstSeconds, "0.00"), "");
        Line(to, "MB after the first page", F(start.ResidentAtFirst / 1e6, "0"), "");
        Line(to, $"MB after {start.Pages} pages", F(start.Resident / 1e6, "0"), Aim(start.Resident < 200e6));
    }

    private void PrintTallies(TextWriter to)
    {
        Title(to, $"Counting {TallyRun.Ballots:N0} ranked ballots of {TallyRun.Options} options, hardly two alike, as a process of its own, beside one that reads the file and nothing else. Aims: under 1 s and 300 MB");
        Line(to, "what", "s", "", "MB at most", "", "only reading, s", "MB at most");
        foreach (var r in Tallies)
            Line(to, r.What, F(r.Seconds, "0.00"), Aim(r.Seconds < 1), F(r.Peak / 1e6, "0"), Aim(r.Peak < 300e6), F(r.ReadSeconds, "0.00"), F(r.ReadPeak / 1e6, "0"));
    }

    private static void PrintAudit(TextWriter to, AuditRow row)
    {
        Title(to, $"Recomputing an access log of {row.Entries:N0} entries, each with its side row, on SQLite, beside SHA-256 alone over the same {row.Bytes / 1e6:0} MB of leaves in memory. Aim: a million within 3 s");
        Line(to, "what", "s", "", "only SHA-256, s", "times");
        Line(to, "the whole log", F(row.Seconds, "0.00"), Aim(row.Seconds * AuditRun.Most / row.Entries < 3), F(row.BareSeconds, "0.00"), F(row.Seconds / row.BareSeconds, "0.0"));
    }

    private static string[] Of(Figures f) => [F(f.PerSecond, "0"), F(f.P50, "0.0"), F(f.P99, "0.0"), F(f.Allocated / 1000, "0")];

    private static string Aim(bool reached) => reached ? "reached" : "not reached";

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    // As Markdown, so that it can be kept as it is.
    private static void Title(TextWriter to, string title) => to.WriteLine($"\n{title}.\n");

    private static void Line(TextWriter to, params string[] cells)
    {
        to.WriteLine("| " + string.Join(" | ", cells) + " |");
        if (cells is ["database", ..] or ["what", ..]) to.WriteLine("|" + string.Concat(Enumerable.Repeat("---|", cells.Length)));
    }
}
