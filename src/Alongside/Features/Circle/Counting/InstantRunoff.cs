using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// Instant run-off, for one: each round excludes the lowest until somebody has more than half of the votes that are
/// still in play, that is, of those papers that name somebody who wasn't excluded. Ties are broken as by the Scottish
/// rules: by the most recent round at which they differed, then by lot.
/// </summary>
internal static class InstantRunoff
{
    public static Outcome<TallyResult> Count(Ballots ballots, Lot lot)
    {
        var (piles, standing, rounds) = (new Piles(ballots), new Standing(lot), new List<TallyRound>());
        for (IReadOnlyList<int> excluded = []; ;)
        {
            standing.End(piles.Totals);
            var left = standing.InOrder(piles.Those);
            var inPlay = left.Aggregate((Int128)0, (sum, option) => sum + piles.Totals[option]);
            List<int> elected = left.Count == 1 || piles.Totals[left[0]] * 2 > inPlay ? [left[0]] : [];
            rounds.Add(new([.. piles.Totals.Select(Votes)], Votes(piles.NonTransferable), elected, excluded));
            if (elected.Count > 0) return new TallyResult(CountingMethod.Irv, 1, ballots.Options, piles.Papers, null, elected, rounds);
            var lowest = standing.Lowest(left);
            if (lowest.Refusal is { } refusal) return refusal;
            piles.Exclude(lowest.Value);
            excluded = [lowest.Value];
        }
    }

    private static decimal Votes(Int128 parts) => (decimal)(parts / Piles.Vote);
}
