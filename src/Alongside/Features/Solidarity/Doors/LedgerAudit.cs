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
        var held = (await db.OpenHolds().ToListAsync(stop)).GroupBy(h => h.Fund).ToDictionary(g => g.Key, g => g.Sum(h => h.Minor));
        foreach (var fund in await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Fund).ToListAsync(stop))
            if (-stamped.SelectMany(e => e.Lines).Where(l => l.Account == fund.Id).Sum(l => l.Minor) < held.GetValueOrDefault(fund.Id))
                troubles.Add($"The fund in {fund.Currency} holds less than what it keeps for people.");
        return troubles;
    }
}
