using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>The fund's past by quarters, and what of it is published.</summary>
public static class QuarterQueries
{
    /// <summary>
    /// What came into the fund and went out of it, by quarters, and how many people were behind it. What is written down once
    /// its own quarter may be published counts in the quarter in which it was written down: otherwise what stood there before
    /// and what stands there after would differ by it alone.
    /// </summary>
    /// <param name="db">Which practice's.</param>
    /// <param name="currency">The fund's.</param>
    /// <param name="zones">All versions of the practice's time zone.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<IReadOnlyList<FundQuarter>> Quarters(
        this Database db, string currency, IReadOnlyList<InForce<Zone>> zones, CancellationToken stop = default)
    {
        var fund = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Kind == AccountKind.Fund && a.Currency == currency, stop);
        return fund is null ? [] : (await db.Quarters([fund.Id], currency, zones, [], stop))[0];
    }

    /// <summary>The same of each of several accounts that stand at a credit, leaving out some entries.</summary>
    internal static async Task<IReadOnlyList<IReadOnlyList<FundQuarter>>> Quarters(
        this Database db, IReadOnlyList<AccountId> accounts, string currency, IReadOnlyList<InForce<Zone>> zones, IReadOnlyList<EntryId> but, CancellationToken stop)
    {
        var (late, all) = (await db.Late(zones, stop), new List<IReadOnlyList<FundQuarter>>());
        foreach (var account in accounts) all.Add(await db.Quarters(account, currency, late, but, stop));
        return all;
    }

    private static async Task<IReadOnlyList<FundQuarter>> Quarters(
        this Database db, AccountId account, string currency, Dictionary<EntryId, Quarter> late, IReadOnlyList<EntryId> but, CancellationToken stop)
    {
        var ids = late.Keys.ToList();
        // By days, which the database can sum; a quarter is more than it can say of a day.
        var lines = db.Stamped().Where(l => l.Account == account && !but.Contains(l.Entry)).Join(db.Entries, l => l.Entry, e => e.Id, (l, e) => new { l.Entry, l.Minor, e.On, Paid = e.Kind == EntryKind.Charge });
        var payers = lines.Join(db.Lines, f => f.Entry, l => l.Entry, (f, l) => new { f.Entry, f.On, l.Account })
            .Join(db.Accounts.Where(a => a.Kind == AccountKind.Owed || a.Kind == AccountKind.TopUp), l => l.Account, a => a.Id, (l, a) => new { l.Entry, l.On, a.Payer });
        var sums = (await lines.Where(l => !ids.Contains(l.Entry)).GroupBy(l => new { l.On, l.Paid })
                .Select(g => new { g.Key.On, g.Key.Paid, Sum = g.Sum(l => l.Minor) }).ToListAsync(stop)).Select(s => (In: Quarter.Of(s.On), s.Paid, s.Sum))
            .Concat((await lines.Where(l => ids.Contains(l.Entry)).ToListAsync(stop)).Select(l => (In: late[l.Entry], l.Paid, Sum: l.Minor)));
        var people = (await payers.Where(p => !ids.Contains(p.Entry)).Select(p => new { p.On, p.Payer }).Distinct().ToListAsync(stop)).Select(p => (In: Quarter.Of(p.On), p.Payer))
            .Concat((await payers.Where(p => ids.Contains(p.Entry)).ToListAsync(stop)).Select(p => (In: late[p.Entry], p.Payer)))
            .ToLookup(p => p.In, p => Convert.ToHexString(p.Payer));
        return [.. sums.GroupBy(s => s.In).OrderBy(g => g.Key.FirstDay).Select(g => new FundQuarter(g.Key.Year, g.Key.Number,
            new(-g.Where(s => !s.Paid).Sum(s => s.Sum), currency), new(g.Where(s => s.Paid).Sum(s => s.Sum), currency), people[g.Key].Distinct().Count()))];
    }

    /// <summary>What is published of the fund's past up to a day.</summary>
    public static async Task<IReadOnlyList<PublishedRun>> Published(this Database db, House house, string currency, LocalDate today, CancellationToken stop = default)
    {
        var (agreed, zones) = (await db.History<FewestPeople>(house, stop), await db.History<Zone>(house, stop));
        return PublicFigures.Of(await db.Quarters(currency, zones, stop), today, day => FewestPeople.On(day, agreed, zones));
    }

    // Entries of a quarter that had its day before they were written down, and the quarter of that writing.
    private static async Task<Dictionary<EntryId, Quarter>> Late(this Database db, IReadOnlyList<InForce<Zone>> zones, CancellationToken stop)
    {
        var late = new Dictionary<EntryId, Quarter>();
        if (await db.Stamps.MinAsync(s => (Instant?)s.At, stop) is not { } first || await db.Stamps.MaxAsync(s => (Instant?)s.At, stop) is not { } last) return late;
        for (var quarter = Quarter.Of(first.InUtc().Date).Next(-1); Begins(quarter) <= last; quarter = quarter.Next())
        {
            var (from, until, published) = (Begins(quarter), Begins(quarter.Next()), quarter.Next(-1).FirstDay);
            foreach (var entry in await db.Stamps.Where(s => s.At >= from && s.At < until)
                .Join(db.Entries.Where(e => e.On < published), s => s.Entry, e => e.Id, (s, e) => e.Id).ToListAsync(stop))
                late[entry] = quarter;
        }
        return late;

        Instant Begins(Quarter quarter) => Zone.Began(quarter.FirstDay, zones);
    }
}
