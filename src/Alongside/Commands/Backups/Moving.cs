using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;

namespace Alongside.Commands.Backups;

/// <summary>
/// Moves a practice from the SQLite file in its data folder into an empty PostgreSQL schema. The file can't be written to
/// from the first look at it until it says that the practice left; of the two databases never both are served.
/// </summary>
/// <param name="settings">Where it lies, and as its database where it moves to.</param>
/// <param name="machine">The machine's clock.</param>
/// <param name="random">Randomness.</param>
/// <param name="say">Told a line at a time how far it is.</param>
internal sealed class Moving(Settings settings, IClock machine, RandomSource random, Action<string> say)
{
    // The file as the settings would name it; and where it goes to.
    private readonly Settings from = settings with { Place = Settings.FileIn(settings.DataFolder) };
    private readonly DatabasePlace to = settings.Place.Patiently();

    public async Task<Outcome<MovedAway>> Run(CancellationToken stop)
    {
        if (to.Postgres is null) return new Refusal($"Where does it move to? Name an empty PostgreSQL database with --database, or as “database” in {Settings.FileName}.");
        if (!File.Exists(from.Place.SqliteFile)) return ExistingPractice.NoneIn(from.DataFolder);
        var folder = FolderLock.Take(from.DataFolder);
        if (folder.Refusal is { } served) return served;
        using var alone = folder.Value;
        var turn = BackupTurn.Take(from.DataFolder);
        if (turn.Refusal is { } taken) return taken;
        using var held = turn.Value;
        await using (var old = from.Place.Open(null))
            if (await MoveMarks.FindLeft(old, stop) is { } left) return await End(left, stop);
        var premises = await ExistingPractice.Read(from, stop);
        return premises.Refusal is { } absent ? absent : await Move(premises.Value, stop);
    }

    // The other one was whole before the file here was marked: only its own mark is left to take away.
    private async Task<Outcome<MovedAway>> End(MovedAway left, CancellationToken stop)
    {
        await using var target = to.Open(null);
        if (await MoveMarks.FindArriving(target, stop) != left.Move) return left.Refusal();
        await MoveMarks.MarkArrived(target, CancellationToken.None);
        say("It had moved but for the last step, which is done now.");
        return left;
    }

    private async Task<Outcome<MovedAway>> Move(Premises premises, CancellationToken stop)
    {
        await using var source = from.Place.Open(premises.House);
        if (await MayLeave(source, premises, stop) is { } mayNot) return mayNot;
        await using var unwritable = await source.Database.BeginTransactionAsync(stop);
        var audit = await LogAudit.Run(source, premises, stop);
        if (audit.Troubles.Count > 0) return new Refusal($"The access log does not agree with itself, so nothing moves. Keep this database as it is, and show it to your key-keepers.");
        if (await Checks.Stored(source, premises, stop).FirstOrDefaultAsync(f => !f.IsWell, stop) is { } trouble)
            return new Refusal($"Only what is well moves, and “alongside check” says: {trouble.Sentence}");

        var move = random.Id();
        await using (var target = to.Open(premises.House))
            if (await Load(source, target, premises, audit, move, stop) is { } unloaded) return unloaded;
        var unproven = await Prove(premises, audit, stop);
        await using var there = to.Open(null);
        // Whoever would empty it waits from here on, and finds it arrived.
        await using var arriving = await there.Database.BeginTransactionAsync(stop);
        if (await MoveMarks.FindArriving(there, stop) != move) return new Refusal($"Another move into {to.Name} came between, so nothing has moved from here. If a copy of this practice moves there, two of it are about to live: see to it that one is left, and try again.");
        if (unproven is not null)
        {
            await Snapshot.Empty(there, stop);
            await arriving.CommitAsync(stop);
            return unproven;
        }

        // From here on nobody may break it off: the file first, since neither may be served for a moment, and never both.
        var left = new MovedAway(move, machine.GetCurrentInstant().ToUnixTimeTicks(), to.Name);
        await MoveMarks.MarkLeft(source, left, CancellationToken.None);
        await source.Sessions.ExecuteDeleteAsync(CancellationToken.None);
        await unwritable.CommitAsync(CancellationToken.None);
        await MoveMarks.MarkArrived(there, CancellationToken.None);
        await arriving.CommitAsync(CancellationToken.None);
        await source.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", CancellationToken.None);
        return left;
    }

