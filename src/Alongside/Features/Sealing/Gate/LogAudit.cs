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
    private const int Batch = 10_000, MostAhead = 4;

    public static Task<Audit> Run(Database db, Premises premises, CancellationToken stop = default) => Run(db, premises, null, stop);

    /// <param name="db">Whose log.</param>
    /// <param name="premises">By which it was written.</param>
    /// <param name="since">What somebody kept of it: does it still begin so?</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Audit> Run(Database db, Premises premises, Checkpoint? since, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        var (checks, ahead) = (new Checks(since), new Queue<Task<Portion>>());
        for (long from = 0; await LogLine.Read(db, from, from + Batch, stop) is { Count: > 0 } lines; from = lines[^1].Index + 1)
        {
            // Hashing takes longer than reading, and each portion's has nothing to do with another's.
            ahead.Enqueue(Task.Run(() => Portion.Of(lines), stop));
            if (ahead.Count > MostAhead) checks.Append(await ahead.Dequeue());
        }
        while (ahead.TryDequeue(out var last)) checks.Append(await last);
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

    /// <summary>Some entries in their order, the hash of each leaf, and what doesn't agree.</summary>
    private sealed record Portion(List<LogLine> Lines, byte[] Hashes, IReadOnlyDictionary<long, FormattableString> Troubles)
    {
        public static Portion Of(List<LogLine> lines)
        {
            var (hashes, troubles) = (new byte[lines.Count * MerkleTree.HashSize], new Dictionary<long, FormattableString>());
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Trouble() is { } trouble) troubles.Add(lines[i].Index, trouble);
                MerkleTree.LeafHash(lines[i].Leaf, hashes.AsSpan(i * MerkleTree.HashSize, MerkleTree.HashSize));
            }
            return new(lines, hashes, troubles);
        }

        public ReadOnlySpan<byte> Hash(int line) => Hashes.AsSpan(line * MerkleTree.HashSize, MerkleTree.HashSize);
    }

    /// <summary>What is known of the entries so far, in their order.</summary>
    private sealed class Checks(Checkpoint? since)
    {
        public Frontier Frontier { get; } = new();

        public List<FormattableString> Troubles { get; } = [];

        /// <summary>The root at the checkpoint's size; null until the entries reach so far.</summary>
        public byte[]? Begins { get; private set; } = since?.Size == 0 ? MerkleTree.EmptyRoot() : null;

        public void Append(Portion portion)
        {
            for (var i = 0; i < portion.Lines.Count; i++)
            {
                var index = portion.Lines[i].Index;
                for (; Frontier.Size < index; Append(new byte[MerkleTree.HashSize])) Troubles.Add($"Entry {Frontier.Size} is missing.");
                if (portion.Troubles.TryGetValue(index, out var trouble)) Troubles.Add(trouble);
                Append(portion.Hash(i));
            }
        }

        private void Append(ReadOnlySpan<byte> hash)
        {
            Frontier.Append(hash);
            if (Frontier.Size == since?.Size) Begins = Frontier.Root();
        }
    }
}
