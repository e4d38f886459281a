using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Meetings;

public readonly record struct MeetingId(Guid Value) : IId<MeetingId>
{
    public static MeetingId From(Guid value) => new(value);
}

/// <summary>That somebody called the circle together: for when, for how long, and under which number we speak of it. Everything else about it is a happening.</summary>
public sealed class Meeting(MeetingId id, int number, PersonId by, Instant at, Instant startsAt, int minutes) : PowerRow
{
    public const int Shortest = 10, Longest = 480, UsualMinutes = 60;

    /// <summary>Further ahead nobody can know.</summary>
    public static readonly Duration MostAhead = Duration.FromDays(366);

    private static readonly Refusal HasPassed = new($"This time has passed already. Please choose one that is still ahead.") { Field = "Day" };
    private static readonly Refusal TooFar = new($"Please choose a time within a year.") { Field = "Day" };

    public MeetingId Id { get; private init; } = id;

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private init; } = number;

    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    public Instant StartsAt { get; private init; } = startsAt;

    public int Minutes { get; private init; } = minutes;

    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);

    /// <summary>Why nobody can be called together for then, or null.</summary>
    public static Refusal? Check(Instant startsAt, int minutes, Instant now)
    {
        if (startsAt <= now) return HasPassed;
        if (startsAt > now + MostAhead) return TooFar;
        return minutes is < Shortest or > Longest ? new($"A meeting takes from {Shortest} to {Longest} minutes.") { Field = "Minutes" } : null;
    }

    /// <summary>When this is by a clock. At the ends of the calendar a time has no instant everywhere, so that years far off are refused before.</summary>
    public static Outcome<Instant> When(LocalDateTime local, DateTimeZone zone, Instant now)
    {
        var year = now.InUtc().Year;
        if (local.Year < year - 1) return HasPassed;
        if (local.Year > year + 2) return TooFar;
        return local.InZoneLeniently(zone).ToInstant();
    }

    protected override Binding Canonical() => new Binding("meeting").Add(Id.Value).Add(Number).Add(By.Value).Add(At.ToUnixTimeTicks())
        .Add(StartsAt.ToUnixTimeTicks()).Add(Minutes);
}

/// <summary>A happening as it is kept: for good, in its order. What somebody wrote along lies sealed, under the same number.</summary>
public sealed class MeetingFact(MeetingId meeting, int number, PersonId by, Instant at, string content) : PowerRow
{
    public MeetingId Meeting { get; private init; } = meeting;

    /// <summary>From 1 within the meeting, without gaps.</summary>
    public int Number { get; private init; } = number;

    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    /// <summary>A <see cref="Meetings.Happening"/> as JSON.</summary>
    public string Content { get; private init; } = content;

    public Happening Happening => Happening.Read(Content);

    protected override Binding Canonical() => new Binding("meeting fact").Add(Meeting.Value).Add(Number).Add(By.Value).Add(At.ToUnixTimeTicks()).Add(Content);
}

/// <summary>
/// What a member says of themself: whether they would facilitate, and whether they have learnt it. The last word counts, and
/// with whom they learnt lies sealed under the same number. Whether others confirm it is an agreement: see <see cref="Training"/>.
/// </summary>
public sealed class FacilitatorWord(int number, PersonId person, bool willing, bool learnt, Instant at) : PowerRow
{
    /// <summary>From 1 over all of us, without gaps.</summary>
    public int Number { get; private init; } = number;

    public PersonId Person { get; private init; } = person;

    public bool Willing { get; private init; } = willing;

    public bool Learnt { get; private init; } = learnt;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("facilitator word").Add(Number).Add(Person.Value).Add(Willing ? 1 : 0).Add(Learnt ? 1 : 0).Add(At.ToUnixTimeTicks());
}
