using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Database = Alongside.Storage.Database;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What a work is begun for.</summary>
public enum Aim
{
    /// <summary>Nothing is written, to the log neither. On SQLite it waits for nobody: what it reads is as it was at one moment.</summary>
    Read,

    /// <summary>What leaves permissions, mandates and keys as they are.</summary>
    Write,

    /// <summary>What changes them. Then nothing is opened or sealed beside it.</summary>
    ChangePower,
}

/// <summary>
/// One transaction together with what it owes the access log. Nothing is acknowledged before both are durable;
/// the log's head is locked last, so that no other lock ever waits behind it.
/// </summary>
public sealed class Work : IAsyncDisposable
{
    // Whatever PostgreSQL was told about all its databases, a commit of ours is on the disk before it is answered.
    private const string Durably = "set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)";
    private const string TakeAlone = $"SELECT pg_advisory_xact_lock(7001), {Durably}";
    private const string TakeTogether = $"SELECT pg_advisory_xact_lock_shared(7001), {Durably}";

    private static readonly Question<int, Times?> time = new((db, _, _) => db.LogHeads.AsNoTracking()
        .Select(h => new Times(h.LatestAt, h.Size, db.ClockChecks.Select(c => (Instant?)c.LastAt).FirstOrDefault())).SingleOrDefault());

    private readonly Premises premises;
    private readonly PracticeClock clock;
    private readonly RandomSource random;
    private readonly IDisposable? turn;
    private readonly Aim aim;
    private readonly IDbContextTransaction transaction;
    private readonly List<(LogLeaf Leaf, SubjectId? Subject, FolderId? Folder)> owed = [];
    private bool ended;

    private Work(Database db, Premises premises, PracticeClock clock, RandomSource random, IDisposable? turn, IDbContextTransaction transaction, Instant at, Aim aim) =>
        (Db, this.premises, this.clock, this.random, this.turn, this.transaction, At, this.aim) = (db, premises, clock, random, turn, transaction, at, aim);

    public Database Db { get; }

    /// <summary>Now, and never earlier than the log's latest entry.</summary>
    public Instant At { get; }

    /// <summary>How many entries the log had as it began. Nothing that gives or takes power is done without one.</summary>
    public long LogSize { get; private init; }

    /// <summary>May permissions, mandates and keys change in it? Then nothing is opened or sealed beside it.</summary>
    public bool ChangesPower => aim == Aim.ChangePower;

    internal static async Task<Work> Begin(
        Database db, Premises premises, PracticeClock clock, RandomSource random, WriterQueue queue, Aim aim, CancellationToken stop)
    {
        if (db.Database.CurrentTransaction is not null) throw new InvalidOperationException("Work doesn't begin within another transaction.");
        // What fails in a work takes all of it along: no save within it needs a point to go back to.
        db.Database.AutoSavepointsEnabled = false;
        var entered = aim == Aim.Read ? null : await queue.Enter(db, stop);
        try
        {
            var begun = aim == Aim.Read ? await db.BeginReading(stop) : await db.Database.BeginTransactionAsync(stop);
            if (db.IsPostgres) await db.Database.ExecuteSqlRawAsync(aim == Aim.ChangePower ? TakeAlone : TakeTogether, stop);
            var (latest, size) = await ReadHead(db, clock, stop);
            // Strictly later than all before it, also while the clock stands or was set back: "from now on" must never
            // include what was there a moment ago.
            return new(db, premises, clock, random, entered, begun, Instant.Max(clock.GetCurrentInstant(), latest.PlusTicks(1)), aim) { LogSize = size };
        }
        catch
        {
            entered?.Dispose();
            throw;
        }
    }

    /// <summary>Lets the practice's clock know what the database says of time.</summary>
    /// <returns>The time of the log's latest entry.</returns>
    internal static async Task<Instant> ReadTime(Database db, PracticeClock clock, CancellationToken stop) => (await ReadHead(db, clock, stop)).LatestAt;

    private static async Task<(Instant LatestAt, long Size)> ReadHead(Database db, PracticeClock clock, CancellationToken stop)
    {
        var read = await time.Ask(db, 0, stop);
        if (read is null) return default;
        clock.Saw(read.LatestAt, read.CheckedAt);
        return (read.LatestAt, read.Size);
    }

    /// <summary>Adds an entry to what this transaction owes the log.</summary>
    public void Log(string act, ActorId actor, Purpose purpose, Basis basis = default, SubjectId? subject = null, FolderId? folder = null, byte[]? content = null) =>
        owed.Add((new(At, act, actor, purpose, basis, [], content ?? []), subject, folder));

    /// <summary>Saves, appends to the log and commits: all or none of it.</summary>
    public async Task Commit(CancellationToken stop = default)
    {
        if (aim == Aim.Read) throw new InvalidOperationException("What is begun to read commits nothing.");
        await Db.SaveChangesAsync(stop);
        if (owed.Count > 0) await Append(stop);
        await transaction.CommitAsync(stop);
        clock.Wrote(At);
        await End();
    }

    public ValueTask DisposeAsync() => new(End());

    private async Task Append(CancellationToken stop)
    {
        Db.ChangeTracker.Clear();
        var lockHead = Db.IsPostgres ? Db.LogHeads.FromSql($"SELECT * FROM \"LogHeads\" FOR UPDATE") : Db.LogHeads;
        var head = await lockHead.SingleAsync(stop);
        if (!head.IsGenuine(premises.House)) throw new InvalidOperationException("The access log's head was not written by this house. Nothing more is written until that is understood.");
        var frontier = head.Size == 0 ? new Frontier() : Frontier.Read(head.Frontier);
        foreach (var (leaf, subject, folder) in owed)
        {
            var side = subject is { } about ? new LogSide(frontier.Size, about, folder, random.Bytes(32)) : null;
            var bytes = (leaf with { Commitment = side?.Commitment() ?? [] }).Write();
            Db.LogEntries.Add(new(frontier.Size, bytes));
            if (side is not null) Db.LogSides.Add(side);
            frontier.Append(MerkleTree.LeafHash(bytes));
        }
        head.Advance(frontier.Size, frontier.Write(), At, premises.House);
        await Db.SaveChangesAsync(stop);
    }

    private sealed record Times(Instant LatestAt, long Size, Instant? CheckedAt);

    private async Task End()
    {
        if (ended) return;
        ended = true;
        await transaction.DisposeAsync();
        Db.ChangeTracker.Clear();
        turn?.Dispose();
    }
}
