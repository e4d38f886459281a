using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// What everybody stood at when each stage ended, and what that says of a tie: who had more, or fewer, at the end of
/// the most recent stage at which they differed, then who the lot says. Among three, the one who differed leaves the
/// tie, and the other two are looked at again from there.
/// </summary>
internal sealed class Standing(Lot lot)
{
    private readonly List<Int128[]> stages = [];

    public void End(Int128[] totals) => stages.Add([.. totals]);

    public Outcome<int> Highest(IEnumerable<int> among) => Pick(among, highest: true);

    public Outcome<int> Lowest(IEnumerable<int> among) => Pick(among, highest: false);

    /// <summary>Highest first. Nothing hangs on it, so that those who never differed stand as drawn, or as listed.</summary>
    public List<int> InOrder(IEnumerable<int> among)
    {
        List<int> ordered = [.. among];
        ordered.Sort((a, b) =>
        {
            for (var stage = stages.Count - 1; stage >= 0; stage--)
                if (stages[stage][a] != stages[stage][b]) return stages[stage][b].CompareTo(stages[stage][a]);
            return (lot.Place(a), a).CompareTo((lot.Place(b), b));
        });
        return ordered;
    }

    private Outcome<int> Pick(IEnumerable<int> among, bool highest)
    {
        List<int> tied = [.. among];
        for (var stage = stages.Count - 1; stage >= 0 && tied.Count > 1; stage--)
        {
            var totals = stages[stage];
            var wanted = highest ? tied.Max(option => totals[option]) : tied.Min(option => totals[option]);
            tied.RemoveAll(option => totals[option] != wanted);
        }
        if (tied.Count == 1) return tied[0];
        if (!lot.Orders(tied)) return lot.Needed(tied);
        return highest ? tied.MinBy(lot.Place) : tied.MaxBy(lot.Place);
    }
}
