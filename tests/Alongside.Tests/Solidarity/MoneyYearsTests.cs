using Alongside.Demo.Sized;
using Alongside.Features.Calendar;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

/// <summary>A large demo reckons its money in memory and writes it at once. It has to be what the services would have written.</summary>
public class MoneyYearsTests
{
    private const int Members = 2;
    private static readonly LocalDate first = new(2026, 6, 8);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("Kind", "Slow")]
    public async Task A_year_reckoned_in_memory_is_the_year_that_fees_and_bookkeeping_would_have_written(string database)
    {
        await using var story = await Begin(database);
        var (lives, money) = await Reckon(story, people: 9);
        Assert.True(lives.Sum(l => l.Sessions.Count) > 40, "Hardly anybody met.");
        Assert.Contains(lives, life => life.Fees.Count > 1);
        Assert.Contains(lives.SelectMany(l => l.Sessions), met => met.Session.CalledOff is not null);
        Assert.NotEmpty(money.PromiseEnds);
        Assert.Contains(money.Holds, hold => hold.Promise is null);

        await Live(story, lives, money.Entries.Where(e => e.Kind == EntryKind.Gift).Join(money.Stamps, e => e.Id, s => s.Entry, (e, s) => (s.At, e)));

        var written = await Written(story);
        Assert.Equal(Told(money), Told(written));
        await OwedIsWhatStatementsSay(story, lives);
    }

    private static async Task OwedIsWhatStatementsSay(MoneyStory story, IReadOnlyList<Life> lives)
    {
        var owed = await story.Reads(db => db.AllOwed(Currency));
        Assert.True(owed.Select(o => o.Owed).Distinct().Count() > 2, "All owe the same.");
        foreach (var payer in lives.Select(l => Alongside.Features.Solidarity.Payer.Of(story.Practice.Premises.House, l.Person.Subject)))
        {
            var (statement, said) = (await story.Reads(db => db.StatementOf(payer, Currency)), owed.SingleOrDefault(o => o.Payer.AsSpan().SequenceEqual(payer)));
            var charged = (await story.Reads(db => db.LastCharges(said?.Accounts ?? []))).Values.Select(day => (LocalDate?)day).Max();
            Assert.Equal((statement.All, statement.Charges.LastOrDefault()?.On), (said?.Owed ?? Dollars(0), charged));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Years_that_would_break_the_ledger_are_not_written_at_all(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        var purse = await PurseOf(story);
        var broken = new LedgerRows();
        broken.Holds.Add(new(story.Practice.Random.Id<HoldId>(), purse.Fund.Id, [1, 2, 3], null, 100_01, Currency, story.Practice.Clock.Now));
        var why = await Assert.ThrowsAsync<InvalidOperationException>(() => InBulk(story, broken));
        Assert.Contains("holds less than what it keeps for people", why.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), await story.Reads(async db => (await db.Holds.CountAsync(), (await DatabaseGuards.Missing(db)).Count)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Years_that_pay_what_is_not_in_the_fund_are_not_written_at_all(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        var (purse, broken) = (await PurseOf(story), new LedgerRows());
        var entry = Entry.Of(story.Practice.Random.Id<EntryId>(), EntryKind.Charge, story.Today, [(purse.Fund, Dollars(101)), (purse.Work, -Dollars(101))]);
        broken.Entries.Add(entry);
        broken.Stamps.Add(new(entry.Id, entry.Hash(), story.Practice.Clock.Now));
        await Assert.ThrowsAsync<InvalidOperationException>(() => InBulk(story, broken));
        Assert.Equal((1, 0), await story.Reads(async db => (await db.Entries.CountAsync(), (await DatabaseGuards.Missing(db)).Count)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_years_were_written_every_guard_is_back(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        var (_, money) = await Reckon(story, people: 4);
        await InBulk(story, money);
        Assert.Empty(await story.Reads(db => DatabaseGuards.Missing(db)));
        Assert.Equal(money.Stamps.Count + 1, await story.Reads(db => db.Stamps.CountAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => story.Does(async (visit, work) =>
            await story.Ledger(visit).Hold(work, (await story.Ledger(visit).Purse(Currency)).Fund, [1], null, new(long.MaxValue / 4, Currency))));
    }

    private static async Task<Purse> PurseOf(MoneyStory story)
    {
        Purse? purse = null;
        await story.Does(async (visit, _) => purse = await story.Ledger(visit).Purse(Currency));
        return purse!;
    }

    private static async Task InBulk(MoneyStory story, LedgerRows money)
    {
        await using var db = story.Practice.Place.Open(story.Practice.Premises.House);
        using var rows = new BulkRows(db, story.Practice.Premises.House);
        await rows.Open();
        await LedgerInBulk.Write(db, rows, money, story.Practice.Premises.House);
    }

    // Fewer gifts than would do: what the fund hasn't got decides as much as what it has.
    private static async Task<(IReadOnlyList<Life> Lives, LedgerRows Money)> Reckon(MoneyStory story, int people)
    {
        RandomSource Numbers(ulong part) => new FixedRandom((int)part);
        var weeks = new Weeks(first, 40, DateTimeZoneProviders.Tzdb["America/Toronto"], (first.PlusWeeks(40).AtMidnight() + Period.FromHours(5)).InUtc().ToInstant());
        PersonId[] members = [story.Therapist.Person, story.Bookkeeper.Person];
        IReadOnlyList<Life> lives = [.. Enumerable.Range(0, Members)
            .SelectMany(m => new Planning(weeks, m, members[m], Numbers).Plan(Enumerable.Range(0, people).Where(number => number % Members == m))).OrderBy(l => l.Number)
            .Select(life => ChangesTheirMind(life, weeks.Now))];
        var money = new MoneyYears(new(story.Practice.Premises.House, FeeScale.Offered, FundShare.Offered, [], DateTimeZone.Utc, "", [.. members.Select(m => (m, ""))], _ => members),
            await PurseOf(story), lives, new(Numbers(400_000)));
        money.Run();
        return (lives, money.Rows);
    }

    // Another fee while sessions are booked and promised, which nobody waits for otherwise until they are asked again.
    private static Life ChangesTheirMind(Life life, Instant now)
    {
        var changes = life.Sessions.Where((_, i) => i is 2 or 3).Select((met, i) => (met.Session.BookedAt + Duration.FromMinutes(1), i == 0 ? "nothing" : "some", 6));
        if (life.GoneAt is null) changes = changes.Append((now - Duration.FromSeconds(30), "a-little", 3));
        return life with { Fees = [.. life.Fees.Concat(changes).OrderBy(f => f.Item1)] };
    }

    private static async Task Live(MoneyStory story, IReadOnlyList<Life> lives, IEnumerable<(Instant At, Entry Entry)> gifts)
    {
        var happenings = new List<(Instant At, int What, int Life, Func<Visitor, Alongside.Features.Sealing.Gate.Work, Task> Happens)>();
        foreach (var (at, gift) in gifts)
            happenings.Add((at, 0, 0, async (visit, work) => await story.Ledger(visit).Record(work, story.Bookkeeper.Person.Actor,
                Posting.Gift(story.Practice.Random.Id<EntryId>(), new(gift.Lines.Max(l => l.Minor), Currency), gift.On, await story.Ledger(visit).Purse(Currency)))));
        foreach (var life in lives)
        {
            var who = new Keyring(life.Person, 1, KeyPair.New(story.Practice.Random), [1]);
            foreach (var (at, tier, months) in life.Fees) happenings.Add((at, 1, life.Number, async (visit, work) => Assert.Null(await story.Fees(visit).Choose(work, who, tier, months))));
            foreach (var met in life.Sessions) happenings.AddRange(Of(story, life, met));
        }
        foreach (var (at, _, _, happens) in happenings.OrderBy(h => h.At).ThenBy(h => h.What).ThenBy(h => h.Life))
        {
            story.Practice.Clock.Now = at;
            await story.Does(happens);
        }
    }

    private static IEnumerable<(Instant At, int What, int Life, Func<Visitor, Alongside.Features.Sealing.Gate.Work, Task> Happens)> Of(MoneyStory story, Life life, Met met)
    {
        var planned = met.Session;
        Task<Appointment> Find(Visitor visit) => visit.Db.Appointments.SingleAsync(a => a.Id == planned.Id);
        yield return (planned.BookedAt, 2, life.Number, async (visit, work) =>
        {
            var session = new Appointment(planned.Id, planned.Therapist, planned.Client, planned.Start, planned.Minutes, planned.Zone, planned.Way, work.At);
            visit.Db.Appointments.Add(session);
            await visit.Db.SaveChangesAsync();
            await story.Fees(visit).Hold(work, session);
        }
        );
        if (planned.TookPlace is { } took) yield return (took.At, 3, life.Number, async (visit, work) =>
        {
            var session = await Find(visit);
            Assert.Null(session.TakePlace(planned.Therapist, work.At));
            await visit.Db.SaveChangesAsync();
            await story.Fees(visit).Charge(work, planned.Therapist.Actor, session);
        }
            );
        if (planned.CalledOff is { } off) yield return (off.At, 3, life.Number, async (visit, work) =>
        {
            var session = await Find(visit);
            Assert.Null(session.CallOff(off.By, work.At));
            await visit.Db.SaveChangesAsync();
            await story.Fees(visit).Void(work, session);
        }
            );
        if (met.PaidAt is { } paid) yield return (paid, 4, life.Number, async (visit, work) =>
        {
            var (ledger, payer) = (story.Ledger(visit), Alongside.Features.Solidarity.Payer.Of(story.Practice.Premises.House, life.Person.Subject));
            var owes = await visit.Db.StatementOf(payer, Currency);
            if (owes.All.Minor <= 0) return;
            await ledger.Record(work, story.Bookkeeper.Person.Actor, Posting.Payment(story.Practice.Random.Id<EntryId>(), owes.All, FundShare.Offered, [],
                work.At.InUtc().Date, await ledger.Purse(Currency), await ledger.PayerOf(payer, Currency)));
        }
            );
    }

    private static Task<LedgerRows> Written(MoneyStory story) => story.Reads(async db =>
    {
        var rows = new LedgerRows();
        rows.Accounts.AddRange(await db.Accounts.AsNoTracking().ToListAsync());
        rows.Fees.AddRange(await db.FeeAgreements.AsNoTracking().ToListAsync());
        rows.Promises.AddRange(await db.Promises.AsNoTracking().ToListAsync());
        rows.PromiseEnds.AddRange(await db.PromiseEnds.AsNoTracking().ToListAsync());
        rows.Holds.AddRange(await db.Holds.AsNoTracking().ToListAsync());
        rows.Entries.AddRange(await db.Entries.AsNoTracking().ToListAsync());
        rows.Stamps.AddRange(await db.Stamps.AsNoTracking().ToListAsync());
        rows.Resolutions.AddRange(await db.HoldResolutions.AsNoTracking().ToListAsync());
        return rows;
    });

    // By what each row says, without the ids that were drawn for it.
    private static List<string> Told(LedgerRows rows)
    {
        string Code(byte[]? code) => code is null ? "-" : Convert.ToHexString(code);
        var accounts = rows.Accounts.Where(a => a.Payer.Length > 0).ToDictionary(a => a.Id, a => $"{a.Kind} of {Code(a.Payer)}");
        var promises = rows.Promises.ToDictionary(p => p.Id, p => $"{p.At} {p.Sessions} × {p.Minor} to {Code(p.Payer)} until {p.Until}");
        var holds = rows.Holds.ToDictionary(h => h.Id, h => $"{h.At} {h.Minor} for {Code(h.Session)} of ({(h.Promise is { } promise ? promises[promise] : "what is free")})");
        var stamps = rows.Stamps.ToDictionary(s => s.Entry, s => s.At);
        string Lines(Entry entry) => string.Join(' ', entry.Lines.Select(l => $"{accounts.GetValueOrDefault(l.Account, "the practice")} {l.Minor}").Order(StringComparer.Ordinal));
        List<string> told =
        [
            .. rows.Fees.Select(f => $"fee {Code(f.Payer)} {f.Number} {f.Tier} {f.Minor} {f.ChosenOn} {f.AskAgainOn}"),
            .. promises.Values.Select(p => $"promise {p}"),
            .. rows.PromiseEnds.Select(e => $"{e.At} end of ({promises[e.Promise]})"),
            .. holds.Values.Select(h => $"hold {h}"),
            .. rows.Resolutions.Select(r => $"{r.At} {r.How} ({holds[r.Hold]})"),
            .. rows.Entries.Select(e => $"entry {stamps[e.Id]} {e.Kind} {e.On} {Code(e.Session)} {Lines(e)}"),
        ];
        told.Sort(StringComparer.Ordinal);
        return told;
    }
}
