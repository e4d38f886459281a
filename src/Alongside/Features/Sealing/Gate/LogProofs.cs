using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What the access log can show to whoever doesn't take our word for it.</summary>
public static class LogProofs
{
    private static readonly Refusal notOurs = new($"The access log’s head was not written by this house. Nothing is signed until that is understood.");

    /// <summary>Where the log stands. Reads its head alone.</summary>
    public static async Task<Outcome<Checkpoint>> Now(Database db, Premises premises, CancellationToken stop = default)
    {
        var head = await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(stop);
        if (head is null || !head.IsGenuine(premises.House)) return notOurs;
        return Checkpoint.Of(premises, head.Size, head.Size == 0 ? MerkleTree.EmptyRoot() : Frontier.Read(head.Frontier).Root());
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
