using Alongside.Features.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Database = Alongside.Storage.Database;

namespace Alongside.Demo.Sized;

/// <summary>
/// Writes many rows: into SQLite by statements that are prepared once, into PostgreSQL by COPY. Tables, columns and
/// conversions are those of the database's own model, so that a row is what a saved one would be; rows of power are signed
/// as they are saved.
/// </summary>
internal sealed class BulkRows(Database db, House house) : IDisposable
{
    private readonly Dictionary<Type, Table> tables = [];
    private IDbContextTransaction? transaction;

    private sealed record Column(string Name, string Type, IClrPropertyGetter Getter, ValueConverter? Converter)
    {
        public object? Of(object row) => Converter is null ? Getter.GetClrValue(row) : Converter.ConvertToProvider(Getter.GetClrValue(row));
    }

    private sealed record Table(string Name, IReadOnlyList<Column> Columns)
    {
        public SqliteCommand? Insert { get; set; }

        public string Into => $"\"{Name}\" ({string.Join(", ", Columns.Select(c => $"\"{c.Name}\""))})";
    }

    /// <summary>Opens the connection and makes it quick: what is built beside its place and breaks off is begun anew.</summary>
    public async Task Open(CancellationToken stop = default)
    {
        await db.Database.OpenConnectionAsync(stop);
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 20000;", stop);
    }

    public async Task Begin(CancellationToken stop)
    {
        transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var insert in tables.Values.Select(t => t.Insert).OfType<SqliteCommand>()) insert.Transaction = (SqliteTransaction)transaction.GetDbTransaction();
    }

    public async Task Commit(CancellationToken stop)
    {
        await transaction!.CommitAsync(stop);
        await transaction.DisposeAsync();
        transaction = null;
    }

    public void Write<T>(IEnumerable<T> rows) where T : class
    {
        if (!tables.TryGetValue(typeof(T), out var table)) tables[typeof(T)] = table = Find(typeof(T));
        if (db.IsPostgres) Copy(table, rows);
        else Insert(table, rows);
    }

    /// <summary>Leaves everything in SQLite's one file.</summary>
    public async Task Settle(CancellationToken stop)
    {
        if (!db.IsPostgres) await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", stop);
    }

    public void Dispose()
    {
        foreach (var table in tables.Values) table.Insert?.Dispose();
        transaction?.Dispose();
        var connection = db.Database.GetDbConnection();
        db.Database.CloseConnection();
        // Nobody else is to be given a connection that waits for no disk.
        if (connection is SqliteConnection sqlite) SqliteConnection.ClearPool(sqlite);
    }

    private void Insert<T>(Table table, IEnumerable<T> rows) where T : class
    {
        var insert = table.Insert ??= Prepare(table);
        foreach (var row in rows)
        {
            if (row is PowerRow power) power.Sign(house);
            for (var i = 0; i < table.Columns.Count; i++) insert.Parameters[i].Value = table.Columns[i].Of(row) ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
    }

    private void Copy<T>(Table table, IEnumerable<T> rows) where T : class
    {
        using var copy = ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImport($"COPY {table.Into} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            if (row is PowerRow power) power.Sign(house);
            copy.StartRow();
            foreach (var column in table.Columns)
            {
                if (column.Of(row) is { } value) copy.Write(value, column.Type);
                else copy.WriteNull();
            }
        }
        copy.Complete();
    }

    private Table Find(Type type)
    {
        var entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"The model knows no {type.Name}.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return new(table.Name, [.. entity.GetProperties().Select(p => new Column(p.GetColumnName(table)!, p.GetColumnType().Split('(')[0], p.GetGetter(), p.GetTypeMapping().Converter))]);
    }

    private SqliteCommand Prepare(Table table)
    {
        var insert = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = (SqliteTransaction)transaction!.GetDbTransaction();
        // Which of SQLite's types it is, the value itself says best.
        for (var i = 0; i < table.Columns.Count; i++) insert.Parameters.Add($"@p{i}", SqliteType.Text).ResetSqliteType();
        insert.CommandText = $"INSERT INTO {table.Into} VALUES ({string.Join(", ", Enumerable.Range(0, table.Columns.Count).Select(i => $"@p{i}"))})";
        return insert;
    }
}
