using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>What browsers keep of the access log, and what that finds. Cases 38 and 40.</summary>
public sealed class WitnessTests : IDisposable
{
    // One for the whole story, as a server has it: what it remembers must not hide what was rewritten since.
    private readonly LogRuns runs = new();

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task However_much_is_added_each_witness_agrees(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var kept = new List<Witness>();
        for (var i = 0; i < 5; i++)
        {
            kept.Add(await Keeps(practice));
            await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        }
        foreach (var one in kept) Assert.Null(await Compares(practice, one));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_history_that_was_rewritten_while_the_server_ran_is_found(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await Fill(practice, 600);
        var kept = await Keeps(practice);
        await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a later note");
        Assert.Null(await Compares(practice, kept));
        await CheckpointTests.Rewrite(practice, leaves => [.. leaves[..2], leaves[1], .. leaves[3..]]);
        var found = await Compares(practice, kept);
        Assert.NotNull(found);
        Assert.Null(found.Restored);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_history_that_was_shortened_is_found(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await Fill(practice, 5);
        var kept = await Keeps(practice);
        await CheckpointTests.Rewrite(practice, leaves => leaves[..^3]);
        Assert.NotNull(await Compares(practice, kept));
        // Grown beyond it again, as if nothing had been.
        await Fill(practice, 5);
        Assert.NotNull(await Compares(practice, kept));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Restored_from_yesterday_the_witness_quotes_the_entry_that_says_so_and_without_one_it_warns_all_the_same(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await Fill(practice, 3);
        var yesterday = await Keeps(practice);
        practice.Clock.Now += Duration.FromDays(1);
        await Fill(practice, 3);
        var today = await Keeps(practice);
        practice.Clock.Now += Duration.FromHours(1);
        await CheckpointTests.Rewrite(practice, leaves => leaves[..^3]);
        Assert.Null((await Compares(practice, today))!.Restored);

        await Log(practice, LogActs.Restore);
        practice.Clock.Now += Duration.FromHours(1);
        await Fill(practice, 4);
        var quoted = (await Compares(practice, today))!.Restored!;
        Assert.Equal(practice.Clock.Now - Duration.FromHours(1), quoted.At);
        // What the backup held is there: whoever kept that only agrees.
        Assert.Null(await Compares(practice, yesterday));
        Assert.Null(await Compares(practice, await Keeps(practice)));
    }

    [Fact]
    public async Task A_restore_excuses_nothing_that_was_kept_after_it_or_that_the_backup_held()
    {
        await using var practice = await TestPractice.Begin();
        await Fill(practice, 3);
        var before = await Keeps(practice);
        practice.Clock.Now += Duration.FromDays(1);
        await Fill(practice, 2);
        practice.Clock.Now += Duration.FromDays(1);
        await Log(practice, LogActs.Restore);
        practice.Clock.Now += Duration.FromDays(1);
        await Fill(practice, 2);
        var after = await Keeps(practice);
        await CheckpointTests.Rewrite(practice, leaves => [leaves[1], .. leaves[1..]]);
        Assert.All([await Compares(practice, before), await Compares(practice, after)], found => Assert.Null(Assert.IsType<Disagreement>(found).Restored));
    }

    [Fact]
    public async Task What_a_browser_keeps_reads_back_and_one_character_changed_is_nothing()
    {
        await using var practice = await TestPractice.Begin();
        await using var other = await TestPractice.Begin(seed: 2);
        var witness = await Keeps(practice);
        var written = witness.Write();
        Assert.Equal(written, Witness.Read(written, practice.Premises)!.Write());
        Assert.Null(Witness.Read(written, other.Premises));
        Assert.All(["", "x", written[..^1], written + "A", "A" + written[1..^20] + new string('B', 20)], text => Assert.Null(Witness.Read(text, practice.Premises)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Proofs_out_of_memory_are_those_that_one_computes_from_all_leaves(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await Fill(practice, 1300);
        await using var visit = practice.Visit();
        var hashes = (await LogEntries(practice)).Select(l => MerkleTree.LeafHash(l)).ToList();
        foreach (var (from, to) in new[] { (1, 1), (1, 2), (3, 7), (255, 256), (256, 257), (256, 512), (300, 1025), (511, 1300), (512, 1024), (1023, 1300), (1299, 1300) })
            Assert.Equal(MerkleProofs.Consistency(hashes[..to], from), await LogProofs.Consistency(visit.Db, runs, from, to));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Anybody_is_told_how_the_log_stood_as_the_day_began_and_not_what_happens_today(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await Fill(practice, 3);
        Assert.Equal(0, (await Published(practice)).Size);
        var evening = (await Keeps(practice)).Kept;
        practice.Clock.Now += Duration.FromDays(1);
        Assert.Equal(evening.Write(), (await Published(practice)).Write());
        await Fill(practice, 3);
        Assert.Equal(evening.Write(), (await Published(practice)).Write());
        practice.Clock.Now += Duration.FromDays(1);
        var before = await Published(practice);
        Assert.Equal(evening.Size + 3, before.Size);
        // What was rewritten while the server ran is seen from outside at once.
        await CheckpointTests.Rewrite(practice, leaves => [leaves[1], .. leaves[1..]]);
        Assert.NotEqual(before.Root, (await Published(practice)).Root);
    }

    public void Dispose() => runs.Dispose();

    private async Task<Checkpoint> Published(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return (await LogProofs.AsDayBegan(visit.Db, practice.Premises, runs, practice.Clock.Now)).Value;
    }

    private static async Task Fill(TestPractice practice, int entries)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.Begin();
        for (var i = 0; i < entries; i++) work.Log("open", new(practice.Random.Id()), Purpose.Own);
        await work.Commit();
    }

    private static async Task Log(TestPractice practice, string act)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        work.Log(act, default, Purpose.KeyKeeping, content: new byte[32]);
        await work.Commit();
    }

    private static async Task<List<byte[]>> LogEntries(TestPractice practice)
    {
        await using var visit = practice.Visit();
        var leaves = new List<byte[]>();
        foreach (var entry in visit.Db.LogEntries.OrderBy(e => e.Index)) leaves.Add(entry.Leaf);
        return leaves;
    }

    private async Task<Witness> Keeps(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return (await Witnessing(practice, visit, new()).Now())!;
    }

    private async Task<Disagreement?> Compares(TestPractice practice, Witness witness)
    {
        await using var visit = practice.Visit();
        var gaps = new Gaps { Latest = await visit.Db.LatestGap(practice.Clock.Now - Gap.SaidFor) };
        return await Witnessing(practice, visit, gaps).Compare(witness);
    }

    private Witnessing Witnessing(TestPractice practice, Visitor visit, Gaps gaps) => new(visit.Db, practice.Premises, runs, gaps, practice.Time);
}
