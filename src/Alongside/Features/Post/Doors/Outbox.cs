using System.Text.Json;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Post.Doors;

/// <summary>What is sealed in a row of the outbox: whom it is to, and what it is about. Never an address or words.</summary>
/// <param name="Person">Whom.</param>
/// <param name="QueuedAt">Since when it waits, in ticks since 1970.</param>
/// <param name="Start">When what it is about begins, in ticks since 1970.</param>
/// <param name="Minutes">How long that takes.</param>
/// <param name="CalendarId">Under which a calendar knows it again.</param>
public sealed record MailFacts(Guid Person, long QueuedAt, long Start, int Minutes, string CalendarId)
{
    public PersonId To => new(Person);

    public Instant Begins => Instant.FromUnixTimeTicks(Start);

    public Instant Since => Instant.FromUnixTimeTicks(QueuedAt);
}

/// <summary>A feature that has something to remind people of.</summary>
public interface IOweMail
{
    /// <summary>Queues what somebody who begins to get mail shall be reminded of, in the transaction in which they say so.</summary>
    Task Owe(Work work, PersonId person);
}

/// <summary>Mail is queued in the transaction of the act that causes it, and leaves the outbox when it is sent, of no use, or not wanted any more.</summary>
public sealed class Outbox(Database db, Gate gate, Premises premises, RandomSource random, Mailing mailing)
{
    private const int AtOnce = 200;

    private static readonly Duration step = Duration.FromMinutes(5), untilNext = Duration.FromHours(20);

    /// <summary>Queues mail to somebody who lets the practice write; to others nothing.</summary>
    public async Task Queue(Work work, PersonId to, MailKind kind, Occasion about)
    {
        if (mailing.Server is not { } server || about.Start <= work.At || await db.MailYes(premises, to, work.At) is null) return;
        var (mailbox, code) = (premises.House.Mailbox(to), Code(about.Id));
        if (await db.Outbox.AnyAsync(m => m.Mailbox == mailbox && m.About == code && m.Kind == kind)) return;
        var id = random.Id();
        var facts = new MailFacts(to.Value, work.At.ToUnixTimeTicks(), about.Start.ToUnixTimeTicks(), about.Minutes, CalendarId(about.Id));
        var bytes = Envelope.Seal(premises.House.Derive("outbox"), JsonSerializer.SerializeToUtf8Bytes(facts), Place(id), random);
        db.Outbox.Add(new(id, mailbox, code, kind, $"{id:N}@{server.Domain}", bytes, Coarse(work.At)));
        await db.SaveChangesAsync();
    }

    /// <summary>What was to be said about something isn't said any more.</summary>
    public Task Forget(Work work, Guid about)
    {
        var code = Code(about);
        return work.Db.Outbox.Where(m => m.About == code).ExecuteDeleteAsync();
    }

