using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Commands.Backups;

/// <summary>Somebody opened theirs: how many records.</summary>
internal sealed record OpenedTheirs(PersonId Person, int Records);

/// <summary>A practice as a command works with it: a database, the gate, and no server around them.</summary>
internal sealed class PracticeAtHand : IAsyncDisposable
{
    private readonly Premises premises;
    private readonly RandomSource random;
    private readonly WriterQueue queue = new();

    public PracticeAtHand(DatabasePlace place, Premises premises, IClock machine, RandomSource random)
    {
        (this.premises, this.random) = (premises, random);
        Db = place.Open(premises.House);
        Vault = new(Db, premises, random);
        Gate = new(Db, premises, new(machine), random, queue, Vault);
    }

    public Database Db { get; }

    public Gate Gate { get; }

    private Vault Vault { get; }

    // A server that writes without pause lets its own next writer pass first. Asked for seven times a second, as by
    // default, its file may not be free once in half a minute.
    public async Task<Work> Begin(CancellationToken stop)
    {
        await Db.Database.OpenConnectionAsync(stop);
        if (!Db.IsPostgres) await Db.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout = 50", stop);
        return await Gate.BeginPower(stop);
    }

    /// <summary>Writes down that this was restored, or moved, and compares rows, wraps and every ciphertext with the log.</summary>
    /// <param name="known">What it is known by: 32 bytes.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="act">What befell it.</param>
    /// <returns>How many people's records are stopped, because something differs.</returns>
    public async Task<int> Arrive(byte[] known, CancellationToken stop, string act = LogActs.Restore)
    {
        await using var work = await Begin(stop);
        work.Log(act, default, Purpose.KeyKeeping, content: known);
        var stopped = await new Sweep(Db, Vault, premises).Run(work);
        await work.Commit(stop);
        return stopped;
    }

    /// <summary>Opens all that is somebody's own, through the gate, as their own visit would.</summary>
    public async Task<Outcome<OpenedTheirs>> OpenTheirs(string name, string passphrase, CancellationToken stop)
    {
        var credentials = new Credentials(Db, premises, random);
        var salt = credentials.SaltForName(SignInName.Typed(name).Text);
        var derived = Argon.Derive(Passphrase.Typed(passphrase).Bytes.ToArray(), salt);
        if (await credentials.Open(Shown.Slow(CredentialKind.Passphrase, derived)) is not { } found)
            return new Refusal($"This name and passphrase open nothing in the backup. They have to be those of the moment in which it was made.");
        var keyring = new Keyring(found.Person, found.KeyNumber, found.Key, random.Bytes(32));
        var (subject, part) = (found.Person.Subject, found.Person.Value);
        var folders = (await Db.Folders.AsNoTracking().Where(f => f.Subject == subject || f.Part == part).ToListAsync(stop))
            .Where(f => Policy.OwnerOf(f) == found.Person.Value).Select(f => f.Id).ToList();
        var records = await Db.SealedRecords.CountAsync(r => folders.Contains(r.Folder), stop);
        if (records == 0) return new Refusal($"Nothing is sealed about this person yet, so it proves nothing. Let somebody try who has kept their name here, for instance.");
        var opened = (await Gate.OpenAll(keyring, folders, Purpose.Own, stop: stop)).Sum(f => f.CountReadable());
        if (opened != records) return new Refusal($"Of this person's {records} records only {opened} open. This backup is not proven.");
        return new OpenedTheirs(found.Person, opened);
    }

    /// <summary>Writes down that a backup was restored and opened.</summary>
    public async Task<BackupProof> Prove(Manifest backup, long records, OpenedTheirs theirs, CancellationToken stop)
    {
        await using var work = await Begin(stop);
        var proof = new BackupProof(backup.Backup, backup.MadeAt, records, theirs.Person, work.At);
        Db.BackupProofs.Add(proof);
        work.Log(LogActs.BackupProven, theirs.Person.Actor, Purpose.KeyKeeping, content: proof.Hash());
        await work.Commit(stop);
        return proof;
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        queue.Dispose();
    }
}
