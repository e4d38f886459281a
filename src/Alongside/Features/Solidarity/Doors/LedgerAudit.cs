using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>Reads the whole ledger again, as somebody would who trusts neither the application nor the database.</summary>
public static class LedgerAudit
{
    /// <returns>What is wrong, a sentence each; none where all is well.</returns>
    public static async Task<IReadOnlyList<FormattableString>> Troubles(Database db, House house, CancellationToken stop = default)
    {
        var troubles = new List<FormattableString>();
        if (await DeferredKey.EntryToStamp.Dangling(db, stop) is > 0 and var unstamped)
            troubles.Add($"{unstamped} entries of the ledger bear no stamp. They count for nothing; somebody wrote them past the application.");
        var entries = await db.Entries.AsNoTracking().ToListAsync(stop);
        var stamps = await db.Stamps.AsNoTracking().ToDictionaryAsync(s => s.Entry, stop);
        var stamped = entries.Where(e => stamps.ContainsKey(e.Id)).ToList();
        var forged = stamped.Count(e => !stamps[e.Id].IsGenuine(house) || !stamps[e.Id].Content.AsSpan().SequenceEqual(e.Hash()));
        if (forged > 0) troubles.Add($"{forged} entries of the ledger were not stamped by this house, or were changed since.");
        if (stamped.Count(e => !e.IsBalanced) is > 0 and var unbalanced) troubles.Add($"{unbalanced} entries of the ledger don’t balance.");
        var holds = (await db.OpenHolds().ToListAsync(stop)).GroupBy(h => h.Fund).ToDictionary(g => g.Key, g => (Held: g.Sum(h => h.Minor), Count: g.Count()));
        var sums = stamped.SelectMany(e => e.Lines).GroupBy(l => l.Account).ToDictionary(g => g.Key, g => g.Sum(l => l.Minor));
        foreach (var fund in await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Fund).ToListAsync(stop))
            if (-sums.GetValueOrDefault(fund.Id) < holds.GetValueOrDefault(fund.Id).Held) troubles.Add($"The fund in {fund.Currency} holds less than what it keeps for people.");
        var counted = (await db.RunningBalances.AsNoTracking().Where(b => !db.RunningBalances.Any(later => later.Account == b.Account && later.Number > b.Number)).ToListAsync(stop))
            .ToDictionary(b => b.Account, b => (b.Minor, b.Held, b.Holds));
        var miscounted = sums.Keys.Union(holds.Keys).Union(counted.Keys).Count(a =>
            counted.GetValueOrDefault(a) != (sums.GetValueOrDefault(a), holds.GetValueOrDefault(a).Held, holds.GetValueOrDefault(a).Count));
        if (miscounted > 0) troubles.Add($"What {miscounted} accounts stand at is not what their entries sum to. Somebody wrote past the triggers that count along.");
        var passedOn = stamped.Where(e => e.Kind == EntryKind.PassedOn).Select(e => e.Id.Value).ToList();
        var overpaid = await db.RunningBalances.AsNoTracking().CountAsync(b => passedOn.Contains(b.Source) && b.Minor > 0 && db.Accounts.Any(a => a.Id == b.Account && a.Kind == AccountKind.Onward), stop);
        if (overpaid > 0) troubles.Add($"By {overpaid} entries of the ledger more was passed on than had gathered.");
        var left = (await db.Promises.AsNoTracking().Where(p => !db.PromiseEnds.Any(e => e.Promise == p.Id))
            .Select(p => new { p.Fund, p.Until, p.Payer, p.Minor, Left = p.Sessions - db.Holds.Count(h => h.Promise == p.Id && !db.HoldResolutions.Any(r => r.Hold == h.Id && r.How == Resolved.Voided)) })
            .ToListAsync(stop)).Where(p => p.Left > 0).GroupBy(p => (p.Fund, p.Until))
            .ToDictionary(g => g.Key, g => (g.Sum(p => p.Left * p.Minor), g.Select(p => Convert.ToHexString(p.Payer)).Distinct().Count()));
        var summed = (await db.PromisedUntil.AsNoTracking().ToListAsync(stop)).ToDictionary(p => (p.Fund, p.Until), p => (p.Minor, p.People));
        if (left.Keys.Union(summed.Keys).Count(d => left.GetValueOrDefault(d) != summed.GetValueOrDefault(d)) is > 0 and var wrong)
            troubles.Add($"What is promised until {wrong} days is not what the promises sum to. Somebody wrote past the triggers that count along.");
        return troubles;
    }
}
