using System.Text;

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
        await using var writer = new BinaryWriter(to, Encoding.UTF8, leaveOpen: true);
        var rows = 0L;
        await foreach (var row in TableRows.Of(db, table, stop))
        {
            WriteRow(writer, row);
            rows++;
        }
        writer.Write((byte)0);
        return rows;
    }

    /// <summary>Reads rows into a table that has none, within the transaction that is under way.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="InvalidDataException">These are no rows of this table.</exception>
    public static Task<long> Read(Database db, BackupTable table, Stream from, CancellationToken stop) =>
        TableRows.Add(db, table, Rows(table, from).ToAsyncEnumerable(), stop);

    /// <summary>One row, with the 1 before it.</summary>
    internal static void WriteRow(BinaryWriter to, object?[] row)
    {
        to.Write((byte)1);
        foreach (var value in row) WriteValue(to, value);
    }

    private static IEnumerable<object?[]> Rows(BackupTable table, Stream from)
    {
        using var reader = new BinaryReader(from, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadByte() == 1)
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = ReadValue(reader, table.Columns[i].Type);
            yield return row;
        }
    }

    private static void WriteValue(BinaryWriter to, object? value)
    {
        switch (value)
        {
            case null: to.Write(Null); break;
            case long number: to.Write(Number); to.Write(number); break;
            case int number: to.Write(Number); to.Write((long)number); break;
            case bool yes: to.Write(YesNo); to.Write(yes); break;
            case string text: to.Write(Text); to.Write(text); break;
            case Guid id: to.Write(Id); to.Write(id.ToByteArray(bigEndian: true)); break;
            case byte[] bytes: to.Write(Bytes); to.Write7BitEncodedInt(bytes.Length); to.Write(bytes); break;
            default: throw new NotSupportedException($"A backup holds no {value.GetType().Name}.");
        }
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
}
