using Alongside.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Alongside.Storage.Database;

namespace Alongside.Commands.Backups;

/// <summary>Says how far a move is, in steps of ten percent.</summary>
internal sealed class MoveProgress(long total, Action<string> say)
{
    private long arrived;

    public long Total => total;

    public static async Task<MoveProgress> Count(Database db, IReadOnlyList<BackupTable> tables, Action<string> say, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"SELECT {string.Join(" + ", tables.Select(t => $"(SELECT COUNT(*) FROM \"{t.Name}\")"))}";
        return new((long)(await command.ExecuteScalarAsync(stop))!, say);
    }

    /// <summary>One more row has arrived.</summary>
    public void Arrived()
    {
        if (++arrived * 10 / total > (arrived - 1) * 10 / total) say($"{arrived * 10 / total * 10} %: {arrived} rows.");
    }
}
