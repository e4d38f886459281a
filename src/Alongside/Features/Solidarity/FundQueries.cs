using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>A promise and how many of its sessions no hold has taken yet.</summary>
public sealed record OpenPromise(Promise Promise, int Left);

/// <summary>What the fund can hold and promise from, in minor units: all that a booking has to know.</summary>
/// <param name="Balance">All that is in it.</param>
/// <param name="Held">What is reserved.</param>
/// <param name="HeldSessions">For how many sessions.</param>
/// <param name="Promised">See <see cref="FundQueries.OpenPromises"/>.</param>
/// <param name="PromisedPeople">To how many.</param>
public sealed record FundNow(long Balance, long Held, int HeldSessions, long Promised, int PromisedPeople)
{
    public long Free => Math.Max(0, Balance - Held - Promised);
}

/// <summary>Whose account stands at what, in minor units.</summary>
public sealed record AccountStand(AccountId Id, AccountKind Kind, byte[] Payer, long Minor);

/// <summary>What somebody's statement sums to, and over which accounts. Who has none of what is owed was never charged.</summary>
public sealed record PayerOwes(byte[] Payer, Money Owed, IReadOnlyList<AccountId> Accounts, bool WasCharged);

public static class FundQueries
{
    private static readonly Questions<byte[], FeeAgreement> feesOf =
        new((db, payer) => db.FeeAgreements.AsNoTracking().Where(f => f.Payer == payer).OrderByDescending(f => f.Number));
    private static readonly Questions<AccountId, LocalDate, PromisedUntil> promisedUntil =
        new((db, fund, today) => db.PromisedUntil.AsNoTracking().Where(p => p.Fund == fund && p.Until >= today));
    private static readonly Questions<byte[], AccountId, LocalDate, PromiseTaken> livingPromises = new((db, payer, fund, today) => db.Promises.AsNoTracking()
        .Where(p => p.Payer == payer && p.Fund == fund && p.Until >= today && !db.PromiseEnds.Any(e => e.Promise == p.Id)).OrderBy(p => p.At)
        .Select(p => new PromiseTaken(p, db.Holds.Count(h => h.Promise == p.Id && !db.HoldResolutions.Any(r => r.Hold == h.Id && r.How == Resolved.Voided)))));

    /// <summary>Scale and share as they hold, as offered before there is an agreement.</summary>
    public static async Task<(FeeScale Scale, FundShare Share)> Terms(this Database db, House house, Instant at, CancellationToken stop = default) =>
        ((await db.InForce<FeeScale>(house, at, stop))?.Value ?? FeeScale.Offered, (await db.InForce<FundShare>(house, at, stop))?.Value ?? FundShare.Offered);

    /// <summary>Who receives which share of a payment, by codes.</summary>
    public static async Task<IReadOnlyList<(byte[] Code, int BasisPoints)>> SharesOn(this Database db, House house, FundShare share, Instant at, CancellationToken stop = default) =>
        Redistribution.Shares((await db.InForce<Redistribution>(house, at, stop))?.Value, share);

    /// <summary>How few people are too few for a sum, as it holds.</summary>
    public static async Task<FewestPeople> Fewest(this Database db, House house, Instant at, CancellationToken stop = default) =>
        (await db.InForce<FewestPeople>(house, at, stop))!.Value;

    /// <summary>The practice's day, by the clock that it has agreed on.</summary>
    public static Task<LocalDate> Today(this Database db, House house, Instant at, CancellationToken stop = default) => db.DayOf(at, house, at, stop);

    /// <summary>On which of the practice's days something was or is, by the clock that it has now.</summary>
    public static async Task<LocalDate> DayOf(this Database db, Instant moment, House house, Instant at, CancellationToken stop = default) =>
        moment.InZone((await db.InForce<Zone>(house, at, stop))?.Value.Value ?? DateTimeZone.Utc).Date;

    /// <summary>The fund in four numbers.</summary>
    public static async Task<FundStanding> Standing(this Database db, string currency, FundShare share, LocalDate today, CancellationToken stop = default)
    {
        var now = await db.Now(currency, today, stop);
        var others = await db.StandAt(db.Accounts.Where(a => a.Currency == currency && (a.Kind == AccountKind.Owed || a.Kind == AccountKind.TopUp || a.Kind == AccountKind.Uncovered)), stop);
        Money Of(long minor) => new(minor, currency);
        Money Sum(AccountKind kind) => Of(others.Where(a => a.Kind == kind).Sum(a => a.Minor));
        var owing = Of(others.Where(a => a is { Kind: AccountKind.Owed, Minor: > 0 }).Sum(a => a.Minor));
        return new(Of(now.Balance), Of(now.Held), now.HeldSessions,
            Of(now.Promised), now.PromisedPeople,
            (owing.Minor > 0 ? share.Of(owing) : owing) + Sum(AccountKind.TopUp), Sum(AccountKind.Uncovered));
    }

    /// <summary>What is in the fund, held and promised.</summary>
    public static async Task<FundNow> Now(this Database db, AccountId fund, LocalDate today, CancellationToken stop = default)
    {
        var latest = await db.Latest(fund).FirstOrDefaultAsync(stop);
        var promised = await promisedUntil.Ask(db, fund, today, stop);
        return new(-(latest?.Minor ?? 0), latest?.Held ?? 0, latest?.Holds ?? 0, promised.Sum(p => p.Minor), promised.Sum(p => p.People));
    }

    /// <summary>What an account stood at, the latest first; nothing where nothing happened to it yet.</summary>
    public static IQueryable<RunningBalance> Latest(this Database db, AccountId account) =>
        db.RunningBalances.AsNoTracking().Where(b => b.Account == account).OrderByDescending(b => b.Number);

