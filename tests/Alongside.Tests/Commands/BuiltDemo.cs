using Alongside.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Commands;

/// <summary>A demo as the executable builds it, once for all that only look at it or at a copy.</summary>
public sealed class BuiltDemo : IAsyncLifetime, IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("alongside-demo").FullName;

    public string Folder => Path.Combine(root, "demo");

    public string PeopleFile => Path.Combine(root, "people.json");

    internal static async Task<BuiltDemo> Make(params string[] words)
    {
        var demo = new BuiltDemo();
        await demo.Build(words);
        return demo;
    }

    public async ValueTask InitializeAsync() => await Build([]);

    /// <summary>A demo like this in a folder of its own, to be harmed.</summary>
    public string Copy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(root, Guid.NewGuid().ToString("n"))).FullName;
        foreach (var file in Directory.EnumerateFiles(Folder).Where(f => Path.GetFileName(f) != "in-use")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>The ids of everybody in it.</summary>
    public async Task<List<string>> Ids()
    {
        await using var db = DatabasePlace.Sqlite(Path.Combine(Folder, "practice.db")).Open(null);
        return [.. (await db.People.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).Select(p => p.Id.ToString()).Order(StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task Build(string[] words)
    {
        var built = await Executable.Run(["demo", "--data", Folder, "--no-serve", "--people-json", PeopleFile, .. words]);
        Assert.True(built.Code == 0, built.Error);
    }
}
