using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage.Guards;

/// <summary>
/// A trigger that keeps what must never be broken, whoever writes to the database. Made again and checked at each start,
/// since a table rebuild silently drops triggers.
/// </summary>
/// <param name="Name">Unique in the database.</param>
/// <param name="Table">On which table.</param>
/// <param name="Sqlite">One CREATE TRIGGER statement.</param>
/// <param name="Postgres">A function of the trigger's name and CREATE TRIGGER statements that use it.</param>
/// <param name="Refuses">False where it refuses nothing, and writes down what others refuse by.</param>
public sealed record DatabaseGuard(string Name, string Table, string Sqlite, string Postgres, bool Refuses = true)
{
    /// <summary>Refuses an UPDATE, DELETE or INSERT on a table, where a condition on OLD and NEW holds (always, without one).</summary>
    public static DatabaseGuard Refuse(string name, string table, string operation, string message, string? when = null)
    {
        var condition = when is null ? "" : $" WHEN ({when})";
        return new(name, table,
            $"CREATE TRIGGER \"{name}\" BEFORE {operation} ON \"{table}\"{condition} BEGIN SELECT RAISE(ABORT, '{message}'); END",
            $"""
            CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$;
            CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" FOR EACH ROW{condition} EXECUTE FUNCTION "{name}"();
            """);
    }

    /// <summary>Writes another row after each that is inserted. On PostgreSQL it can take a lock first.</summary>
    public static DatabaseGuard WritesAlong(string name, string table, string statement, string lockFirst) => new(name, table,
        $"CREATE TRIGGER \"{name}\" AFTER INSERT ON \"{table}\" BEGIN {statement}; END",
        $"""
        CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            {lockFirst}
            {statement};
            RETURN NULL;
        END $$;
        CREATE TRIGGER "{name}" AFTER INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"();
        """, Refuses: false);

    /// <summary>What is written stays: no update, no deletion, and on PostgreSQL no TRUNCATE either.</summary>
    public static IEnumerable<DatabaseGuard> Forever(string table, string message)
    {
        yield return Refuse($"{table}_never_change", table, "UPDATE", message);
        yield return Refuse($"{table}_never_go", table, "DELETE", message);
        yield return NoTruncate(table, message);
    }

    public static DatabaseGuard NoTruncate(string table, string message)
    {
        var name = $"{table}_no_truncate";
        return new(name, table, "", $"""
            CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$;
            CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION "{name}"();
            """);
    }
}

/// <summary>All guards. Each feature's are in a file of its name.</summary>
public static partial class DatabaseGuards
{
    public static IReadOnlyList<DatabaseGuard> All { get; } = [.. typeof(DatabaseGuards)
        .GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
        .Where(m => m.ReturnType == typeof(IEnumerable<DatabaseGuard>)).OrderBy(m => m.Name, StringComparer.Ordinal)
        .SelectMany(m => (IEnumerable<DatabaseGuard>)m.Invoke(null, null)!)];

    /// <summary>Makes every guard anew.</summary>
    public static async Task Restore(Database db, CancellationToken stop = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await RestoreWithin(db, stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Makes every guard anew within a transaction that is under way.</summary>
    internal static async Task RestoreWithin(Database db, CancellationToken stop)
    {
        foreach (var key in DeferredKey.All) await key.Restore(db, stop);
        foreach (var guard in All)
        {
            if (!db.IsPostgres && guard.Sqlite == "") continue;
            await Drop(db, guard, stop);
            await db.Database.ExecuteSqlRawAsync(Escaped(db.IsPostgres ? guard.Postgres : guard.Sqlite), stop);
        }
    }

    internal static async Task Drop(Database db, DatabaseGuard guard, CancellationToken stop = default)
    {
        var drop = $"DROP TRIGGER IF EXISTS \"{guard.Name}\"" + (db.IsPostgres ? $" ON \"{guard.Table}\"" : "");
        await db.Database.ExecuteSqlRawAsync(drop, stop);
    }

    /// <summary>The names of those guards and deferred keys that are not in the database as they should be.</summary>
    public static async Task<IReadOnlyList<string>> Missing(Database db, CancellationToken stop = default)
    {
        var missing = new List<string>();
        foreach (var key in DeferredKey.All)
            if (!await key.IsThere(db, stop)) missing.Add(key.Name);
        return [.. missing, .. await MissingTriggers(db, stop)];
    }

    private static async Task<IReadOnlyList<string>> MissingTriggers(Database db, CancellationToken stop)
    {
        if (db.IsPostgres)
        {
            var there = await db.Database.SqlQuery<string>(
                $"SELECT tgname AS \"Value\" FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND t.tgenabled <> 'D'")
                .ToListAsync(stop);
            return [.. All.Select(g => g.Name).Except(there)];
        }
        var statements = await db.Database.SqlQuery<string>($"SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync(stop);
        return [.. All.Where(g => g.Sqlite != "" && !statements.Contains(g.Sqlite)).Select(g => g.Name)];
    }

    /// <summary>
    /// Refuses an INSERT (or UPDATE) while a condition holds that asks other rows, which PostgreSQL allows in a function only.
    /// There a lock can be taken before it is asked.
    /// </summary>
    private static DatabaseGuard RefuseWhen(string name, string table, string message, string condition, string lockFirst = "", string operation = "INSERT") => new(name, table,
        $"CREATE TRIGGER \"{name}\" BEFORE {operation} ON \"{table}\" WHEN ({condition}) BEGIN SELECT RAISE(ABORT, '{message}'); END",
        $"""
        CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            {lockFirst}
            IF {condition} THEN RAISE EXCEPTION '{message}'; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"();
        """);

    // ExecuteSqlRaw takes braces for places.
    private static string Escaped(string sql) => sql.Replace("{", "{{").Replace("}", "}}");
}
