using System.Text;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

public class CheckpointTests
{
    [Fact]
    public async Task A_checkpoint_reads_back_and_one_character_changed_is_none_or_isnt_signed()
    {
        await using var practice = await TestPractice.Begin();
        var line = (await Now(practice)).Write();
        Assert.Equal(line, Checkpoint.Read(line + "\n").Value.Write());
        Assert.True(Checkpoint.Read(line).Value.IsSigned);
        for (var i = 0; i < line.Length; i++)
        {
            var changed = Checkpoint.Read(line[..i] + (line[i] == '7' ? '8' : '7') + line[(i + 1)..]);
            Assert.True(changed.Refusal is not null || !changed.Value.IsSigned, $"At {i}.");
        }
        Assert.All(["", "alongside-log-1", line + " 1", line.Replace("-1 ", "-2 ", StringComparison.Ordinal), line[..^2], line + "00"], l => Assert.NotNull(Checkpoint.Read(l).Refusal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_log_still_begins_as_each_checkpoint_says_however_much_is_added(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var kept = new List<Checkpoint>();
        for (var i = 0; i < 9; i++)
        {
            kept.Add(await Now(practice));
            await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        }
        foreach (var one in kept) Assert.Empty(await Since(practice, one));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_holds_the_house_file_can_rewrite_the_log_and_a_checkpoint_finds_it(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        for (var i = 0; i < 4; i++) await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        var kept = await Now(practice);
        await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a later note");
        await Rewrite(practice, leaves => [.. leaves[..2], leaves[1], .. leaves[3..]]);
        Assert.Contains("rewritten", Assert.Single(await Since(practice, kept)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_log_that_is_shorter_than_a_checkpoint_says_so(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        for (var i = 0; i < 4; i++) await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        var kept = await Now(practice);
        await Rewrite(practice, leaves => leaves[..^3]);
        Assert.Contains("taken away", Assert.Single(await Since(practice, kept)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_entry_of_a_log_of_any_length_is_shown_to_stand_in_it_to_whoever_has_the_proof_alone(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        for (var i = 0; i < 5; i++)
        {
            await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
            var size = (await Now(practice)).Size;
            for (var entry = 0; entry < size; entry++)
            {
                var shown = EntryProof.Read((await Proof(practice, entry)).Write()).Value.Check().Value;
                Assert.Equal((size, await Leaf(practice, entry)), (shown.In.Size, Convert.ToHexStringLower(shown.Leaf.Write())));
            }
        }
    }

    [Fact]
    public async Task A_proof_with_one_character_changed_shows_nothing()
    {
        await using var practice = await TestPractice.Begin();
        for (var i = 0; i < 3; i++) await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        var written = Encoding.UTF8.GetString((await Proof(practice, 4)).Write());
        foreach (var i in Enumerable.Range(0, written.Length).Where(i => char.IsAsciiHexDigitLower(written[i]) || char.IsAsciiDigit(written[i])))
        {
            var changed = EntryProof.Read(Encoding.UTF8.GetBytes(written[..i] + (written[i] == '7' ? '8' : '7') + written[(i + 1)..]));
            Assert.True(changed.Refusal is not null || changed.Value.Check().Refusal is not null, $"At {i}.");
        }
    }

    [Fact]
    public async Task No_entry_that_is_not_there_is_proved()
    {
        await using var practice = await TestPractice.Begin();
        await using var visit = practice.Visit();
        foreach (var entry in new[] { -1, (await Now(practice)).Size })
            Assert.Contains("has no entry", (await LogProofs.Of(visit.Db, practice.Premises, entry)).Refusal!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Checkpoint> Now(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return (await LogProofs.Now(visit.Db, practice.Premises)).Value;
    }

    private static async Task<EntryProof> Proof(TestPractice practice, long entry)
    {
        await using var visit = practice.Visit();
        return (await LogProofs.Of(visit.Db, practice.Premises, entry)).Value;
    }

    private static async Task<string> Leaf(TestPractice practice, long entry)
    {
        await using var visit = practice.Visit();
        return Convert.ToHexStringLower((await visit.Db.LogEntries.SingleAsync(e => e.Index == entry)).Leaf);
    }

    private static async Task<IReadOnlyList<string>> Since(TestPractice practice, Checkpoint kept)
    {
        await using var visit = practice.Visit();
        return [.. (await LogAudit.Run(visit.Db, practice.Premises, kept, default)).Troubles.Select(FormattableString.Invariant)];
    }

    /// <summary>Writes another history that agrees with itself, as only the house file allows.</summary>
    internal static async Task Rewrite(TestPractice practice, Func<byte[][], byte[][]> how)
    {
        await using var visit = practice.Visit();
        foreach (var guard in DatabaseGuards.All.Where(g => visit.Db.IsPostgres || g.Sqlite != "")) await DatabaseGuards.Drop(visit.Db, guard);
        var leaves = how([.. await visit.Db.LogEntries.OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync()]);
        await visit.Db.LogSides.ExecuteDeleteAsync();
        await visit.Db.LogEntries.ExecuteDeleteAsync();
        var frontier = new Frontier();
        foreach (var leaf in leaves)
        {
            visit.Db.LogEntries.Add(new(frontier.Size, leaf));
            frontier.Append(MerkleTree.LeafHash(leaf));
        }
        var head = await visit.Db.LogHeads.SingleAsync();
        head.Advance(frontier.Size, frontier.Write(), head.LatestAt, practice.Premises.House);
        await visit.Db.SaveChangesAsync();
        Assert.Empty((await LogAudit.Run(visit.Db, practice.Premises)).Troubles);
    }
}
