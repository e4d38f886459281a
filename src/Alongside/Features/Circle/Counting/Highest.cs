using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>Counts of one round in which the highest totals win.</summary>
internal static class Highest
{
    /// <summary>The sum of what each ballot gave each option: scores, or dots. An option that a ballot doesn't name gets nothing from it.</summary>
    public static Outcome<TallyResult> Sum(CountingMethod method, Ballots ballots, int seats, Lot lot)
    {
        var totals = new long[ballots.Options.Count];
        for (var group = 0; group < ballots.Groups; group++)
        {
            var marks = ballots.Marks(group);
            for (var at = 0; at < marks.Length; at += 2) totals[marks[at]] += ballots.Count(group) * marks[at + 1];
        }
        return Of(method, ballots, totals, seats, lot);
    }

    public static Outcome<TallyResult> Of(CountingMethod method, Ballots ballots, long[] totals, int seats, Lot lot)
    {
        List<int> ordered = [.. Enumerable.Range(0, totals.Length).OrderByDescending(option => totals[option]).ThenBy(lot.Place)];
        if (seats < ordered.Count && totals[ordered[seats - 1]] == totals[ordered[seats]])
        {
            // Only those of this one total: the others are in, or out, whatever is drawn.
            List<int> tied = ordered.FindAll(option => totals[option] == totals[ordered[seats]]);
            if (!lot.Orders(tied)) return lot.Needed(tied);
        }
        List<int> winners = ordered[..seats];
        return new TallyResult(method, seats, ballots.Options, ballots.Cast, null, winners, [new([.. totals.Select(t => (decimal)t)], 0, winners, [])]);
    }
}
