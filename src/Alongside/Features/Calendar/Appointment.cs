using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Calendar;

public readonly record struct AppointmentId(Guid Value) : IId<AppointmentId>
{
    public static AppointmentId From(Guid value) => new(value);
}

/// <summary>Stands in until the calendar is there.</summary>
public sealed class Appointment(AppointmentId id, PersonId therapist, PersonId client, Instant start, int minutes, string zone, string way, Instant bookedAt)
{
    public AppointmentId Id { get; private init; } = id;
    public PersonId Therapist { get; private init; } = therapist;
    public PersonId Client { get; private init; } = client;
    public Instant Start { get; private init; } = start;
    public int Minutes { get; private init; } = minutes;
    public string Zone { get; private init; } = zone;
    public string Way { get; private init; } = way;
    public Instant BookedAt { get; private init; } = bookedAt;
    public TookPlace? TookPlace { get; set; }
    public CalledOff? CalledOff { get; set; }
    public Instant End => Start + Duration.FromMinutes(Minutes);
}

public sealed class TookPlace(AppointmentId appointment, PersonId by, Instant at)
{
    public AppointmentId Appointment { get; private init; } = appointment;
    public PersonId By { get; private init; } = by;
    public Instant At { get; private init; } = at;
}

public sealed class CalledOff(AppointmentId appointment, PersonId by, Instant at)
{
    public AppointmentId Appointment { get; private init; } = appointment;
    public PersonId By { get; private init; } = by;
    public Instant At { get; private init; } = at;
}
