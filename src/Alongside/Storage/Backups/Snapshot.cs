using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Alongside.Storage.Backups;

/// <summary>The two ends of a copy: one moment to read from while others write, and an empty place to write to.</summary>
public static class Snapshot
{
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
    public static async Task<bool> IsEmpty(Database db, CancellationToken stop)
    {
        var tables = db.IsPostgres
            ? db.Database.SqlQuery<int>($"SELECT COUNT(*)::int AS \"Value\" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema()")
            : db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master");
        return await tables.SingleAsync(stop) == 0;
    }

    /// <summary>Makes all tables, without guards, within the transaction that is under way: all of them are there afterwards, or none.</summary>
    public static async Task MakeTables(Database db, CancellationToken stop)
    {
        var steps = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);
        // ExecuteSqlRaw takes braces for places.
        await db.Database.ExecuteSqlRawAsync(steps.Replace("{", "{{").Replace("}", "}}"), stop);
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync("PRAGMA defer_foreign_keys = ON", stop);
    }

    /// <summary>The names of the steps that made this database, without the times by which the two kinds of database differ.</summary>
    public static IReadOnlyList<string> Steps(Database db) => [.. db.Database.GetMigrations().Select(m => m[(m.IndexOf('_', StringComparison.Ordinal) + 1)..])];
}
