using System.Data.Common;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Solidarity;

/// <summary>
/// Random sequences of gift, hold, post, void, charge, pay and take back, against an oracle that knows three numbers. Whether
/// the ledger does something or refuses it must agree with the oracle; and whatever happened, the lines sum to zero, the fund
/// holds no more than it has, and replaying every entry gives the same balances.
/// </summary>
[Trait("Kind", "Unhurried")]
public class LedgerModelTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whatever_happens_the_ledger_balances_and_the_fund_keeps_its_holds(string database)
    {
        for (var seed = 1; seed <= 2; seed++) await Happens(database, seed, 40);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    [Trait("Kind", "Slow")]
    public async Task Long_sequences_hold_as_well(string database)
    {
        for (var seed = 11; seed <= 13; seed++) await Happens(database, seed, 60);
    }

    private static async Task Happens(string database, int seed, int steps)
    {
        await using var story = await MoneyStory.Begin(database);
        var run = new Run(story, new(seed));
        await run.Holds(1_00);
        for (var step = 0; step < steps; step++) await run.Step();
        Assert.True(run.Done > steps / 3, "hardly anything was allowed");
    }

    private sealed class Run(MoneyStory story, Random random)
    {
        private readonly List<(HoldId Id, long Minor)> open = [];
        private readonly List<(EntryId Id, long IntoFund, long Owed, long TopUp)> entries = [];
        private long fund, owed, topUp;

        public int Done { get; private set; }

        private long Held => open.Sum(h => h.Minor);

        public async Task Step()
        {
            var amount = random.Next(1, 200_01);
            switch (random.Next(7))
            {
                case 0: await Writes(Gift(amount), amount, 0, 0); break;
                case 1: await Holds(amount); break;
                case 2 when open.Count > 0: await Posts(open[random.Next(open.Count)]); break;
                case 3 when open.Count > 0: await Voids(open[random.Next(open.Count)]); break;
                case 4: await Charges(amount, random.Next(1, 250_00), random.Next(2) == 0 ? amount : 0); break;
                case 5: await Pays(amount); break;
                case 6 when entries.Count > 0: await TakesBack(entries[random.Next(entries.Count)]); break;
            }
            await Agree();
        }

        private Func<Visitor, Purse, PayerAccounts, Entry> Gift(long amount) => (_, purse, _) => Posting.Gift(NewId(), Of(amount), story.Today, purse);

        public async Task Holds(long amount)
        {
            Hold? hold = null;
            var allowed = await Try(async (visit, work) => hold = await story.Ledger(visit).Hold(work, (await story.Ledger(visit).Purse("CAD")).Fund, [7], null, Of(amount)));
            Assert.Equal(fund - Held >= amount, allowed);
            if (allowed) open.Add((hold!.Id, amount));
        }

        private async Task Voids((HoldId Id, long Minor) hold)
        {
            Assert.True(await Try((visit, work) => story.Ledger(visit).Resolve(work, hold.Id, Resolved.Voided)));
            open.Remove(hold);
        }

        private Task Posts((HoldId Id, long Minor) hold)
        {
            var fee = random.Next(0, 100_00);
            return Writes((visit, purse, payer) => Posting.Charge(NewId(), Session(), Of(fee + hold.Minor), Of(fee), Of(hold.Minor), story.Today, purse, payer),
                -hold.Minor, fee, 0, hold);
        }

        private Task Charges(long full, long price, long fromFund)
        {
            var fee = Math.Min(full, price);
            var part = Math.Min(fromFund, full - fee);
            return Writes((_, purse, payer) => Posting.Charge(NewId(), Session(), Of(full), Of(price), Of(part), story.Today, purse, payer), -part, fee, price - fee);
        }

        private Task Pays(long amount)
        {
            var fee = Math.Min(amount, Math.Max(0, owed));
            var top = Math.Min(amount - fee, Math.Max(0, topUp));
            var sessions = amount - top;
            // 6 % to the fund by largest remainder: half a cent goes to the larger remainder, among equals to the fund.
            var (whole, rest) = Math.DivRem(sessions * 600, 10_000);
            var share = whole + (rest > 0 && rest >= sessions * 9400 % 10_000 ? 1 : 0);
            return Writes((_, purse, payer) => Posting.Payment(NewId(), Of(amount), FundShare.Offered, [], story.Today, purse, payer), share + top, -sessions, -top);
        }

        private async Task TakesBack((EntryId Id, long IntoFund, long Owed, long TopUp) entry)
        {
            var refused = false;
            var allowed = await Try(async (visit, work) => refused = await story.Ledger(visit).Reverse(work, story.Bookkeeper.Person.Actor, entry.Id, story.Today) is not null);
            Assert.True(allowed);
            Assert.Equal(entry.IntoFund > 0 && fund - Held < entry.IntoFund, refused);
            if (refused) return;
            entries.Remove(entry);
            (fund, owed, topUp) = (fund - entry.IntoFund, owed - entry.Owed, topUp - entry.TopUp);
        }

        private async Task Writes(Func<Visitor, Purse, PayerAccounts, Entry> make, long intoFund, long owes, long tops, (HoldId Id, long Minor)? posts = null)
        {
            Entry? entry = null;
            var allowed = await Try(async (visit, work) =>
            {
                var ledger = story.Ledger(visit);
                var purse = await ledger.Purse("CAD");
                entry = make(visit, purse, await ledger.PayerOf(story.Payer, "CAD"));
                var hold = posts is { } p ? await visit.Db.Holds.AsNoTracking().SingleAsync(h => h.Id == p.Id) : null;
                await ledger.Record(work, story.Bookkeeper.Person.Actor, entry, hold);
            });
            var heldAfter = Held - (posts?.Minor ?? 0);
            Assert.Equal(intoFund >= 0 || fund + intoFund >= heldAfter, allowed);
            if (!allowed) return;
            if (posts is { } posted) open.Remove(posted);
            else entries.Add((entry!.Id, intoFund, owes, tops));
            (fund, owed, topUp) = (fund + intoFund, owed + owes, topUp + tops);
        }

        private async Task<bool> Try(Func<Visitor, Work, Task> what)
        {
            try
            {
                await story.Does(what);
                Done++;
                return true;
            }
            catch (Exception no) when (no is DbException or DbUpdateException)
            {
                return false;
            }
        }

        private async Task Agree()
        {
            var standing = await story.Standing();
            var statement = await story.Statement();
            Assert.Equal((fund, Held), (standing.Balance.Minor, standing.Held.Minor));
            Assert.True(standing.Balance >= standing.Held);
            Assert.Equal((owed, topUp), (statement.Owed.Minor, statement.TopUp.Minor));
            await using var visit = story.Practice.Visit();
            var all = await visit.Db.Entries.AsNoTracking().ToListAsync();
            Assert.All(all, e => Assert.True(e.IsBalanced));
            Assert.Equal(fund, -all.SelectMany(e => e.Lines).Where(l => visit.Db.Accounts.Single(a => a.Id == l.Account).Kind == AccountKind.Fund).Sum(l => l.Minor));
            Assert.Equal(0, all.SelectMany(e => e.Lines).Sum(l => l.Minor));
            Assert.Empty(await Features.Solidarity.Doors.LedgerAudit.Troubles(visit.Db, story.Practice.Premises.House));
        }

        private byte[] Session()
        {
            var session = new byte[8];
            random.NextBytes(session);
            return session;
        }

        private EntryId NewId() => story.Practice.Random.Id<EntryId>();

        private static Alongside.Kernel.Money Of(long minor) => new(minor, "CAD");
    }
}
