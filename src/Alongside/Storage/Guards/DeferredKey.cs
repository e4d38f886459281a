using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage.Guards;

/// <summary>
/// A key that is looked at only when a transaction commits: each row of one table has its row in another by then. It is
/// no part of EF's model, which could order neither before the other. SQLite can't add a key to a table, but can add a
/// computed column that has one, and a rebuilt table loses it: so it is looked for at each start, and made again.
/// </summary>
/// <param name="Name">Of the constraint, and on SQLite of the column.</param>
/// <param name="Table">Whose rows need the other.</param>
/// <param name="Column">Its column.</param>
/// <param name="Referenced">The other table.</param>
/// <param name="ReferencedColumn">The other's column.</param>
public sealed record DeferredKey(string Name, string Table, string Column, string Referenced, string ReferencedColumn)
{
    /// <summary>An entry of the ledger can't be committed without its stamp.</summary>
    public static readonly DeferredKey EntryToStamp = new("StampedBy", "Entries", "Id", "Stamps", "Entry");

    public static IReadOnlyList<DeferredKey> All { get; } = [EntryToStamp];

    // As SQLite keeps it, word for word, in its own table of tables.
    private string SqliteColumn =>
        $"\"{Name}\" TEXT GENERATED ALWAYS AS (\"{Column}\") VIRTUAL REFERENCES \"{Referenced}\" (\"{ReferencedColumn}\") DEFERRABLE INITIALLY DEFERRED";

    // Else SQLite reads the whole table at each row of the other, to see which of its rows waited for it.
    private string SqliteIndex => $"CREATE INDEX IF NOT EXISTS \"IX_{Table}_{Name}\" ON \"{Table}\" (\"{Name}\")";

    public async Task<bool> IsThere(Database db, CancellationToken stop = default)
    {
        if (!db.IsPostgres)
        {
            var tables = await db.Database.SqlQuery<string>($"SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = {Table}").ToListAsync(stop);
            return tables.Exists(sql => sql.Contains(SqliteColumn, StringComparison.Ordinal));
        }
        var there = await db.Database.SqlQuery<int>($"""
            SELECT COUNT(*)::int AS "Value" FROM pg_constraint k
            JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_class r ON r.oid = k.confrelid
            WHERE k.conname = {Name} AND k.contype = 'f' AND n.nspname = current_schema() AND t.relname = {Table} AND r.relname = {Referenced}
                AND k.condeferrable AND k.condeferred AND k.convalidated
                AND k.conkey = (SELECT array_agg(c.attnum) FROM pg_attribute c WHERE c.attrelid = t.oid AND c.attname = {Column})
                AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgconstraint = k.oid AND g.tgenabled = 'D')
            """).SingleAsync(stop);
        return there == 1;
    }

    /// <summary>Makes it where it isn't. Where rows are there already that lack the other, PostgreSQL refuses.</summary>
    public async Task Restore(Database db, CancellationToken stop = default)
    {
        if (!await IsThere(db, stop)) await Make(db, stop);
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync(SqliteIndex, stop);
    }

    private async Task Make(Database db, CancellationToken stop)
    {
        var make = db.IsPostgres
            ? $"""
              ALTER TABLE "{Table}" DROP CONSTRAINT IF EXISTS "{Name}";
              ALTER TABLE "{Table}" ADD CONSTRAINT "{Name}" FOREIGN KEY ("{Column}") REFERENCES "{Referenced}" ("{ReferencedColumn}") DEFERRABLE INITIALLY DEFERRED
              """
            : $"ALTER TABLE \"{Table}\" ADD COLUMN {SqliteColumn}";
        await db.Database.ExecuteSqlRawAsync(make, stop);
    }

    /// <summary>How many rows lack the other although they may not: written where nobody looked at the key.</summary>
    public async Task<int> Dangling(Database db, CancellationToken stop = default)
    {
        var count = $"SELECT COUNT(*) AS \"Value\" FROM \"{Table}\" t WHERE NOT EXISTS (SELECT 1 FROM \"{Referenced}\" r WHERE r.\"{ReferencedColumn}\" = t.\"{Column}\")";
        return (int)await db.Database.SqlQueryRaw<long>(count).SingleAsync(stop);
    }
}
