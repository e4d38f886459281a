using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// The roots of complete runs of 256 entries of the access log, kept in memory as they were read, so that a proof reads a
/// few hundred entries instead of all. They are hashes of what the database said: whoever finds that they don't give the
/// head's root lets them go and reads anew.
/// </summary>
public sealed class LogRuns : IDisposable
{
    private const int Run = 256;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<byte[]> roots = [];

    /// <summary>How many entries stood in the log as a day began; it saves searching for it again.</summary>
    internal (NodaTime.LocalDate Day, long Size)? AsDayBegan { get; set; }

    /// <summary>The roots of these ranges, each 32 bytes; null where entries are missing.</summary>
    /// <param name="db">Whose log.</param>
    /// <param name="ranges">As <see cref="MerkleProofs"/> asks for them: each begins where a subtree of its size may.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<IReadOnlyList<byte[]>?> Roots(Database db, IReadOnlyList<LeafRange> ranges, CancellationToken stop = default)
    {
        await turn.WaitAsync(stop);
        try
        {
            var found = new List<byte[]>();
            foreach (var range in ranges)
            {
                if (await Root(db, range, stop) is not { } root) return null;
                found.Add(root);
            }
            return found;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets all that was read.</summary>
    public async Task Forget(CancellationToken stop = default)
    {
        await turn.WaitAsync(stop);
        roots.Clear();
        AsDayBegan = null;
        turn.Release();
    }

    public void Dispose() => turn.Dispose();

    private async Task<byte[]?> Root(Database db, LeafRange range, CancellationToken stop)
    {
        var (first, complete) = (range.Start / Run, range.Start % Run == 0 ? range.Count / Run : 0);
        if (!await Fill(db, first + complete, stop)) return null;
        var (runs, rest) = (new Frontier(), new Frontier());
        for (var i = first; i < first + complete; i++) runs.Append(roots[checked((int)i)]);
        if (!await Append(db, rest, range.Start + (complete * Run), range.Start + range.Count, stop)) return null;
        return runs.Size == 0 ? rest.Root() : runs.RootWith(rest);
    }

    private async Task<bool> Fill(Database db, long upTo, CancellationToken stop)
    {
        if (roots.Count >= upTo) return true;
        var (run, next) = (new Frontier(), (long)roots.Count * Run);
        await foreach (var entry in Entries(db, next, upTo * Run).WithCancellation(stop))
        {
            if (entry.Index != next++) return false;
            run.Append(MerkleTree.LeafHash(entry.Leaf));
            if (run.Size < Run) continue;
            roots.Add(run.Root());
            run = new();
        }
        return roots.Count >= upTo;
    }

    private static async Task<bool> Append(Database db, Frontier to, long from, long until, CancellationToken stop)
    {
        if (from == until) return true;
        await foreach (var entry in Entries(db, from, until).WithCancellation(stop))
        {
            if (entry.Index != from++) return false;
            to.Append(MerkleTree.LeafHash(entry.Leaf));
        }
        return from == until;
    }

    private static IAsyncEnumerable<LogEntry> Entries(Database db, long from, long until) =>
        db.LogEntries.AsNoTracking().Where(e => e.Index >= from && e.Index < until).OrderBy(e => e.Index).AsAsyncEnumerable();
}
