using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;

namespace Alongside.Commands.Backups;

/// <summary>
/// Restores a backup beside the living practice, into the same kind of database, has it opened by somebody, and takes it
/// away again. Only what was proven there is written into the living practice.
/// </summary>
internal sealed class Trial(Settings settings, Premises living, OpenedBackup backup, IClock machine, RandomSource random)
{
    public const string FolderName = "trial";

    private string Folder => FolderOf(settings);

    private string Schema => SchemaOf(living);

    /// <summary>Why this backup has nothing to do with the living practice; null when it is of its own past.</summary>
    public async Task<Refusal?> IsOurs(CancellationToken stop)
    {
        if (backup.Manifest.Practice != living.Practice) return new($"This backup is another practice's. Name the data folder of the practice that it is of.");
        if (!backup.House.Write().AsSpan().SequenceEqual(living.House.Write())) return new($"The house file in this backup is not the one that this practice stands on. Use another backup.");
        // The entry holds the hash of all the data, with the log that was there; so it also says of which past it is.
        await using var db = settings.Place.Open(null);
        return await db.KnowsBackup(backup.Manifest.LogSize, backup.Found.Known, stop)
            ? null
            : new($"The access log here doesn't know this backup: one of the two has another past. Keep both as they are, and show them to your key-keepers.");
    }

    /// <param name="open">Lets somebody open theirs in the restored practice.</param>
    /// <param name="stop">Ends it early; nothing stays.</param>
    public async Task<Outcome<BackupProof>> Run(Func<PracticeAtHand, Task<Outcome<OpenedTheirs>>> open, CancellationToken stop)
    {
        var turn = BackupTurn.Take(settings.DataFolder);
        if (turn.Refusal is { } taken) return taken;
        using var held = turn.Value;
        if (await IsOurs(stop) is { } foreign) return foreign;
        var place = await Begin(stop);
        try
        {
            if (await Restoring.Load(backup, place, stop) is { } unloaded) return unloaded;
            await using var tried = new PracticeAtHand(place, backup.Premises, machine, random);
            if (await tried.Arrive(backup.Found.Known, stop) is > 0 and var stopped)
                return new Refusal($"In this backup the records of {stopped} people differ from the access log, so it is not proven. “alongside check” says whether the practice itself differs, too.");
            var theirs = await open(tried);
            if (theirs.Refusal is { } unopened) return unopened;
            await using var practice = new PracticeAtHand(settings.Place, living, machine, random);
            return await practice.Prove(backup.Manifest, await tried.Db.SealedRecords.LongCountAsync(stop), theirs.Value, stop);
        }
        finally
        {
            await End(place);
        }
    }

    /// <summary>Where the copy of a trial lies that was killed, with old keys in it; nothing where there is none.</summary>
    public static async Task<string?> Left(Settings settings, Premises living, Database db, CancellationToken stop)
    {
        if (!db.IsPostgres) return Directory.Exists(FolderOf(settings)) ? FolderOf(settings) : null;
        var schema = SchemaOf(living);
        return await db.Database.SqlQuery<int>($"SELECT COUNT(*)::int AS \"Value\" FROM pg_namespace WHERE nspname = {schema}").SingleAsync(stop) > 0 ? schema : null;
    }

    private static string FolderOf(Settings settings) => Path.Combine(settings.DataFolder, FolderName);

    private static string SchemaOf(Premises living) => $"alongside_trial_{living.Practice:n}";

    private async Task<DatabasePlace> Begin(CancellationToken stop)
    {
        if (settings.Place.Postgres is { } connection)
        {
            await Execute($"DROP SCHEMA IF EXISTS \"{Schema}\" CASCADE; CREATE SCHEMA \"{Schema}\"", stop);
            return DatabasePlace.Of(new NpgsqlConnectionStringBuilder(connection) { SearchPath = Schema, Pooling = false }.ToString());
        }
        Shred();
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return DatabasePlace.Sqlite(Path.Combine(Folder, "practice.db"));
    }

    // Also when somebody broke it off: what lies there may have been dropped here since.
    private async Task End(DatabasePlace place)
    {
        Restoring.Settle(place);
        if (settings.Place.Postgres is not null) await Execute($"DROP SCHEMA IF EXISTS \"{Schema}\" CASCADE", CancellationToken.None);
        else Shred();
    }

    private async Task Execute(string sql, CancellationToken stop)
    {
        await using var db = settings.Place.Open(null);
        await db.Database.ExecuteSqlRawAsync(sql, stop);
    }

    // Written over before they go. A disk may keep what was written over, as it may with all that is ever deleted.
    // Where a link leads is none of ours: the link goes, and nothing else.
    private void Shred()
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var path in IsLink(Folder) ? [] : Directory.EnumerateFiles(Folder).Where(f => !IsLink(f)))
        {
            using var file = File.OpenWrite(path);
            var nothing = new byte[1 << 16];
            for (var left = file.Length; left > 0; left -= nothing.Length) file.Write(nothing.AsSpan(0, (int)Math.Min(left, nothing.Length)));
            file.Flush(flushToDisk: true);
        }
        Directory.Delete(Folder, recursive: true);
    }

    private static bool IsLink(string path) => File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);
}
