using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>The practice's own accounts in one currency.</summary>
public sealed record Purse(Account Fund, Account Till, Account Work, Account Pledged, Account Uncovered)
{
    public string Currency => Fund.Currency;
}

/// <summary>What of a payment goes on to one outside.</summary>
/// <param name="Account">Theirs.</param>
/// <param name="BasisPoints">In hundredths of a percent.</param>
public sealed record ShareOn(Account Account, int BasisPoints);

/// <summary>One payer's accounts, and what is on them.</summary>
public sealed record PayerAccounts(Account Owed, Account TopUp, Money OwedNow, Money TopUpNow);

/// <summary>Which lines an event makes. All of it is arithmetic; who may do it and what is saved is decided elsewhere.</summary>
public static class Posting
{
    /// <summary>A session took place: the person owes their fee, the fund pays the rest, the work is worth the full fee.</summary>
    /// <param name="id">The entry's.</param>
    /// <param name="session">Which session, as a code.</param>
    /// <param name="full">The full fee.</param>
    /// <param name="price">What the person chose to pay; what is above the full fee is for the fund.</param>
    /// <param name="fromFund">What the fund pays: at most what is missing.</param>
    /// <param name="on">The day.</param>
    /// <param name="purse">The practice's accounts.</param>
    /// <param name="payer">The person's accounts.</param>
    public static Entry Charge(EntryId id, byte[] session, Money full, Money price, Money fromFund, LocalDate on, Purse purse, PayerAccounts payer)
    {
        var none = Money.Zero(full.Currency);
        var fee = price < full ? price : full;
        var missing = full - fee - fromFund;
        if (fromFund < none || missing < none) throw new InvalidOperationException("The fund pays no more than what is missing.");
        return Entry.Of(id, EntryKind.Charge, on,
        [
            (payer.Owed, fee), (purse.Fund, fromFund), (purse.Uncovered, missing), (purse.Work, -full),
            (payer.TopUp, price - fee), (purse.Pledged, fee - price),
        ], session);
    }

    /// <summary>A session was called off later than agreed: the person owes a part of what they would have paid, and nobody else anything.</summary>
    /// <param name="id">The entry's.</param>
    /// <param name="session">Which session, as a code.</param>
    /// <param name="part">What is asked.</param>
    /// <param name="on">The day on which it was called off.</param>
    /// <param name="purse">The practice's accounts.</param>
    /// <param name="payer">The person's accounts.</param>
    public static Entry CalledOffLate(EntryId id, byte[] session, Money part, LocalDate on, Purse purse, PayerAccounts payer) =>
        Entry.Of(id, EntryKind.CalledOffLate, on, [(payer.Owed, part), (purse.Work, -part)], session);

    /// <summary>
    /// Somebody paid: first what they owe, then what they wanted to add to the fund; what is more is theirs, ahead. The
    /// agreed shares are taken of what was paid for sessions, which is money from outside; what the fund paid was shared
    /// when it came.
    /// </summary>
    /// <param name="id">The entry's.</param>
    /// <param name="paid">How much.</param>
    /// <param name="share">The fund's.</param>
    /// <param name="onward">Those of others, in the agreed order.</param>
    /// <param name="on">The day.</param>
    /// <param name="purse">The practice's accounts.</param>
    /// <param name="payer">The person's accounts.</param>
    public static Entry Payment(EntryId id, Money paid, FundShare share, IReadOnlyList<ShareOn> onward, LocalDate on, Purse purse, PayerAccounts payer)
    {
        var none = Money.Zero(paid.Currency);
        var fee = Least(paid, Most(payer.OwedNow, none));
        var topUp = Least(paid - fee, Most(payer.TopUpNow, none));
        var forSessions = paid - topUp;
        long[] points = [share.FundBasisPoints, .. onward.Select(o => (long)o.BasisPoints)];
        var parts = forSessions.Share([.. points, FundShare.Whole - points.Sum()]);
        return Entry.Of(id, EntryKind.Payment, on,
        [
            (purse.Till, paid), (payer.Owed, -forSessions),
            (purse.Work, forSessions - parts[^1]), (purse.Fund, -parts[0]), .. onward.Select((o, i) => (o.Account, -parts[i + 1])),
            (payer.TopUp, -topUp), (purse.Pledged, topUp), (purse.Fund, -topUp),
        ]);
    }

    /// <summary>Anybody adds to the fund. Nobody can be named for whom it is.</summary>
    public static Entry Gift(EntryId id, Money given, LocalDate on, Purse purse) =>
        Entry.Of(id, EntryKind.Gift, on, [(purse.Till, given), (purse.Fund, -given)]);

    /// <summary>Somebody gave time to the client council: it is work, and they are paid for it as for any.</summary>
    public static Entry CouncilTime(EntryId id, Money worth, LocalDate on, Purse purse, Account theirs) =>
        Entry.Of(id, EntryKind.CouncilTime, on, [(purse.Work, worth), (theirs, -worth)]);

    /// <summary>They were paid.</summary>
    public static Entry CouncilPay(EntryId id, Money paid, LocalDate on, Purse purse, Account theirs) =>
        Entry.Of(id, EntryKind.CouncilPay, on, [(theirs, paid), (purse.Till, -paid)]);

    /// <summary>What had gathered for one outside was paid to them.</summary>
    public static Entry PassOn(EntryId id, Money paid, LocalDate on, Purse purse, Account theirs, string proof) =>
        Entry.Of(id, EntryKind.PassedOn, on, [(theirs, paid), (purse.Till, -paid)], proof: proof);

    private static Money Least(Money a, Money b) => a < b ? a : b;

    private static Money Most(Money a, Money b) => a > b ? a : b;
}
