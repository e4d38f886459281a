using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>What two members put in force at once, and what became of it.</summary>
/// <param name="Second">Who was asked to see that it can't wait, too.</param>
/// <param name="AskedAt">When.</param>
public sealed record Emergency(PersonId Second, Instant AskedAt)
{
    /// <summary>What nobody sees as urgent for so long isn't; whoever put it can ask everybody instead.</summary>
    public static readonly Duration AnswerWithin = Duration.FromHours(48);

    /// <summary>Since when it has been in force by the word of two; null before that.</summary>
    public Instant? Since { get; internal init; }

    public bool IsDeclined { get; internal init; }

    /// <summary>Since when all have confirmed it; null where they haven't.</summary>
    public Instant? ConfirmedAt { get; internal init; }

    /// <summary>That it didn't stay; null where it did, or isn't settled.</summary>
    public PutBack? Back { get; internal init; }

    /// <summary>In force, while all are asked whether it stays.</summary>
    public bool IsBeingConfirmed => Since is not null && ConfirmedAt is null && Back is null;
}

public sealed partial class Deliberation
{
    private static readonly Refusal StaysAsItIs = new($"It is in effect already, and all of us are asked whether it stays. If it needs other words, put a question of its own.");


    /// <summary>What two put in force, or want to; null for an ordinary question.</summary>
    public Emergency? Emergency { get; private set; }

    /// <summary>What it puts back, or stands ready to put back: what two put in force in an emergency. Null for a question that somebody put.</summary>
    public ProposalId? BackOf { get; private set; }

    /// <summary>Does it put back, or stand ready to put back, what held before an emergency?</summary>
    public bool PutsBack => BackOf is not null;

    /// <summary>What settles an emergency now: that it stays, or why it doesn't. Null while its round goes on.</summary>
    public (bool Stays, WhyBack Why)? Settled(Instant at) => Emergency is not { IsBeingConfirmed: true } ? null : StageAt(at) switch
    {
        Stage.Due => (true, default),
        Stage.Lapsed => (false, WhyBack.TooFew),
        Stage.Integrating => (false, isRecalled ? WhyBack.CalledBack : WhyBack.Objection),
        Stage.Withdrawn => (false, WhyBack.TakenBack),
        _ => null,
    };

    /// <summary>The second member says that it can't wait: then it is in force, and nothing but the answers of all keeps it so.</summary>
    public Refusal? MayConfirm(PersonId by, int versionRead, Instant at) => MayAnswerAsSecond(by, versionRead, at) is { } no ? no
        : by == Proposer ? new($"You carry this now, so you would put it in force alone. You can ask everybody instead.") : null;

    private Refusal? MayAnswerAsSecond(PersonId by, int versionRead, Instant at)
    {
        if (Emergency is not { } asked || by != asked.Second) return new($"Only whoever was named as the second can say this.");
        if (!members.Contains(by) || !members.Contains(Proposer)) return OnlyMembers;
        if (versionRead != Version) return Changed;
        return StageAt(at) == Stage.Asked ? null : new($"This doesn’t wait for a second any more.");
    }

    /// <summary>The second member doesn't see that: all are asked first, as always.</summary>
    public Outcome<Fact[]> Decline(PersonId by, Terms terms, Instant at) =>
        MayAnswerAsSecond(by, Version, at) is { } refusal ? refusal : Facts(new DeclinedInEmergency(), new Opened(Version, terms));

    private Stage? StageInEmergency(Instant at)
    {
        if (PutsBack) return Effect is not null ? Stage.InEffect : isStale ? Stage.Stale : isTakenBack ? Stage.Withdrawn : Stage.Ready;
        if (Emergency is not { } asked) return null;
        if (asked.Back is not null) return Stage.PutBack;
        if (isTakenBack) return Stage.Withdrawn;
        if (asked.IsBeingConfirmed) return isRecalled ? Stage.Integrating : Answered(Round!, at);
        return Round is not null ? null : at < asked.AskedAt + Emergency.AnswerWithin ? Stage.Asked : Stage.Lapsed;
    }

    private void AddOfEmergency(PersonId by, Instant at, Fact fact)
    {
        switch (fact)
        {
            case AskedInEmergency asked: Emergency = new(new(asked.Second), at); break;
            case DeclinedInEmergency: Emergency = Emergency! with { IsDeclined = true }; break;
            case ConfirmedByTwo: Emergency = Emergency! with { Since = at }; break;
            case ConfirmedByAll: Emergency = Emergency! with { ConfirmedAt = at }; break;
            case PutBack back: Emergency = Emergency! with { Back = back }; break;
            case StandsReady ready: BackOf = new(ready.For); break;
            default: throw new InvalidOperationException($"No such fact: {fact.GetType().Name}, by {by}.");
        }
    }
}
