using System.Data.Common;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Storage;

/// <summary>Each guard of the database by itself: with it the statement is refused in its words, without it the same statement goes through.</summary>
public class GuardsHoldTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_guard_refuses_by_itself_what_the_database_would_take_without_it(string database)
    {
        await using var own = await Databases.Make(database);
        await using var db = own.Place.Open(null);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        if (!db.IsPostgres) await StandAlone(db);
        var wrong = new List<string>();
        foreach (var guard in DatabaseGuards.All.Where(g => g.Refuses && (db.IsPostgres || g.Sqlite != "")))
        {
            if (Trespasses.Against(guard, new(db)) is not { } trespass) wrong.Add($"{guard.Name}: no statement here tries it.");
            else if (await Seen(db, guard, trespass) is { } seen) wrong.Add($"{guard.Name}: {seen}");
        }
        Assert.Empty(wrong);
    }

    private static async Task<string?> Seen(Database db, DatabaseGuard guard, Trespass trespass)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        if (db.IsPostgres) await Do(db, "SET LOCAL session_replication_role = replica");
        foreach (var before in trespass.Before) await Do(db, before);
        await Do(db, db.IsPostgres ? $"ALTER TABLE \"{guard.Table}\" ENABLE ALWAYS TRIGGER \"{guard.Name}\"" : guard.Sqlite);
        await transaction.CreateSavepointAsync("untouched", TestContext.Current.CancellationToken);
        if (await Refused(db, trespass.Statement) is not { } said) return "it took what it should refuse.";
        if (!(db.IsPostgres ? guard.Postgres : guard.Sqlite).Contains(Words(said), StringComparison.Ordinal)) return $"it refused for another reason: {said}";
        await transaction.RollbackToSavepointAsync("untouched", TestContext.Current.CancellationToken);
        await Do(db, db.IsPostgres ? $"ALTER TABLE \"{guard.Table}\" DISABLE TRIGGER \"{guard.Name}\"" : $"DROP TRIGGER \"{guard.Name}\"");
        return await Refused(db, trespass.Statement) is { } still ? $"something else refuses too: {still}" : null;
    }

    // SQLite has no role for which triggers sleep: all are taken away, and each comes back for its own turn.
    private static async Task StandAlone(Database db)
    {
        await Do(db, "PRAGMA foreign_keys = OFF");
        foreach (var guard in DatabaseGuards.All.Where(g => g.Sqlite != "")) await DatabaseGuards.Drop(db, guard);
    }

    private static async Task<string?> Refused(Database db, string sql)
    {
        try
        {
            await Do(db, sql);
            return null;
        }
        catch (DbException e)
        {
            return e.Message;
        }
    }

    // "SQLite Error 19: 'words'." and "P0001: words"
    private static string Words(string said) => said.StartsWith("SQLite", StringComparison.Ordinal)
        ? said[(said.IndexOf('\'', StringComparison.Ordinal) + 1)..said.LastIndexOf('\'')]
        : said[(said.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split('\n')[0].TrimEnd();

    private static async Task Do(Database db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
