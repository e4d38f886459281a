using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Consents;

/// <summary>What of somebody's past a yes opens, where there is one.</summary>
public enum Since
{
    /// <summary>All that was ever written.</summary>
    Everything,

    /// <summary>What is written from the moment of the yes.</summary>
    Now,

    /// <summary>What was written since a day that they choose.</summary>
    Day,

    /// <summary>What is open already; what opens beside it, no further back than that.</summary>
    AsItIs,
}

/// <summary>The time of a yes: until when it holds, and since when what it opens was written; and whether its person is told of what is opened.</summary>
public sealed record Bounds
{
    // Two clicks a moment apart chose the same.
    private static readonly Duration moment = Duration.FromMinutes(1);

    /// <summary>How long; null until it is taken back, or as long as may be.</summary>
    public Duration? Length { get; init; }

    /// <summary>Until this moment instead, chosen as a day.</summary>
    public Instant? Until { get; init; }

    public Since Since { get; init; }

    /// <summary>When the day begins that <see cref="Since.Day"/> speaks of.</summary>
    public Instant? Day { get; init; }

    /// <summary>Whoever says yes is told when somebody opens something under it.</summary>
    public bool TellMe { get; init; }

    public static Bounds For(Duration? length) => new() { Length = length };

    public Refusal? Check(Instant at) =>
        Until <= at ? new($"That day is over. Choose one that is still to come.") { Field = "UntilDay" }
        : Since == Since.Day && !(Day <= at) ? new($"Say since which day: one that has begun already.") { Field = "SinceDay" } : null;

    /// <summary>When a yes to this ends that is given now; null where it runs until it is taken back.</summary>
    public Instant? EndOf(Sharing sharing, Instant at)
    {
        if (Until is not { } day) return (Length ?? sharing.AtMost) is { } lasts ? at + lasts : null;
        return sharing.AtMost is { } most && at + most < day ? at + most : day;
    }

    /// <summary>Since when what it opens was written; null for everything. What has no past is always open as it is.</summary>
    /// <param name="sharing">What is said yes to.</param>
    /// <param name="running">The yes to it that runs already.</param>
    /// <param name="open">All that runs to the same member.</param>
    /// <param name="at">Now.</param>
    public Instant? StartOf(Sharing sharing, Permission? running, IEnumerable<Permission> open, Instant at) => !sharing.HasPast ? null : Since switch
    {
        Since.Now => at,
        Since.Day => Day,
        Since.AsItIs => running is not null ? running.RecordsFrom : open.Max(p => p.RecordsFrom),
        _ => null,
    };

    /// <summary>Does what runs already say the same, so that nothing has to change?</summary>
    public bool IsAlike(Permission running, Instant? until, Instant? since) =>
        running.TellMe == TellMe && Near(running.RecordsFrom, since, moment) && (Until is not null && until == Until ? running.Until == until : Near(running.Until, until, Duration.FromDays(1)));

    private static bool Near(Instant? one, Instant? other, Duration within) => one is { } a && other is { } b ? -within < a - b && a - b < within : one == other;
}
