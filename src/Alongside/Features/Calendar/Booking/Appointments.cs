using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Calendar.Booking;

/// <summary>Sessions: booked from an opening, called off by either, said to have taken place. Others follow in the same transaction.</summary>
public sealed class Appointments(
    Database db, Gate gate, Premises premises, Openings openings, RandomSource random, IEnumerable<IFollowAppointments> followers)
{
    private static readonly Refusal gone = new($"This session isn’t there any more.");

    /// <summary>A therapist books one of their own openings for somebody who said yes to them.</summary>
    public async Task<Outcome<AppointmentId>> BookFor(Keyring by, OpeningId id, PersonId client, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await openings.Own(id) is not { } opening || opening.Therapist != by.Person) return new Refusal($"This time isn’t offered any more.");
        if (!await db.IsClientOf(premises.House, client, by.Person, work.At, stop))
            return new Refusal($"They haven’t opened anything to you, so you can’t book for them. They can say yes under “My consents”.");
        var booked = await Book(work, by, opening, client, kept: false);
        if (booked.Refusal is null) await work.Commit(stop);
        return booked;
    }

    /// <summary>Books an opening, within a piece of work in which it is ours.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="opening">See <see cref="Openings.Own"/>.</param>
    /// <param name="client">For whom.</param>
    /// <param name="kept">It was kept for them.</param>
    public async Task<Outcome<AppointmentId>> Book(Work work, Keyring by, Opening opening, PersonId client, bool kept)
    {
        var appointment = new Appointment(random.Id<AppointmentId>(), opening.Therapist, client, opening.Start, opening.Minutes, opening.Zone, opening.Way, work.At);
        if (client == opening.Therapist) return new Refusal($"Nobody meets themselves here.");
        if (opening.Take(appointment.Id, work.At, kept) is { } refusal) return refusal;
        await AwaitOthers(opening.Therapist, client);
        if (await db.Meets(opening.Therapist, opening.Start, opening.End)) return new Refusal($"The therapist meets somebody else at that time.");
        if (await db.Meets(client, opening.Start, opening.End)) return new Refusal($"There is another session at that time already.");
        db.Appointments.Add(appointment);
        await db.SaveChangesAsync();
        foreach (var follower in followers)
            if (await follower.Booked(work, by, appointment) is { } no) return no;
        return appointment.Id;
    }

    public Task<Refusal?> TakePlace(Keyring by, AppointmentId id, CancellationToken stop = default) => Change(id, async (work, appointment) =>
    {
        if (!appointment.IsOf(by.Person)) return gone;
        var again = appointment.TookPlace is not null;
        if (appointment.TakePlace(by.Person, work.At) is { } refusal) return refusal;
        if (again) return null;
        await db.SaveChangesAsync(stop);
        foreach (var follower in followers)
            if (await follower.TookPlace(work, by, appointment) is { } no) return no;
        return null;
    }, stop);

    public Task<Refusal?> CallOff(Keyring by, AppointmentId id, CancellationToken stop = default) => Change(id, (work, appointment) => CallOff(work, by, appointment, stop), stop);

    /// <summary>The same, within a piece of work.</summary>
    public async Task<Refusal?> CallOff(Work work, Keyring by, Appointment appointment, CancellationToken stop = default)
    {
        if (!appointment.IsOf(by.Person)) return gone;
        var again = appointment.CalledOff is not null;
        if (appointment.CallOff(by.Person, work.At) is { } refusal) return refusal;
        if (again) return null;
        var opening = await db.Openings.SingleOrDefaultAsync(o => o.Appointment == appointment.Id, stop);
        if (by.Person != appointment.Client) opening?.FallAway();
        else if (work.At < appointment.Start) opening?.BeFreeAgain();
        await db.SaveChangesAsync(stop);
        foreach (var follower in followers)
            if (await follower.CalledOff(work, by, appointment) is { } no) return no;
        return null;
    }

    private async Task<Refusal?> Change(AppointmentId id, Func<Work, Appointment, Task<Refusal?>> change, CancellationToken stop)
    {
        await using var work = await gate.Begin(stop);
        if (db.IsPostgres) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM \"Appointments\" WHERE \"Id\" = {id.Value} FOR UPDATE", stop);
        if (await db.Appointments.SingleOrDefaultAsync(a => a.Id == id, stop) is not { } appointment) return gone;
        if (await change(work, appointment) is { } refusal) return refusal;
        await work.Commit(stop);
        return null;
    }

    // The same locks in the same order as the database's own guard takes: what is asked next holds until the end of the work.
    private async Task AwaitOthers(PersonId therapist, PersonId client)
    {
        if (!db.IsPostgres) return;
        foreach (var person in new[] { therapist.Value.ToString(), client.Value.ToString() }.Order(StringComparer.Ordinal))
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({person}, 7002))");
    }
}
