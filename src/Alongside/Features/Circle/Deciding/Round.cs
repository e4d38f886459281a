using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>One stance as it stands: who, what, since when, by which fact.</summary>
public sealed record Stance(int Fact, PersonId By, Position Position, Instant At)
{
    /// <summary>Who entered it, where they were told; null where it is their own.</summary>
    public PersonId? EnteredBy { get; init; }
}

/// <summary>A version before those who decide it. Each has one stance, the last they took.</summary>
/// <param name="number">From 1 within the proposal.</param>
/// <param name="version">Which wording.</param>
/// <param name="terms">As they were frozen.</param>
/// <param name="openedAt">Since when.</param>
public sealed class Round(int number, int version, Terms terms, Instant openedAt)
{
    /// <summary>When the last that is needed answers just before the end, whoever disagrees still has so long.</summary>
    public static readonly Duration AfterLateQuorum = Duration.FromHours(24);

    private readonly Dictionary<PersonId, Stance> stances = [];
    private Instant? enoughAt;

    public int Number { get; } = number;

    public int Version { get; } = version;

    public Terms Terms { get; } = terms;

    public Instant OpenedAt { get; } = openedAt;

    public IReadOnlyCollection<Stance> Stances => stances.Values;

    /// <summary>Have as many answered as it takes?</summary>
    public bool HasEnough => enoughAt is not null;

    /// <summary>Never earlier than the chart says; later where enough had answered only on the last day.</summary>
    public Instant ClosesAt
    {
        get
        {
            var planned = OpenedAt + Duration.FromDays(Terms.OpenDays);
            return enoughAt is { } at ? Instant.Max(planned, at + AfterLateQuorum) : planned;
        }
    }

    public Instant WindowEndsAt => ClosesAt + Duration.FromDays(Terms.WindowDays);

    public Stance? Of(PersonId person) => stances.GetValueOrDefault(person);

    internal void Take(Stance stance)
    {
        stances[stance.By] = stance;
        if (stances.Count >= Terms.Needed) enoughAt ??= stance.At;
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
