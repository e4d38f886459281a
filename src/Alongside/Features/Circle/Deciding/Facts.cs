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

    /// <summary>By consensus: it would break what we share. It is resolved as an objection is.</summary>
    Block,

    // Gradients of agreement, from yes to no.
    Wholehearted,
    InFavour,
    CanLiveWith,
    Undecided,
    Doubtful,

    /// <summary>The last of the gradients; and where the agreed fallback is asked, the one answer beside agreeing.</summary>
    Against,
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
    // From what one of us alone can hold up to what one of us alone can decide.
    private static readonly Protocol[] strictest = [Protocol.Consent, Protocol.Consensus, Protocol.Gradients, Protocol.Advice];

    /// <summary>Where it is decided by consensus: what it needs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConsensusLimits? Consensus { get; init; }

    /// <summary>That a block wasn't resolved and it can't wait: the agreed fallback is asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFallback { get; init; }

    /// <summary>Where it is decided by gradients: what it needs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GradientLimits? Gradients { get; init; }

    /// <summary>Where something is chosen: among how many, and how it is counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BallotTerms? Ballot { get; init; }

    /// <summary>Where it is drawn by lot, once all consent to that: among how many, by which code, and when.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LotTerms? Lot { get; init; }

    /// <summary>Who sat on the client council, where it has to consent; empty where nobody did, so that it isn't awaited. Null where it isn't asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Council { get; init; }

    /// <summary>How many of the council have to answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CouncilNeeded { get; init; }

    /// <summary>Somebody who sits on the client council put it, and carries it while they sit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FromCouncil { get; init; }

    /// <summary>By the strictest of the lines that it touches; a change of the chart itself by the strictest of all.</summary>
    /// <param name="chart">In force.</param>
    /// <param name="kinds">Which agreements it changes.</param>
    /// <param name="members">Who decides.</param>
    /// <param name="council">Who sits on the client council.</param>
    public static Terms Of(DecisionChart chart, IReadOnlyCollection<string> kinds, IReadOnlyList<PersonId> members, IReadOnlyList<PersonId> council)
    {
        var lines = LinesOf(chart, kinds);
        var percent = lines.Max(l => l.QuorumPercent);
        // Whoever joined the circle since they were seated answers once.
        var asked = lines.Any(l => l.CouncilConsents) ? council.Except(members).ToList() : null;
        var protocol = Array.Find(strictest, p => lines.Any(l => l.Protocol == p));
        return new(protocol, [.. members.Select(m => m.Value)], Math.Max(1, Of(percent, members.Count)), lines.Max(l => l.OpenDays), lines.Max(l => l.WindowDays), lines.Min(l => l.ReviewMonths))
        {
            Consensus = protocol == Protocol.Consensus ? chart.Adopted.Consensus : null,
            Gradients = protocol == Protocol.Gradients ? chart.Adopted.Gradients : null,
            Council = asked?.ConvertAll(c => c.Value),
            CouncilNeeded = Of(percent, asked?.Count ?? 0),
        };
    }

    private static IReadOnlyList<ChartLine> LinesOf(DecisionChart chart, IReadOnlyCollection<string> kinds) =>
        kinds.Contains(DecisionChart.OwnKind) ? [chart.For(DecisionChart.OwnKind), .. chart.Lines] : kinds.Count == 0 ? [chart.For("")] : [.. kinds.Select(chart.For)];

    /// <summary>The same for a question that chooses among options.</summary>
    public Terms By(BallotTerms ballot) => this with { Protocol = Protocol.Ballot, Consensus = null, Gradients = null, Ballot = ballot };

    /// <summary>The same for one that draws by lot: nobody has to like what comes of it, but nobody may see a harm in drawing.</summary>
    public Terms By(LotTerms lot) => this with { Protocol = Protocol.Consent, Consensus = null, Gradients = null, Lot = lot };

    /// <summary>The same for one that somebody on the client council puts. Where one of us would decide alone, all of us are asked: whoever carries it is none of us.</summary>
    public Terms PutByCouncil() => this with { FromCouncil = true, Protocol = Protocol == Protocol.Advice ? Protocol.Consent : Protocol };

    /// <summary>The soonest that nobody can object to it or call it back any more.</summary>
    public Instant SoonestAgreed(Instant openedAt) => openedAt + Duration.FromDays(OpenDays) + Duration.FromDays(WindowDays);

    /// <summary>The agreed fallback, asked of those who are here now.</summary>
    internal Terms Fallback(ConsensusLimits agreed) => this with { Protocol = Protocol.Consensus, Consensus = agreed, Gradients = null, IsFallback = true };

    /// <summary>How many so many of 100 are, never rounded down.</summary>
    internal static int Of(int percent, int people) => ((people * percent) + 99) / 100;

    public bool Includes(PersonId person) => Electorate.Contains(person.Value);

    /// <summary>Did this person sit on the council as it was asked?</summary>
    public bool AsksOnCouncil(PersonId person) => Council is { } council && council.Contains(person.Value);

    /// <summary>Is the council awaited?</summary>
    [JsonIgnore]
    public bool AsksCouncil => Council is { Count: > 0 };
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
[JsonDerivedType(typeof(BallotGiven), "ballot")]
[JsonDerivedType(typeof(BallotCast), "cast")]
[JsonDerivedType(typeof(SaidUrgent), "urgent")]
[JsonDerivedType(typeof(SourceNamed), "source")]
[JsonDerivedType(typeof(Drawn), "drawn")]
[JsonDerivedType(typeof(AskedInEmergency), "emergency asked")]
[JsonDerivedType(typeof(DeclinedInEmergency), "emergency declined")]
[JsonDerivedType(typeof(ConfirmedByTwo), "confirmed by two")]
[JsonDerivedType(typeof(ConfirmedByAll), "confirmed by all")]
[JsonDerivedType(typeof(PutBack), "put back")]
[JsonDerivedType(typeof(StandsReady), "stands ready")]
[JsonDerivedType(typeof(GuestAsked), "guest asked")]
[JsonDerivedType(typeof(GuestCame), "guest came")]
[JsonDerivedType(typeof(GuestWelcomed), "guest welcomed")]
[JsonDerivedType(typeof(GuestEnded), "guest ended")]
public abstract record Fact
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">Not a fact that we know.</exception>
    public static Fact Read(string json) => JsonSerializer.Deserialize<Fact>(json, Options) ?? throw new JsonException("A fact is never null.");
}

