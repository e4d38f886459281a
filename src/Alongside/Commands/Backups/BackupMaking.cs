using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;
using NodaTime;

namespace Alongside.Commands.Backups;

/// <summary>A backup that was made: what it says of itself, and the passphrase, which is nowhere else.</summary>
internal sealed record MadeBackup(Manifest Manifest, TwelveWords Passphrase);

/// <summary>
/// Makes a backup while the practice goes on. All of it is of one moment; the access log's entry about it is durable
/// before either folder is in its place.
/// </summary>
internal sealed class BackupMaking(DatabasePlace place, Premises premises, IClock machine, RandomSource random)
{
    public const string SealedKeys = "keys.sealed", KeysUse = "keys of a backup";

    /// <summary>How the practice is opened for reading; tests open one with a table too many.</summary>
    internal Func<Database> Open { get; init; } = () => place.Open(null);

    public async Task<Outcome<MadeBackup>> Make(BackupPlaces to, CancellationToken stop)
    {
        if (to.AreFree() is { } taken) return taken;
        var passphrase = TwelveWords.New(random);
        using var data = BackupFolder.Begin(to.Data);
        using var keys = BackupFolder.Begin(to.Keys);
        Outcome<Manifest> written;
        byte[] known;
        await using (var db = Open())
        {
            if (BackupTables.Undecided(db) is [var forgotten, ..])
                return new Refusal($"Nobody has decided whether a backup holds the table {forgotten}, so no backup is made that could lack it. Keep your latest one, and tell whoever makes Alongside.");
            if ((await Migrated.Pending(db, stop)).Count > 0) return Behind();
            await Snapshot.Hold(db, stop);
            written = await WriteData(db, data, stop);
            if (written.Refusal is { } refusal) return refusal;
            known = data.WriteSums();
            await WriteKeys(db, keys, written.Value, known, passphrase, stop);
            keys.WriteSums();
        }
        await Log(known, stop);
        keys.Move();
        data.Move();
        keys.Keep();
        data.Keep();
        return new MadeBackup(written.Value, passphrase);
    }

    public static Refusal Behind() => new($"The database is behind this version. Let “alongside serve” update it first.");

    private async Task<Outcome<Manifest>> WriteData(Database db, BackupFolder data, CancellationToken stop)
    {
        var audit = await LogAudit.Run(db, premises, stop);
        if (audit.Troubles.Count > 0)
            return new Refusal($"The access log does not agree with itself, and a backup of it could not be restored. Keep this database as it is, and show it to your key-keepers.");
        var clock = new PracticeClock(machine);
        await Work.ReadTime(db, clock, stop);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in BackupTables.Of(db, BackupTables.WithTheData))
        {
            await using var file = data.New(NameOf(table));
            rows[table.Name] = await TableCopy.Write(db, table, file, stop);
            file.Flush(flushToDisk: true);
        }
        var at = clock.GetCurrentInstant();
        var manifest = new Manifest(Manifest.Known, Manifest.Data, random.Id(), premises.Practice, premises.IsDemo, at, at + BackupProof.KeysLive,
            Snapshot.Steps(db), audit.Size, Convert.ToHexStringLower(audit.Root), rows, null);
        data.Write(Manifest.FileName, manifest.Write());
        return manifest;
    }

    // What opens the keys is bound to their manifest, so that nobody gives them a longer life; and they hold the sums of
    // the data, so that nobody changes that under them.
    private async Task WriteKeys(Database db, BackupFolder keys, Manifest data, byte[] known, TwelveWords passphrase, CancellationToken stop)
    {
        var salt = random.Bytes(Argon.SaltSize);
        var manifest = (data with { Holds = Manifest.Keys, Rows = new Dictionary<string, long>(), Salt = Convert.ToHexStringLower(salt) }).Write();
        keys.Write(Manifest.FileName, manifest);
        await using var file = keys.New(SealedKeys);
        await using var sealing = new SealingStream(file, passphrase.Key(salt, KeysUse), manifest);
        sealing.Write(known);
        sealing.Write(premises.House.Write());
        foreach (var table in BackupTables.Of(db, BackupTables.WithTheKeys)) await TableCopy.Write(db, table, sealing, stop);
        sealing.Finish();
        file.Flush(flushToDisk: true);
    }

    private async Task Log(byte[] known, CancellationToken stop)
    {
        await using var practice = new PracticeAtHand(place, premises, machine, random);
        await using var work = await practice.Begin(stop);
        work.Log(LogActs.Backup, default, Purpose.KeyKeeping, content: known);
        await work.Commit(stop);
    }

    public static string NameOf(BackupTable table) => $"{table.Name}.rows";
}
