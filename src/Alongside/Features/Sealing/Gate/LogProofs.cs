using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What the access log can show to whoever doesn't take our word for it.</summary>
public static class LogProofs
{
    private static readonly Refusal notOurs = new($"The access log’s head was not written by this house. Nothing is signed until that is understood.");

    private static readonly Refusal notWhole = new($"The entries don’t give the root that the head holds. “alongside log verify” says more.");

    /// <summary>Where the log stands. Reads its head alone.</summary>
    public static async Task<Outcome<Checkpoint>> Now(Database db, Premises premises, CancellationToken stop = default)
    {
        var head = await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(stop);
        if (head is null || !head.IsGenuine(premises.House)) return notOurs;
        return Checkpoint.Of(premises, head.Size, head.Size == 0 ? MerkleTree.EmptyRoot() : Frontier.Read(head.Frontier).Root());
    }

    /// <summary>That the log at one size is the beginning of the log at another (RFC 6962 §2.1.2).</summary>
    /// <returns>Hashes of 32 bytes; null where entries are missing.</returns>
    public static Task<IReadOnlyList<byte[]>?> Consistency(Database db, LogRuns runs, long from, long to, CancellationToken stop = default) =>
        runs.Roots(db, MerkleProofs.ConsistencyRanges(from, to), stop);

    /// <summary>
    /// Where the log stood as this day began in UTC: what anybody may have. The present size would tell whoever asks each
    /// minute when somebody is at work here.
    /// </summary>
    public static async Task<Outcome<Checkpoint>> AsDayBegan(Database db, Premises premises, LogRuns runs, Instant at, CancellationToken stop = default)
    {
        var now = await Now(db, premises, stop);
        if (now.Refusal is { } refusal) return refusal;
        var (day, size) = (at.InUtc().Date, now.Value.Size);
        // What this process remembers of the log may be what was there before somebody rewrote it: the head decides.
        for (var tries = 0; tries < 2; tries++, await runs.Forget(stop))
        {
            var began = runs.AsDayBegan is { } known && known.Day == day && known.Size <= size ? known.Size
                : await SizeAt(db, day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), size, stop);
            if (began is not { } stood || await runs.Roots(db, [new(0, stood), new(0, size)], stop) is not [var root, var whole] || !whole.AsSpan().SequenceEqual(now.Value.Root)) continue;
            runs.AsDayBegan = (day, stood);
            return Checkpoint.Of(premises, stood, root);
        }
        return notWhole;
    }

    // Time goes one way in the log, so the first entry of a day is found by halving.
    private static async Task<long?> SizeAt(Database db, Instant at, long size, CancellationToken stop)
    {
        var (low, high) = (0L, size);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await db.LogEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Index == middle, stop) is not { } entry || LogLeaf.Read(entry.Leaf) is not { } leaf) return null;
            if (leaf.At < at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>That an entry stands in the log. Reads all of them once, and holds a few hashes.</summary>
    public static async Task<Outcome<EntryProof>> Of(Database db, Premises premises, long entry, CancellationToken stop = default)
    {
        var now = await Now(db, premises, stop);
        if (now.Refusal is { } refusal) return refusal;
        var size = now.Value.Size;
        if (entry < 0 || entry >= size) return new Refusal($"The access log has no entry {entry}: it has {size}, and the first is 0.");
        var ranges = MerkleProofs.InclusionRanges(entry, size);
        var parts = ranges.Select(r => (Range: r, Tree: new Frontier())).OrderBy(p => p.Range.Start).ToList();
        var (leaf, part) = (Array.Empty<byte>(), 0);
        await foreach (var one in db.LogEntries.AsNoTracking().Where(e => e.Index < size).OrderBy(e => e.Index).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (one.Index == entry)
            {
                leaf = one.Leaf;
                continue;
            }
            while (part < parts.Count && one.Index >= parts[part].Range.Start + parts[part].Range.Count) part++;
            if (part < parts.Count) parts[part].Tree.Append(MerkleTree.LeafHash(one.Leaf));
        }
        var roots = parts.ToDictionary(p => p.Range, p => Convert.ToHexStringLower(p.Tree.Root()));
        var proof = new EntryProof(entry, Convert.ToHexStringLower(leaf), [.. ranges.Select(r => roots[r])], now.Value.Write());
        return proof.Check().Refusal is null ? proof : new Refusal($"The entries don’t give the root that the head holds: something in the log was changed. “alongside log verify” says more.");
    }
}
