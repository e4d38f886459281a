using System.Text.Json;
using System.Text.Json.Serialization;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>Where somebody stands on a version. Not to answer is none of these.</summary>
public enum Position
{
    Agree,

    /// <summary>Good enough for now, with something that others should know.</summary>
    Reservations,

    /// <summary>Doesn't carry it, and doesn't stop it.</summary>
    StandAside,

    /// <summary>Has a reason why it would harm. It stands until they and the proposer say that it is resolved.</summary>
    Objection,
}

/// <summary>
/// How a question is decided, as the chart and the circle were when it was opened. What changes later, of either, doesn't
/// touch a question that is open.
/// </summary>
/// <param name="Protocol">By which way.</param>
/// <param name="Electorate">Who decides.</param>
/// <param name="Needed">How many of them have to take a stance.</param>
/// <param name="OpenDays">For how many days, of 24 hours, it is open.</param>
/// <param name="WindowDays">For how many days after that any member can call it back.</param>
/// <param name="ReviewMonths">How many months after it took effect it is looked at again.</param>
public sealed record Terms(Protocol Protocol, IReadOnlyList<Guid> Electorate, int Needed, int OpenDays, int WindowDays, int ReviewMonths)
{
    /// <summary>By the strictest of the lines that it touches; a change of the chart itself by the strictest of all.</summary>
    public static Terms Of(DecisionChart chart, IReadOnlyCollection<string> kinds, IReadOnlyList<PersonId> members)
    {
        IReadOnlyList<ChartLine> lines = kinds.Contains(DecisionChart.OwnKind) ? [chart.For(DecisionChart.OwnKind), .. chart.Lines] : kinds.Count == 0 ? [chart.For("")] : [.. kinds.Select(chart.For)];
        var percent = lines.Max(l => l.QuorumPercent);
        return new(
            lines.Any(l => l.Protocol == Protocol.Consent) ? Protocol.Consent : Protocol.Advice,
            [.. members.Select(m => m.Value)],
            Math.Max(1, ((members.Count * percent) + 99) / 100),
            lines.Max(l => l.OpenDays), lines.Max(l => l.WindowDays), lines.Min(l => l.ReviewMonths));
    }

    public bool Includes(PersonId person) => Electorate.Contains(person.Value);
}

/// <summary>Something that happened to a proposal. What somebody wrote along lies sealed, under the same number.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(VersionWritten), "version")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(StanceTaken), "stance")]
[JsonDerivedType(typeof(ObjectionSettled), "settled")]
[JsonDerivedType(typeof(AdviceAsked), "advice asked")]
[JsonDerivedType(typeof(AdviceGiven), "advice")]
[JsonDerivedType(typeof(AdviceAnswered), "advice answered")]
[JsonDerivedType(typeof(DecidedByOne), "decided")]
[JsonDerivedType(typeof(TakenOn), "taken on")]
[JsonDerivedType(typeof(TakenBack), "taken back")]
[JsonDerivedType(typeof(Recalled), "recalled")]
[JsonDerivedType(typeof(TookEffect), "effect")]
[JsonDerivedType(typeof(WentStale), "stale")]
public abstract record Fact
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">Not a fact that we know.</exception>
    public static Fact Read(string json) => JsonSerializer.Deserialize<Fact>(json, Options) ?? throw new JsonException("A fact is never null.");
}

/// <summary>The proposer wrote a version; every stance on the one before is void.</summary>
public sealed record VersionWritten(int Version) : Fact;

/// <summary>A version was put to a round; who decides, and how, is settled from here on.</summary>
public sealed record Opened(int Version, Terms Terms) : Fact;

/// <param name="Version">On which words.</param>
/// <param name="Position">Which.</param>
public sealed record StanceTaken(int Version, Position Position) : Fact
{
    /// <summary>Whose it is, where somebody else entered what they were told; null where it is their own who wrote it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? For { get; init; }

    /// <param name="by">Who wrote it.</param>
    public PersonId Of(PersonId by) => For is { } of ? new(of) : by;
}

/// <summary>Whoever objected, or the proposer, says that an objection is resolved.</summary>
/// <param name="Objection">The number of the fact by which it was raised: a stance or a recall.</param>
public sealed record ObjectionSettled(int Objection) : Fact;

public sealed record AdviceAsked(Guid Of) : Fact;

public sealed record AdviceGiven : Fact;

/// <param name="Advice">The number of the fact by which it was given.</param>
public sealed record AdviceAnswered(int Advice) : Fact;

/// <summary>The one who decides, after advice, has decided.</summary>
public sealed record DecidedByOne(bool Yes) : Fact;

/// <summary>Another member carries it on, since whoever put it forward is no member any more.</summary>
public sealed record TakenOn : Fact;

public sealed record TakenBack : Fact;

/// <summary>A member called it back in its waiting window.</summary>
public sealed record Recalled : Fact;

/// <param name="Decision">The number of the decision that it became.</param>
public sealed record TookEffect(int Decision) : Fact;

/// <summary>Something that it changes had been changed meanwhile.</summary>
public sealed record WentStale : Fact;

/// <summary>A fact as it is kept: for good, in its order.</summary>
public sealed class ProposalFact(ProposalId proposal, int number, PersonId by, Instant at, string content) : PowerRow
{
    public ProposalId Proposal { get; private init; } = proposal;

    /// <summary>From 1 within the proposal, without gaps.</summary>
    public int Number { get; private init; } = number;

    /// <summary>Who did it; of what happens by itself, whoever put it forward.</summary>
    public PersonId By { get; private init; } = by;

    public Instant At { get; private init; } = at;

    /// <summary>A <see cref="Fact"/> as JSON.</summary>
    public string Content { get; private init; } = content;

    public Fact Fact => Fact.Read(Content);

    protected override Binding Canonical() => new Binding("proposal fact").Add(Proposal.Value).Add(Number).Add(By.Value).Add(At.ToUnixTimeTicks()).Add(Content);
}
