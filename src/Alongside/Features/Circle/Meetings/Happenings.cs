using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alongside.Features.Circle.Meetings;

/// <summary>Who speaks in a round, and about what.</summary>
public enum RoundKind
{
    /// <summary>Somebody says what it is about.</summary>
    Presenting,

    /// <summary>Whoever didn't understand asks.</summary>
    Questions,

    /// <summary>Each in turn, once: what it does to me.</summary>
    Reactions,

    /// <summary>Each in turn, once: whether it would harm.</summary>
    Objections,
}

/// <summary>Something that happened to a meeting. What somebody wrote along lies sealed, under the same number.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PointAdded), "point")]
[JsonDerivedType(typeof(CalledOff), "called off")]
[JsonDerivedType(typeof(LotAnnounced), "lot announced")]
[JsonDerivedType(typeof(LotDrawn), "lot drawn")]
[JsonDerivedType(typeof(FacilitationTaken), "taken on")]
[JsonDerivedType(typeof(NotThisTime), "not this time")]
[JsonDerivedType(typeof(LearningAttested), LearningPrefix)]
[JsonDerivedType(typeof(RoundOpened), "round")]
[JsonDerivedType(typeof(RoundEnded), "round ended")]
[JsonDerivedType(typeof(HandRaised), "hand raised")]
[JsonDerivedType(typeof(Passed), "passed")]
[JsonDerivedType(typeof(HasSpoken), "spoken")]
[JsonDerivedType(typeof(MinutesWritten), "minutes")]
[JsonDerivedType(typeof(QuestionNoted), "question")]
[JsonDerivedType(typeof(TaskGiven), TaskPrefix + " given")]
[JsonDerivedType(typeof(TaskTaken), TaskPrefix + " taken")]
[JsonDerivedType(typeof(TaskHandedBack), TaskPrefix + " handed back")]
[JsonDerivedType(typeof(TaskDone), TaskPrefix + " done")]
public abstract record Happening
{
    private const string TaskPrefix = "task", LearningPrefix = "learning attested";

    /// <summary>How each that is about a task begins.</summary>
    public const string OfTasks = $$"""{"fact":"{{TaskPrefix}}""";

    /// <summary>How each begins by which one says of another that they have learnt to facilitate.</summary>
    public const string OfLearning = $$"""{"fact":"{{LearningPrefix}}""";

    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">Not a happening that we know.</exception>
    public static Happening Read(string json) => JsonSerializer.Deserialize<Happening>(json, Options) ?? throw new JsonException("A happening is never null.");
}

/// <summary>A point on the agenda. Its title is said along.</summary>
/// <param name="Minutes">How long we give it.</param>
/// <param name="Question">The number of the question that it is about; null for a point of its own.</param>
public sealed record PointAdded(int Minutes, int? Question) : Happening;

public sealed record CalledOff : Happening;

/// <summary>Somebody who can be drawn, by the name they worked under then.</summary>
public sealed record Entrant(Guid Person, string Label);

/// <summary>Among whom the lot is drawn, and the one-time code. Where the randomness will come from is said along.</summary>
/// <param name="Code">In lower-case hexadecimal.</param>
/// <param name="Entrants">Who can be drawn.</param>
/// <param name="From">From when on the source can be read, as ISO 8601 in UTC; null where it was announced before that was asked.</param>
/// <param name="GateOpen">Between all who would, since fewer than agreed had learnt it.</param>
public sealed record LotAnnounced(string Code, IReadOnlyList<Entrant> Entrants, string? From = null, bool GateOpen = false) : Happening;

/// <summary>What the source said was written down. It is said along.</summary>
/// <param name="Order">Who is drawn, and who comes next where somebody can't.</param>
public sealed record LotDrawn(IReadOnlyList<Guid> Order) : Happening;

/// <summary>Somebody facilitates this meeting without having been drawn.</summary>
public sealed record FacilitationTaken : Happening;

/// <summary>Whoever was to facilitate doesn't, this time.</summary>
public sealed record NotThisTime : Happening;

/// <param name="Point">Of the agenda, from 1.</param>
/// <param name="Kind">Which.</param>
/// <param name="Order">Who speaks, one after the other, where each does; else nobody.</param>
public sealed record RoundOpened(int Point, RoundKind Kind, IReadOnlyList<Guid> Order) : Happening;

/// <summary>Somebody says of another that they have learnt to facilitate. It runs out by itself, as agreed, and isn't taken back.</summary>
public sealed record LearningAttested(Guid Who) : Happening;

public sealed record RoundEnded : Happening;

public sealed record HandRaised : Happening;

public sealed record Passed : Happening;

public sealed record HasSpoken(Guid Who) : Happening;

/// <summary>What came of a point, in words that are said along; what was written before stays.</summary>
public sealed record MinutesWritten(int Point) : Happening;

/// <summary>A question that the point became, or one that is decided already.</summary>
public sealed record QuestionNoted(int Point, int Question) : Happening;

/// <summary>A task. What it is, is said along.</summary>
/// <param name="Point">Of the agenda.</param>
/// <param name="Who">Who has it; null for nobody yet.</param>
/// <param name="Due">By which day, as ISO 8601; null for no day.</param>
public sealed record TaskGiven(int Point, Guid? Who, string? Due) : Happening;

/// <param name="Task">The number of the fact by which it was given; the same below.</param>
public sealed record TaskTaken(int Task) : Happening;

public sealed record TaskHandedBack(int Task) : Happening;

public sealed record TaskDone(int Task) : Happening;
