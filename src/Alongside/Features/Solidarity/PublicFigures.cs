using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>What happened in one quarter of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="In">What came into the fund.</param>
/// <param name="Out">What it paid for sessions.</param>
/// <param name="People">How many people paid or were paid for.</param>
public sealed record FundQuarter(int Year, int Quarter, Money In, Money Out, int People);

/// <summary>A run of quarters that is published as one.</summary>
/// <param name="Year">The year.</param>
/// <param name="FirstQuarter">1 to 4.</param>
/// <param name="LastQuarter">1 to 4.</param>
/// <param name="In">What came into the fund, rounded.</param>
/// <param name="Out">What it paid for sessions, rounded.</param>
/// <param name="Fewest">How many people had to be behind it on the day it was published.</param>
public sealed record PublishedRun(int Year, int FirstQuarter, int LastQuarter, Money In, Money Out, int Fewest);

/// <summary>
/// What anybody may read about the fund's past: by quarters, a quarter late, rounded to a hundred, and only where enough
/// people are behind a number that none of them shows in it. Quarters with fewer are joined, up to a whole year; a year
/// with fewer is not published. Each quarter is counted once, so that no two releases differ by fewer people either; and each
/// goes by the number that was agreed on its own day, or another number today would redraw what was published, and the
/// difference would show what one person pays.
/// </summary>
public static class PublicFigures
{
    private const long Hundred = 100_00;

    /// <param name="quarters">In order; people in different quarters may be the same, so the largest count of a run holds.</param>
    /// <param name="today">What has its day later isn't published yet.</param>
    /// <param name="fewestOn">How many have to be behind what is published on a day.</param>
    public static IReadOnlyList<PublishedRun> Of(IEnumerable<FundQuarter> quarters, LocalDate today, Func<LocalDate, int> fewestOn) =>
        [.. Runs(quarters, today, fewestOn).Select(r => Publish(r.Run, r.Fewest))];

    /// <summary>Which quarters are published, and which as one.</summary>
    /// <param name="quarters">See <see cref="Of"/>.</param>
    /// <param name="today">See <see cref="Of"/>.</param>
    /// <param name="fewestOn">See <see cref="Of"/>.</param>
    public static IEnumerable<(IReadOnlyList<FundQuarter> Run, int Fewest)> Runs(IEnumerable<FundQuarter> quarters, LocalDate today, Func<LocalDate, int> fewestOn)
    {
        foreach (var ofYear in quarters.Where(q => DayFor(q) <= today).GroupBy(q => q.Year))
        {
            var run = new List<FundQuarter>();
            foreach (var one in ofYear.OrderBy(q => q.Quarter))
            {
                run.Add(one);
                if (fewestOn(DayFor(one)) is var fewest && run.Max(q => q.People) < fewest) continue;
                yield return ([.. run], fewest);
                run.Clear();
            }
        }
    }

    /// <summary>The day on which a quarter is published, if it is: as the quarter after the next one begins.</summary>
    public static LocalDate DayFor(FundQuarter quarter) => new Quarter(quarter.Year, quarter.Quarter).Next(2).FirstDay;

    private static PublishedRun Publish(IReadOnlyList<FundQuarter> run, int fewest)
    {
        var none = Money.Zero(run[0].In.Currency);
        return new(run[0].Year, run[0].Quarter, run[^1].Quarter,
            Rounded(run.Aggregate(none, (sum, q) => sum + q.In)), Rounded(run.Aggregate(none, (sum, q) => sum + q.Out)), fewest);
    }

    internal static Money Rounded(Money money) => money with { Minor = (long)Math.Round(money.Minor / (decimal)Hundred, MidpointRounding.AwayFromZero) * Hundred };
}