    /// <summary>When they are to be reminded is asked anew: they chose otherwise.</summary>
    public Task AskAnew(Work work, PersonId person)
    {
        var (mailbox, at) = (premises.House.Mailbox(person), Coarse(work.At));
        return work.Db.Outbox.Where(m => m.Mailbox == mailbox && (m.Kind == MailKind.Reminder || m.Kind == MailKind.Digest)).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, at));
    }

    /// <summary>What is due and nobody is sending, in the order in which it was queued; without facts where a row was changed.</summary>
    public async Task<IReadOnlyList<(QueuedMail Mail, MailFacts? Facts)>> Due(CancellationToken stop)
    {
        List<QueuedMail> due;
        await using (var work = await gate.Begin(stop))
            due = await db.Outbox.AsNoTracking().Where(m => m.DueAt <= work.At && (m.ClaimedUntil == null || m.ClaimedUntil <= work.At))
                .OrderBy(m => m.DueAt).Take(AtOnce).ToListAsync(stop);
        return [.. due.Select(m => (m, Open(m))).OrderBy(d => d.Item2?.QueuedAt ?? 0)];
    }

    /// <summary>Takes it for us alone.</summary>
    /// <returns>Now; null where somebody else sends it, or it is gone.</returns>
    public async Task<Instant?> Claim(Guid id, CancellationToken stop)
    {
        Instant? at = null;
        await Change(id, (work, mail) => at = mail.Take(work.At) ? work.At : null, stop);
        return at;
    }

    public Task Wait(Guid id, Instant until, CancellationToken stop) => Change(id, (_, mail) => mail.Wait(until), stop);

    public Task TryLater(Guid id, CancellationToken stop) => Change(id, (work, mail) =>
    {
        if (!mail.TryLater(work.At)) Bury(work, mail, MailTrouble.TriedOften);
    }, stop);

    public Task GiveUp(Guid id, MailTrouble trouble, CancellationToken stop) => Change(id, (work, mail) => Bury(work, mail, trouble), stop);

    /// <summary>It was sent, and is followed by the next of its kind, under an id and a Message-ID of its own.</summary>
    public Task Renew(Guid id, CancellationToken stop) => Change(id, Follow, stop);

    /// <summary>It was sent, or isn't wanted: nothing of it stays.</summary>
    public Task Remove(Guid id, CancellationToken stop) => Change(id, (work, mail) => work.Db.Outbox.Remove(mail), stop);

    /// <summary>What nobody looks for any more.</summary>
    public async Task ForgetOld(CancellationToken stop)
    {
        await using var work = await gate.Begin(stop);
        var before = work.At - Undelivered.Kept;
        await db.Undelivered.Where(u => u.At < before).ExecuteDeleteAsync(stop);
        await work.Commit(stop);
    }

    private void Follow(Work work, QueuedMail mail)
    {
        work.Db.Outbox.Remove(mail);
        if (mailing.Server is not { } server || Open(mail) is not { } facts) return;
        var id = random.Id();
        var bytes = Envelope.Seal(premises.House.Derive("outbox"), JsonSerializer.SerializeToUtf8Bytes(facts with { QueuedAt = work.At.ToUnixTimeTicks() }), Place(id), random);
        work.Db.Outbox.Add(new(id, mail.Mailbox, mail.About, mail.Kind, $"{id:N}@{server.Domain}", bytes, Coarse(work.At + untilNext)));
    }

    private void Bury(Work work, QueuedMail mail, MailTrouble trouble)
    {
        // What says again and again that something waits isn't over because a server was away for a while.
        if (mail.Kind == MailKind.Digest && trouble == MailTrouble.TriedOften)
        {
            Follow(work, mail);
            return;
        }
        work.Db.Outbox.Remove(mail);
        work.Db.Undelivered.Add(new(mail.Id, mail.Mailbox, mail.Kind, trouble, work.At));
    }

    // A withdrawal may have taken the row away meanwhile: then there is nothing to change.
    private async Task Change(Guid id, Action<Work, QueuedMail> change, CancellationToken stop)
    {
        await using var work = await gate.Begin(stop);
        if (db.IsPostgres) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM \"Outbox\" WHERE \"Id\" = {id} FOR UPDATE", stop);
        if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == id, stop) is not { } mail) return;
        change(work, mail);
        await work.Commit(stop);
    }

    private MailFacts? Open(QueuedMail mail) => Envelope.Open(premises.House.Derive("outbox"), mail.Bytes, Place(mail.Id)) is { } plain
        ? JsonSerializer.Deserialize<MailFacts>(plain)
        : null;

    private RecordPlace Place(Guid id) => new(premises.Practice, default, 0, "outbox", id, 1);

    // Another code than the row's own: what lies in somebody's calendar leads to nothing in the database.
    private string CalendarId(Guid about) => Convert.ToHexStringLower(premises.House.Mac("calendar file", about.ToByteArray()).AsSpan(0, 16));

    private byte[] Code(Guid about) => premises.House.Mac("mail about", about.ToByteArray());

    // In the log's own steps: by the very moment, a row would be as good as the act that caused it.
    private static Instant Coarse(Instant at) => Instant.FromUnixTimeTicks(at.ToUnixTimeTicks() / step.BclCompatibleTicks * step.BclCompatibleTicks);
}
