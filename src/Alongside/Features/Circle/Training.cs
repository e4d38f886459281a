using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>One member's word that another has learnt to facilitate.</summary>
/// <param name="Person">Who has learnt it.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">When.</param>
public readonly record struct Attestation(PersonId Person, PersonId By, Instant At);

/// <summary>Who can be drawn to facilitate.</summary>
/// <param name="People">In no order that says anything.</param>
/// <param name="Trained">How many of us have learnt it and would do it.</param>
/// <param name="GateOpen">That these are fewer than agreed, so the lot is between all who would.</param>
public sealed record Drawable(IReadOnlyList<PersonId> People, int Trained, bool GateOpen);

/// <summary>What learning to facilitate is asked for, and when it isn't. It is never asked for deciding.</summary>
/// <param name="Floor">From how many on only those who have learnt it are drawn; with fewer the gate is open to all who would.</param>
/// <param name="Attested">Whether two others confirm that somebody has learnt it; else each member's own word counts.</param>
/// <param name="Months">For how many months it counts; 0 for good.</param>
public sealed record Training(int Floor, bool Attested, int Months) : Agreement
{
    public const string KindName = "training";

    public const int MostFloor = 24, MostMonths = 60, Attesters = 2;

    public static Training Offered { get; } = new(3, false, 24);

    /// <summary>What held before anybody could agree on it.</summary>
    public static Training Before { get; } = new(1, false, 0);

    public override Refusal? Check()
    {
        if (Floor is < 1 or > MostFloor) return new($"Please say from how many on: one to {MostFloor}. With more, learning it would never count.") { Field = nameof(Floor) };
        return Months is < 0 or > MostMonths ? new($"Please say for how many months it counts: one to {MostMonths}, or 0 for good.") { Field = nameof(Months) } : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"Who facilitates a meeting is drawn by lot. Once {new Counted(Floor, Sentence.Of("one of us has learnt it and would do it, only whoever has | {0} of us have learnt it and would do it, only those who have"))} can be drawn. With fewer, all who would do it can, and nobody has to have learnt anything.";
        yield return Attested
            ? (FormattableString)$"That somebody has learnt it, two others of us confirm. Nobody confirms their own."
            : $"Whether somebody has learnt it, they say themselves, and nobody checks it.";
        yield return Months == 0
            ? (FormattableString)$"It counts for good."
            : $"It counts for {Counted.Months(Months)}, and can be said anew.";
        yield return $"It is asked for facilitating alone. All of us decide, whatever we have learnt.";
    }

    /// <summary>Until when somebody's learning counts: the end of time where for good; null where it doesn't, so far.</summary>
    /// <param name="word">What they said of themself at last.</param>
    /// <param name="attestations">What was said of anybody.</param>
    public Instant? CountsUntil(FacilitatorWord word, IEnumerable<Attestation> attestations)
    {
        if (!word.Learnt) return null;
        return (Attested ? Confirmed(word.Person, attestations) : word.At) is not { } since ? null
            : Months == 0 ? Instant.MaxValue
            : since.InUtc().LocalDateTime.PlusMonths(Months).InUtc().ToInstant();
    }

    /// <summary>How many others still have to say so for it to count at a time; nothing where nobody has to.</summary>
    public int Missing(FacilitatorWord word, IEnumerable<Attestation> attestations, Instant at) =>
        Attested ? Math.Max(0, Attesters - Others(word.Person, attestations).Count(last => Months == 0 || last.InUtc().LocalDateTime.PlusMonths(Months).InUtc().ToInstant() > at)) : 0;

    /// <summary>Who can be drawn at a time.</summary>
    /// <param name="words">What each member said of themself at last.</param>
    /// <param name="attestations">What was said of anybody.</param>
    /// <param name="at">The time.</param>
    public Drawable Drawn(IEnumerable<FacilitatorWord> words, IReadOnlyCollection<Attestation> attestations, Instant at)
    {
        var willing = words.Where(w => w.Willing).ToList();
        var trained = willing.FindAll(w => CountsUntil(w, attestations) > at);
        var open = trained.Count < Floor;
        return new([.. (open ? willing : trained).Select(w => w.Person)], trained.Count, open);
    }

    // The later of the two last words: from then on both stood.
    private static Instant? Confirmed(PersonId person, IEnumerable<Attestation> attestations) =>
        Others(person, attestations).OrderDescending().Skip(Attesters - 1).Cast<Instant?>().FirstOrDefault();

    // Nobody confirms their own, whatever the book says.
    private static IEnumerable<Instant> Others(PersonId person, IEnumerable<Attestation> attestations) =>
        attestations.Where(a => a.Person == person && a.By != person).GroupBy(a => a.By).Select(g => g.Max(a => a.At));
}
