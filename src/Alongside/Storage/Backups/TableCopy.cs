using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Alongside.Storage.Backups;

/// <summary>
/// A table's rows as bytes that belong to neither database. Each row is a 1 and its values, each behind what it is
/// (0 nothing, 1 a number of 8 bytes, 2 text and 3 bytes behind their length, 4 an id, 5 yes or no); a 0 ends the table.
/// </summary>
public static class TableCopy
{
    private const byte Null = 0, Number = 1, Text = 2, Bytes = 3, Id = 4, YesNo = 5;

    /// <summary>Writes all rows, in the order of their key.</summary>
    /// <returns>How many.</returns>
    public static async Task<long> Write(Database db, BackupTable table, Stream to, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"SELECT {table.Quoted} FROM \"{table.Name}\" ORDER BY {string.Join(", ", table.Key.Select(k => $"\"{k}\""))}";
        await using var reader = await command.ExecuteReaderAsync(stop);
        await using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        var rows = 0L;
        for (; await reader.ReadAsync(stop); rows++)
        {
            writer.Write((byte)1);
            for (var i = 0; i < table.Columns.Count; i++) WriteValue(writer, reader, i, table.Columns[i].Type);
        }
        writer.Write((byte)0);
        return rows;
    }

    /// <summary>Reads rows into a table that has none, within the transaction that is under way.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="InvalidDataException">These are no rows of this table.</exception>
    public static Task<long> Read(Database db, BackupTable table, Stream from, CancellationToken stop) =>
        db.IsPostgres ? ReadIntoPostgres(db, table, from, stop) : ReadIntoSqlite(db, table, from, stop);

    private static async Task<long> ReadIntoSqlite(Database db, BackupTable table, Stream from, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({table.Quoted}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < table.Columns.Count; i++) command.Parameters.Add(new SqliteParameter($"@p{i}", null));
        var rows = 0L;
        foreach (var row in Rows(table, from))
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(stop);
            rows++;
        }
        return rows;
    }

    // One statement, so that rows may refer to others of their own table that come later.
    private static async Task<long> ReadIntoPostgres(Database db, BackupTable table, Stream from, CancellationToken stop)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var import = await connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.Quoted}) FROM STDIN (FORMAT BINARY)", stop);
        var rows = 0L;
        foreach (var row in Rows(table, from))
        {
            await import.StartRowAsync(stop);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value) await import.WriteAsync(value, PostgresType(table.Columns[i].Type), stop);
                else await import.WriteNullAsync(stop);
            }
            rows++;
        }
        await import.CompleteAsync(stop);
        return rows;
    }

    private static IEnumerable<object?[]> Rows(BackupTable table, Stream from)
    {
        using var reader = new BinaryReader(from, System.Text.Encoding.UTF8, leaveOpen: true);
        while (reader.ReadByte() == 1)
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = ReadValue(reader, table.Columns[i].Type);
            yield return row;
        }
    }

    private static void WriteValue(BinaryWriter to, DbDataReader from, int column, Type type)
    {
        if (from.IsDBNull(column)) to.Write(Null);
        else if (type == typeof(long)) Put(Number, () => to.Write(from.GetInt64(column)));
        else if (type == typeof(int)) Put(Number, () => to.Write((long)from.GetInt32(column)));
        else if (type == typeof(bool)) Put(YesNo, () => to.Write(from.GetBoolean(column)));
        else if (type == typeof(string)) Put(Text, () => to.Write(from.GetString(column)));
        else if (type == typeof(Guid)) Put(Id, () => to.Write(from.GetGuid(column).ToByteArray(bigEndian: true)));
        else if (type == typeof(byte[])) Put(Bytes, () => WriteBytes(to, from.GetFieldValue<byte[]>(column)));
        else throw new NotSupportedException($"A backup holds no {type.Name}.");

        void Put(byte kind, Action value)
        {
            to.Write(kind);
            value();
        }
    }

    private static void WriteBytes(BinaryWriter to, byte[] bytes)
    {
        to.Write7BitEncodedInt(bytes.Length);
        to.Write(bytes);
    }

    private static object? ReadValue(BinaryReader from, Type type) => (from.ReadByte(), type) switch
    {
        (Null, _) => null,
        (Number, var t) when t == typeof(long) => from.ReadInt64(),
        (Number, var t) when t == typeof(int) => checked((int)from.ReadInt64()),
        (YesNo, var t) when t == typeof(bool) => from.ReadBoolean(),
        (Text, var t) when t == typeof(string) => from.ReadString(),
        (Id, var t) when t == typeof(Guid) => new Guid(from.ReadBytes(16), bigEndian: true),
        (Bytes, var t) when t == typeof(byte[]) => from.ReadBytes(from.Read7BitEncodedInt()),
        _ => throw new InvalidDataException("These are no rows of this table."),
    };

    private static NpgsqlDbType PostgresType(Type type) => type switch
    {
        _ when type == typeof(long) => NpgsqlDbType.Bigint,
        _ when type == typeof(int) => NpgsqlDbType.Integer,
        _ when type == typeof(bool) => NpgsqlDbType.Boolean,
        _ when type == typeof(string) => NpgsqlDbType.Text,
        _ when type == typeof(Guid) => NpgsqlDbType.Uuid,
        _ when type == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"A backup holds no {type.Name}."),
    };
}
