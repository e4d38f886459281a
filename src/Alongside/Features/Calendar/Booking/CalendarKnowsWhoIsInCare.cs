using Alongside.Features.Circle.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Calendar.Booking;

/// <summary>Whoever has a session ahead, or had one within a year, is in care here; what was called off counts for nothing.</summary>
public sealed class CalendarKnowsWhoIsInCare(Database db) : IKnowWhoIsInCare
{
    public Task<bool> IsInCare(PersonId person, Instant at, CancellationToken stop = default)
    {
        var since = at - IKnowWhoIsInCare.After;
        return db.Appointments.AnyAsync(a => a.Client == person && a.Start > since && a.CalledOff == null, stop);
    }
}
