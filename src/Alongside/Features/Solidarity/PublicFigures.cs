using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>What happened in one quarter of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="In">What came into the fund.</param>
/// <param name="Out">What it paid for sessions.</param>
/// <param name="People">How many people paid or were paid for.</param>
public sealed record FundQuarter(int Year, int Quarter, Money In, Money Out, int People);

/// <summary>A run of quarters that is published as one.</summary>
public sealed record PublishedRun(int Year, int FirstQuarter, int LastQuarter, Money In, Money Out);

/// <summary>
/// What anybody may read about the fund's past: by quarters, a quarter late, rounded to a hundred, and only where enough
/// people are behind a number that none of them shows in it. Quarters with fewer are joined, up to a whole year; a year
/// with fewer is not published. Each quarter is counted once, so that no two releases differ by fewer people either.
/// </summary>
public static class PublicFigures
{
    public const int FewestPeople = 11;

    private const long Hundred = 100_00;

    /// <param name="quarters">In order; people in different quarters may be the same, so the largest count of a run holds.</param>
    /// <param name="year">This year.</param>
    /// <param name="quarter">This quarter: it and the one before are not published yet.</param>
    public static IReadOnlyList<PublishedRun> Of(IEnumerable<FundQuarter> quarters, int year, int quarter)
    {
        var runs = new List<PublishedRun>();
        foreach (var ofYear in quarters.Where(q => (q.Year * 4) + q.Quarter < (year * 4) + quarter - 1).GroupBy(q => q.Year))
        {
            var run = new List<FundQuarter>();
            foreach (var one in ofYear.OrderBy(q => q.Quarter))
            {
                run.Add(one);
                if (run.Max(q => q.People) < FewestPeople) continue;
                runs.Add(Publish(run));
                run.Clear();
            }
        }
        return runs;
    }

    private static PublishedRun Publish(List<FundQuarter> run)
    {
        var none = Money.Zero(run[0].In.Currency);
        return new(run[0].Year, run[0].Quarter, run[^1].Quarter,
            Rounded(run.Aggregate(none, (sum, q) => sum + q.In)), Rounded(run.Aggregate(none, (sum, q) => sum + q.Out)));
    }

    internal static Money Rounded(Money money) => money with { Minor = (long)Math.Round(money.Minor / (decimal)Hundred, MidpointRounding.AwayFromZero) * Hundred };
}
