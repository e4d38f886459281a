using Alongside.Kernel;
using NodaTime;
using NodaTime.TimeZones;

namespace Alongside.Features.Calendar;

public enum OpeningState
{
    /// <summary>Anybody may still be offered it.</summary>
    Free,

    /// <summary>Somebody was offered it, and nobody else is until they answered.</summary>
    Kept,

    Taken,
    TakenBack,
}

/// <summary>
/// A time that a therapist has for somebody. Kept as the local time they meant, with its zone; the instant follows from
/// both. A local hour that the clocks skip begins as much later as they skip; one that comes twice is the earlier.
/// </summary>
public sealed class Opening
{
    public const int Shortest = 15, Longest = 240, MostWeeks = 12;

    private Opening()
    {
    }

    public OpeningId Id { get; private init; }

    public PersonId Therapist { get; private init; }

    public LocalDateTime Local { get; private init; }

    public string Zone { get; private init; } = "";

    public Instant Start { get; private init; }

    public int Minutes { get; private init; }

    /// <summary>One of <see cref="MeetingWay.All"/>.</summary>
    public string Way { get; private init; } = "";

    public Instant MadeAt { get; private init; }

    public OpeningState State { get; private set; }

    /// <summary>What came of it, once it is taken.</summary>
    public AppointmentId? Appointment { get; private set; }

    public Instant End => Start + Duration.FromMinutes(Minutes);

    /// <param name="id">Its own random id.</param>
    /// <param name="therapist">Whose time it is.</param>
    /// <param name="local">As their clock says it.</param>
    /// <param name="zone">Of that clock.</param>
    /// <param name="minutes">How long.</param>
    /// <param name="way">One of <see cref="MeetingWay.All"/>.</param>
    /// <param name="at">Now.</param>
    public static Outcome<Opening> Of(OpeningId id, PersonId therapist, LocalDateTime local, DateTimeZone zone, int minutes, string? way, Instant at)
    {
        if (minutes is < Shortest or > Longest) return new Refusal($"A session lasts between {Shortest} and {Longest} minutes.") { Field = "Minutes" };
        if (!MeetingWay.IsKnown(way)) return new Refusal($"Please choose how you would meet.") { Field = "Way" };
        var start = StartOf(local, zone);
        if (start <= at) return new Refusal($"That time has passed already.") { Field = "Day" };
        if (start > at + Duration.FromDays(366)) return new Refusal($"That is more than a year away. Please choose an earlier day.") { Field = "Day" };
        return new Opening { Id = id, Therapist = therapist, Local = local, Zone = zone.Id, Start = start, Minutes = minutes, Way = way!, MadeAt = at };
    }

    public static Instant StartOf(LocalDateTime local, DateTimeZone zone) => local.InZone(zone, Resolvers.LenientResolver).ToInstant();

    public bool Overlaps(Instant start, Instant end) => Start < end && start < End;

    public Refusal? Keep(Instant at) => Free(at) ?? Become(OpeningState.Kept);

    /// <summary>Whoever it was kept for doesn't take it.</summary>
    public void Release()
    {
        if (State == OpeningState.Kept) State = OpeningState.Free;
    }

    /// <param name="by">What it becomes.</param>
    /// <param name="at">Now.</param>
    /// <param name="kept">It was kept for who takes it.</param>
    public Refusal? Take(AppointmentId by, Instant at, bool kept)
    {
        if (!(kept && State == OpeningState.Kept && at < Start) && Free(at) is { } refusal) return refusal;
        Appointment = by;
        return Become(OpeningState.Taken);
    }

    public Refusal? TakeBack(PersonId by)
    {
        if (by != Therapist) return new($"Only who offers a time can take it back.");
        if (State == OpeningState.Kept) return new($"Somebody was offered this time and hasn’t answered yet. Ask whoever holds welcome to take the offer back first.");
        if (State == OpeningState.Taken) return new($"Somebody has taken this time. Call the session off instead, if you must.");
        return Become(OpeningState.TakenBack);
    }

    /// <summary>The client called off ahead of time: others may have it.</summary>
    public void BeFreeAgain()
    {
        if (State != OpeningState.Taken) return;
        (State, Appointment) = (OpeningState.Free, null);
    }

    /// <summary>The therapist called off: they aren't there then, until they offer that time anew.</summary>
    public void FallAway()
    {
        if (State == OpeningState.Taken) State = OpeningState.TakenBack;
    }

    private Refusal? Free(Instant at) => State switch
    {
        _ when at >= Start => new($"That time has passed already."),
        OpeningState.Kept => new($"This time is kept for somebody who was offered it."),
        OpeningState.Taken => new($"Somebody was quicker: this time is taken."),
        OpeningState.TakenBack => new($"This time isn’t offered any more."),
        _ => null,
    };

    private Refusal? Become(OpeningState state)
    {
        State = state;
        return null;
    }
}
