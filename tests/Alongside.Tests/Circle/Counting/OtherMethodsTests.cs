using System.Text;
using Alongside.Features.Circle.Counting;
using CsCheck;
using static Alongside.Tests.Circle.Counting.Elections;

namespace Alongside.Tests.Circle.Counting;

public class OtherMethodsTests
{
    [Fact]
    public void Instant_run_off_agrees_with_counting_every_round_anew() => Whole.Sample((options, ballots, _, lot) =>
    {
        var result = Tally.Count(CountingMethod.Irv, Of(options, ballots), 1, Said(lot)).Value;
        var (left, before) = (Enumerable.Range(0, options).ToList(), new List<int[]>());
        foreach (var round in result.Rounds)
        {
            foreach (var gone in round.Excluded) left.Remove(gone);
            int[] totals = [.. Enumerable.Range(0, options).Select(o => ballots.Count(b => b.Where(left.Contains).Take(1).Contains(o)))];
            before.Add(totals);
            Assert.Equal(totals.Select(t => (decimal)t), round.Totals);
            var majority = left.Where(o => totals[o] * 2 > totals.Sum() || left.Count == 1).ToList();
            Assert.Equal(majority, round.Elected);
            if (majority.Count > 0) continue;
            // The lowest, or of those the lowest a round before, and so on; at last who was drawn later.
            var lowest = left.OrderBy(o => string.Join(' ', Enumerable.Reverse(before).Select(t => $"{t[o]:00}")), StringComparer.Ordinal).ThenByDescending(o => Array.IndexOf(lot, o)).First();
            Assert.Equal([lowest], result.Rounds[before.Count].Excluded);
        }
        Assert.Equal(result.Winners, result.Rounds[^1].Elected);
    }, iter: 3000);

    [Fact]
    public void Scores_and_dots_are_sums_and_the_highest_win() => Gen.Int[2, 6].SelectMany(options => Gen.Select(Gen.Int[0, 5].Array[options].Array[0, 9], Gen.Int[1, options], Gen.Bool,
        Gen.Shuffle(Enumerable.Range(0, options).ToArray()), (given, seats, dots, lot) => (given, seats, dots, lot))).Sample(made =>
    {
        var (given, seats, dots, lot) = made;
        var (kind, method) = dots ? ("dots", CountingMethod.Dots) : ("scores", CountingMethod.Score);
        var ballots = string.Join(",", given.Select(b => $"{{\"{kind}\":{{{string.Join(",", b.Select((n, o) => $"\"{Names[o]}\":{n}"))}}}}}"));
        var file = $"{{\"options\":[{string.Join(",", Names[..lot.Length].Select(n => $"\"{n}\""))}],\"method\":\"{method.Name()}\",\"ballots\":[{ballots}]}}";
        var result = Tally.Count(method, BallotJson.Read(Encoding.UTF8.GetBytes(file)).Value, seats, Said(lot)).Value;
        var totals = lot.Order().Select(o => given.Sum(b => b[o])).ToList();
        Assert.Equal(totals.Select(t => (decimal)t), Assert.Single(result.Rounds).Totals);
        Assert.Equal(lot.OrderByDescending(o => totals[o]).Take(seats), result.Winners);
    }, iter: 1000);

    [Fact]
    public void A_lot_is_asked_for_only_where_it_decides_who_wins()
    {
        var ballots = BallotJson.Read("""{"options":["A","B","C","D"],"ballots":[{"scores":{"A":3,"B":3,"C":1,"D":1}}]}"""u8).Value;
        Assert.Equal([0, 1], Tally.Count(CountingMethod.Score, ballots, 2, []).Value.Winners);
        Assert.Equal([1, 0], Tally.Count(CountingMethod.Score, ballots, 2, ["B", "A"]).Value.Winners);
        Assert.Contains("between A, B.", Tally.Count(CountingMethod.Score, ballots, 1, []).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("between C, D.", Tally.Count(CountingMethod.Score, ballots, 3, ["C", "A"]).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal([0, 1, 3], Tally.Count(CountingMethod.Score, ballots, 3, ["D", "C"]).Value.Winners);
    }

    [Theory]
    [InlineData(0, "at least one seat")]
    [InlineData(4, "more seats (4) than candidates (3)")]
    public void Seats_have_to_fit(int seats, string why) =>
        Assert.Contains(why, Tally.Count(CountingMethod.Schulze, Of(3, [[0, 1], [2]]), seats, []).Refusal!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Ballots_of_another_kind_and_a_lot_that_does_not_fit_are_refused()
    {
        var ballots = Of(3, [[0, 1], [2]]);
        Assert.Contains("counts scores", Tally.Count(CountingMethod.Score, ballots, 1, []).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("counts dots", Tally.Count(CountingMethod.Dots, ballots, 1, []).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("elects one", Tally.Count(CountingMethod.Irv, ballots, 2, []).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("“Zoë”, and nobody", Tally.Count(CountingMethod.Irv, ballots, 1, ["Zoë"]).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("“Ada” twice", Tally.Count(CountingMethod.Irv, ballots, 1, ["Ada", "Ada"]).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ada, Béa", "0 1 -")]
    [InlineData("Osei, Amara,Ada", "1 - 0")]
    [InlineData("Ada,Osei, Amara,", "0 - 1")]
    [InlineData("", "- - -")]
    public void A_lot_is_a_list_in_which_a_name_may_hold_a_comma(string list, string places)
    {
        string[] options = ["Ada", "Béa", "Osei, Amara"];
        var lot = Lot.Parse(options, list).Value;
        Assert.Equal(places, string.Join(' ', options.Select((_, o) => lot.Orders([o]) ? $"{lot.Place(o)}" : "-")));
        Assert.NotNull(Lot.Parse(options, "Osei").Refusal);
    }
}
