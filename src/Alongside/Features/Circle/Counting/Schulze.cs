using System.Runtime.CompilerServices;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
/// election method", Social Choice and Welfare 36 (2011), with margins as the strength of a link. An option's total is
/// how many others it beats or is level with by strongest path: who is beaten by nobody has the most, and whoever beats
/// another has more than that other. The highest totals win; where they are equal and not all fit, the lot decides.
/// </summary>
internal static class Schulze
{
    public static Outcome<TallyResult> Count(Ballots ballots, int seats, Lot lot, Unranked unranked)
    {
        var paths = StrongestPaths(Margins(ballots, unranked), ballots.Options.Count);
        var options = Enumerable.Range(0, ballots.Options.Count).ToList();
        long[] totals = [.. options.Select(a => options.LongCount(b => a != b && paths[Cell(a, b)] >= paths[Cell(b, a)]))];
        return Highest.Of(CountingMethod.Schulze, ballots, totals, seats, lot);

        int Cell(int a, int b) => (a * options.Count) + b;
    }

    /// <summary>For each pair how many more rank the first above the second than the other way round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long[] Margins(Ballots ballots, Unranked unranked)
    {
        var size = ballots.Options.Count;
        var (above, ranked) = (new long[size * size], new int[size]);
        for (var group = 0; group < ballots.Groups; group++)
        {
            var marks = ballots.Marks(group);
            var count = ballots.Count(group);
            AddRanked(above, size, marks, count);
            if (unranked == Unranked.NoOpinion || marks.Length == size) continue;
            foreach (var mark in marks) ranked[mark & Mark.Option] = group + 1;
            for (var below = 0; below < size; below++)
            {
                if (ranked[below] == group + 1) continue;
                foreach (var mark in marks) above[((mark & Mark.Option) * size) + below] += count;
            }
        }
        var margins = new long[size * size];
        for (var a = 0; a < size; a++)
            for (var b = 0; b < size; b++) margins[(a * size) + b] = above[(a * size) + b] - above[(b * size) + a];
        return margins;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRanked(long[] above, int size, ReadOnlySpan<ushort> marks, long count)
    {
        for (var place = 0; place < marks.Length; place++)
        {
            var row = above.AsSpan((marks[place] & Mark.Option) * size, size);
            var lower = place + 1;
            while (lower < marks.Length && (marks[lower] & Mark.Shared) != 0) lower++;
            for (; lower < marks.Length; lower++) row[marks[lower] & Mark.Option] += count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long[] StrongestPaths(long[] margins, int size)
    {
        long[] paths = [.. margins];
        for (var through = 0; through < size; through++)
        {
            for (var from = 0; from < size; from++)
            {
                var first = paths[(from * size) + through];
                if (from == through) continue;
                for (var to = 0; to < size; to++)
                {
                    var whole = Math.Min(first, paths[(through * size) + to]);
                    if (to != through && to != from && whole > paths[(from * size) + to]) paths[(from * size) + to] = whole;
                }
            }
        }
        return paths;
    }
}
