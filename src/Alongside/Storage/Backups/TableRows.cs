using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Alongside.Storage.Backups;

/// <summary>A table's rows as plain values that both databases keep alike, out of one of them and into another.</summary>
public static class TableRows
{
    /// <summary>All rows within the transaction that is under way, in the order of their key, which is the same in both.</summary>
    public static async IAsyncEnumerable<object?[]> Of(Database db, BackupTable table, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        // However long it takes until the first row comes.
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT {table.Quoted} FROM \"{table.Name}\" ORDER BY {string.Join(", ", table.Key.Select(k => Ordered(db, table, k)))}";
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Value(reader, i, table.Columns[i].Type);
            yield return row;
        }
    }

    /// <summary>Adds rows to a table that has none, within the transaction that is under way.</summary>
    /// <returns>How many.</returns>
    public static Task<long> Add(Database db, BackupTable table, IAsyncEnumerable<object?[]> rows, CancellationToken stop) =>
        db.IsPostgres ? AddToPostgres(db, table, rows, stop) : AddToSqlite(db, table, rows, stop);

    private static async Task<long> AddToSqlite(Database db, BackupTable table, IAsyncEnumerable<object?[]> rows, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({table.Quoted}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < table.Columns.Count; i++) command.Parameters.Add(new SqliteParameter($"@p{i}", null));
        var added = 0L;
        await foreach (var row in rows.WithCancellation(stop))
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(stop);
            added++;
        }
        return added;
    }

    // One statement, so that rows may refer to others of their own table that come later.
    private static async Task<long> AddToPostgres(Database db, BackupTable table, IAsyncEnumerable<object?[]> rows, CancellationToken stop)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var import = await connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.Quoted}) FROM STDIN (FORMAT BINARY)", stop);
        var added = 0L;
        await foreach (var row in rows.WithCancellation(stop))
        {
            await import.StartRowAsync(stop);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value) await import.WriteAsync(value, PostgresType(table.Columns[i].Type), stop);
                else await import.WriteNullAsync(stop);
            }
            added++;
        }
        await import.CompleteAsync(stop);
        return added;
    }

    // A database may be told to sort text as some language does, and SQLite sorts it by its bytes.
    private static string Ordered(Database db, BackupTable table, string column) =>
        db.IsPostgres && table.Columns.Single(c => c.Name == column).Type == typeof(string) ? $"\"{column}\" COLLATE \"C\"" : $"\"{column}\"";

    private static object Value(DbDataReader from, int column, Type type) => type switch
    {
        _ when type == typeof(long) => from.GetInt64(column),
        _ when type == typeof(int) => from.GetInt32(column),
        _ when type == typeof(bool) => from.GetBoolean(column),
        _ when type == typeof(string) => from.GetString(column),
        _ when type == typeof(Guid) => from.GetGuid(column),
        _ when type == typeof(byte[]) => from.GetFieldValue<byte[]>(column),
        _ => throw Unknown(type),
    };

    private static NpgsqlDbType PostgresType(Type type) => type switch
    {
        _ when type == typeof(long) => NpgsqlDbType.Bigint,
        _ when type == typeof(int) => NpgsqlDbType.Integer,
        _ when type == typeof(bool) => NpgsqlDbType.Boolean,
        _ when type == typeof(string) => NpgsqlDbType.Text,
        _ when type == typeof(Guid) => NpgsqlDbType.Uuid,
        _ when type == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw Unknown(type),
    };

    private static NotSupportedException Unknown(Type type) => new($"A backup holds no {type.Name}.");
}
