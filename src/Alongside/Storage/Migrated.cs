using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Alongside.Storage;

/// <summary>By which steps a database was made. Asked at each start, so without the model that EF makes of its own history, which takes a quarter of a second.</summary>
internal static class Migrated
{
    private const string History = "__EFMigrationsHistory";

    /// <summary>The names of the steps, in their order; none where nothing was made yet.</summary>
    public static async Task<IReadOnlyList<string>> Steps(Database db, CancellationToken stop) => (await Names(db, stop)).Contains(History)
        ? await Column(db, $"SELECT \"MigrationId\" FROM \"{History}\" ORDER BY \"MigrationId\"", stop)
        : [];

    /// <summary>The names of those that this program knows and the database lacks.</summary>
    public static async Task<IReadOnlyList<string>> Pending(Database db, CancellationToken stop)
    {
        var applied = await Steps(db, stop);
        return [.. db.Database.GetMigrations().Except(applied, StringComparer.Ordinal)];
    }

    /// <summary>Of everything that lies in this file or schema.</summary>
    public static Task<List<string>> Names(Database db, CancellationToken stop) => Column(db, db.IsPostgres
        ? "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema()"
        : "SELECT name FROM sqlite_master", stop);

    private static async Task<List<string>> Column(Database db, string sql, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            (command.CommandText, command.Transaction) = (sql, db.Database.CurrentTransaction?.GetDbTransaction());
            await using var rows = await command.ExecuteReaderAsync(stop);
            var read = new List<string>();
            while (await rows.ReadAsync(stop)) read.Add(rows.GetString(0));
            return read;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
