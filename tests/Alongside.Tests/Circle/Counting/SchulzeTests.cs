using Alongside.Features.Circle.Counting;
using CsCheck;
using static Alongside.Tests.Circle.Counting.Elections;

namespace Alongside.Tests.Circle.Counting;

public class SchulzeTests
{
    // Each ballot gives each option a level, or none.
    private static readonly Gen<(int Options, int?[][] Ballots, Unranked Unranked)> Levelled = Gen.Int[2, 6].SelectMany(options =>
        Gen.Select(Gen.Int[0, 4].Select(l => l == 4 ? (int?)null : l).Array[options].Array[0, 12], Gen.Bool, (ballots, below) => (options, ballots, below ? Unranked.Below : Unranked.NoOpinion)));

    [Fact]
    public void The_example_of_the_paper_has_its_order()
    {
        // Schulze 2011, section 3.1: 45 voters; E before A before C before B before D.
        string[] groups = ["5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"];
        var ballots = Of(5, groups.SelectMany(g => Enumerable.Repeat(g[2..].Select(c => c - 'A').ToArray(), g[0] - '0')));
        var result = Tally.Count(CountingMethod.Schulze, ballots, 5, []).Value;
        Assert.Equal([4, 0, 2, 1, 3], result.Winners);
        Assert.Equal([3, 1, 2, 0, 4], Assert.Single(result.Rounds).Totals);
    }

    [Fact]
    public void It_agrees_with_paths_looked_for_strength_by_strength() => Levelled.Sample((options, ballots, unranked) =>
        Assert.Equal(Slow(options, ballots, unranked), Totals(options, ballots, unranked)), iter: 3000);

    [Fact]
    public void Who_would_win_against_every_other_wins() => Levelled.Sample((options, ballots, unranked) =>
    {
        foreach (var winner in Enumerable.Range(0, options).Where(a => Enumerable.Range(0, options).All(b => a == b || Margin(ballots, a, b, unranked) > 0)))
            Assert.Equal([winner], Winners(options, ballots, unranked));
    }, iter: 3000);

    [Fact]
    public void A_winner_alone_does_not_win_when_every_ballot_is_turned_round() => Complete.Where(e => e.Options > 1).Sample((options, ballots) =>
    {
        var winners = Winners(options, Levels(options, ballots), Unranked.Below);
        var turned = Winners(options, Levels(options, [.. ballots.Select(b => b.Reverse().ToArray())]), Unranked.Below);
        if (winners.Count == 1 && winners.Count < options) Assert.DoesNotContain(winners[0], turned);
    }, iter: 3000);

    [Fact]
    public void A_clone_changes_nothing_for_the_others() => Gen.Select(Complete, Gen.Int[0, 4], Gen.Bool.Array[9]).Sample((made, which, above) =>
    {
        var (options, ballots) = made;
        which %= options;
        // The clone stands right above or right below, on each ballot as it comes.
        int[][] cloned = [.. ballots.Select((b, i) => b.SelectMany(o => o != which ? [o] : above[i] ? new[] { options, o } : [o, options]).ToArray())];
        var winners = Winners(options, Levels(options, ballots), Unranked.Below);
        var after = Winners(options + 1, Levels(options + 1, cloned), Unranked.Below).Select(o => o == options ? which : o).Distinct().Order();
        Assert.Equal(winners, after);
    }, iter: 3000);

    [Fact]
    public void What_a_ballot_leaves_out_is_below_what_it_ranks_or_compared_with_nothing()
    {
        var ballots = Of(3, [[0], [0], [1, 0], [1, 0], [1, 0]]);
        Assert.Equal([0, -1, 5, 1, 0, 3, -5, -3, 0], Schulze.Margins(ballots, Unranked.Below));
        Assert.Equal([0, -3, 0, 3, 0, 0, 0, 0, 0], Schulze.Margins(ballots, Unranked.NoOpinion));
    }

    private static decimal[] Totals(int options, int?[][] ballots, Unranked unranked) =>
        [.. Tally.Count(CountingMethod.Schulze, Of(options, ballots.Select(Ranks)), options, [], unranked).Value.Rounds[0].Totals];

    private static List<int> Winners(int options, int?[][] ballots, Unranked unranked)
    {
        var totals = Totals(options, ballots, unranked);
        return [.. Enumerable.Range(0, options).Where(o => totals[o] == options - 1)];
    }

    private static int[][] Ranks(int?[] levels) =>
        [.. levels.Select((level, option) => (level, option)).Where(l => l.level is not null).GroupBy(l => l.level).OrderBy(g => g.Key).Select(g => g.Select(l => l.option).ToArray())];

    private static int?[][] Levels(int options, int[][] ballots) =>
        [.. ballots.Select(b => Enumerable.Range(0, options).Select(o => (int?)Array.IndexOf(b, o)).ToArray())];

    private static int Margin(int?[][] ballots, int a, int b, Unranked unranked) => ballots.Sum(ballot => (ballot[a], ballot[b]) switch
    {
        ({ } x, { } y) => Math.Sign(y - x),
        (null, null) => 0,
        _ when unranked == Unranked.NoOpinion => 0,
        ({ }, null) => 1,
        _ => -1,
    });

    // For each strength, who is reached by links at least as strong; the strongest such is the path.
    private static decimal[] Slow(int options, int?[][] ballots, Unranked unranked)
    {
        var all = Enumerable.Range(0, options).ToList();
        var paths = new int[options, options];
        foreach (var strength in Enumerable.Range(-ballots.Length, (ballots.Length * 2) + 1))
        {
            foreach (var from in all)
            {
                var (reached, next) = (new HashSet<int>(), new Queue<int>([from]));
                while (next.TryDequeue(out var at))
                    foreach (var to in all.Where(b => b != at && Margin(ballots, at, b, unranked) >= strength && reached.Add(b))) next.Enqueue(to);
                foreach (var to in reached) paths[from, to] = strength;
            }
        }
        return [.. all.Select(a => (decimal)all.Count(b => a != b && paths[a, b] >= paths[b, a]))];
    }
}
