using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Calendar;

public static class CalendarQueries
{
    private static readonly Questions<PersonId, Instant, Instant, Appointment> sessionsOf = new((db, person, from, until) => db.Appointments.AsNoTracking()
        .Where(a => (a.Therapist == person || a.Client == person) && a.Start >= from && a.Start < until && a.CalledOff == null).OrderBy(a => a.Start));
    private static readonly Questions<PersonId, Instant, Appointment> calledOffOn = new((db, person, at) => db.Appointments.AsNoTracking()
        .Where(a => (a.Therapist == person || a.Client == person) && a.Start > at && a.CalledOff != null && a.CalledOff.By != person).OrderBy(a => a.Start));
    private static readonly Questions<PersonId, Instant, Instant, Appointment> unsaid = new((db, therapist, from, until) => db.Appointments.AsNoTracking()
        .Where(a => a.Therapist == therapist && a.Start >= from && a.Start < until && a.CalledOff == null && a.TookPlace == null).OrderBy(a => a.Start));
    private static readonly Questions<PersonId, Instant, Instant, Appointment> near = new((db, person, after, before) => db.Appointments.AsNoTracking()
        .Where(a => (a.Therapist == person || a.Client == person) && a.CalledOff == null && a.Start > after && a.Start < before));
    private static readonly Questions<Instant, Opening> freeOpenings = new((db, at) => db.Openings.AsNoTracking()
        .Where(o => o.Start > at && o.State == OpeningState.Free).OrderBy(o => o.Start));
    private static readonly Question<Instant, int> howManyFree = new((db, at, _) => db.Openings.Count(o => o.Start > at && o.State == OpeningState.Free));

    /// <summary>Somebody's sessions that begin within a window, in their order; those called off are left out.</summary>
    public static async Task<IReadOnlyList<Appointment>> SessionsOf(this Database db, PersonId person, Instant from, Instant until, CancellationToken stop = default) =>
        await sessionsOf.Ask(db, person, from, until, stop);

    /// <summary>What stands in a therapist's calendar within a window, in its order, with what was called off, but for that of which the hour went to somebody else.</summary>
    public static async Task<IReadOnlyList<Appointment>> WeekOf(this Database db, PersonId therapist, Instant from, Instant until, CancellationToken stop = default)
    {
        var all = await db.Appointments.AsNoTracking().Where(a => a.Therapist == therapist && a.Start >= from && a.Start < until).OrderBy(a => a.Start).ToListAsync(stop);
        return [.. all.Where(a => a.CalledOff is null || !all.Exists(other => other.CalledOff is null && other.Start < a.End && a.Start < other.End))];
    }

    /// <summary>Sessions that aren't over and that others called off on somebody, in their order: also in the hour itself, while somebody waits.</summary>
    public static async Task<IReadOnlyList<Appointment>> CalledOffOn(this Database db, PersonId person, Instant at, CancellationToken stop = default) =>
        [.. (await calledOffOn.Ask(db, person, at - Duration.FromMinutes(Opening.Longest), stop)).Where(a => a.End > at)];

    /// <summary>A therapist's sessions whose hour has passed and of which nobody said yet whether they took place, in their order.</summary>
    public static async Task<IReadOnlyList<Appointment>> Unsaid(this Database db, PersonId therapist, Instant from, Instant until, CancellationToken stop = default) =>
        await unsaid.Ask(db, therapist, from, until, stop);

    /// <summary>One session of somebody's own; null where it isn't theirs.</summary>
    public static Task<Appointment?> SessionOf(this Database db, PersonId person, AppointmentId id, CancellationToken stop = default) =>
        db.Appointments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && (a.Therapist == person || a.Client == person), stop);

    /// <summary>The latest twelve sessions of these two that are over, the latest first, with those that were called off.</summary>
    public static async Task<IReadOnlyList<Appointment>> LatestBetween(this Database db, PersonId therapist, PersonId client, Instant at, CancellationToken stop = default)
    {
        var begun = await db.Appointments.AsNoTracking().Where(a => a.Therapist == therapist && a.Client == client && a.Start <= at)
            .OrderByDescending(a => a.Start).Take(13).ToListAsync(stop);
        return [.. begun.Where(a => a.End <= at).Take(12)];
    }

    /// <summary>With whom somebody's latest session was booked, also if it was called off, and whether they have left since; null where none ever was.</summary>
    public static async Task<(PersonId Therapist, bool Left)?> LastMet(this Database db, PersonId client, CancellationToken stop = default) =>
        await db.Appointments.AsNoTracking().Where(a => a.Client == client).OrderByDescending(a => a.Start)
            .Select(a => new { a.Therapist, Left = !db.Members.Any(m => m.Person == a.Therapist && m.LeftAt == null) })
            .FirstOrDefaultAsync(stop) is { } last ? (last.Therapist, last.Left) : null;

    /// <summary>What somebody who comes here called off themselves since a moment.</summary>
    public static async Task<IReadOnlyList<Appointment>> CalledOffBy(this Database db, PersonId client, Instant since, CancellationToken stop = default) =>
        await db.Appointments.AsNoTracking().Where(a => a.Client == client && a.CalledOff != null && a.CalledOff.By == client && a.CalledOff.At > since).ToListAsync(stop);

    /// <summary>Does this person meet anybody at that time?</summary>
    public static async Task<bool> Meets(this Database db, PersonId person, Instant start, Instant end)
    {
        var earliest = start - Duration.FromMinutes(Opening.Longest);
        return (await near.Ask(db, person, earliest, end)).Exists(a => a.End > start);
    }

    /// <summary>A therapist's times that are still to come and not taken back, in their order.</summary>
    public static async Task<IReadOnlyList<Opening>> OpeningsOf(this Database db, PersonId therapist, Instant at, CancellationToken stop = default) =>
        await db.Openings.AsNoTracking().Where(o => o.Therapist == therapist && o.Start > at && o.State != OpeningState.TakenBack).OrderBy(o => o.Start).ToListAsync(stop);

    /// <summary>Everybody's times that somebody could still be offered, in their order.</summary>
    public static async Task<IReadOnlyList<Opening>> FreeOpenings(this Database db, Instant at, CancellationToken stop = default) =>
        await freeOpenings.Ask(db, at, stop);

    /// <summary>How many these are.</summary>
    public static Task<int> HowManyFree(this Database db, Instant at, CancellationToken stop = default) => howManyFree.Ask(db, at, stop);
}