    /// <summary>What each of these accounts stands at, in minor units.</summary>
    public static Task<List<AccountStand>> StandAt(this Database db, IQueryable<Account> accounts, CancellationToken stop = default) => accounts
        .Select(a => new AccountStand(a.Id, a.Kind, a.Payer, db.RunningBalances.Where(b => b.Account == a.Id).OrderByDescending(b => b.Number).Select(b => b.Minor).FirstOrDefault()))
        .ToListAsync(stop);

    /// <summary>Lines that count: those of a stamped entry.</summary>
    public static IQueryable<Line> Stamped(this Database db) => db.Lines.AsNoTracking().Where(l => db.Stamps.Any(s => s.Entry == l.Entry));

    /// <summary>Holds that have no end yet.</summary>
    public static IQueryable<Hold> OpenHolds(this Database db) => db.Holds.AsNoTracking().Where(h => !db.HoldResolutions.Any(r => r.Hold == h.Id));

    /// <summary>A payer's promises with sessions left that no hold took, the oldest first. A hold that was voided took none.</summary>
    public static async Task<IReadOnlyList<OpenPromise>> OpenPromises(this Database db, AccountId fund, byte[] payer, LocalDate today, CancellationToken stop = default)
    {
        var living = await livingPromises.Ask(db, payer, fund, today, stop);
        return [.. living.Select(p => new OpenPromise(p.Promise, p.Promise.Sessions - p.Taken)).Where(p => p.Left > 0)];
    }

    /// <summary>The same of the fund in one currency; nothing where there is none yet.</summary>
    public static async Task<FundNow> Now(this Database db, string currency, LocalDate today, CancellationToken stop = default) =>
        await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Kind == AccountKind.Fund && a.Currency == currency, stop) is { } fund
            ? await db.Now(fund.Id, today, stop) : new(0, 0, 0, 0, 0);

    /// <summary>What one payer was charged and paid.</summary>
    public static async Task<Statement> StatementOf(this Database db, byte[] payer, string currency, CancellationToken stop = default)
    {
        var accounts = await db.Accounts.AsNoTracking()
            .Where(a => a.Payer == payer && a.Currency == currency && (a.Kind == AccountKind.Owed || a.Kind == AccountKind.TopUp)).ToListAsync(stop);
        var ids = accounts.Select(a => a.Id).ToList();
        var owed = accounts.Find(a => a.Kind == AccountKind.Owed)?.Id;
        var stamped = await db.Entries.AsNoTracking().Where(e => db.Lines.Where(l => ids.Contains(l.Account)).Select(l => l.Entry).Contains(e.Id))
            .Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => new { Entry = e, s.At }).OrderBy(s => s.At).ToListAsync(stop);
        var reversed = stamped.Where(s => s.Entry.Reverses is not null).Select(s => s.Entry.Reverses!.Value).ToHashSet();
        var lines = stamped.Select(s => s.Entry).Where(e => e.Reverses is null).Select(e => new StatementLine(
            e.Id, e.Kind, e.On, e.Session,
            new(e.Lines.Where(l => l.Account == owed).Sum(l => l.Minor), currency),
            new(e.Lines.Where(l => l.Account != owed && ids.Contains(l.Account)).Sum(l => l.Minor), currency))).ToLookup(l => reversed.Contains(l.Entry));
        return new(currency, [.. lines[false]])
        {
            TakenBack = [.. lines[true].Where(l => l.Kind == EntryKind.Payment)],
            LetGo = [.. lines[true].Where(l => l.Kind == EntryKind.CalledOffLate)],
        };
    }

    /// <summary>What each payer's statement sums to.</summary>
    public static async Task<IReadOnlyList<PayerOwes>> AllOwed(this Database db, string currency, CancellationToken stop = default)
    {
        var accounts = db.Accounts.Where(a => a.Currency == currency && (a.Kind == AccountKind.Owed || a.Kind == AccountKind.TopUp));
        return [.. (await db.StandAt(accounts, stop)).GroupBy(a => Convert.ToHexString(a.Payer), StringComparer.Ordinal).Select(theirs => new PayerOwes(
            theirs.First().Payer, new(theirs.Sum(a => a.Minor), currency), [.. theirs.Select(a => a.Id)], theirs.Any(a => a.Kind == AccountKind.Owed)))];
    }

    /// <summary>The day of the latest charge to each of these accounts, but for those that were taken back.</summary>
    public static async Task<Dictionary<AccountId, LocalDate>> LastCharges(this Database db, IReadOnlyList<AccountId> accounts, CancellationToken stop = default) =>
        (await db.Stamped().Where(l => accounts.Contains(l.Account))
            .Join(db.Entries.Where(e => (e.Kind == EntryKind.Charge || e.Kind == EntryKind.CalledOffLate) && !db.Entries.Any(r => r.Reverses == e.Id)), l => l.Entry, e => e.Id, (l, e) => new { l.Account, e.On })
            .GroupBy(l => l.Account).Select(g => new { Account = g.Key, On = g.Max(l => l.On) }).ToListAsync(stop)).ToDictionary(c => c.Account, c => c.On);

    /// <summary>The fee that this payer chose last; null while they chose none. A row that this house did not write is none.</summary>
    public static async Task<FeeAgreement?> FeeOf(this Database db, House house, byte[] payer, CancellationToken stop = default) =>
        (await feesOf.Ask(db, payer, stop)).Find(f => f.IsGenuine(house));

    private sealed record PromiseTaken(Promise Promise, int Taken);
}
