using System.Diagnostics;
using System.Text.Json;
using Alongside.Tests.Floors;

namespace Alongside.Tests.Commands;

/// <summary>What ./bench starts, as the solution built it. Its figures are nobody's business here.</summary>
[Trait("Kind", "Process"), Trait("Kind", "Slow")]
public class BenchTests
{
    [Fact]
    public async Task A_glance_at_sealing_writes_down_what_it_found()
    {
        var file = Path.GetTempFileName();
        var (code, said) = await Bench(file, "glance", "sealing");
        Assert.True(code == 0, said);
        using var found = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var rows = found.RootElement.GetProperty("sealing").EnumerateArray().ToList();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.True(row.GetProperty("ours").GetDouble() > 0 && row.GetProperty("bare").GetDouble() > 0, $"{row}"));
        Assert.All(rows, row => Assert.Contains($"| {row.GetProperty("what").GetString()} |", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_glance_at_what_people_do_finds_ours_and_both_peers_at_work()
    {
        var file = Path.GetTempFileName();
        var (code, said) = await Bench(file, "glance", "sqlite");
        Assert.True(code == 0, said);
        using var found = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var rows = found.RootElement.GetProperty("pages").EnumerateArray().ToList();
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.All(["ours", "raw", "plain"], who => Assert.True(row.GetProperty(who).GetProperty("perSecond").GetDouble() > 0, $"{row}")));
    }

    [Fact]
    public async Task A_glance_at_counting_writes_down_what_it_found()
    {
        var file = Path.GetTempFileName();
        var (code, said) = await Bench(file, "glance", "tally");
        Assert.True(code == 0, said);
        using var found = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var rows = found.RootElement.GetProperty("tallies").EnumerateArray().ToList();
        Assert.Equal(["scottish-stv", "schulze"], rows.Select(row => row.GetProperty("what").GetString()));
        Assert.All(rows, row => Assert.True(row.GetProperty("seconds").GetDouble() > 0 && row.GetProperty("peak").GetInt64() > 0 && row.GetProperty("readPeak").GetInt64() > 0, $"{row}"));
    }

    [Fact]
    public async Task A_part_that_is_not_there_is_refused_with_those_that_are()
    {
        var (code, said) = await Bench(Path.GetTempFileName(), "large", "mail");
        Assert.Equal(2, code);
        Assert.Contains("There is no part “mail”. There are: quick, glance, sqlite, postgres, large, sealing, start, tally, audit.", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Bench(string file, params string[] words)
    {
        // Beside the tests, built as they are.
        var built = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "Alongside.Tests"), AppContext.BaseDirectory);
        var program = Path.Combine(Repository.Root, "benchmarks", "Alongside.Benchmarks", built, "Alongside.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ALONGSIDE_TEST_BENCH_JSON"] = file },
        })!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await wrong);
    }
}
