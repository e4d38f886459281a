using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>One stance as it stands: who, what, since when, by which fact.</summary>
public sealed record Stance(int Fact, PersonId By, Position Position, Instant At)
{
    /// <summary>Who entered it, where they were told; null where it is their own.</summary>
    public PersonId? EnteredBy { get; init; }

    /// <summary>As in <see cref="StanceTaken.Breaks"/>.</summary>
    public int? Breaks { get; init; }

    /// <summary>They stood in, rather than were told.</summary>
    public bool AsStandIn { get; init; }
}

/// <summary>A ballot as it stands, under a name.</summary>
/// <param name="Fact">By which fact.</param>
/// <param name="By">Whose it is.</param>
/// <param name="Marks">As in <see cref="BallotGiven"/>.</param>
/// <param name="At">Since when.</param>
public sealed record NamedBallot(int Fact, PersonId By, IReadOnlyList<int> Marks, Instant At)
{
    /// <summary>As with a stance.</summary>
    public PersonId? EnteredBy { get; init; }
}

/// <summary>A version before those who decide it. Each has one stance, or one ballot: the last they gave.</summary>
/// <param name="number">From 1 within the proposal.</param>
/// <param name="version">Which wording.</param>
/// <param name="terms">As they were frozen.</param>
/// <param name="openedAt">Since when.</param>
public sealed class Round(int number, int version, Terms terms, Instant openedAt)
{
    /// <summary>When the last that is needed answers just before the end, whoever disagrees still has so long.</summary>
    public static readonly Duration AfterLateQuorum = Duration.FromHours(24);

    private readonly Dictionary<PersonId, Stance> stances = [], council = [];
    private readonly Dictionary<PersonId, NamedBallot> ballots = [];
    private readonly HashSet<PersonId> haveCast = [], urgent = [];
    private Instant? enoughAt, enoughOfCouncilAt;

    public int Number { get; } = number;

    public int Version { get; } = version;

    public Terms Terms { get; } = terms;

    public Instant OpenedAt { get; } = openedAt;

    /// <summary>Of those who decide as members.</summary>
    public IReadOnlyCollection<Stance> Stances => stances.Values;

    /// <summary>Of the client council, a body of its own: its stances count for no share among members.</summary>
    public IReadOnlyCollection<Stance> CouncilStances => council.Values;

    /// <summary>Under a name; who took part in an anonymous ballot has none here.</summary>
    public IReadOnlyCollection<NamedBallot> Ballots => ballots.Values;

    /// <summary>How many took part without a name.</summary>
    public int Cast => haveCast.Count;

    /// <summary>How many have answered, in whichever way this is decided.</summary>
    public int Answers => stances.Count + ballots.Count + haveCast.Count;

    /// <summary>Who said that what is blocked can’t wait.</summary>
    public IReadOnlyCollection<PersonId> Urgent => urgent;

    /// <summary>How many have to say so before the agreed fallback is asked; null where there is none, or it is being asked.</summary>
    public int? UrgentNeeded => Terms is { Consensus.FallbackPercent: { } percent, IsFallback: false } ? Terms.Of(percent, Terms.Electorate.Count) : null;

    /// <summary>Have as many answered as it takes, of both bodies where both are asked?</summary>
    public bool HasEnough => EnoughAt is not null;

    /// <summary>Have as many members answered as it takes?</summary>
    public bool HasEnoughMembers => enoughAt is not null;

    private Instant? EnoughAt => !Terms.AsksCouncil ? enoughAt : enoughAt is { } one && enoughOfCouncilAt is { } other ? Instant.Max(one, other) : null;

    /// <summary>Never earlier than the chart says; later where enough had answered only on the last day.</summary>
    public Instant ClosesAt
    {
        get
        {
            var planned = OpenedAt + Duration.FromDays(Terms.OpenDays);
            return EnoughAt is { } at ? Instant.Max(planned, at + AfterLateQuorum) : planned;
        }
    }

    public Instant WindowEndsAt => ClosesAt + Duration.FromDays(Terms.WindowDays);

    public Stance? Of(PersonId person) => stances.GetValueOrDefault(person) ?? council.GetValueOrDefault(person);

    public NamedBallot? BallotOf(PersonId person) => ballots.GetValueOrDefault(person);

    public bool HasAnswered(PersonId person) => stances.ContainsKey(person) || council.ContainsKey(person) || ballots.ContainsKey(person) || haveCast.Contains(person);

    internal void Take(Stance stance)
    {
        if (Terms.AsksOnCouncil(stance.By))
        {
            council[stance.By] = stance;
            if (council.Count >= Terms.CouncilNeeded) enoughOfCouncilAt ??= stance.At;
            return;
        }
        stances[stance.By] = stance;
        Counts(stance.At);
    }

    internal void Mark(NamedBallot ballot)
    {
        ballots[ballot.By] = ballot;
        Counts(ballot.At);
    }

    internal void TakesPart(PersonId by, Instant at)
    {
        haveCast.Add(by);
        Counts(at);
    }

    internal void SaysUrgent(PersonId by) => urgent.Add(by);

    private void Counts(Instant at)
    {
        if (Answers >= Terms.Needed) enoughAt ??= at;
    }
}

/// <summary>A reason why a version would harm, raised in a round or by calling it back.</summary>
/// <param name="Fact">The number of the fact by which it was raised.</param>
/// <param name="By">Whose it is.</param>
/// <param name="At">Since when.</param>
public sealed record Objection(int Fact, PersonId By, Instant At)
{
    /// <summary>They say themselves that it is resolved.</summary>
    public bool SettledByObjector { get; internal init; }

    /// <summary>The proposer says so, or has written a version since.</summary>
    public bool SettledByProposer { get; internal init; }

    public bool IsSettled => SettledByObjector && SettledByProposer;
}

/// <summary>Advice that was given to whoever decides alone.</summary>
/// <param name="Fact">The number of the fact by which it was given.</param>
/// <param name="By">Whose it is.</param>
/// <param name="At">Since when.</param>
/// <param name="AnsweredBy">The number of the fact by which it was answered; null while it waits.</param>
public sealed record Advice(int Fact, PersonId By, Instant At, int? AnsweredBy);