/// <summary>The proposer wrote a version; every stance on the one before is void.</summary>
public sealed record VersionWritten(int Version) : Fact
{
    /// <summary>Where it chooses by a ballot: how, for when it is put to a round.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BallotTerms? Ballot { get; init; }

    /// <summary>Where it chooses by lot: the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LotTerms? Lot { get; init; }
}

/// <summary>A version was put to a round; who decides, and how, is settled from here on.</summary>
public sealed record Opened(int Version, Terms Terms) : Fact;

/// <param name="Version">On which words.</param>
/// <param name="Position">Which.</param>
public sealed record StanceTaken(int Version, Position Position) : Fact
{
    /// <summary>Whose it is, where somebody else entered what they were told; null where it is their own who wrote it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? For { get; init; }

    /// <summary>With a block: which of our commitments it would break, from 1; 0 for something else that we share.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Breaks { get; init; }

    /// <summary>Whoever entered it stood in for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AsStandIn { get; init; }

    /// <param name="by">Who wrote it.</param>
    public PersonId Of(PersonId by) => For is { } of ? new(of) : by;
}

/// <summary>A ballot under somebody's name, which they can give anew until the round ends.</summary>
/// <param name="Version">On which words.</param>
/// <param name="Marks">For each option, in their order: its rank from 1, its score, or its dots; 0 where it isn't named.</param>
public sealed record BallotGiven(int Version, IReadOnlyList<int> Marks) : Fact
{
    /// <summary>As with a stance.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? For { get; init; }

    /// <param name="by">Who wrote it.</param>
    public PersonId Of(PersonId by) => For is { } of ? new(of) : by;
}

/// <summary>That somebody took part in an anonymous ballot. What they chose lies elsewhere, beside nobody's name.</summary>
public sealed record BallotCast(int Version) : Fact;

/// <summary>Somebody says that what is blocked can't wait.</summary>
public sealed record SaidUrgent(int Version) : Fact;

/// <summary>Somebody names another source for the lot, since the one before could be read too early. Which one lies sealed.</summary>
/// <param name="Code">As in <see cref="LotTerms.Code"/>, and another than before.</param>
/// <param name="From">As in <see cref="LotTerms.From"/>.</param>
public sealed record SourceNamed(string Code, string From) : Fact;

/// <summary>The lot is drawn. What the source said lies sealed.</summary>
/// <param name="Order">All options, from 1, in the order in which they were drawn.</param>
public sealed record Drawn(IReadOnlyList<int> Order) : Fact;

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
public sealed record TookEffect(int Decision) : Fact
{
    /// <summary>Which options were chosen, from 1, in their order; null where nothing was chosen among.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Chosen { get; init; }
}

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
