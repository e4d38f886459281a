using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>The fund in four numbers, because one balance misleads: part of it is spoken for, and part isn't here yet.</summary>
/// <param name="Balance">All that is in the fund.</param>
/// <param name="Held">Reserved for sessions in the calendar.</param>
/// <param name="HeldSessions">For how many.</param>
/// <param name="Promised">Promised for the next sessions of those in care.</param>
/// <param name="PromisedPeople">Of how many people.</param>
/// <param name="Expected">Likely to come, from what is owed and pledged. It counts for nothing before it is here.</param>
/// <param name="Uncovered">What the fund ought to have paid and could not.</param>
public sealed record FundStanding(
    Money Balance, Money Held, int HeldSessions, Money Promised, int PromisedPeople, Money Expected, Money Uncovered)
{
    /// <summary>May be given away today.</summary>
    public Money Free => Money.Zero(Balance.Currency) is var none && Spare > none ? Spare : none;

    /// <summary>Promised, and not there yet.</summary>
    public Money Short => Money.Zero(Balance.Currency) is var none && Spare < none ? -Spare : none;

    /// <summary>
    /// As people may read it day by day: rounded to a hundred, and only where enough are behind it. With fewer, what
    /// changes from one session to the next would say what one of them pays; null then.
    /// </summary>
    /// <param name="fewest">What is agreed now.</param>
    public FundStanding? ForReaders(FewestPeople fewest) => PromisedPeople < fewest.People ? null : this with
    {
        Balance = PublicFigures.Rounded(Balance),
        Held = PublicFigures.Rounded(Held),
        Promised = PublicFigures.Rounded(Promised),
        Expected = PublicFigures.Rounded(Expected),
        Uncovered = PublicFigures.Rounded(Uncovered),
    };

    private Money Spare => Balance - Held - Promised;

    /// <summary>How many people could begin, at the most that a session can cost the fund, with as many sessions promised.</summary>
    public int CouldBegin(FeeScale scale, FundShare share) => CouldBegin(Free.Minor, scale, share);

    /// <param name="free">In minor units.</param>
    /// <param name="scale">The fee scale.</param>
    /// <param name="share">What is promised.</param>
    internal static int CouldBegin(long free, FeeScale scale, FundShare share)
    {
        var most = scale.FundPart(scale.Tiers[0].Minor, scale.Usual.Minutes).Minor * share.PromisedSessions;
        return most <= 0 ? int.MaxValue : (int)Math.Min(1000, free / most);
    }

    /// <summary>The same for everybody to read, so coarse that nobody's choice of fee shows in it from one day to the next.</summary>
    public static FormattableString InPublic(int couldBegin) => couldBegin switch
    {
        <= 0 => $"At the moment the fund can’t promise sessions to somebody new. Ask all the same: you wait from that day on, and whoever pays the full fee doesn’t need it.",
        <= 3 => $"The fund could carry a few more people from today on.",
        <= 9 => $"The fund could carry several more people from today on.",
        _ => $"The fund could carry many more people from today on.",
    };
}
