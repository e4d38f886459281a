using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Demands;

public readonly record struct DemandId(Guid Value) : IId<DemandId>
{
    public static DemandId From(Guid value) => new(value);
}

/// <summary>With what somebody came.</summary>
public enum DemandKind
{
    /// <summary>A warrant that a judge or a justice of the peace signed.</summary>
    JudicialWarrant,

    /// <summary>A warrant that an authority wrote for itself.</summary>
    AdministrativeWarrant,

    /// <summary>A subpoena or a summons.</summary>
    Subpoena,
    CourtOrder,
    ProductionRequest,
    CollegeComplaint,

    /// <summary>Somebody at the door or on the phone, with no paper.</summary>
    Visit,
    Other,
}

/// <summary>How a demand ended for us.</summary>
public enum DemandEnd
{
    Answered,
    Refused,
    Withdrawn,
}

public enum DemandStep
{
    Written,
    Added,

    /// <summary>Words for the person whom it concerns.</summary>
    Told,

    /// <summary>A paper forbids us to tell them.</summary>
    GagDocumented,
    GagEnded,

    /// <summary>One says that it is over; another is to confirm it.</summary>
    EndAsked,
    Closed,

    /// <summary>Key-keepers opened something for it.</summary>
    Opened,
}

/// <summary>That somebody demanded something of us. About whom and what lies sealed to the circle; what happens to it is a fact.</summary>
/// <param name="id">Its own random id.</param>
/// <param name="number">From 1, without gaps.</param>
/// <param name="kind">With what they came.</param>
/// <param name="receivedOn">The day on which it reached us, by the practice's clock.</param>
/// <param name="by">Who wrote it down.</param>
/// <param name="at">When they did.</param>
public sealed class Demand(DemandId id, int number, DemandKind kind, LocalDate receivedOn, PersonId by, Instant at) : PowerRow
{
    public DemandId Id { get; private init; } = id;

    public int Number { get; private init; } = number;

    public DemandKind Kind { get; private init; } = kind;

    public LocalDate ReceivedOn { get; private init; } = receivedOn;

    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    /// <summary>Why it can't have come on this day, or null.</summary>
    public static Refusal? Check(LocalDate receivedOn, LocalDate today)
    {
        if (receivedOn > today) return new($"It can’t have come on a day that is still ahead.") { Field = "ReceivedOn" };
        return receivedOn < today.PlusYears(-2) ? new($"Please check the day: it is more than two years ago.") { Field = "ReceivedOn" } : null;
    }

    protected override Binding Canonical() => new Binding("demand").Add(Id.Value).Add(Number).Add(Kind.ToString())
        .Add(ReceivedOn.ToString("uuuu-MM-dd", null)).Add(By.Value).Add(At.ToUnixTimeTicks());
}

/// <summary>Something that happened to a demand, kept for good. What was written along lies sealed, under the same number.</summary>
/// <param name="demand">To which.</param>
/// <param name="number">From 1 within the demand, without gaps.</param>
/// <param name="by">Who did it.</param>
/// <param name="at">When.</param>
/// <param name="step">What.</param>
/// <param name="day">Of what was written or added: until when an answer is due. Of a gag: its last day, null where the paper names none.</param>
/// <param name="end">How it ended.</param>
public sealed class DemandFact(DemandId demand, int number, PersonId by, Instant at, DemandStep step, LocalDate? day, DemandEnd? end) : PowerRow
{
    public DemandId Demand { get; private init; } = demand;

    public int Number { get; private init; } = number;

    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    public DemandStep Step { get; private init; } = step;

    public LocalDate? Day { get; private init; } = day;

    public DemandEnd? End { get; private init; } = end;

    /// <summary>Which letter to the person it is, so that each is left once: a hash of demand and number.</summary>
    public Guid LetterPart() => new(System.Security.Cryptography.SHA256.HashData(new Binding("demand letter").Add(Demand.Value).Add(Number).ToArray()).AsSpan(0, 16));

    protected override Binding Canonical() => new Binding("demand fact").Add(Demand.Value).Add(Number).Add(By.Value).Add(At.ToUnixTimeTicks())
        .Add(Step.ToString()).Add(Day?.ToString("uuuu-MM-dd", null) ?? "").Add(End?.ToString() ?? "");
}
