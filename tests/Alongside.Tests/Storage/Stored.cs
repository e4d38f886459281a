using System.Text;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Storage;

/// <summary>What lies in tables, value by value, as whoever took the database would read it.</summary>
internal static class Stored
{
    /// <summary>Every text, id and sequence of bytes in these tables (in all of them, where none is named); ids as text.</summary>
    public static async Task<List<byte[]>> Values(Database db, params Type[] of)
    {
        var values = new List<byte[]>();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var table in db.Model.GetEntityTypes().Where(t => of.Length == 0 || of.Contains(t.ClrType)).Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                for (var i = 0; i < reader.FieldCount; i++)
                    if (Bytes(reader.GetValue(i)) is { } value) values.Add(value);
        }
        return values;
    }

    private static byte[]? Bytes(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        Guid id => Encoding.UTF8.GetBytes(id.ToString()),
        _ => null,
    };
}
