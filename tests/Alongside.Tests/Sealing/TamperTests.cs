using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

/// <summary>Whoever writes to the database itself, without the house file: each change of the log is named. Case 38.</summary>
public class TamperTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_flip_deletion_reordering_doubling_foreign_leaf_and_swapped_side_row_is_named(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var people = new[] { await practice.Person(), await practice.Person() };
        foreach (var one in people) await GateTests.Seal(practice, one, Category.Notes, "a note");
        await using var visit = practice.Visit();
        foreach (var guard in DatabaseGuards.All.Where(g => visit.Db.IsPostgres || g.Sqlite != "")) await DatabaseGuards.Drop(visit.Db, guard);
        var leaves = await visit.Db.LogEntries.AsNoTracking().OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync();
        var last = leaves.Count - 1;

        for (var bit = 0; bit < leaves[last].Length * 8; bit += 37)
        {
            var flipped = leaves[last].ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await Named(practice, [.. leaves[..last], flipped]);
        }
        for (var i = 0; i < leaves.Count; i++)
        {
            await Named(practice, [.. leaves[..i], .. leaves[(i + 1)..]]);
            await Named(practice, [.. leaves[..(i + 1)], .. leaves[i..]]);
            if (i < last) await Named(practice, [.. leaves[..i], leaves[i + 1], leaves[i], .. leaves[(i + 2)..]]);
        }
        await Named(practice, leaves[..^2]);
        await Named(practice, [.. leaves[..^1], Foreign()]);
        await Named(practice, [.. leaves, Foreign()]);
        await Put(practice, leaves);
        await Agrees(practice);
        await SwapSides(practice);
    }

    private static byte[] Foreign() => new LogLeaf(TestPractice.Start, "open", new(Guid.NewGuid()), Purpose.Care, default, [], []).Write();

    private static async Task Named(TestPractice practice, List<byte[]> leaves)
    {
        await Put(practice, leaves);
        await using var visit = practice.Visit();
        Assert.NotEmpty((await LogAudit.Run(visit.Db, practice.Premises)).Troubles);
    }

    private static async Task Agrees(TestPractice practice)
    {
        await using var visit = practice.Visit();
        Assert.Empty((await LogAudit.Run(visit.Db, practice.Premises)).Troubles);
    }

    private static async Task Put(TestPractice practice, List<byte[]> leaves)
    {
        await using var visit = practice.Visit();
        await visit.Db.LogEntries.ExecuteDeleteAsync();
        visit.Db.LogEntries.AddRange(leaves.Select((leaf, i) => new LogEntry(i, leaf)));
        await visit.Db.SaveChangesAsync();
    }

    private static async Task SwapSides(TestPractice practice)
    {
        await using var visit = practice.Visit();
        var sides = await visit.Db.LogSides.AsNoTracking().OrderBy(s => s.Index).ToListAsync();
        var (one, other) = (sides[0], sides.First(s => s.Subject != sides[0].Subject));
        await visit.Db.LogSides.Where(s => s.Index == one.Index || s.Index == other.Index).ExecuteDeleteAsync();
        visit.Db.LogSides.AddRange(new LogSide(one.Index, other.Subject, other.Folder, other.Salt), new LogSide(other.Index, one.Subject, one.Folder, one.Salt));
        await visit.Db.SaveChangesAsync();
        var troubles = (await LogAudit.Run(visit.Db, practice.Premises)).Troubles;
        Assert.Equal(2, troubles.Count(t => FormattableString.Invariant(t).Contains("is not about whom", StringComparison.Ordinal)));
    }
}
