using Alongside.Commands;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alongside.Tests.Journeys;

/// <summary>The demo, built once for each kind of database and copied, with its house file, for each test.</summary>
internal static class DemoTemplate
{
    private static readonly Lazy<Task<OwnDatabase>> Sqlite = new(() => Build("sqlite"));
    private static readonly Lazy<Task<OwnDatabase>> Postgres = new(() => Build("postgres"));

    public static async Task<OwnDatabase> Copy(string database)
    {
        var template = await (database == "sqlite" ? Sqlite : Postgres).Value;
        var copy = template.Name is { } name ? await Databases.CopyNamed(name) : Databases.CopyFile(template.Place.SqliteFile!);
        File.Copy(HouseFile(template), HouseFile(copy));
        return copy;
    }

    /// <summary>One that counts as a real practice from here on: only that is served by `alongside serve` and backed up.</summary>
    public static async Task<OwnDatabase> CopyAsReal(string database)
    {
        var copy = await Copy(database);
        await using var db = copy.Place.Open(null);
        // The next start puts it back.
        await DatabaseGuards.Drop(db, DatabaseGuards.All.Single(g => g.Name == "Practices_never_change"));
        await db.Database.ExecuteSqlRawAsync("UPDATE \"Practices\" SET \"IsDemo\" = (1 = 0)");
        return copy;
    }

    private static async Task<OwnDatabase> Build(string database)
    {
        var own = await Databases.Make(database);
        var settings = new Settings(own.Folder, own.Place, HouseFile(own), new("http://127.0.0.1:0"), []);
        using (var ground = (await StandingGround.Take(settings, demo: true, CancellationToken.None)).Value)
            await Alongside.Demo.DemoPractice.Build(ground.Place, ground.Premises, 1, CancellationToken.None);
        if (own.Place.SqliteFile is { } file) await Databases.Settle(file);
        else NpgsqlConnection.ClearAllPools();
        return own;
    }

    private static string HouseFile(OwnDatabase own) => Path.Combine(own.Folder, "house.key");
}
