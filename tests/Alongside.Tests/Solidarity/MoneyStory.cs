using Alongside.Features.Calendar;
using Alongside.Features.Circle;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Solidarity;

/// <summary>A practice with a fund, a therapist, two who keep its books and a client. Each call is a request of its own.</summary>
internal sealed class MoneyStory : IAsyncDisposable
{
    public const string Currency = "CAD";

    private MoneyStory(TestPractice practice) => Practice = practice;

    public TestPractice Practice { get; }
    public Keyring Therapist { get; private set; } = null!;
    public Keyring Bookkeeper { get; private set; } = null!;
    public Keyring Client { get; private set; } = null!;
    public byte[] Payer => Alongside.Features.Solidarity.Payer.Of(Practice.Premises.House, Client.Person.Subject);
    public string Code => Alongside.Features.Solidarity.Payer.CodeOf(Payer);
    public LocalDate Today => Practice.Clock.Now.InUtc().Date;

    public static Money Dollars(long whole) => new(whole * 100, Currency);

    /// <param name="database">"sqlite" or "postgres".</param>
    /// <param name="inTheFund">Whole dollars that somebody gave.</param>
    public static async Task<MoneyStory> Begin(string database = "sqlite", long inTheFund = 0)
    {
        var story = new MoneyStory(await TestPractice.Begin(database));
        (story.Therapist, story.Bookkeeper, story.Client) = (await story.Practice.Person(), await story.Practice.Person(), await story.Practice.Person());
        await story.Does(async (visit, work) =>
        {
            var valid = new Window(work.At, work.At + Duration.FromDays(300));
            PersonId[] holders = [story.Therapist.Person, story.Bookkeeper.Person];
            await visit.Mandating.Grant(work, MandateNames.Bookkeeping, valid, 0, holders, story.Bookkeeper.Person.Actor);
        });
        if (inTheFund > 0) Assert.Null(await story.Books(b => b.RecordGift(story.Bookkeeper, Dollars(inTheFund), story.Today)));
        return story;
    }

    public async Task<Keyring> Another() => await Practice.Person();

    public async Task<T> Reads<T>(Func<Database, Task<T>> read)
    {
        await using var visit = Practice.Visit();
        return await read(visit.Db);
    }

    public Task<FundStanding> Standing() => Reads(db => db.Standing(Currency, FundShare.Offered, Today));

    public Task<Statement> Statement(Keyring? of = null) =>
        Reads(db => db.StatementOf(Alongside.Features.Solidarity.Payer.Of(Practice.Premises.House, (of ?? Client).Person.Subject), Currency));

    public async Task Does(Func<Visitor, Work, Task> what)
    {
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await what(visit, work);
        await work.Commit();
    }

    public Ledger Ledger(Visitor visit) => new(visit.Db, Practice.Random);

    public Fees Fees(Visitor visit) => new(visit.Db, Practice.Premises, Practice.Random, Ledger(visit));

    public async Task<T> Books<T>(Func<Bookkeeping, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, Practice.Premises, visit.Gate, Practice.Random, Ledger(visit)));
    }

    public async Task<T> Receipts<T>(Func<ReceiptBook, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, Practice.Premises, visit.Gate, Practice.Random, new NameBook(visit.Db, visit.Gate)));
    }

    public async Task<Refusal?> Chooses(string tier, Keyring? who = null, int months = 6)
    {
        Refusal? refusal = null;
        await Does(async (visit, work) => refusal = await Fees(visit).Choose(work, who ?? Client, tier, months));
        return refusal;
    }

    public async Task<AppointmentId> Books(int inDays = 7, Keyring? who = null, int minutes = 50, Keyring? with = null)
    {
        var id = Practice.Random.Id<AppointmentId>();
        await Does(async (visit, work) =>
        {
            var start = work.At + Duration.FromDays(inDays);
            while (await visit.Db.Meets((with ?? Therapist).Person, start, start + Duration.FromMinutes(minutes))
                || await visit.Db.Meets((who ?? Client).Person, start, start + Duration.FromMinutes(minutes))) start -= Duration.FromMinutes(minutes);
            var appointment = new Appointment(id, (with ?? Therapist).Person, (who ?? Client).Person, start, minutes,
                "America/Toronto", "room", work.At);
            visit.Db.Appointments.Add(appointment);
            await visit.Db.SaveChangesAsync();
            await Follow(visit).Booked(work, with ?? Therapist, appointment);
        });
        return id;
    }

    internal FeesFollow Follow(Visitor visit) => new(Fees(visit), new(visit.Db, Practice.Premises, visit.Gate, Practice.Random, Ledger(visit)), BookkeepingTests.Book(this, visit));

    public async Task<IReadOnlyList<int>> Uncharged()
    {
        await using var visit = Practice.Visit();
        return await Fees(visit).Uncharged(Client.Person);
    }

    public Task TakesPlace(AppointmentId id) => Does(async (visit, work) =>
    {
        var appointment = await visit.Db.Appointments.SingleAsync(a => a.Id == id);
        visit.Db.Add(new TookPlace(id, Therapist.Person, work.At));
        await visit.Db.SaveChangesAsync();
        await Follow(visit).TookPlace(work, Therapist, appointment);
    });

    public Task IsCalledOff(AppointmentId id) => Does(async (visit, work) =>
    {
        var appointment = await visit.Db.Appointments.SingleAsync(a => a.Id == id);
        visit.Db.Add(new CalledOff(id, Therapist.Person, work.At));
        await visit.Db.SaveChangesAsync();
        await Follow(visit).CalledOff(work, Therapist, appointment);
    });

    public Task<Refusal?> Pays(long dollars, Keyring? by = null, string? code = null) =>
        Books(b => b.RecordPayment(by ?? Bookkeeper, code ?? Code, Dollars(dollars), Today, another: true));

    public ValueTask DisposeAsync() => Practice.DisposeAsync();
}
