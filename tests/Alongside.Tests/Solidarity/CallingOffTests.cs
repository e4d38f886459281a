using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Circle;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

/// <summary>What calling off a session later than agreed costs, and whom it costs nothing.</summary>
public class CallingOffTests
{
    private static readonly Cancellation half = new(24, 5_000, 0);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_calls_off_later_than_agreed_owes_a_part_of_their_own_share_once_and_the_fund_pays_none_of_it(string database)
    {
        await using var told = await Told.Begin(database, half);
        await told.Chooses("some");
        var session = await told.Books(hours: 10);
        Assert.Equal(Dollars(100), (await told.Standing()).Held);
        Assert.Equal(Dollars(30), (await told.Costs(session)).Later);
        Assert.Null(await told.CallsOff(told.Client, session));
        Assert.Null(await told.CallsOff(told.Client, session));
        var standing = await told.Standing();
        Assert.Equal((Dollars(1000), Dollars(0)), (standing.Balance, standing.Held));
        var line = Assert.Single((await told.Statement()).Lines);
        Assert.Equal((EntryKind.CalledOffLate, true, Dollars(30), Dollars(0)), (line.Kind, line.IsCharge, line.Fee, line.TopUp));
        Assert.Equal(Dollars(30), await told.Asked(session));
        Assert.Equal(0, await told.TrialBalance());
        // Nobody's books, and nobody but whoever was to hold it, takes it back.
        Assert.NotNull(await told.LetsGo(told.Client, session));
        Assert.NotNull(await told.LetsGo(told.Circle.Members[1], session));
        await told.Circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task In_time_it_costs_nothing_and_what_the_therapist_calls_off_never_does(string database)
    {
        await using var told = await Told.Begin(database, half);
        await told.Chooses("yours-and-more");
        var inTime = await told.Books(hours: 25);
        var costs = await told.Costs(inTime);
        // The full fee, without what was meant for whoever is next.
        Assert.Equal(((Instant?)(await told.Session(inTime)).Start - Duration.FromHours(24), Dollars(80)), (costs.FreeUntil, costs.Later));
        Assert.Null(await told.CallsOff(told.Client, inTime));
        Assert.Null(await told.CallsOff(told.Therapist, await told.Books(hours: 3)));
        var over = await told.Books(hours: 2);
        told.Circle.Later(hours: 4);
        Assert.Null(await told.CallsOff(told.Client, over));
        Assert.Empty((await told.Statement()).Lines);
        Assert.Null(await told.Asked(inTime));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_both_call_it_off_at_once_whoever_was_first_did_and_nothing_is_asked_twice(string database)
    {
        await using var told = await Told.Begin(database, half);
        await told.Chooses("some");
        for (var i = 0; i < 6; i++)
        {
            var session = await told.Books(hours: 10 + i);
            var already = (await told.Statement()).Lines.Count;
            Assert.All(await Task.WhenAll(new[] { told.Client, told.Therapist, told.Client, told.Therapist }.Select(by => Task.Run(() => told.CallsOff(by, session, alone: true)))), Assert.Null);
            var byClient = (await told.Session(session)).CalledOff!.By == told.Client.Person;
            Assert.Equal(already + (byClient ? 1 : 0), (await told.Statement()).Lines.Count);
        }
        Assert.Equal(Dollars(0), (await told.Standing()).Held);
        Assert.Equal(0, await told.TrialBalance());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_was_to_hold_it_lets_it_go_once_and_cannot_tell_whether_there_was_anything_to_let_go(string database)
    {
        await using var told = await Told.Begin(database, half);
        await told.Chooses("some");
        var session = await told.Books(hours: 10);
        await told.CallsOff(told.Client, session);
        var first = await told.LogOf(() => told.LetsGo(told.Therapist, session));
        Assert.Equal(first, await told.LogOf(() => told.LetsGo(told.Therapist, session)));
        var statement = await told.Statement();
        Assert.Equal((0, Dollars(0)), (statement.Lines.Count, statement.Owed));
        Assert.Equal(Dollars(30), Assert.Single(statement.LetGo).Fee);
        Assert.Equal(Dollars(0), await told.Asked(session));
        Assert.Equal(0, await told.TrialBalance());

        await told.Chooses("nothing");
        var unasked = await told.Books(hours: 10);
        await told.CallsOff(told.Client, unasked);
        Assert.Equal(first, await told.LogOf(() => told.LetsGo(told.Therapist, unasked)));
        Assert.Null(await told.Asked(unasked));
        // What they called off themselves isn't anybody's to let go.
        var own = await told.Books(hours: 10);
        await told.CallsOff(told.Therapist, own);
        Assert.NotNull(await told.LetsGo(told.Therapist, own));
        await told.Circle.Agrees();
    }

    [Fact]
    public async Task Of_the_times_that_are_free_none_is_asked_for_and_the_next_one_is()
    {
        await using var told = await Told.Begin("sqlite", half with { FreeTimes = 2 });
        await told.Chooses("some");
        foreach (var owed in new[] { 0, 0, 30, 60 })
        {
            var session = await told.Books(hours: 5);
            var costs = await told.Costs(session);
            Assert.Equal(owed == 0 ? Dollars(0) : Dollars(30), costs.Later);
            await told.CallsOff(told.Client, session);
            Assert.Equal(Dollars(owed), (await told.Statement()).Owed);
        }
        told.Circle.Later(days: 366);
        await told.CallsOff(told.Client, await told.Books(hours: 5));
        Assert.Equal(Dollars(60), (await told.Statement()).Owed);
    }

    [Fact]
    public async Task What_is_decided_after_a_session_was_booked_asks_for_nothing_more_for_it()
    {
        await using var told = await Told.Begin("sqlite", Cancellation.Offered);
        await told.Chooses("some");
        var before = await told.Books(hours: 24 * 36 + 5);
        await told.Circle.Decides(half);
        Assert.Null((await told.Costs(before)).FreeUntil);
        await told.CallsOff(told.Client, before);
        Assert.Empty((await told.Statement()).Lines);
        await told.CallsOff(told.Client, await told.Books(hours: 6));
        Assert.Equal(Dollars(30), (await told.Statement()).Owed);
    }

    [Fact]
    public async Task A_practice_that_is_older_than_this_asks_for_nothing_and_neither_is_anybody_asked_who_has_chosen_no_fee()
    {
        await using var told = await Told.Begin("sqlite", half);
        await told.CallsOff(told.Client, await told.Books(hours: 5));
        await told.Chooses("some");
        Assert.Empty((await told.Statement()).Lines);
        await told.Circle.Practice.Tamper($"""DELETE FROM "AgreementVersions" WHERE "Kind" = '{Cancellation.KindName}'""");
        var session = await told.Books(hours: 5);
        Assert.Null((await told.Costs(session)).FreeUntil);
        await told.CallsOff(told.Client, session);
        Assert.Empty((await told.Statement()).Lines);
    }

    [Fact]
    public async Task A_receipt_says_that_no_session_took_place()
    {
        await using var told = await Told.Begin("sqlite", half);
        await told.Chooses("some");
        await told.CallsOff(told.Client, await told.Books(hours: 5));
        await told.Pays(30);
        var receipt = await told.Receipt();
        var line = Assert.Single(receipt.Lines);
        Assert.Equal((true, 30_00L, 50), (line.CalledOff, line.Minor, line.Minutes));
        Assert.Contains("did not take place", Features.Solidarity.Pages.ReceiptPaper.ServiceOf(line), StringComparison.Ordinal);
    }

    /// <summary>A founded practice with a fund, a therapist and somebody who comes to them. Each call is a request of its own.</summary>
    private sealed class Told(CircleStory circle, Keyring client) : IAsyncDisposable
    {
        public CircleStory Circle { get; } = circle;
        public Keyring Client { get; } = client;
        public Keyring Therapist => Circle.Members[0];
        private byte[] Payer => Features.Solidarity.Payer.Of(Circle.Practice.Premises.House, Client.Person.Subject);

        public static async Task<Told> Begin(string database, Cancellation agreed)
        {
            var founding = await FoundingStory.BeginWith(3, database);
            Assert.Null(await founding.Change(agreed));
            foreach (var founder in founding.Founders) Assert.Null((await founding.Sign(founder)).Refusal);
            var told = new Told(new(founding), await founding.Practice.Person());
            await told.Writes(purse => Posting.Gift(told.Circle.Practice.Random.Id<EntryId>(), Dollars(1000), told.Today, purse));
            return told;
        }

        // What was said a moment ago holds.
        private Instant Soon => Circle.Practice.Clock.Now + Duration.FromMinutes(1);

        private LocalDate Today => Circle.Practice.Clock.Now.InUtc().Date;

        public Task Chooses(string tier) => Circle.Does(async (visit, work) => Assert.Null(await Fees(visit).Choose(work, Client, tier, 12)));

        /// <summary>What was booked two days before begins in so many hours.</summary>
        public async Task<AppointmentId> Books(int hours)
        {
            var id = Circle.Practice.Random.Id<AppointmentId>();
            await Circle.Does(async (visit, work) =>
            {
                var appointment = new Appointment(id, Therapist.Person, Client.Person, work.At + Duration.FromHours(48 + hours), 50, "America/Toronto", "room", work.At);
                visit.Db.Appointments.Add(appointment);
                await visit.Db.SaveChangesAsync();
                await Follow(visit).Booked(work, Therapist, appointment);
            });
            Circle.Later(hours: 48);
            return id;
        }

        public async Task<Refusal?> CallsOff(Keyring by, AppointmentId id, bool alone = false)
        {
            await using var visit = Circle.Practice.Visit();
            using var queue = new WriterQueue();
            // Of another process: nothing but the database keeps them apart.
            var gate = alone ? new Gate(visit.Db, Circle.Practice.Premises, Circle.Practice.Time, Circle.Practice.Random, queue, visit.Gate.Vault) : visit.Gate;
            var openings = new Openings(visit.Db, gate, Circle.Practice.Random);
            return await new Appointments(visit.Db, gate, Circle.Practice.Premises, openings, Circle.Practice.Random, [Follow(visit)]).CallOff(CircleStory.Fresh(by), id);
        }

        public async Task<CallingOff> Costs(AppointmentId id)
        {
            await using var visit = Circle.Practice.Visit();
            return await Costs(visit).Of(await Session(id), Soon);
        }

        public async Task<Money?> Asked(AppointmentId id)
        {
            await using var visit = Circle.Practice.Visit();
            return await Costs(visit).Asked(await Session(id));
        }

        public async Task<Refusal?> LetsGo(Keyring by, AppointmentId id)
        {
            await using var visit = Circle.Practice.Visit();
            return await Costs(visit).LetGo(CircleStory.Fresh(by), id);
        }

        /// <summary>How many entries an act adds to the log.</summary>
        public async Task<int> LogOf(Func<Task<Refusal?>> act)
        {
            var before = await Reads(db => db.LogEntries.CountAsync());
            Assert.Null(await act());
            return await Reads(db => db.LogEntries.CountAsync()) - before;
        }

        public Task<Appointment> Session(AppointmentId id) => Reads(db => db.Appointments.AsNoTracking().SingleAsync(a => a.Id == id));

        public Task<FundStanding> Standing() => Reads(db => db.Standing(Currency, FundShare.Offered, Today));

        public Task<Statement> Statement() => Reads(db => db.StatementOf(Payer, Currency));

        public Task<long> TrialBalance() => Reads(db => db.Stamped().SumAsync(l => l.Minor));

        public Task Pays(long dollars) => Circle.Does(async (visit, work) =>
        {
            var ledger = new Ledger(visit.Db, Circle.Practice.Random);
            var purse = await ledger.Purse(Currency);
            await ledger.Record(work, Therapist.Person.Actor, Posting.Payment(Circle.Practice.Random.Id<EntryId>(), Dollars(dollars), FundShare.Offered, [], Today, purse, await ledger.PayerOf(Payer, Currency)));
        });

        public async Task<Receipt> Receipt()
        {
            var payment = (await Statement()).Payments.Single().Entry;
            await using var visit = Circle.Practice.Visit();
            return (await Book(visit).Ask(CircleStory.Fresh(Client), payment)).Value;
        }

        public ValueTask DisposeAsync() => Circle.DisposeAsync();

        private Task Writes(Func<Purse, Entry> entry) => Circle.Does(async (visit, work) =>
        {
            var ledger = new Ledger(visit.Db, Circle.Practice.Random);
            await ledger.Record(work, Therapist.Person.Actor, entry(await ledger.Purse(Currency)));
        });

        private async Task<T> Reads<T>(Func<Database, Task<T>> read)
        {
            await using var visit = Circle.Practice.Visit();
            return await read(visit.Db);
        }

        private Fees Fees(Visitor visit) => new(visit.Db, Circle.Practice.Premises, Circle.Practice.Random, new(visit.Db, Circle.Practice.Random));

        private CallingOffCosts Costs(Visitor visit) => new(visit.Db, Circle.Practice.Premises, visit.Gate, Circle.Practice.Random, new(visit.Db, Circle.Practice.Random));

        private ReceiptBook Book(Visitor visit) => new(visit.Db, Circle.Practice.Premises, visit.Gate, Circle.Practice.Random, new NameBook(visit.Db, visit.Gate));

        private FeesFollow Follow(Visitor visit) => new(Fees(visit), Costs(visit), Book(visit));
    }
}
