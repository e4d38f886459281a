using Alongside.Demo;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Commands;

/// <summary>Reading the live files from within the process that serves them. A second process beside it is one of its own.</summary>
[Trait("Kind", "Process")]
public class SeizedDiskTests
{
    [Fact]
    public async Task Who_searches_the_disk_keeps_its_locks_so_that_nobody_outside_takes_the_log_of_unsaved_pages_away()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a lock belongs to a handle, not to a process.");
        var stop = TestContext.Current.CancellationToken;
        await using var own = await DemoTemplate.Copy("sqlite");
        await using var db = own.Place.Open(null);
        await db.Database.OpenConnectionAsync(stop);
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE \"Held\" (\"At\" INTEGER)", stop);
        Assert.True(new FileInfo(Log(own)).Length > 0);

        for (var times = 0; times < 2; times++)
        {
            var files = SeizedDisk.Search(own.Folder, "CREATE TABLE \"Held\"", stop);
            Assert.True(files.Single(f => f.Name == "practice.db-wal").Found > 0);
        }
        var outside = await Executable.Run("check", "--data", own.Folder);

        Assert.Contains("fictional practice", outside.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Log(own)), "Another process took itself for the last one and deleted the log.");
    }

    [Fact]
    public async Task A_file_that_takes_anothers_place_is_read_anew()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("alongside-disk").FullName;
        var file = Path.Combine(folder, "some");
        await File.WriteAllTextAsync(file, "tangerine", stop);
        Assert.Equal(1, Assert.Single(SeizedDisk.Search(folder, "tangerine", stop)).Found);
        await File.AppendAllTextAsync(file, "tangerine", stop);
        Assert.Equal(2, Assert.Single(SeizedDisk.Search(folder, "tangerine", stop)).Found);
        File.Delete(file);
        await File.WriteAllTextAsync(file, "oranges", stop);
        Assert.Equal(0, Assert.Single(SeizedDisk.Search(folder, "tangerine", stop)).Found);
        Directory.Delete(folder, recursive: true);
    }

    private static string Log(OwnDatabase own) => own.Place.SqliteFile + "-wal";
}
