using System.Text.Json.Serialization;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle.Deciding;

/// <summary>A lot as it is settled and published while nobody can know what it will say.</summary>
/// <param name="Options">Among how many it is drawn.</param>
/// <param name="Seats">How many of them are drawn.</param>
/// <param name="Code">16 bytes in hexadecimal, drawn in the moment in which the source is announced, and never twice.</param>
/// <param name="From">From when on the source can be read, as ISO 8601 in UTC.</param>
public sealed record LotTerms(int Options, int Seats, string Code, string From)
{
    public const int LongestSource = 600;

    /// <summary>So long after the last moment to call it back the source lies at most, or it would never be drawn.</summary>
    public static readonly Duration Furthest = Duration.FromDays(90);

    [JsonIgnore]
    public Instant ReadableFrom => InstantPattern.ExtendedIso.Parse(From).Value;

    public static string Write(Instant from) => InstantPattern.ExtendedIso.Format(from);

    /// <summary>Why nothing can be drawn like that, by what the practice agreed on; or null.</summary>
    public Refusal? Check(SortitionLimits agreed)
    {
        if (Options < 2 || Options > agreed.MostOptions) return new($"Please write between {2} and {agreed.MostOptions} options to draw among, one a line.") { Field = "Options" };
        if (Seats < 1 || Seats >= Options) return new($"Please draw fewer than there are options, and at least one.") { Field = "Seats" };
        return Seats > agreed.MostDrawn ? new($"We agreed to draw at most {agreed.MostDrawn} at once.") { Field = "Seats" } : null;
    }

    /// <summary>Why this time is too early or too late, or null.</summary>
    /// <param name="from">From when on the source can be read.</param>
    /// <param name="soonest">The last moment in which somebody can still object or call it back, at the earliest.</param>
    public static Refusal? Check(Instant from, Instant soonest)
    {
        // Whoever knows what was drawn while they can still stop it chooses by stopping it.
        if (from < soonest) return new($"Until {soonest} it can still be objected to or called back, and nobody may know by then what is drawn. Please name a source that is read later.") { Field = "FromDay" };
        return from > soonest + Furthest ? new($"This is too far away. Please name a source that can be read by {soonest + Furthest}.") { Field = "FromDay" } : null;
    }
}

/// <summary>The lot of a round as it was last announced, and what it said.</summary>
/// <param name="Terms">Its code and time are those of the last announcement.</param>
/// <param name="AnnouncedAt">When that was.</param>
public sealed record ProposalLot(LotTerms Terms, Instant AnnouncedAt)
{
    /// <summary>After so long in which nobody wrote down what the source said, everybody can be asked anew.</summary>
    public static readonly Duration Patience = Duration.FromDays(30);

    /// <summary>The number of the fact by which another source was named; null as long as the one in the question's words counts.</summary>
    public int? NamedBy { get; internal init; }

    /// <summary>The number of the fact by which it was drawn; null while it waits.</summary>
    public int? DrawnBy { get; internal init; }

    /// <summary>All options, from 1, in the order in which they were drawn; none before.</summary>
    public IReadOnlyList<int> Order { get; internal init; } = [];

    /// <summary>Those that were drawn, the first first.</summary>
    public IReadOnlyList<int> Drawn => [.. Order.Take(Terms.Seats)];
}
