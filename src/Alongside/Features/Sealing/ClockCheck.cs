using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// Up to when endings were carried out. A clock that leaps a week ahead would end every permission for good, so before
/// that a member is asked whether the clock is right.
/// </summary>
public sealed class ClockCheck(Instant lastAt)
{
    public static readonly Duration Leap = Duration.FromDays(7);

    public int Id { get; private init; } = 1;

    public Instant LastAt { get; private set; } = lastAt;

    /// <summary>What the clock said when it had leapt; null while nothing is asked.</summary>
    public Instant? AskedAbout { get; private set; }

    /// <summary>May endings be carried out up to now? If the clock has leapt, the question is kept for a member.</summary>
    public bool MayGoOn(Instant at)
    {
        if (IsNear(at))
        {
            (LastAt, AskedAbout) = (Instant.Max(LastAt, at), null);
            return true;
        }
        AskedAbout = at;
        return false;
    }

    /// <summary>Is this less than a leap after what was carried out last?</summary>
    public bool IsNear(Instant at) => at - LastAt < Leap;

    /// <summary>A member says that the clock is right.</summary>
    public Refusal? Confirm(Instant at)
    {
        if (AskedAbout is null) return new($"The clock is not in question.");
        (LastAt, AskedAbout) = (at, null);
        return null;
    }
}
