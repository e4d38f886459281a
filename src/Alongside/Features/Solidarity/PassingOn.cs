using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>
/// What gathered for one outside until the last quarter ended, and what was passed on of it. What gathers in the quarter
/// that goes on isn't in it: from one payment to the next it would say what somebody paid.
/// </summary>
/// <param name="Account">Theirs.</param>
/// <param name="Name">As it was agreed last.</param>
/// <param name="IsFromBefore">Whom the fund's share named before <see cref="Redistribution"/> was agreed on.</param>
/// <param name="Promised">What gathered.</param>
/// <param name="Paid">What was passed on.</param>
/// <param name="Due">What is missing, and there: less where payments were taken back since. Nothing where more was passed on than stands; what gathers next makes that good first.</param>
/// <param name="DueOn">By which day the oldest of what is due was to be passed on; null where nothing is due, or no day was ever agreed.</param>
public sealed record PassingOn(AccountId Account, string Name, bool IsFromBefore, Money Promised, Money Paid, Money Due, LocalDate? DueOn)
{
    /// <summary>Days; 0 while it isn't late.</summary>
    public int DaysLate(LocalDate today) => DueOn is { } day ? Math.Max(0, Period.DaysBetween(day, today)) : 0;
}

/// <summary>The same for anybody: rounded, and only of quarters in which enough people paid towards it.</summary>
/// <param name="Name">As it was agreed last.</param>
/// <param name="IsFromBefore">See <see cref="PassingOn"/>.</param>
/// <param name="Promised">What gathered in quarters that are published.</param>
/// <param name="Paid">What was passed on of that, the oldest first.</param>
/// <param name="Due">What is missing.</param>
/// <param name="DueOn">See <see cref="PassingOn"/>.</param>
public sealed record PublishedPassing(string Name, bool IsFromBefore, Money Promised, Money Paid, Money Due, LocalDate? DueOn)
{
    /// <param name="now">How it stands.</param>
    /// <param name="quarters">What gathered, by quarters, in order.</param>
    /// <param name="isPublished">Of which of them anybody may read.</param>
    /// <returns>Null where nothing of it is published.</returns>
    public static PublishedPassing? Of(PassingOn now, IEnumerable<FundQuarter> quarters, Func<FundQuarter, bool> isPublished)
    {
        // What was passed on settles the oldest quarter first, published or not: of one that isn't, nothing shows in the others.
        var (through, promised, paid) = (0L, 0L, 0L);
        foreach (var quarter in quarters)
        {
            var before = Settled(through);
            through += quarter.In.Minor;
            if (!isPublished(quarter)) continue;
            promised += quarter.In.Minor;
            paid += Settled(through) - before;
        }
        if (promised <= 0) return null;
        paid = Math.Clamp(paid, 0, promised);
        Money Said(long minor) => PublicFigures.Rounded(new(minor, now.Paid.Currency));
        return new(now.Name, now.IsFromBefore, Said(promised), Said(paid), Said(promised - paid), paid < promised ? now.DueOn : null);

        long Settled(long minor) => Math.Min(now.Paid.Minor, Math.Max(0, minor));
    }
}
