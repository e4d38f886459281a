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
/// <param name="Holds">What is reserved, one by one.</param>
/// <param name="Promises">See <see cref="FundQueries.OpenPromises"/>.</param>
public sealed record FundNow(long Balance, IReadOnlyList<long> Holds, IReadOnlyList<OpenPromise> Promises)
{
    public long Held => Holds.Sum();

    public long Promised => Promises.Sum(p => p.Left * p.Promise.Minor);

    public long Free => Math.Max(0, Balance - Held - Promised);

    /// <summary>What is promised to one payer, the oldest first.</summary>
    public IEnumerable<OpenPromise> To(byte[] payer) => Promises.Where(p => p.Promise.Payer.AsSpan().SequenceEqual(payer));
}

public static class FundQueries
{
    /// <summary>Scale and share as they hold, as offered before there is an agreement.</summary>
    public static async Task<(FeeScale Scale, FundShare Share)> Terms(this Database db, House house, Instant at, CancellationToken stop = default) =>
        ((await db.InForce<FeeScale>(house, at, stop))?.Value ?? FeeScale.Offered, (await db.InForce<FundShare>(house, at, stop))?.Value ?? FundShare.Offered);

    /// <summary>The practice's day, by the clock that it has agreed on.</summary>
    public static Task<LocalDate> Today(this Database db, House house, Instant at, CancellationToken stop = default) => db.DayOf(at, house, at, stop);

    /// <summary>On which of the practice's days something was or is, by the clock that it has now.</summary>
    public static async Task<LocalDate> DayOf(this Database db, Instant moment, House house, Instant at, CancellationToken stop = default) =>
        moment.InZone((await db.InForce<Zone>(house, at, stop))?.Value.Value ?? DateTimeZone.Utc).Date;

