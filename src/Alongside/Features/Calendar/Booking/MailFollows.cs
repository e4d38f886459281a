using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Calendar.Booking;

/// <summary>
/// Mail follows the calendar, to who comes and lets us write: what is booked is confirmed and reminded of; what others
/// call off is told; what isn't to come any more is reminded of no longer.
/// </summary>
public sealed class MailFollows(Database db, Outbox outbox) : IFollowAppointments, IOweMail
{
    public async Task<Refusal?> Booked(Work work, Keyring by, Appointment appointment)
    {
        await outbox.Queue(work, appointment.Client, MailKind.Confirmation, About(appointment));
        await outbox.Queue(work, appointment.Client, MailKind.Reminder, About(appointment));
        return null;
    }

    public async Task<Refusal?> TookPlace(Work work, Keyring by, Appointment appointment)
    {
        await outbox.Forget(work, appointment.Id.Value);
        return null;
    }

    public async Task<Refusal?> CalledOff(Work work, Keyring by, Appointment appointment)
    {
        await outbox.Forget(work, appointment.Id.Value);
        if (by.Person != appointment.Client) await outbox.Queue(work, appointment.Client, MailKind.CalledOff, About(appointment));
        return null;
    }

    public async Task Owe(Work work, PersonId person)
    {
        foreach (var session in await db.SessionsOf(person, work.At, work.At + Duration.FromDays(366)))
            if (session.Client == person && session.Stands) await outbox.Queue(work, person, MailKind.Reminder, About(session));
    }

    private static Occasion About(Appointment appointment) => new(appointment.Id.Value, appointment.Start, appointment.Minutes);
}
