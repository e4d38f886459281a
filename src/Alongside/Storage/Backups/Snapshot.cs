using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Alongside.Storage.Backups;

/// <summary>The two ends of a copy: one moment to read from while others write, and an empty place to write to.</summary>
public static class Snapshot
{
    /// <summary>Ends the name of a SQLite file into which a backup is being restored.</summary>
    public const string Restoring = ".restoring";

    private const string Unfinished = "UnfinishedRestore";

    /// <summary>Holds one moment of the database fast for everything that is read until the transaction ends. Nobody waits for it.</summary>
    public static async Task Hold(Database db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        if (db.IsPostgres)
        {
            await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            await db.Database.ExecuteSqlRawAsync("SET TRANSACTION READ ONLY", stop);
            return;
        }
        // SQLite's moment is that of the first thing that is read.
        await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), stop);
    }

    /// <summary>Does nothing lie in this file or schema yet?</summary>
    public static async Task<bool> IsEmpty(Database db, CancellationToken stop) => (await Migrated.Names(db, stop)).Count == 0;

    /// <summary>Was a restore broken off here, after its rows were loaded and before the house file lay beside them?</summary>
    public static Task<bool> IsUnfinished(Database db, CancellationToken stop) => Has(db, Unfinished, stop);

    /// <summary>Is there something of this name?</summary>
    internal static async Task<bool> Has(Database db, string name, CancellationToken stop) => (await Migrated.Names(db, stop)).Contains(name);

    /// <summary>Says that what is being loaded is no practice yet.</summary>
    public static Task MarkUnfinished(Database db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync($"CREATE TABLE \"{Unfinished}\" (\"Nothing\" INTEGER)", stop);

    public static Task MarkFinished(Database db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync($"DROP TABLE IF EXISTS \"{Unfinished}\"", stop);

    /// <summary>What to do about one that was broken off.</summary>
    public static Kernel.Refusal BrokenOff() =>
        new($"A restore into this database was broken off before its end, and nothing in it was ever served. Empty its schema, or delete its file, and restore the backup again.");

    /// <summary>Makes all tables, without guards, within the transaction that is under way: all of them are there afterwards, or none.</summary>
    public static async Task MakeTables(Database db, CancellationToken stop)
    {
        var steps = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);
        // ExecuteSqlRaw takes braces for places.
        await db.Database.ExecuteSqlRawAsync(steps.Replace("{", "{{").Replace("}", "}}"), stop);
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync("PRAGMA defer_foreign_keys = ON", stop);
    }

    /// <summary>Takes away all that was made here, within the transaction that is under way. Only for what was never served.</summary>
    public static async Task Empty(Database db, CancellationToken stop)
    {
        var tables = (await Migrated.Names(db, stop)).Intersect([.. BackupTables.All, "__EFMigrationsHistory", MoveMarks.Arriving]).Select(t => $"DROP TABLE \"{t}\" CASCADE");
        var functions = Guards.DatabaseGuards.All.Select(g => $"DROP FUNCTION IF EXISTS \"{g.Name}\"()");
        var drop = string.Join(";\n", tables.Concat(functions));
        await db.Database.ExecuteSqlRawAsync(drop, stop);
    }

    /// <summary>The names of the steps that made this database, without the times by which the two kinds of database differ.</summary>
    public static IReadOnlyList<string> Steps(Database db) => [.. db.Database.GetMigrations().Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..])];
}
