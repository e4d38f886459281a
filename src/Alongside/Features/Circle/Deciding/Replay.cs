using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>How a round of consent ends.</summary>
public enum Ending
{
    TakesEffect,

    /// <summary>Somebody objected, so it came to work.</summary>
    Objected,

    /// <summary>In its waiting window.</summary>
    CalledBack,

    TooFew,
}

/// <summary>The way of one round: how it ends, with how many, and how long it takes.</summary>
/// <param name="Ending">How it ends.</param>
/// <param name="Answered">How many answered while it was open.</param>
/// <param name="Needed">How many it takes.</param>
/// <param name="Open">For how long it is open.</param>
/// <param name="Waits">For how long it waits after that; none where it ends before.</param>
public sealed record Course(Ending Ending, int Answered, int Needed, Duration Open, Duration Waits)
{
    public Duration Whole => Open + Waits;
}

/// <summary>
/// What happened, under other terms: who answered when, and what they said, stays as it was. What people would have done
/// otherwise nobody can know.
/// </summary>
public static class Replay
{
    /// <summary>The last round of a question as it went, and as it would have gone; null where one member decides, or would.</summary>
    /// <param name="facts">Of one proposal that has ended, in their order.</param>
    /// <param name="would">By which terms, for those who decided then.</param>
    public static (Course Was, Course Would)? Of(IReadOnlyList<ProposalFact> facts, Func<Terms, Terms> would)
    {
        var last = facts.LastOrDefault(f => f.Fact is Opened);
        if (last?.Fact is not Opened { Terms: { Protocol: Protocol.Consent } was }) return null;
        if (facts.Any(f => f.Fact is TakenBack) || would(was) is not { Protocol: Protocol.Consent } other) return null;
        var since = facts.Where(f => f.Number > last.Number).ToList();
        return (Run(was, last.At, since), Run(other, last.At, [.. since.Where(f => !was.AsksOnCouncil(f.By) || other.AsksOnCouncil(f.By))]));
    }

    private static Course Run(Terms terms, Instant openedAt, List<ProposalFact> since)
    {
        var (round, calledBack) = (new Round(1, 1, terms, openedAt), false);
        foreach (var fact in since)
        {
            if (fact.Fact is StanceTaken taken && fact.At < round.ClosesAt) round.Take(new(fact.Number, taken.Of(fact.By), taken.Position, fact.At));
            else if (fact.Fact is Recalled && fact.At >= round.ClosesAt && fact.At < round.WindowEndsAt) calledBack = true;
        }
        var ending = !round.HasEnough ? Ending.TooFew
            : round.Stances.Concat(round.CouncilStances).Any(s => s.Position == Position.Objection) ? Ending.Objected
            : calledBack ? Ending.CalledBack
            : Ending.TakesEffect;
        var waits = ending is Ending.TakesEffect or Ending.CalledBack ? Duration.FromDays(terms.WindowDays) : Duration.Zero;
        return new(ending, round.Stances.Count, terms.Needed, round.ClosesAt - openedAt, waits);
    }
}
