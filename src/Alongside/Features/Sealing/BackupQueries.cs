using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>What a practice knows about its backups.</summary>
public static class BackupQueries
{
    private const int Batch = 1_000;

    /// <summary>The latest proof that a backup can be restored and opened. One that this house did not write is none.</summary>
    public static async Task<BackupProof?> LatestProof(this Database db, House house, CancellationToken stop = default) =>
        (await db.BackupProofs.AsNoTracking().ToListAsync(stop)).Where(p => p.IsGenuine(house)).MaxBy(p => p.At);

    /// <summary>Is a share of the escrow still waiting to be put on paper?</summary>
    public static Task<bool> LacksPaper(this Database db, CancellationToken stop = default) => db.EscrowShares.AnyAsync(s => s.PrintedAt == null, stop);

    /// <summary>When the latest backup was made, by the access log, as far back as this.</summary>
    public static async Task<Instant?> LatestBackup(this Database db, Instant since, CancellationToken stop = default) =>
        (await db.Latest(LogActs.Backup, since, stop))?.Leaf.At;

    /// <summary>What the latest restore left out, by the access log, as far back as this.</summary>
    public static async Task<Gap?> LatestGap(this Database db, Instant since, CancellationToken stop = default)
    {
        if (await db.Latest(LogActs.Restore, since, stop) is not var (index, leaf)) return null;
        var before = await db.LogEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Index == index - 1, stop);
        return new(before is null || LogLeaf.Read(before.Leaf) is not { } last ? leaf.At : last.At, leaf.At);
    }

    private static async Task<(long Index, LogLeaf Leaf)?> Latest(this Database db, string act, Instant since, CancellationToken stop)
    {
        for (var before = long.MaxValue; ;)
        {
            var entries = await db.LogEntries.AsNoTracking().Where(e => e.Index < before).OrderByDescending(e => e.Index).Take(Batch).ToListAsync(stop);
            foreach (var entry in entries)
            {
                if (LogLeaf.Read(entry.Leaf) is not { } leaf) continue;
                if (leaf.At < since) return null;
                if (leaf.Act == act) return (entry.Index, leaf);
            }
            if (entries.Count < Batch) return null;
            before = entries[^1].Index;
        }
    }

    /// <summary>Does the access log say, after so many entries, that this backup was made?</summary>
    /// <param name="db">The practice.</param>
    /// <param name="size">How many entries the backup holds.</param>
    /// <param name="content">What its entry holds of it, 32 bytes.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<bool> KnowsBackup(this Database db, long size, byte[] content, CancellationToken stop = default)
    {
        await foreach (var entry in db.LogEntries.AsNoTracking().Where(e => e.Index >= size).OrderBy(e => e.Index).AsAsyncEnumerable().WithCancellation(stop))
            if (LogLeaf.Read(entry.Leaf) is { Act: LogActs.Backup } leaf && leaf.Content.AsSpan().SequenceEqual(content)) return true;
        return false;
    }
}
