using Alongside.Features.Circle;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Calendar;

/// <summary>One session that the person who was to come called off.</summary>
/// <param name="BookedAt">When it was booked.</param>
/// <param name="Start">When it was to begin.</param>
/// <param name="At">When it was called off.</param>
/// <param name="WasAsked">Whether anything was asked of them for it, also if that was let go since.</param>
public readonly record struct CallOff(Instant BookedAt, Instant Start, Instant At, bool WasAsked);

/// <summary>What is asked of somebody who calls off a session, the same for all.</summary>
/// <param name="Hours">Until how many hours before it begins nothing is asked; 0 for until it begins.</param>
/// <param name="PartBasisPoints">Of what the person themself pays for it, in hundredths of a percent; what the fund pays is never asked.</param>
/// <param name="FreeTimes">How many times in twelve months nothing is asked later than that, either.</param>
public sealed record Cancellation(int Hours, int PartBasisPoints, int FreeTimes) : Agreement
{
    public const string KindName = "cancellation";

    public const int Whole = 10_000, MostHours = 168, MostTimes = 52, Months = 12;

    /// <summary>Nothing is asked. Whoever calls off late is ill, tired, without a ride or with a child at home more often than careless.</summary>
    public static Cancellation Offered { get; } = new(24, 0, 2);

    public bool AsksNothing => PartBasisPoints == 0 || Hours == 0;

    public override Refusal? Check()
    {
        // The floor: whoever has to know a week ahead that they will be well is asked for what nobody can know.
        if (Hours is < 0 or > MostHours) return new($"Please say a whole number of hours, from none to {MostHours}. Nobody here may agree on more: nobody knows longer ahead that they will be well.") { Field = nameof(Hours) };
        if (PartBasisPoints is < 0 or > Whole) return new($"The part that is asked is between nothing and all of what they would have paid themselves.") { Field = "Part" };
        return FreeTimes is < 0 or > MostTimes ? new($"Please say how many times nothing is asked, from none to {MostTimes}.") { Field = "Times" } : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        if (AsksNothing)
        {
            yield return $"Whoever comes here can call off a session until it begins, and pays nothing for it.";
        }
        else
        {
            yield return $"Until {new Counted(Hours, Sentence.Of("one hour | {0} hours"))} before a session begins, whoever was to come calls it off and pays nothing.";
            yield return $"Later than that, {PartBasisPoints / 100m}% of what they would have paid for it themselves is asked of them. The fund pays none of it.";
            yield return FreeTimes == 0
                ? (FormattableString)$"That holds from the first time on."
                : $"Even so, nothing is asked {new Counted(FreeTimes, Sentence.Of("once | {0} times"))} in twelve months.";
            yield return $"What was booked later than that costs nothing to call off.";
            yield return $"Whoever was to hold the session can let it go, and says so with one press.";
            yield return $"Where this was changed after a session was booked, what asks for less holds for it.";
        }
        yield return $"Nobody has to say why. What a therapist calls off costs nobody anything, and nor does a session that didn’t take place without being called off.";
    }

    /// <summary>Is this later than agreed, where something is asked then?</summary>
    /// <remarks>
    /// Once it should have begun it isn't called off any more: it didn't take place, and nobody can know from here why. And what
    /// was booked so late that nobody could call it off in time asks for nothing: a therapist may have booked it.
    /// </remarks>
    public bool IsLate(CallOff off) => CanBeLate(off.BookedAt, off.Start) && off.At > Until(off.Start) && off.At < off.Start;

    /// <summary>What held at a time; what is offered where nothing was decided yet.</summary>
    public static Cancellation At(Instant at, IEnumerable<InForce<Cancellation>> agreed) =>
        agreed.Where(v => v.Since <= at).MaxBy(v => v.Number)?.Value ?? Offered;

    /// <summary>Is it later than agreed by what held as it was booked, and by what holds?</summary>
    public static bool IsLate(CallOff off, IReadOnlyCollection<InForce<Cancellation>> agreed) => Both(off, agreed).All(a => a.IsLate(off));

    /// <summary>Until when nothing is asked for calling a session off, whatever was called off before; null for as long as it hasn't begun.</summary>
    public static Instant? FreeUntil(Instant bookedAt, Instant start, Instant at, IReadOnlyCollection<InForce<Cancellation>> agreed)
    {
        var both = Both(new(bookedAt, start, at, false), agreed);
        return both.All(a => a.CanBeLate(bookedAt, start)) ? both.Max(a => a.Until(start)) : null;
    }

    /// <summary>
    /// Which part of what they pay themselves is asked of whoever calls off a session, in basis points: by what held as it was
    /// booked or by what holds, whichever is less.
    /// </summary>
    /// <param name="off">What is called off.</param>
    /// <param name="before">What the same person called off before.</param>
    /// <param name="agreed">All versions of the agreement.</param>
    /// <param name="zone">The practice's clock, by which twelve months are reckoned.</param>
    public static int Asked(CallOff off, IEnumerable<CallOff> before, IReadOnlyCollection<InForce<Cancellation>> agreed, DateTimeZone zone)
    {
        var since = MonthsBefore(off.At, zone);
        var used = before.Count(b => b.At > since && b.At <= off.At && !b.WasAsked && IsLate(b, agreed));
        return Both(off, agreed).Min(a => a.IsLate(off) && used >= a.FreeTimes ? a.PartBasisPoints : 0);
    }

    /// <summary>Twelve months before a moment, at the same time of the day.</summary>
    public static Instant MonthsBefore(Instant at, DateTimeZone zone) =>
        at.InZone(zone).LocalDateTime.PlusMonths(-Months).InZoneLeniently(zone).ToInstant();

    private Instant Until(Instant start) => start - Duration.FromHours(Hours);

    private bool CanBeLate(Instant bookedAt, Instant start) => !AsksNothing && bookedAt <= Until(start);

    private static Cancellation[] Both(CallOff off, IReadOnlyCollection<InForce<Cancellation>> agreed) => [At(off.BookedAt, agreed), At(off.At, agreed)];
}
