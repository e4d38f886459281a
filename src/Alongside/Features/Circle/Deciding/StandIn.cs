using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

public readonly record struct StandInId(Guid Value) : IId<StandInId>
{
    public static StandInId From(Guid value) => new(value);
}

/// <summary>
/// That a member lets another take stances for them for a time. It gives a voice to be heard through, not a second one: what
/// is taken so stays its owner's to change, and nothing but a stance can be taken.
/// </summary>
/// <param name="id">Its own.</param>
/// <param name="of">Whose stances.</param>
/// <param name="by">Who takes them.</param>
/// <param name="question">In which question only; null for all.</param>
/// <param name="from">Since when.</param>
/// <param name="until">Until when.</param>
/// <param name="madeAt">When it was said.</param>
public sealed class StandIn(StandInId id, PersonId of, PersonId by, ProposalId? question, Instant from, Instant until, Instant madeAt) : PowerRow
{
    /// <summary>A voice that is lent for longer is given away.</summary>
    public static readonly Duration Longest = Duration.FromDays(184);

    public StandInId Id { get; private init; } = id;

    public PersonId Of { get; private init; } = of;

    public PersonId By { get; private init; } = by;

    public ProposalId? Question { get; private init; } = question;

    public Instant From { get; private init; } = from;

    public Instant Until { get; private init; } = until;

    public Instant MadeAt { get; private init; } = madeAt;

    /// <summary>When either of them ended it; null while neither did.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>Does it go on, or begin later?</summary>
    public bool IsAlive(Instant at) => EndedAt is null && at < Until;

    public bool Covers(ProposalId proposal, Instant at) => IsAlive(at) && at >= From && (Question is not { } only || only == proposal);

    /// <summary>Why somebody can't be named, or null.</summary>
    /// <param name="members">Who is a member now.</param>
    /// <param name="others">What else this member has arranged.</param>
    /// <param name="at">Now.</param>
    public Refusal? Check(IReadOnlyCollection<PersonId> members, IEnumerable<StandIn> others, Instant at)
    {
        if (!members.Contains(Of)) return new($"Only members of the circle take part in this.");
        if (By == Of || !members.Contains(By)) return new($"Please choose another member to stand in for you.") { Field = "By" };
        if (Until <= From || Until <= at) return new($"It ends before it begins. Please look at the days again.") { Field = "Until" };
        if (Until - From > Longest) return new($"Somebody stands in for you for half a year at most. After that, say it again if you still want it.") { Field = "Until" };
        return others.Any(o => o.IsAlive(at) && (o.Question is null || Question is null || o.Question == Question) && o.From < Until && From < o.Until)
            ? new($"Somebody stands in for you in that time already. End that first, so that each of your stances has one voice.")
            : null;
    }

    /// <summary>Whoever is stood in for ends it, and whoever stands in gives it up: neither asks the other.</summary>
    public Refusal? End(PersonId who, Instant at)
    {
        if (who != Of && who != By) return new($"Only the two whom it is about can end it.");
        EndedAt ??= at;
        return null;
    }

    protected override Binding Canonical() => new Binding("stand-in").Add(Id.Value).Add(Of.Value).Add(By.Value).Add(Question?.Value)
        .Add(From.ToUnixTimeTicks()).Add(Until.ToUnixTimeTicks()).Add(MadeAt.ToUnixTimeTicks()).Add(EndedAt?.ToUnixTimeTicks());
}

public sealed partial class Deliberation
{
    /// <summary>A stance that a stand-in takes: it counts as its owner's, who finds it on their day and can change it. To resolve, to propose and to call back stay theirs alone.</summary>
    /// <param name="by">Who stands in.</param>
    /// <param name="standIn">By which word of its owner; null where there is none.</param>
    /// <param name="versionRead">The version that the stand-in read.</param>
    /// <param name="position">Where their owner would stand.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> TakeAsStandIn(PersonId by, StandIn? standIn, int versionRead, Position position, Instant at)
    {
        if (standIn is null || standIn.By != by || !standIn.Covers(proposal, at)) return new Refusal($"They haven’t asked you to stand in for them in this question, or not for today.");
        var taken = TakeFor(by, standIn.Of, versionRead, position, at);
        return taken.Refusal is not null ? taken : taken.Value.Select(f => f is StanceTaken stance ? stance with { AsStandIn = true } : f).ToArray();
    }
}
