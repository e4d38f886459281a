using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>
/// What calling off a session later than agreed costs the person themself: said before, asked once, and let go by whoever was to
/// hold it. It is reckoned from sessions and entries each time and counted nowhere, and whoever meets them learns nothing of it.
/// </summary>
public sealed class CallingOffCosts(Database db, Premises premises, Gate gate, RandomSource random, Ledger ledger) : IKnowWhatCallingOffCosts
{
    private static readonly Refusal notYours = new($"Only whoever was to hold a session that was called off can let this go.");

    private House House => premises.House;

    public async Task<CallingOff> Of(Appointment session, Instant at, CancellationToken stop = default)
    {
        var agreed = await db.History<Cancellation>(House, stop);
        var until = Cancellation.FreeUntil(session.BookedAt, session.Start, at, agreed);
        // In the first moment in which it is late; one of the times that are free can come back until the last.
        var late = until is { } free && at <= free ? free.PlusTicks(1) : at;
        return new(until, await Part(session, late, agreed, stop));
    }

    public async Task<Money?> Asked(Appointment session, CancellationToken stop = default) => await EntryOf(session, stop) is not { } entry ? null
        : await db.Entries.AnyAsync(e => e.Reverses == entry.Id, stop) ? Money.Zero(entry.Lines[0].Currency)
        : entry.Lines.Select(l => l.Amount).First(a => a.Minor > 0);

    /// <summary>Asks it, once, of a person who has just called off a session. Where nothing is to be asked, nothing is written.</summary>
    public async Task Ask(Work work, ActorId by, Appointment session)
    {
        var agreed = await db.History<Cancellation>(House);
        var part = await Part(session, work.At, agreed, default);
        if (part.Minor <= 0 || await EntryOf(session, default) is not null) return;
        var purse = await ledger.Purse(part.Currency);
        var entry = Posting.CalledOffLate(random.Id<EntryId>(), SessionOf(session), part, await db.Today(House, work.At), purse, await ledger.PayerOf(PayerOf(session), part.Currency));
        await ledger.Record(work, by, entry);
    }

    public async Task<Refusal?> LetGo(Keyring by, AppointmentId id, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await db.SessionOf(by.Person, id, stop) is not { CalledOff: { } off } session || session.Therapist != by.Person || off.By != session.Client) return notYours;
        var entry = await EntryOf(session, stop);
        // Before it is asked whether another was quicker.
        if (entry is not null) await ledger.Purse(entry.Lines[0].Currency);
        if (entry is null || await db.Entries.AnyAsync(e => e.Reverses == entry.Id, stop))
            // The same word in the log whether there was anything to let go or not.
            work.Log("money", by.Person.Actor, Purpose.Bookkeeping, content: System.Security.Cryptography.SHA256.HashData(random.Bytes(32)));
        else if (await ledger.Reverse(work, by.Person.Actor, entry.Id, await db.Today(House, work.At, stop)) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    private async Task<Money> Part(Appointment session, Instant at, IReadOnlyList<InForce<Cancellation>> agreed, CancellationToken stop)
    {
        var (scale, _) = await db.Terms(House, at, stop);
        var none = Money.Zero(scale.Currency);
        if (await db.FeeOf(House, PayerOf(session), stop) is not { } fee) return none;
        var off = new CallOff(session.BookedAt, session.Start, at, false);
        if (!Cancellation.IsLate(off, agreed)) return none;
        var zone = (await db.InForce<Zone>(House, at, stop))?.Value.Value ?? DateTimeZone.Utc;
        var points = Cancellation.Asked(off, await Before(session, Cancellation.MonthsBefore(at, zone), stop), agreed, zone);
        var (price, full) = (scale.PriceFor(scale.Kept(fee.Tier, fee.Minor).Minor, session.Minutes), scale.FullFor(session.Minutes));
        // What is above the full fee was meant for whoever is next, and isn't asked for an hour that didn't take place.
        return new((long)((Int128)(price < full ? price : full).Minor * points / Cancellation.Whole), scale.Currency);
    }

    private async Task<List<CallOff>> Before(Appointment session, Instant since, CancellationToken stop)
    {
        var off = (await db.CalledOffBy(session.Client, since, stop)).Where(a => a.Id != session.Id).ToList();
        var codes = off.ConvertAll(SessionOf);
        var asked = (await db.Entries.AsNoTracking().Where(e => e.Session != null && codes.Contains(e.Session)).Select(e => e.Session!).ToListAsync(stop))
            .Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        return off.ConvertAll(a => new CallOff(a.BookedAt, a.Start, a.CalledOff!.At, asked.Contains(Convert.ToHexString(SessionOf(a)))));
    }

    private Task<Entry?> EntryOf(Appointment session, CancellationToken stop)
    {
        var code = SessionOf(session);
        return db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Session == code && e.Kind == EntryKind.CalledOffLate && db.Stamps.Any(s => s.Entry == e.Id), stop);
    }

    private byte[] SessionOf(Appointment session) => Payer.SessionOf(House, session.Id.Value);

    private byte[] PayerOf(Appointment session) => Payer.Of(House, session.Client.Subject);
}
