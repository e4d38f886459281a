using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>
/// Writes entries and holds, always within a piece of work: lines first, then the stamp, which the database checks. The
/// fund's row is locked before anything is read of it, so that two at once can't both give away the same money.
/// </summary>
public sealed class Ledger(Database db, RandomSource random)
{
    private static readonly Questions<string, byte[], Account> practiceAccounts = new((db, currency, nobody) => db.Accounts.AsNoTracking().Where(a => a.Currency == currency && a.Payer == nobody
        && (a.Kind == AccountKind.Fund || a.Kind == AccountKind.Till || a.Kind == AccountKind.Work
            || a.Kind == AccountKind.Pledged || a.Kind == AccountKind.Uncovered)));
    private static readonly Question<AccountKind, string, byte[], Account?> account = new((db, kind, currency, payer, _) =>
        db.Accounts.AsNoTracking().SingleOrDefault(a => a.Kind == kind && a.Currency == currency && a.Payer == payer));

    public static readonly Refusal NotInTheFund = new($"The fund has already given that money on, or holds it for somebody. It can’t be taken back out of it now.");

    /// <summary>The practice's accounts in one currency, made where they aren't there yet; the fund's row is ours until the end of the work.</summary>
    public async Task<Purse> Purse(string currency)
    {
        var there = (await practiceAccounts.Ask(db, currency, [])).ToDictionary(a => a.Kind);
        async Task<Account> Of(AccountKind kind) => there.GetValueOrDefault(kind) ?? await AccountOf(kind, currency, []);
        var fund = await Of(AccountKind.Fund);
        if (db.IsPostgres) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM \"Accounts\" WHERE \"Id\" = {fund.Id.Value} FOR UPDATE");
        return new(fund, await Of(AccountKind.Till), await Of(AccountKind.Work), await Of(AccountKind.Pledged), await Of(AccountKind.Uncovered));
    }

    public async Task<PayerAccounts> PayerOf(byte[] payer, string currency)
    {
        var (owed, topUp) = (await AccountOf(AccountKind.Owed, currency, payer), await AccountOf(AccountKind.TopUp, currency, payer));
        return new(owed, topUp, await BalanceOf(owed), await BalanceOf(topUp));
    }

    /// <summary>What is due to somebody for their time on the client council.</summary>
    public Task<Account> CouncilOf(byte[] payer, string currency) => AccountOf(AccountKind.Council, currency, payer);

    /// <summary>The accounts of those to whom a share of a payment goes on.</summary>
    /// <param name="shares">See <see cref="Redistribution.Shares"/>.</param>
    /// <param name="currency">Of the payment.</param>
    public async Task<IReadOnlyList<ShareOn>> SharesOn(IEnumerable<(byte[] Code, int BasisPoints)> shares, string currency)
    {
        var found = new List<ShareOn>();
        foreach (var (code, points) in shares) found.Add(new(await AccountOf(AccountKind.Onward, currency, code), points));
        return found;
    }

    /// <summary>The sum of its stamped lines: debits are positive.</summary>
    public async Task<Money> BalanceOf(Account account) =>
        new(await db.Latest(account.Id).Select(b => b.Minor).FirstOrDefaultAsync(), account.Currency);

    /// <summary>Writes an entry, and in the same breath ends the hold that it posts.</summary>
    public async Task Record(Work work, ActorId by, Entry entry, Hold? posts = null, Basis basis = default)
    {
        db.Entries.Add(entry);
        await db.SaveChangesAsync();
        if (posts is not null) await Resolve(work, posts.Id, Resolved.Posted, entry.Id);
        var stamp = new Stamp(entry.Id, entry.Hash(), work.At);
        db.Stamps.Add(stamp);
        await db.SaveChangesAsync();
        // The same word for whoever pays: the log tells nobody whose session the fund carried.
        work.Log("money", by, Purpose.Bookkeeping, basis, content: stamp.Hash());
    }

    public async Task<Hold> Hold(Work work, Account fund, byte[] session, PromiseId? promise, Money amount)
    {
        var hold = new Hold(random.Id<HoldId>(), fund.Id, session, promise, amount.Minor, amount.Currency, work.At);
        db.Holds.Add(hold);
        await db.SaveChangesAsync();
        return hold;
    }

    public async Task Resolve(Work work, HoldId hold, Resolved how, EntryId? entry = null)
    {
        db.HoldResolutions.Add(new(hold, how, entry, work.At));
        await db.SaveChangesAsync();
    }

    /// <summary>Takes an entry back, line by line.</summary>
    public async Task<Refusal?> Reverse(Work work, ActorId by, EntryId id, NodaTime.LocalDate on, Basis basis = default)
    {
        var entry = await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && db.Stamps.Any(s => s.Entry == e.Id));
        if (entry is null) return new($"There is no such entry.");
        if (entry.Reverses is not null) return new($"What was taken back can’t be taken back again. Write it down anew.");
        var purse = await Purse(entry.Lines[0].Currency);
        if (await db.Entries.AnyAsync(e => e.Reverses == id)) return new($"This was taken back already.");
        var fromFund = entry.Lines.Where(l => l.Account == purse.Fund.Id).Sum(l => -l.Minor);
        if (fromFund > 0 && fromFund > await FreeOfHolds(purse.Fund)) return NotInTheFund;
        await Record(work, by, Entry.Reversing(random.Id<EntryId>(), entry, on), basis: basis);
        return null;
    }

    /// <summary>What is in the fund and held for nobody.</summary>
    public async Task<long> FreeOfHolds(Account fund) => await db.Latest(fund.Id).Select(b => -b.Minor - b.Held).FirstOrDefaultAsync();

    // Two may make the same one at once: whoever is second finds the first's.
    private async Task<Account> AccountOf(AccountKind kind, string currency, byte[] payer)
    {
        if (await Find(kind, currency, payer) is { } found) return found;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Accounts" ("Id", "Kind", "Currency", "Payer") VALUES ({random.Id()}, {kind.ToString()}, {currency}, {payer}) ON CONFLICT DO NOTHING
            """);
        return (await Find(kind, currency, payer))!;
    }

    private Task<Account?> Find(AccountKind kind, string currency, byte[] payer) =>
        account.Ask(db, kind, currency, payer, default);
}
