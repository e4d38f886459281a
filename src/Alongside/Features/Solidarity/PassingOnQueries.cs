using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>What is passed on to others outside: how it stands for who keeps the books, and what of it anybody reads.</summary>
public static class PassingOnQueries
{
    /// <summary>How it stands with each to whom a share goes or went, in the order of their names.</summary>
    /// <param name="db">Which practice's.</param>
    /// <param name="house">Under whose key the agreements are.</param>
    /// <param name="currency">In which currency.</param>
    /// <param name="today">The practice's day.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<IReadOnlyList<PassingOn>> PassingOn(this Database db, House house, string currency, LocalDate today, CancellationToken stop = default)
    {
        var accounts = await db.StandAt(db.Accounts.Where(a => a.Kind == AccountKind.Onward && a.Currency == currency), stop);
        if (accounts.Count == 0 || await db.Stamps.MinAsync(s => (Instant?)s.At, stop) is not { } first) return [];
        var (agreed, zones, names) = (await db.History<Redistribution>(house, stop), await db.History<Zone>(house, stop), await db.Receivers(house, stop));
        var paid = await db.PaidOut(stop);
        var now = Quarter.Of(today);
        // The days before the clock's first noon belong to the quarter before, in some zones.
        var earliest = Quarter.Of(first.InUtc().Date.PlusDays(-1)).FirstDay;
        var quarters = new Dictionary<Quarter, Dictionary<AccountId, long>>();
        var stands = new List<PassingOn>();
        foreach (var account in accounts)
        {
            var paidOut = paid.Sum(p => p.Account == account.Id ? p.Minor : 0);
            var promised = -account.Minor + paidOut - await In(account.Id, now);
            var due = Math.Max(0, Math.Min(promised - paidOut, -account.Minor));
            LocalDate? dueOn = null;
            for (var (through, quarter) = (promised, now.Next(-1)); due > 0 && through > paidOut && quarter.FirstDay >= earliest; quarter = quarter.Next(-1))
            {
                dueOn = Redistribution.DueFor(quarter, agreed, zones, now);
                through -= await In(account.Id, quarter);
            }
            stands.Add(new(account.Id, names.GetValueOrDefault(Convert.ToHexString(account.Payer), ""), account.Payer.Length == 0, new(promised, currency), new(paidOut, currency), new(due, currency), dueOn));
        }
        return [.. stands.OrderBy(s => s.IsFromBefore).ThenBy(s => s.Name, StringComparer.Ordinal)];

        async Task<long> In(AccountId account, Quarter quarter)
        {
            if (!quarters.TryGetValue(quarter, out var sums)) quarters[quarter] = sums = await db.Gathered(currency, quarter, zones, [.. paid.Select(p => p.Entry)], stop);
            return sums.GetValueOrDefault(account);
        }
    }

    /// <summary>What anybody may read of it on a day.</summary>
    public static async Task<IReadOnlyList<PublishedPassing>> PublishedPassing(this Database db, House house, string currency, LocalDate today, CancellationToken stop = default)
    {
        var stands = await db.PassingOn(house, currency, today, stop);
        if (stands.Count == 0) return [];
        var (fewest, zones) = (await db.History<FewestPeople>(house, stop), await db.History<Zone>(house, stop));
        var paid = (await db.PaidOut(stop)).Select(p => p.Entry).Distinct().ToList();
        var published = new List<PublishedPassing>();
        foreach (var (stand, quarters) in await db.Quarters([.. stands.Select(s => s.Account)], currency, zones, paid, stop) is var all ? stands.Zip(all) : [])
        {
            var runs = PublicFigures.Runs(quarters, today, day => FewestPeople.On(day, fewest, zones)).SelectMany(r => r.Run).ToHashSet();
            if (Solidarity.PublishedPassing.Of(stand, quarters, runs.Contains) is { } one) published.Add(one);
        }
        return published;
    }

    /// <summary>All names that were ever agreed on, by their codes in hexadecimal; the empty one is whom the fund's share named last.</summary>
    public static async Task<Dictionary<string, string>> Receivers(this Database db, House house, CancellationToken stop = default)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var to in (await db.History<Redistribution>(house, stop)).SelectMany(v => v.Value.To)) names.TryAdd(Convert.ToHexString(to.Code), to.Name);
        if ((await db.History<FundShare>(house, stop)).FirstOrDefault(v => v.Value.OnwardBasisPoints > 0) is { Value.Onward: { } named }) names[""] = named;
        return names;
    }

    /// <summary>The lines of what was passed on, and of what was taken back of it: as many as there were transfers.</summary>
    private static async Task<List<Line>> PaidOut(this Database db, CancellationToken stop)
    {
        var passedOn = db.Entries.Where(e => e.Proof != null).Select(e => e.Id);
        var entries = await passedOn.Concat(db.Entries.Where(r => r.Reverses != null && passedOn.Contains(r.Reverses.Value)).Select(r => r.Id)).ToListAsync(stop);
        return entries.Count == 0 ? [] : await db.Stamped().Where(l => entries.Contains(l.Entry) && db.Accounts.Any(a => a.Id == l.Account && a.Kind == AccountKind.Onward)).ToListAsync(stop);
    }

    // By when it was written down: what a quarter came to stays as it was read once the quarter is over.
    private static async Task<Dictionary<AccountId, long>> Gathered(
        this Database db, string currency, Quarter quarter, IReadOnlyList<InForce<Zone>> zones, IReadOnlyList<EntryId> but, CancellationToken stop)
    {
        var (from, until) = (Zone.Began(quarter.FirstDay, zones), Zone.Began(quarter.Next().FirstDay, zones));
        return await db.Stamps.AsNoTracking().Where(s => s.At >= from && s.At < until && !but.Contains(s.Entry))
            .Join(db.Entries.Where(e => e.Kind == EntryKind.Payment || e.Kind == EntryKind.Reversal), s => s.Entry, e => e.Id, (s, e) => s)
            .Join(db.Lines, s => s.Entry, l => l.Entry, (s, l) => l)
            .Where(l => db.Accounts.Any(a => a.Id == l.Account && a.Kind == AccountKind.Onward && a.Currency == currency))
            .GroupBy(l => l.Account).Select(g => new { g.Key, Sum = g.Sum(l => -l.Minor) }).ToDictionaryAsync(g => g.Key, g => g.Sum, stop);
    }
}