    private static async Task<Refusal?> MayLeave(Database source, Premises premises, CancellationToken stop)
    {
        if (premises.IsDemo) return new($"This is a demo, which is served from its own file alone. It doesn't move.");
        if (BackupTables.Undecided(source) is [var forgotten, ..]) return new($"Nobody has decided whether the table {forgotten} moves, too, so nothing does. Tell whoever makes Alongside.");
        if (await Ground.IsUnknown(source, stop) is { } unknown) return unknown;
        return (await Migrated.Pending(source, stop)).Count > 0 ? BackupMaking.Behind() : null;
    }

    private async Task<Refusal?> Load(Database source, Database target, Premises premises, Audit audit, Guid move, CancellationToken stop)
    {
        await using var loading = await target.Database.BeginTransactionAsync(stop);
        if (await Snapshot.IsUnfinished(target, stop)) return Snapshot.BrokenOff();
        // Nobody ever served what an earlier try left here.
        if (await MoveMarks.FindArriving(target, stop) is not null && await target.Practices.AnyAsync(p => p.Id == premises.Practice, stop)) await Snapshot.Empty(target, stop);
        if (!await Snapshot.IsEmpty(target, stop)) return new($"There is something in {to.Name} already. A practice moves into an empty database only; make one, with createdb.");
        var refusal = await Filling.Run(target, async () =>
        {
            await MoveMarks.MarkArriving(target, move, stop);
            return await Carry(source, target, stop);
        }, async () =>
        {
            var arrived = await LogAudit.Run(target, premises, stop);
            return arrived.Troubles.Count == 0 && arrived.Size == audit.Size && arrived.Root.AsSpan().SequenceEqual(audit.Root) ? null : Otherwise("LogEntries");
        }, stop);
        if (refusal is null) await loading.CommitAsync(stop);
        return refusal;
    }

    private async Task<Refusal?> Carry(Database source, Database target, CancellationToken stop)
    {
        var (leaving, arriving) = (BackupTables.Of(source, BackupTables.All), BackupTables.Of(target, BackupTables.All));
        var along = await MoveProgress.Count(source, leaving, say, stop);
        foreach (var table in leaving)
        {
            try
            {
                if (await TableMove.Carry(source, table, target, arriving.Single(t => t.Name == table.Name), along.Arrived, stop) is null) return Otherwise(table.Name);
            }
            // Values of the wrong kind, and rows that lack what they refer to.
            catch (PostgresException unfit) when (unfit.SqlState[..2] is "22" or "23")
            {
                return new($"PostgreSQL doesn't take what the table {table.Name} holds, so nothing has moved. If its database is in UTF-8, as “createdb --encoding UTF8” makes it, tell whoever makes Alongside.");
            }
        }
        // Until it has counted them, PostgreSQL reads full tables as if they were empty.
        await target.Database.ExecuteSqlRawAsync("ANALYZE", stop);
        say($"All {along.Total} rows of {leaving.Count} tables are there, each as it was.");
        return null;
    }

    /// <summary>Compares what has arrived with the access log, row by row and ciphertext by ciphertext, and looks at it as check does.</summary>
    private async Task<Refusal?> Prove(Premises premises, Audit audit, CancellationToken stop)
    {
        await using var practice = new PracticeAtHand(to, premises, machine, random);
        say($"The access log has the {audit.Size} entries and the root that it had: {Convert.ToHexStringLower(audit.Root)}.");
        if (await practice.Arrive(audit.Root, stop, LogActs.Move) is > 0 and var stopped)
            return new($"The records of {stopped} people differ from the access log, so nothing has moved. Keep the file as it is, and show it to your key-keepers.");
        say($"All {await practice.Db.SealedRecords.LongCountAsync(stop)} ciphertexts are what the access log says.");
        await foreach (var finding in Checks.Stored(practice.Db, premises, stop))
        {
            if (!finding.IsWell) return new($"What has arrived is not well, so nothing has moved: {finding.Sentence}");
            say(finding.Sentence);
        }
        return null;
    }

    private static Refusal Otherwise(string table) => new($"The table {table} did not arrive as it was, so nothing has moved. Tell whoever makes Alongside.");
}