    /// <summary>The fund in four numbers.</summary>
    public static async Task<FundStanding> Standing(this Database db, string currency, FundShare share, LocalDate today, CancellationToken stop = default)
    {
        var fund = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Kind == AccountKind.Fund && a.Currency == currency, stop);
        var now = fund is null ? new(0, [], []) : await db.Now(fund.Id, today, stop);
        var sums = await db.Stamped().Where(l => l.Currency == currency)
            .Join(db.Accounts.Where(a => a.Kind == AccountKind.TopUp || a.Kind == AccountKind.Uncovered), l => l.Account, a => a.Id, (l, a) => new { a.Kind, l.Minor })
            .GroupBy(l => l.Kind).Select(g => new { Kind = g.Key, Sum = g.Sum(l => l.Minor) }).ToListAsync(stop);
        var owed = await db.Stamped().Where(l => l.Currency == currency && db.Accounts.Any(a => a.Id == l.Account && a.Kind == AccountKind.Owed))
            .GroupBy(l => l.Account).Select(g => g.Sum(l => l.Minor)).ToListAsync(stop);
        Money Of(long minor) => new(minor, currency);
        Money Sum(AccountKind kind) => Of(sums.Find(s => s.Kind == kind)?.Sum ?? 0);
        var owing = Of(owed.Where(o => o > 0).Sum());
        return new(Of(now.Balance), Of(now.Held), now.Holds.Count,
            Of(now.Promised), now.Promises.Select(p => Convert.ToHexString(p.Promise.Payer)).Distinct().Count(),
            (owing.Minor > 0 ? share.Of(owing).Fund : owing) + Sum(AccountKind.TopUp), Sum(AccountKind.Uncovered));
    }

    /// <summary>What is in the fund, held and promised. Asked at each booking, so it reads no line but the fund's own.</summary>
    public static async Task<FundNow> Now(this Database db, AccountId fund, LocalDate today, CancellationToken stop = default) => new(
        -await db.Stamped().Where(l => l.Account == fund).SumAsync(l => l.Minor, stop),
        await db.OpenHolds().Where(h => h.Fund == fund).Select(h => h.Minor).ToListAsync(stop),
        await db.OpenPromises(fund, today, stop));

    /// <summary>Lines that count: those of a stamped entry.</summary>
    public static IQueryable<Line> Stamped(this Database db) => db.Lines.AsNoTracking().Where(l => db.Stamps.Any(s => s.Entry == l.Entry));

    /// <summary>Holds that have no end yet.</summary>
    public static IQueryable<Hold> OpenHolds(this Database db) => db.Holds.AsNoTracking().Where(h => !db.HoldResolutions.Any(r => r.Hold == h.Id));

    /// <summary>Promises with sessions left that no hold took, the oldest first. A hold that was voided took none.</summary>
    public static async Task<IReadOnlyList<OpenPromise>> OpenPromises(this Database db, AccountId fund, LocalDate today, CancellationToken stop = default)
    {
        var living = (await db.Promises.AsNoTracking().Where(p => p.Fund == fund && !db.PromiseEnds.Any(e => e.Promise == p.Id)).OrderBy(p => p.At).ToListAsync(stop))
            .Where(p => p.Until >= today).ToList();
        var taken = (await db.Holds.AsNoTracking().Where(h => h.Promise != null && !db.HoldResolutions.Any(r => r.Hold == h.Id && r.How == Resolved.Voided))
            .GroupBy(h => h.Promise).Select(g => new { Promise = g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(t => t.Promise!.Value, t => t.Count);
        return [.. living.Select(p => new OpenPromise(p, p.Sessions - taken.GetValueOrDefault(p.Id))).Where(p => p.Left > 0)];
    }

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
        return new(currency, [.. stamped.Select(s => s.Entry).Where(e => e.Reverses is null && !reversed.Contains(e.Id)).Select(e => new StatementLine(
            e.Id, e.Kind, e.On, e.Session,
            new(e.Lines.Where(l => l.Account == owed).Sum(l => l.Minor), currency),
            new(e.Lines.Where(l => l.Account != owed && ids.Contains(l.Account)).Sum(l => l.Minor), currency)))]);
    }

    /// <summary>Of each payer, by their code as hexadecimal digits: what their statement sums to, and the day of their latest charge.</summary>
    public static async Task<Dictionary<string, (Money Owed, LocalDate? LastCharge)>> AllOwed(this Database db, string currency, CancellationToken stop = default)
    {
        var accounts = db.Accounts.Where(a => a.Currency == currency && (a.Kind == AccountKind.Owed || a.Kind == AccountKind.TopUp));
        var sums = await db.Stamped().Join(accounts, l => l.Account, a => a.Id, (l, a) => new { a.Payer, l.Minor })
            .GroupBy(l => l.Payer).Select(g => new { Payer = g.Key, Sum = g.Sum(l => l.Minor) }).ToListAsync(stop);
        var charged = await db.Entries.Where(e => e.Kind == EntryKind.Charge && !db.Entries.Any(r => r.Reverses == e.Id))
            .Join(db.Stamped(), e => e.Id, l => l.Entry, (e, l) => new { e.On, l.Account })
            .Join(accounts, l => l.Account, a => a.Id, (l, a) => new { a.Payer, l.On })
            .GroupBy(l => l.Payer).Select(g => new { Payer = g.Key, On = g.Max(l => l.On) }).ToListAsync(stop);
        var last = charged.ToDictionary(c => Convert.ToHexString(c.Payer), c => (LocalDate?)c.On);
        return sums.ToDictionary(s => Convert.ToHexString(s.Payer), s => (new Money(s.Sum, currency), last.GetValueOrDefault(Convert.ToHexString(s.Payer))));
    }

    /// <summary>The fee that this payer chose last; null while they chose none. A row that this house did not write is none.</summary>
    public static async Task<FeeAgreement?> FeeOf(this Database db, House house, byte[] payer, CancellationToken stop = default) =>
        (await db.FeeAgreements.AsNoTracking().Where(f => f.Payer == payer).OrderByDescending(f => f.Number).ToListAsync(stop)).Find(f => f.IsGenuine(house));

    /// <summary>What came into the fund and went out of it, by quarters, and how many people were behind it.</summary>
    public static async Task<IReadOnlyList<FundQuarter>> Quarters(this Database db, string currency, CancellationToken stop = default)
    {
        var fund = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Kind == AccountKind.Fund && a.Currency == currency, stop);
        if (fund is null) return [];
        var entries = await db.Entries.AsNoTracking().Where(e => db.Stamps.Any(s => s.Entry == e.Id) && e.Lines.Any(l => l.Account == fund.Id)).ToListAsync(stop);
        var payers = (await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Owed || a.Kind == AccountKind.TopUp).ToListAsync(stop))
            .ToDictionary(a => a.Id, a => Convert.ToHexString(a.Payer));
        return [.. entries.GroupBy(e => (e.On.Year, Quarter: ((e.On.Month - 1) / 3) + 1)).OrderBy(g => g.Key).Select(g => new FundQuarter(g.Key.Year, g.Key.Quarter,
            new(-g.Where(e => e.Kind != EntryKind.Charge).SelectMany(e => e.Lines).Where(l => l.Account == fund.Id).Sum(l => l.Minor), currency),
            new(g.Where(e => e.Kind == EntryKind.Charge).SelectMany(e => e.Lines).Where(l => l.Account == fund.Id).Sum(l => l.Minor), currency),
            g.SelectMany(e => e.Lines).Select(l => payers.GetValueOrDefault(l.Account)).OfType<string>().Distinct().Count()))];
    }
}
