using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What an audit of the access log found.</summary>
/// <param name="Size">How many entries there are.</param>
/// <param name="Root">The tree's root as computed from the entries.</param>
/// <param name="Troubles">A sentence for each thing that does not agree; empty when all is well.</param>
public sealed record Audit(long Size, byte[] Root, IReadOnlyList<FormattableString> Troubles);

/// <summary>Recomputes the whole log from its leaves and holds it against its head and its side rows.</summary>
public static class LogAudit
{
    private const int Batch = 10_000;

    public static Task<Audit> Run(Database db, Premises premises, CancellationToken stop = default) => Run(db, premises, null, stop);

    /// <param name="db">Whose log.</param>
    /// <param name="premises">By which it was written.</param>
    /// <param name="since">What somebody kept of it: does it still begin so?</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Audit> Run(Database db, Premises premises, Checkpoint? since, CancellationToken stop)
    {
        var (checks, checking) = (new Checks(since), Task.CompletedTask);
        for (long from = 0; ;)
        {
            var leaves = await db.LogEntries.AsNoTracking().Where(e => e.Index >= from && e.Index < from + Batch).OrderBy(e => e.Index).ToListAsync(stop);
            if (leaves.Count == 0) break;
            var sides = await db.LogSides.AsNoTracking().Where(s => s.Index >= from && s.Index < from + Batch).OrderBy(s => s.Index).ToListAsync(stop);
            // While the next ones are read, these are checked: reading takes as long.
            await checking;
            checking = Task.Run(() => checks.Take(leaves, sides), stop);
            from = leaves[^1].Index + 1;
        }
        await checking;
        var (frontier, troubles, begins) = (checks.Frontier, checks.Troubles, checks.Begins);
        var size = frontier.Size;
        var strays = await db.LogSides.AsNoTracking().Where(s => s.Index >= size || s.Index < 0).CountAsync(stop);
        if (strays > 0) troubles.Add($"{strays} side rows belong to no entry.");
        await CheckHead(db, premises, frontier, troubles, stop);
        if (since is not null) CheckSince(since, size, begins, troubles);
        return new(size, size == 0 ? MerkleTree.EmptyRoot() : frontier.Root(), troubles);
    }

    private static void CheckSince(Checkpoint since, long size, byte[]? begins, List<FormattableString> troubles)
    {
        if (size < since.Size) troubles.Add($"The checkpoint was signed for {since.Size} entries, and {size} are there: later ones were taken away, or a backup was restored.");
        else if (!since.Root.AsSpan().SequenceEqual(begins))
            troubles.Add($"The first {since.Size} entries are not those that the checkpoint was signed for: the log was rewritten, or a backup was restored and went on from there.");
    }

    private static async Task CheckHead(Database db, Premises premises, Frontier frontier, List<FormattableString> troubles, CancellationToken stop)
    {
        var head = await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(stop);
        if (head is null) troubles.Add($"The log has no head.");
        else if (!head.IsGenuine(premises.House)) troubles.Add($"The log's head was not written by this house.");
        else if (head.Size != frontier.Size) troubles.Add($"The head counts {head.Size} entries, and {frontier.Size} are there.");
        else if (head.Size > 0 && !Frontier.Read(head.Frontier).Root().AsSpan().SequenceEqual(frontier.Root()))
            troubles.Add($"The entries don't give the root that the head holds: something in them was changed.");
    }

    /// <summary>What is known of the entries so far, in their order.</summary>
    private sealed class Checks(Checkpoint? since)
    {
        public Frontier Frontier { get; } = new();

        public List<FormattableString> Troubles { get; } = [];

        /// <summary>The root at the checkpoint's size; null until the entries reach so far.</summary>
        public byte[]? Begins { get; private set; } = since?.Size == 0 ? MerkleTree.EmptyRoot() : null;

        public void Take(List<LogEntry> leaves, List<LogSide> sides)
        {
            Span<byte> hash = stackalloc byte[MerkleTree.HashSize];
            var side = 0;
            foreach (var entry in leaves)
            {
                for (; Frontier.Size < entry.Index; Append(new byte[MerkleTree.HashSize])) Troubles.Add($"Entry {Frontier.Size} is missing.");
                while (side < sides.Count && sides[side].Index < entry.Index) side++;
                if (!LogLeaf.TryCommitment(entry.Leaf, out var commitment)) Troubles.Add($"Entry {entry.Index} can't be read.");
                else if (side < sides.Count && sides[side].Index == entry.Index && !sides[side].Matches(commitment))
                    Troubles.Add($"Entry {entry.Index} is not about whom its side row says.");
                MerkleTree.LeafHash(entry.Leaf, hash);
                Append(hash);
            }
        }

        private void Append(ReadOnlySpan<byte> hash)
        {
            Frontier.Append(hash);
            if (Frontier.Size == since?.Size) Begins = Frontier.Root();
        }
    }
}
