using System.Data.Common;
using System.Security.Cryptography;
using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Benchmarks;

/// <summary>Appends to the access log by raw ADO.NET: the same rows, the same hashes, the head locked last.</summary>
internal static class RawLog
{
    private static readonly byte[] house = RandomNumberGenerator.GetBytes(32);

    public static async Task Append(DbConnection open, DbTransaction transaction, int entries)
    {
        if (entries == 0) return;
        var isPostgres = open is Npgsql.NpgsqlConnection;
        var (size, frontier, at) = await Head(open, transaction, isPostgres);
        for (var i = 0; i < entries; i++)
        {
            var (salt, subject) = (RandomNumberGenerator.GetBytes(32), Guid.NewGuid());
            var commitment = HMACSHA256.HashData(salt, new byte[44]);
            var leaf = new LogLeaf(Instant.FromUnixTimeTicks(at), "open", new(subject), Purpose.Care, default, commitment, []).Write();
            await Execute(open, transaction, """INSERT INTO "LogEntries" ("Index", "Leaf") VALUES (@a, @b)""", size, leaf);
            await Execute(open, transaction, """INSERT INTO "LogSides" ("Index", "Subject", "Folder", "Salt") VALUES (@a, @b, NULL, @c)""", size, subject, salt);
            frontier.Append(MerkleTree.LeafHash(leaf));
            size++;
        }
        var written = frontier.Write();
        await Execute(open, transaction, """UPDATE "LogHeads" SET "Size" = @a, "Frontier" = @b, "LatestAt" = @c, "Mac" = @d WHERE "Id" = 1""",
            size, written, at + 1, HMACSHA256.HashData(house, written));
    }

    private static async Task<(long Size, Frontier Frontier, long At)> Head(DbConnection open, DbTransaction transaction, bool isPostgres)
    {
        await using var command = open.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT \"Size\", \"Frontier\", \"LatestAt\" FROM \"LogHeads\"" + (isPostgres ? " FOR UPDATE" : "");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), Frontier.Read((byte[])reader.GetValue(1)), reader.GetInt64(2));
    }

    private static async Task Execute(DbConnection open, DbTransaction transaction, string sql, params object[] values)
    {
        await using var command = open.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{(char)('a' + i)}", values[i]);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }
}
