using Alongside.Features.Calendar;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Welcome;

public enum Answer
{
    None,
    Yes,
    No,

    /// <summary>Nobody answered in time. That is no answer, and costs nothing.</summary>
    Silence,

    /// <summary>Welcome took it back.</summary>
    TakenBack,
}

/// <summary>A therapist's opening, offered to somebody who waits, and kept for them until they answer or the days are over.</summary>
public sealed class Offer(OfferId id, CareRequestId request, OpeningId opening, PersonId by, Instant at, Instant until)
{
    public OfferId Id { get; private init; } = id;

    public CareRequestId Request { get; private init; } = request;

    public OpeningId Opening { get; private init; } = opening;

    /// <summary>Which holder of welcome made it.</summary>
    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    public Instant Until { get; private init; } = until;

    public Answer Answer { get; private set; }

    public Instant? AnsweredAt { get; private set; }

    /// <summary>The person themselves, or the member who entered what they said on the phone.</summary>
    public PersonId? AnsweredBy { get; private set; }

    public bool IsOpen(Instant at) => Answer == Answer.None && at < Until;

    public Refusal? Give(Answer answer, PersonId by, Instant at)
    {
        if (Answer == answer) return null; // a double click is not a second answer
        if (Answer != Answer.None || at >= Until) return new($"This offer isn’t open any more. Your place in the order is the same as before.");
        (Answer, AnsweredBy, AnsweredAt) = (answer, by, at);
        return null;
    }

    public void FallSilent(Instant at)
    {
        if (Answer == Answer.None && at >= Until) (Answer, AnsweredAt) = (Answer.Silence, at);
    }
}

/// <summary>Why an opening went to somebody further down the order: it didn't suit. The one passed over reads it.</summary>
public enum Unsuited
{
    Time,
    Way,
    Language,
    Access,
    Wishes,
    SaidNo,
    Unreachable,
}

/// <summary>Somebody who came first and whom an opening didn't suit.</summary>
public sealed class PassedOver(OfferId offer, CareRequestId request, Unsuited why)
{
    public OfferId Offer { get; private init; } = offer;

    public CareRequestId Request { get; private init; } = request;

    public Unsuited Why { get; private init; } = why;

    /// <summary>As the one passed over reads it; a translation key.</summary>
    public static string InWords(Unsuited why) => why switch
    {
        Unsuited.Time => Sentence.Of("the time isn’t one of those you can come"),
        Unsuited.Way => Sentence.Of("the way of meeting isn’t one that you asked for"),
        Unsuited.Language => Sentence.Of("the language isn’t one of yours"),
        Unsuited.Access => Sentence.Of("it lacked something you need"),
        Unsuited.Wishes => Sentence.Of("the therapist isn’t who you wish for"),
        Unsuited.SaidNo => Sentence.Of("you said no to it before"),
        _ => Sentence.Of("we could not reach you in the way you allowed"),
    };

    /// <summary>As welcome chooses it; a translation key.</summary>
    public static string Title(Unsuited why) => why switch
    {
        Unsuited.Time => Sentence.Of("Not a time they can come"),
        Unsuited.Way => Sentence.Of("Not a way they want to meet"),
        Unsuited.Language => Sentence.Of("Not their language"),
        Unsuited.Access => Sentence.Of("Lacks something they need"),
        Unsuited.Wishes => Sentence.Of("Not the therapist they wish for"),
        Unsuited.SaidNo => Sentence.Of("They said no to it before"),
        _ => Sentence.Of("We can’t reach them in a way they allowed"),
    };

    /// <summary>What can be read off the wishes themselves: null where only people can tell.</summary>
    public static Unsuited? Of(Fit fit, Opening opening) =>
        fit.Ways.Count > 0 && !fit.Ways.Contains(opening.Way) ? Unsuited.Way
        : fit.Times.Count > 0 && !fit.Times.Contains(TimeOfWeek.KeyOf(opening.Local)) ? Unsuited.Time
        : null;
}
