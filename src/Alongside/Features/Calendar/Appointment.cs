using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Calendar;

/// <summary>
/// Two people meet. The row says who, when and how, under random ids; what is said there lies elsewhere, sealed. It never
/// changes: that it took place or was called off are rows of their own.
/// </summary>
/// <param name="id">Its own random id.</param>
/// <param name="therapist">Who works here.</param>
/// <param name="client">Who comes.</param>
/// <param name="start">The instant both were promised.</param>
/// <param name="minutes">How long.</param>
/// <param name="zone">An IANA time zone: the one in which it was agreed on.</param>
/// <param name="way">One of <see cref="MeetingWay.All"/>.</param>
/// <param name="bookedAt">When it was booked.</param>
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

    public TookPlace? TookPlace { get; private set; }

    public CalledOff? CalledOff { get; private set; }

    public Instant End => Start + Duration.FromMinutes(Minutes);

    /// <summary>Is it still to come or to be held?</summary>
    public bool Stands => TookPlace is null && CalledOff is null;

    public bool IsOf(PersonId person) => person == Therapist || person == Client;

    public Refusal? TakePlace(PersonId by, Instant at)
    {
        if (by != Therapist) return new($"Whoever held the session says that it took place.");
        if (CalledOff is not null) return new($"This session was called off, so it couldn’t take place.");
        if (at < Start) return new($"It hasn’t begun yet. Please come back once you have met.");
        TookPlace ??= new(Id, by, at); // a double click is not a second session
        return null;
    }

    /// <summary>Either of the two, without a reason.</summary>
    public Refusal? CallOff(PersonId by, Instant at)
    {
        if (!IsOf(by)) return new($"Only the two who meet can call this off.");
        if (TookPlace is not null) return new($"This session took place, so it can’t be called off any more.");
        CalledOff ??= new(Id, by, at);
        return null;
    }
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
