using Alongside.Features.Sealing;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Demo.Sized;

/// <summary>
/// Writes years of money at once, table by table. Guards that go by the order in which things happened, and what counts
/// along, are away meanwhile; they are back, and the whole ledger has been read again, before any of it is committed.
/// </summary>
internal static class LedgerInBulk
{
    private static readonly string[] inOrder =
    [
        "Stamps_fund_not_overdrawn", "Stamps_fund_keeps_holds", "Holds_within_the_fund",
        "Stamps_counted", "Holds_counted", "HoldResolutions_counted", "RunningBalances_follow", "Promises_summed", "PromiseEnds_summed",
    ];

    /// <exception cref="InvalidOperationException">The ledger would be wrong, and nothing of it is written: a bug.</exception>
    public static async Task Write(Database db, BulkRows rows, LedgerRows money, House house, CancellationToken stop = default)
    {
        await rows.Begin(stop);
        foreach (var guard in DatabaseGuards.All.Where(g => inOrder.Contains(g.Name))) await DatabaseGuards.Drop(db, guard, stop);
        rows.Write(money.Accounts);
        rows.Write(money.Fees);
        rows.Write(money.Promises);
        rows.Write(money.PromiseEnds);
        rows.Write(money.Holds);
        rows.Write(money.Entries);
        rows.Write(money.Entries.SelectMany(e => e.Lines));
        rows.Write(money.Stamps);
        rows.Write(money.Resolutions);
        await db.Database.ExecuteSqlRawAsync(DatabaseGuards.CountAll, stop);
        await db.Database.ExecuteSqlRawAsync(DatabaseGuards.SumPromises, stop);
        // PostgreSQL makes no guard on a table while one of its rows waits for the commit to be looked at.
        if (db.IsPostgres) await db.Database.ExecuteSqlRawAsync("SET CONSTRAINTS ALL IMMEDIATE", stop);
        await DatabaseGuards.RestoreWithin(db, stop);
        if (await DatabaseGuards.Missing(db, stop) is [var missing, ..]) throw new InvalidOperationException($"The guard {missing} did not come back.");
        if (await LedgerAudit.Troubles(db, house, stop) is [var trouble, ..]) throw new InvalidOperationException(FormattableString.Invariant(trouble));
        await rows.Commit(stop);
    }
}
