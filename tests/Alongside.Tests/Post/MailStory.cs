using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Tests.Calendar;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Alongside.Tests.Post;

/// <summary>A practice with a mail server, a therapist and a client. It is five in the morning in Toronto. Each call is a request of its own.</summary>
internal sealed class MailStory(CalendarStory calendar) : IAsyncDisposable
{
    public const string Address = "robin@inbox.example";

    public static readonly MailWishes Wishes = new() { Address = Address, From = 0, Until = 24, Words = "The library books are due.", Zone = "America/Toronto" };

    public CalendarStory Calendar { get; } = calendar;

    public TestPractice Practice => Calendar.Practice;

    public Keyring Client => Calendar.Care.Client;

    public Keyring Amara => Calendar.Care.Amara;

    public PostServer Server { get; } = new();

    public Heard Log { get; } = new();

    /// <summary>The server that takes it is killed at the moment between its reply and our record.</summary>
    public bool IsKilled { get; set; }

    public static async Task<MailStory> Begin(string database, MailWishes? wishes = null)
    {
        var story = new MailStory(await CalendarStory.Begin(database));
        if (wishes is not null) Assert.Null(await story.Chooses(wishes));
        return story;
    }

    public Task<Refusal?> Chooses(MailWishes wishes, Keyring? by = null) => Mail(m => m.Book.Keep(by ?? Client, new((by ?? Client).Person), wishes, ["Where shall it go?"], "en"));

    public async Task<Appointment> HasBooked(int inDays = 7, int hour = 16)
    {
        Assert.Null(await Calendar.Offers(Calendar.InDays(inDays, hour)));
        var opening = (await Calendar.OpeningsOf(Amara)).First(o => o.State == OpeningState.Free);
        return await Calendar.Session((await Appointments(a => a.BookFor(Amara, opening.Id, Client.Person))).Value);
    }

    public async Task<T> Appointments<T>(Func<Appointments, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, visit.Gate, Practice.Premises, new(visit.Db, visit.Gate, Practice.Random), Practice.Random,
            [new MailFollows(visit.Db, OutboxOf(visit)), Calendar.Followed]));
    }

    /// <summary>Mail as any feature may cause it.</summary>
    public async Task Queues(PersonId to, MailKind kind, Duration before, int minutes = 50)
    {
        await using var visit = Practice.Visit();
        await using var work = await visit.Gate.Begin();
        await OutboxOf(visit).Queue(work, to, kind, new(Practice.Random.Id(), work.At + before, minutes));
        await work.Commit();
    }

    /// <summary>The sending job's minute has come.</summary>
    /// <returns>Whether the server could be reached.</returns>
    public Task<bool> Sends() => Mail(m => m.Dispatch.Run(default));

    public async Task Passes(Duration time)
    {
        Practice.Clock.Now += time;
        await Sends();
    }

    public async Task<T> Mail<T>(Func<(Outbox Outbox, MailBook Book, Dispatch Dispatch), Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        var (outbox, mailing) = (OutboxOf(visit), new Mailing(Server.Mail));
        var book = new MailBook(visit.Db, visit.Gate, Practice.Premises, Practice.Random, mailing, outbox, [new MailFollows(visit.Db, outbox)]);
        return await ask((outbox, book, new Killed(this, visit.Gate, outbox, book, mailing, new(visit.Db, Practice.Premises, outbox, Practice.Time))));
    }

    public async Task<List<QueuedMail>> Waiting()
    {
        await using var visit = Practice.Visit();
        return await visit.Db.Outbox.AsNoTracking().OrderBy(m => m.Kind).ToListAsync();
    }

    public async Task<List<Undelivered>> Dead()
    {
        await using var visit = Practice.Visit();
        return await visit.Db.Undelivered.AsNoTracking().ToListAsync();
    }

    public async Task<T> DeadMail<T>(Func<DeadMail, Task<T>> ask)
    {
        await using var visit = Practice.Visit();
        return await ask(new(visit.Db, visit.Gate, Practice.Premises, new(visit.Db, visit.Gate)));
    }

    /// <summary>What the access log says that the post box opened.</summary>
    public async Task<int> Openings()
    {
        await using var visit = Practice.Visit();
        return (await visit.Db.LogEntries.AsNoTracking().ToListAsync()).Select(e => LogLeaf.Read(e.Leaf)!)
            .Count(l => l.Act == "open" && l.Actor == Practice.Premises.PostBox && l is { Purpose: Purpose.Contact, Basis.Permission: not null });
    }

    public async Task<Permission> Yes()
    {
        await using var visit = Practice.Visit();
        return (await visit.Db.MailYes(Practice.Premises, Client.Person, Practice.Clock.Now + Duration.FromMinutes(1)))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Calendar.DisposeAsync();
    }

    private Outbox OutboxOf(Visitor visit) => new(visit.Db, visit.Gate, Practice.Premises, Practice.Random, new(Server.Mail));

    private sealed class Killed(MailStory story, Features.Sealing.Gate.Gate gate, Outbox outbox, MailBook book, Mailing mailing, Digests digests)
        : Dispatch(gate, outbox, book, new(new Languages(), new() { Name = "Tamarind Street", Zone = CalendarStory.Toronto }), mailing, digests, story.Log)
    {
        protected override Task Record(QueuedMail mail, CancellationToken stop) => story.IsKilled ? throw new IOException("killed") : base.Record(mail, stop);
    }
}

/// <summary>All that was logged.</summary>
internal sealed class Heard : ILogger<Dispatch>
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Add($"{formatter(state, exception)} {exception}");
}
