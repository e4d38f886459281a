using System.Text.Json;
using Alongside.Features.Circle.Counting;
using Alongside.Kernel;
using CsCheck;
using static Alongside.Tests.Circle.Counting.Elections;

namespace Alongside.Tests.Circle.Counting;

public class ScottishStvTests
{
    [Theory]
    [InlineData("dundee22-maryfield")]
    [InlineData("dundee22-east-end")]
    public void A_public_count_is_the_same_at_every_stage(string ward)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText("Vectors/scottish/stages.json"));
        var expected = vectors.RootElement.GetProperty(ward);
        var ballots = BltReader.Read(File.ReadAllBytes($"Vectors/scottish/{ward}.blt")).Value;
        var result = Tally.Count(CountingMethod.ScottishStv, ballots, ballots.Heading.Seats!.Value, []).Value;
        Assert.Equal(Texts(expected.GetProperty("options")), result.Options);
        Assert.Equal((expected.GetProperty("papers").GetInt64(), expected.GetProperty("quota").GetInt64()), (result.Papers, result.Quota));
        Assert.Equal(
            expected.GetProperty("stages").EnumerateArray().Select(s => Shown(
                s.GetProperty("totals").EnumerateArray().Select(t => t.GetDecimal()), s.GetProperty("lost").GetDecimal(), Texts(s.GetProperty("elected")),
                Texts(s.GetProperty("excluded")), s.TryGetProperty("surplus", out var surplus) ? surplus.GetString() : null)),
            result.Rounds.Select(r => Shown(r.Totals, r.NonTransferable, r.Elected.Select(o => result.Options[o]), r.Excluded.Select(o => result.Options[o]),
                r.Surplus is { } from ? result.Options[from] : null)));
    }

    [Fact]
    public void It_agrees_at_every_stage_with_the_rules_taken_literally() => Whole.Sample((options, ballots, seats, lot) =>
    {
        var slow = new SlowStv(options, ballots, seats, lot).Run();
        var result = Tally.Count(CountingMethod.ScottishStv, Of(options, ballots), seats, Said(lot)).Value;
        Assert.Equal(
            slow.Select(s => Shown(s.Votes.Select(v => (decimal)v / 100_000), 0, s.Elected.Select(o => Names[o]), s.Excluded is { } e ? [Names[e]] : [], s.Surplus is { } f ? Names[f] : null)),
            result.Rounds.Select(r => Shown(r.Totals, 0, r.Elected.Order().Select(o => Names[o]), r.Excluded.Select(o => Names[o]), r.Surplus is { } f ? Names[f] : null)));
    }, iter: 5000);

    [Fact]
    public void Votes_and_what_is_no_longer_transferable_add_up_at_every_stage_and_as_many_win_as_there_are_seats() => Whole.Sample((options, ballots, seats, lot) =>
    {
        var result = Tally.Count(CountingMethod.ScottishStv, Of(options, ballots), seats, Said(lot)).Value;
        Assert.All(result.Rounds, round => Assert.Equal(ballots.Count(b => b.Length > 0), round.Totals.Sum() + round.NonTransferable));
        Assert.Equal(seats, result.Winners.Distinct().Count());
        Assert.Equal(result.Winners, result.Rounds.SelectMany(r => r.Elected));
        Assert.All(result.Rounds, round => Assert.True(round.Excluded.All(o => round.Totals[o] == 0)));
    }, iter: 2000);

    [Fact]
    public void Without_a_lot_the_result_is_the_same_or_says_that_one_has_to_be_drawn() => Whole.Sample((options, ballots, seats, lot) =>
    {
        var drawn = Tally.Count(CountingMethod.ScottishStv, Of(options, ballots), seats, Said(lot)).Value;
        var undrawn = Tally.Count(CountingMethod.ScottishStv, Of(options, ballots), seats, []);
        if (undrawn.Refusal is { } refusal) Assert.Contains("--lot", refusal.ToString(), StringComparison.Ordinal);
        else Assert.Equal(drawn.Winners.Order(), undrawn.Value.Winners.Order());
    }, iter: 2000);

    [Fact]
    public void Of_three_that_are_lowest_the_one_who_had_more_before_leaves_the_tie()
    {
        const string votes = "5 1\n8 1 0\n4 2 0\n3 3 0\n3 4 0\n1 5 3 0\n1 5 4 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"Duc\"\n\"Eli\"\n\"\"\n";
        var undrawn = Count(votes).Refusal!.ToString();
        Assert.Contains("between Cem, Duc.", undrawn, StringComparison.Ordinal);
        var rounds = Count(votes, "Duc", "Cem").Value.Rounds;
        Assert.Equal([8, 4, 4, 4, 0], rounds[1].Totals);
        Assert.Equal([2], rounds[2].Excluded);
        Assert.Equal([3], Count(votes, "Cem", "Ada", "Duc").Value.Rounds[2].Excluded);
    }

    [Fact]
    public void Of_equal_surpluses_the_lot_says_which_goes_on_first()
    {
        const string more = "5 3\n5 1 3 0\n5 2 4 0\n2 3 0\n1 4 0\n1 5 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"Duc\"\n\"Eli\"\n\"\"\n";
        Assert.Contains("between Ada, Béa.", Count(more).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Count(more, "Béa", "Ada").Value.Rounds[1].Surplus);
        Assert.Equal(0, Count(more, "Ada", "Béa").Value.Rounds[1].Surplus);
    }

    [Fact]
    public void A_transfer_value_is_cut_after_five_decimals()
    {
        // Quota 4; a surplus of 2 over 6 papers goes on at 0.33333 each, and 0.00002 are lost.
        var round = Count("3 2\n6 1 2 0\n3 3 0\n2 2 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"\"\n").Value.Rounds[1];
        Assert.Equal([4, 3.99998m, 3], round.Totals);
        Assert.Equal(0.00002m, round.NonTransferable);
    }

    [Theory]
    [InlineData("1=2 3")]
    [InlineData("- 1 2")]
    public void A_paper_whose_first_preference_cannot_be_read_is_none_of_the_valid_ones(string marks) =>
        Assert.Equal(2, Count($"3 1\n5 {marks} 0\n2 3 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"\"\n").Value.Papers);

    [Theory]
    [InlineData("1 2=3")]
    [InlineData("1 - 2")]
    [InlineData("1")]
    public void A_shared_rank_or_one_left_out_ends_what_can_be_read(string marks) =>
        Assert.Equal(1, Count($"4 1\n1 {marks} 0\n3 2 0\n3 3 0\n2 4 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"Duc\"\n\"\"\n", "Béa", "Cem").Value.Rounds[1].NonTransferable);

    [Fact]
    public void Withdrawn_candidates_are_passed_over_and_in_no_round()
    {
        var result = Count("3 1\n-2\n3 2 1 0\n2 3 0\n4 2 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"\"\n").Value;
        Assert.Equal(["Ada", "Cem"], result.Options);
        Assert.Equal([3, 2], Assert.Single(result.Rounds).Totals);
    }

    [Fact]
    public void When_as_many_continue_as_there_are_seats_they_are_elected_at_once()
    {
        var result = Count("2 2\n1 1 0\n0\n\"Ada\"\n\"Béa\"\n\"\"\n").Value;
        Assert.Equal([0, 1], Assert.Single(result.Rounds).Elected);
    }

    [Fact]
    public void The_most_votes_that_a_file_may_hold_are_counted_exactly()
    {
        var box = new BallotBox(BallotKind.Ranks);
        box.Add([0, 1], Ballots.MostTogether - 1);
        box.Add([2], 1);
        var result = Tally.Count(CountingMethod.ScottishStv, box.Close(new(["Ada", "Béa", "Cem"])), 2, []).Value;
        // A third and one is the quota; what is left goes on at 0.66666.
        Assert.Equal([0, 1], result.Winners);
        Assert.Equal(3002399751580331m, result.Rounds[1].Totals[0]);
        Assert.Equal((decimal)(Ballots.MostTogether - 1) * 0.66666m, result.Rounds[1].Totals[1]);
        Assert.Equal(Ballots.MostTogether, result.Rounds[1].Totals.Sum() + result.Rounds[1].NonTransferable);
    }

    private static Outcome<TallyResult> Count(string blt, params string[] lot)
    {
        var ballots = BltReader.Read(System.Text.Encoding.UTF8.GetBytes(blt)).Value;
        return Tally.Count(CountingMethod.ScottishStv, ballots, ballots.Heading.Seats!.Value, lot);
    }

    private static string Shown(IEnumerable<decimal> totals, decimal lost, IEnumerable<string> elected, IEnumerable<string> excluded, string? surplus) =>
        FormattableString.Invariant($"{string.Join(' ', totals.Select(t => t.ToString("0.00000", System.Globalization.CultureInfo.InvariantCulture)))} lost {lost:0.00000}, elected {string.Join(", ", elected)}, excluded {string.Join(", ", excluded)}, surplus {surplus}");

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(t => t.GetString()!);
}
