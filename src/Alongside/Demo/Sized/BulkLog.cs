using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>
/// Appends to the access log what is owed, in the order in which it happened, as <c>Work</c> does: so that what the services
/// write in between stands in its place.
/// </summary>
internal sealed class BulkLog(Database db, BulkRows rows, House house, RandomSource random)
{
    private const int Batch = 20_000;

    private readonly List<(Instant From, ActorId Mandate)> bookkeeping = [];
    private Owed[] owed = [];
    private int next;

    /// <summary>Adds to what is owed; none of it may be earlier than what was written.</summary>
    public void Owe(IEnumerable<Owed> more) => (owed, next) = ([.. owed.Skip(next).Concat(more).OrderBy(o => o.At)], 0);

    /// <summary>From then on whoever keeps the books does it under this mandate.</summary>
    public void KeepsBooks(Instant from, ActorId mandate) => bookkeeping.Add((from, mandate));

    /// <summary>Writes all that happened until then.</summary>
    public async Task Until(Instant at, CancellationToken stop)
    {
        while (next < owed.Length && owed[next].At <= at)
        {
            var count = owed.AsSpan(next, Math.Min(Batch, owed.Length - next)).ToArray().TakeWhile(o => o.At <= at).Count();
            await rows.Begin(stop);
            await Append(next, count, stop);
            await rows.Commit(stop);
            next += count;
        }
    }

    private async Task Append(int from, int count, CancellationToken stop)
    {
        var head = await db.LogHeads.SingleAsync(stop);
        var frontier = head.Size == 0 ? new Frontier() : Frontier.Read(head.Frontier);
        var (entries, sides) = (new List<LogEntry>(count), new List<LogSide>(count));
        foreach (var one in owed.AsSpan(from, count))
        {
            var side = one.Subject is { } about ? new LogSide(frontier.Size, about, one.Folder, random.Bytes(32)) : null;
            var basis = one.AsBookkeeper ? new(null, bookkeeping.FindLast(b => b.From <= one.At).Mandate) : one.Basis;
            var bytes = new LogLeaf(one.At, one.Act, one.Actor, one.Purpose, basis, side?.Commitment() ?? [], one.Content ?? []).Write();
            entries.Add(new(frontier.Size, bytes));
            if (side is not null) sides.Add(side);
            frontier.Append(MerkleTree.LeafHash(bytes));
        }
        rows.Write(entries);
        rows.Write(sides);
        head.Advance(frontier.Size, frontier.Write(), owed[from + count - 1].At, house);
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
    }
}
