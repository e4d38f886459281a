using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Calendar;

public static class CalendarQueries
{
    /// <summary>Somebody's sessions that begin within a window, in their order; those called off are left out.</summary>
    public static async Task<IReadOnlyList<Appointment>> SessionsOf(this Database db, PersonId person, Instant from, Instant until, CancellationToken stop = default) =>
        await db.Appointments.AsNoTracking().Where(a => (a.Therapist == person || a.Client == person) && a.Start >= from && a.Start < until && a.CalledOff == null)
            .OrderBy(a => a.Start).ToListAsync(stop);

    /// <summary>What stands in a therapist's calendar within a window, in its order, with what was called off, but for that of which the hour went to somebody else.</summary>
    public static async Task<IReadOnlyList<Appointment>> WeekOf(this Database db, PersonId therapist, Instant from, Instant until, CancellationToken stop = default)
    {
        var all = await db.Appointments.AsNoTracking().Where(a => a.Therapist == therapist && a.Start >= from && a.Start < until).OrderBy(a => a.Start).ToListAsync(stop);
        return [.. all.Where(a => a.CalledOff is null || !all.Exists(other => other.CalledOff is null && other.Start < a.End && a.Start < other.End))];
    }

    /// <summary>Sessions to come that others called off on somebody, in their order.</summary>
    public static async Task<IReadOnlyList<Appointment>> CalledOffOn(this Database db, PersonId person, Instant at, CancellationToken stop = default) =>
        await db.Appointments.AsNoTracking().Where(a => (a.Therapist == person || a.Client == person) && a.Start > at && a.CalledOff != null && a.CalledOff.By != person)
            .OrderBy(a => a.Start).ToListAsync(stop);

    /// <summary>A therapist's sessions whose hour has passed and of which nobody said yet whether they took place, in their order.</summary>
    public static async Task<IReadOnlyList<Appointment>> Unsaid(this Database db, PersonId therapist, Instant from, Instant until, CancellationToken stop = default) =>
        await db.Appointments.AsNoTracking().Where(a => a.Therapist == therapist && a.Start >= from && a.Start < until && a.CalledOff == null && a.TookPlace == null)
            .OrderBy(a => a.Start).ToListAsync(stop);

    /// <summary>One session of somebody's own; null where it isn't theirs.</summary>
    public static Task<Appointment?> SessionOf(this Database db, PersonId person, AppointmentId id, CancellationToken stop = default) =>
        db.Appointments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && (a.Therapist == person || a.Client == person), stop);

    /// <summary>With whom somebody's latest session was booked, also if it was called off; null where none ever was, or its therapist doesn't work here any more.</summary>
    public static async Task<PersonId?> LastMet(this Database db, PersonId client, CancellationToken stop = default) =>
        await db.Appointments.AsNoTracking().Where(a => a.Client == client && db.Members.Any(m => m.Person == a.Therapist))
            .OrderByDescending(a => a.Start).Select(a => (PersonId?)a.Therapist).FirstOrDefaultAsync(stop);

    /// <summary>Does this person meet anybody at that time?</summary>
    public static async Task<bool> Meets(this Database db, PersonId person, Instant start, Instant end)
    {
        var earliest = start - Duration.FromMinutes(Opening.Longest);
        var near = await db.Appointments.AsNoTracking()
            .Where(a => (a.Therapist == person || a.Client == person) && a.CalledOff == null && a.Start > earliest && a.Start < end).ToListAsync();
        return near.Exists(a => a.End > start);
    }

    /// <summary>A therapist's times that are still to come and not taken back, in their order.</summary>
    public static async Task<IReadOnlyList<Opening>> OpeningsOf(this Database db, PersonId therapist, Instant at, CancellationToken stop = default) =>
        await db.Openings.AsNoTracking().Where(o => o.Therapist == therapist && o.Start > at && o.State != OpeningState.TakenBack).OrderBy(o => o.Start).ToListAsync(stop);

    /// <summary>Everybody's times that somebody could still be offered, in their order.</summary>
    public static async Task<IReadOnlyList<Opening>> FreeOpenings(this Database db, Instant at, CancellationToken stop = default) =>
        await db.Openings.AsNoTracking().Where(o => o.Start > at && o.State == OpeningState.Free).OrderBy(o => o.Start).ToListAsync(stop);
}
