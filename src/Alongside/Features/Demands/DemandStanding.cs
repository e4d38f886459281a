using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Demands;

/// <summary>A demand as its facts tell it.</summary>
/// <param name="demand">Which.</param>
/// <param name="facts">All of its facts, in their order; at least that it was written down.</param>
public sealed class DemandStanding(Demand demand, IEnumerable<DemandFact> facts)
{
    private static readonly Refusal IsOver = new($"This one is closed. What comes after is a demand of its own: write it down anew.");

    public Demand Demand { get; } = demand;

    public IReadOnlyList<DemandFact> Facts { get; } = [.. facts];

    /// <summary>How it ended, and when; null while it is open.</summary>
    public (DemandEnd End, Instant At)? Closed => Facts.LastOrDefault(f => f.Step == DemandStep.Closed) is { } over ? (over.End!.Value, over.At) : null;

    /// <summary>That somebody says it is over, while nobody has confirmed it and nothing else happened since.</summary>
    public DemandFact? EndAsked => Facts is [.., { Step: DemandStep.EndAsked } last] ? last : null;

    /// <summary>Until when an answer is due, as it was said last.</summary>
    public LocalDate? Deadline => Facts.LastOrDefault(f => f is { Step: DemandStep.Written or DemandStep.Added, Day: not null })?.Day;

    /// <summary>Was there ever a paper that forbade us to tell?</summary>
    public bool WasGagged => Facts.Any(f => f.Step == DemandStep.GagDocumented);

    /// <summary>The gag that was said last; null where there is none, or it was said to be over.</summary>
    public DemandFact? Gag => Facts.LastOrDefault(f => f.Step is DemandStep.GagDocumented or DemandStep.GagEnded) is { Step: DemandStep.GagDocumented } gag ? gag : null;

    /// <summary>May the person whom it concerns be told? From the day after a gag's last by itself; never while a gag names no end.</summary>
    /// <param name="at">Now.</param>
    /// <param name="zone">By the practice's clock.</param>
    public bool MayTell(Instant at, DateTimeZone zone) => Gag is not { } gag || gag.Day is { } last && at.InZone(zone).Date > last;

    /// <summary>Something is written down about it.</summary>
    public Refusal? Add() => Closed is null ? null : IsOver;

    /// <summary>A paper forbids us to tell whom it concerns; it may outlast the demand. What they were told before stays told.</summary>
    /// <param name="last">The last day on which it does; null where the paper names none.</param>
    /// <param name="today">By the practice's clock.</param>
    public Refusal? DocumentGag(LocalDate? last, LocalDate today) =>
        last < today ? new($"That day is over, so nothing would be kept from anybody. Please check it.") { Field = "Gag" } : null;

    /// <summary>The paper that forbade us to tell doesn't bind us any more.</summary>
    public Refusal? EndGag() => Gag is null ? new($"There is no paper here that forbids us to tell.") : null;

    /// <summary>One says that it is over for us. Erasing opens with it again, so another has to confirm it.</summary>
    public Refusal? AskEnd() => Closed is null ? null : IsOver;

    /// <summary>Another than who asked confirms that it is over.</summary>
    /// <returns>How it ended.</returns>
    public Outcome<DemandEnd> Confirm(PersonId by)
    {
        if (Closed is not null) return IsOver;
        if (EndAsked is not { } asked) return new Refusal($"Something was written since, or nobody says that it is over. Please look again.");
        return asked.By == by ? new Refusal($"Another of us confirms it. What keeps from erasing should not end by one alone.") : asked.End!.Value;
    }
}
