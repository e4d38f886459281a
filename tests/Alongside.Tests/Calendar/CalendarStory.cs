using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Calendar;

/// <summary>A founded practice whose therapist Amara has a client. Each call is a request of its own.</summary>
internal sealed class CalendarStory(CareStory care) : IAsyncDisposable
{
    public static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];

    public CareStory Care { get; } = care;

    public TestPractice Practice => Care.Practice;

    public Followed Followed { get; } = new();

    public static async Task<CalendarStory> Begin(string database)
    {
        var care = await CareStory.Begin(database);
        Assert.Null(await care.Opens(care.Amara, "name", "notes"));
        return new(care);
    }

    public LocalDateTime InDays(int days, int hour = 16) => Practice.Clock.Now.InZone(Toronto).Date.PlusDays(days) + new LocalTime(hour, 0);

    public async Task<T> Openings<T>(Func<Openings, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, visit.Gate, Practice.Random));
    }

    public async Task<T> Appointments<T>(Func<Appointments, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        var openings = new Openings(visit.Db, visit.Gate, Practice.Random);
        return await ask(new(visit.Db, visit.Gate, Practice.Premises, openings, Practice.Random, [Followed]));
    }

    public Task<Refusal?> Offers(LocalDateTime local, Keyring? by = null, int weeks = 1) =>
        Openings(o => o.Offer(by ?? Care.Amara, local, Toronto, 50, "room", weeks));

    public async Task<IReadOnlyList<Opening>> OpeningsOf(Keyring therapist)
    {
        await using var visit = Practice.Visit();
        return await visit.Db.OpeningsOf(therapist.Person, Practice.Clock.Now);
    }

    public Task<Outcome<AppointmentId>> Books(OpeningId opening, Keyring? by = null, Keyring? whom = null) =>
        Appointments(a => a.BookFor(by ?? Care.Amara, opening, (whom ?? Care.Client).Person));

    public async Task<AppointmentId> HasBooked(int inDays = 7)
    {
        Assert.Null(await Offers(InDays(inDays)));
        return (await Books((await OpeningsOf(Care.Amara)).First(o => o.State == OpeningState.Free).Id)).Value;
    }

    public async Task<Appointment> Session(AppointmentId id)
    {
        await using var visit = Practice.Visit();
        return (await visit.Db.SessionOf(Care.Client.Person, id))!;
    }

    public ValueTask DisposeAsync() => Care.DisposeAsync();
}

/// <summary>What a later feature would hear, and whether it refuses.</summary>
internal sealed class Followed : IFollowAppointments
{
    public List<string> Heard { get; } = [];

    public Refusal? No { get; set; }

    public Task<Refusal?> Booked(Features.Sealing.Gate.Work work, Keyring by, Appointment appointment) => Hear("booked");

    public Task<Refusal?> TookPlace(Features.Sealing.Gate.Work work, Keyring by, Appointment appointment) => Hear("took place");

    public Task<Refusal?> CalledOff(Features.Sealing.Gate.Work work, Keyring by, Appointment appointment) => Hear("called off");

    private Task<Refusal?> Hear(string what)
    {
        lock (Heard) Heard.Add(what);
        return Task.FromResult(No);
    }
}
