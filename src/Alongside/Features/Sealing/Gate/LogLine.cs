using System.Data.Common;
using System.Globalization;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Alongside.Storage.Database;

namespace Alongside.Features.Sealing.Gate;

/// <summary>An entry of the log beside its side row, where it has one, as an audit reads a million of them.</summary>
internal readonly record struct LogLine(long Index, byte[] Leaf, LogSide? Side)
{
    /// <summary>What doesn't agree within this line, or null.</summary>
    public FormattableString? Trouble()
    {
        if (!LogLeaf.TryCommitment(Leaf, out var commitment)) return $"Entry {Index} can't be read.";
        if (Side is null || Side.Matches(commitment)) return null;
        return $"Entry {Index} is not about whom its side row says.";
    }

    /// <summary>The entries of these indexes in their order, over a connection that is open. By hand: of an audit's time EF took a third.</summary>
    public static async Task<List<LogLine>> Read(Database db, long from, long to, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT e."Index", e."Leaf", s."Subject", s."Folder", s."Salt" FROM "LogEntries" e
            LEFT JOIN "LogSides" s ON s."Index" = e."Index"
            WHERE e."Index" >= {from} AND e."Index" < {to} ORDER BY e."Index"
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var lines = new List<LogLine>();
        while (await reader.ReadAsync(stop)) lines.Add(new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), SideOf(reader)));
        return lines;
    }

    private static LogSide? SideOf(DbDataReader reader) => reader.IsDBNull(2) ? null : new(
        reader.GetInt64(0), new SubjectId(reader.GetGuid(2)), reader.IsDBNull(3) ? null : new FolderId(reader.GetGuid(3)), reader.GetFieldValue<byte[]>(4));
}
