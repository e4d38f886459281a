using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Commands.Backups;

/// <summary>Reads an opened backup into an empty file or schema: all of it, checked and guarded, or nothing.</summary>
internal static class Restoring
{
    public static async Task<Refusal?> Load(OpenedBackup backup, DatabasePlace place, CancellationToken stop)
    {
        place.Make();
        await using var db = place.Open(backup.House);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await Snapshot.IsUnfinished(db, stop)) return Snapshot.BrokenOff();
        if (!await Snapshot.IsEmpty(db, stop))
            return new($"There is something in this database already. A backup is restored into an empty one only, so that nothing newer is lost.");
        if (await Filling.Run(db, () => Rows(db, backup, stop), () => Check(db, backup, stop), stop) is { } unloaded) return unloaded;
        await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>Lets go of a SQLite file, so that all of it lies in that one file.</summary>
    public static void Settle(DatabasePlace place)
    {
        if (place.SqliteFile is null) return;
        using var db = place.Open(null);
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    private static async Task<Refusal?> Rows(Database db, OpenedBackup backup, CancellationToken stop)
    {
        await Snapshot.MarkUnfinished(db, stop);
        try
        {
            return await Fill(db, backup, stop);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            return BackupFolder.Damaged(backup.Found.At.Data);
        }
    }

    private static async Task<Refusal?> Fill(Database db, OpenedBackup backup, CancellationToken stop)
    {
        foreach (var table in BackupTables.Of(db, BackupTables.WithTheData))
        {
            await using var rows = backup.Data(table);
            if (await TableCopy.Read(db, table, rows, stop) != backup.Manifest.Rows.GetValueOrDefault(table.Name, -1)) return BackupFolder.Damaged(backup.Found.At.Data);
        }
        await using var keys = backup.Keys();
        foreach (var table in BackupTables.Of(db, BackupTables.WithTheKeys)) await TableCopy.Read(db, table, keys, stop);
        return null;
    }

    private static async Task<Refusal?> Check(Database db, OpenedBackup backup, CancellationToken stop)
    {
        var practice = await db.Practices.AsNoTracking().SingleOrDefaultAsync(stop);
        if (practice is null || practice.Id != backup.Manifest.Practice) return BackupFolder.Damaged(backup.Found.At.Data);
        if (!practice.HouseMark.AsSpan().SequenceEqual(backup.House.Mac("mark", practice.Id.ToByteArray())))
            return new($"The house file in this backup is not the one that its practice stands on. Use another backup.");
        var audit = await LogAudit.Run(db, backup.Premises, stop);
        return audit.Troubles.Count == 0 && audit.Size == backup.Manifest.LogSize && Convert.ToHexStringLower(audit.Root) == backup.Manifest.LogRoot
            ? null
            : new($"The access log in this backup does not agree with itself. Use another backup, and show this one to your key-keepers.");
    }
}
