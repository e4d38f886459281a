using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Calendar.Booking;

/// <summary>Nobody is left waiting for a therapist who left: what stands is called off, and what was offered is taken back.</summary>
public sealed class CalendarFollowsLeaving(Database db, Appointments appointments) : IFollowLeaving
{
    public async Task<IReadOnlyList<FormattableString>> WouldEnd(PersonId member, Instant at, CancellationToken stop = default) =>
    [
        .. (await Standing(member, at, stop)).Count switch
        {
            0 => Array.Empty<FormattableString>(),
            1 => [$"A session with you stands. It is called off, and whoever was to come reads it where they look first."],
            var sessions => [$"{sessions} sessions with you stand. They are called off, and whoever was to come reads it where they look first."],
        },
        // Nobody but the two who met can say so, and without it nobody is paid.
        .. (await db.Unsaid(member, at - Duration.FromDays(366), at, stop)).Any(a => a.End <= at)
            ? new FormattableString[] { $"Of some sessions that are over you haven’t said whether they took place. Say so before you leave, or nothing is paid for them." } : [],
    ];

    public async Task<Refusal?> Left(Work work, Keyring by)
    {
        foreach (var appointment in await Standing(by.Person, work.At))
            if (await appointments.CallOff(work, by, appointment) is { } refusal) return refusal;
        foreach (var opening in await db.Openings.Where(o => o.Therapist == by.Person && o.Start > work.At && o.Appointment == null && o.State != OpeningState.TakenBack).ToListAsync())
        {
            // What is kept for somebody who hasn't answered yet isn't free to be taken back; nobody could come.
            opening.Release();
            if (opening.TakeBack(by.Person) is { } refusal) return refusal;
        }
        await db.SaveChangesAsync();
        return null;
    }

    private async Task<List<Appointment>> Standing(PersonId therapist, Instant at, CancellationToken stop = default)
    {
        var earliest = at - Duration.FromMinutes(Opening.Longest);
        var standing = await db.Appointments.Where(a => a.Therapist == therapist && a.Start > earliest && a.CalledOff == null && a.TookPlace == null).OrderBy(a => a.Start).ToListAsync(stop);
        return standing.FindAll(a => a.End > at);
    }
}
