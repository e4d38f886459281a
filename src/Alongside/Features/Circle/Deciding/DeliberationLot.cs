using Alongside.Features.Circle.Counting;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

// All consent to draw while nobody can know what the lot says. Only when nobody can stop it any more it is known.
public sealed partial class Deliberation
{
    private static readonly Refusal NoLot = new($"Nothing is drawn by lot here.");
    private static readonly Refusal DrawnAlready = new($"The lot is drawn already. What came of it stays.");

    private (int Version, BallotTerms? Ballot, LotTerms? Lot)? written;

    /// <summary>The lot of the latest round; null where nothing is drawn.</summary>
    public ProposalLot? Lot { get; private set; }

    /// <summary>How something is chosen, as the latest version has it: by a ballot, by lot, or not at all.</summary>
    public (BallotTerms? Ballot, LotTerms? Lot) Choice =>
        written is { } latest && latest.Version > (Round?.Version ?? 0) ? (latest.Ballot, latest.Lot) : (Round?.Terms.Ballot, Round?.Terms.Lot);

    /// <summary>
    /// Could the announced source be read while the round, or its window, still went on? Then what it says counts for
    /// nothing, and another has to be named.
    /// </summary>
    public bool NeedsSource => Lot is { DrawnBy: null } lot && Round is { } round && lot.Terms.ReadableFrom < EndOfWindow(round);

    // Another source can be called back as the first could, so it brings a window of its own.
    private Instant EndOfWindow(Round round) => Lot is { NamedBy: not null } lot ? lot.AnnouncedAt + Duration.FromDays(round.Terms.WindowDays) : round.WindowEndsAt;

    private Stage Agreed(Round round, Instant at) => at < EndOfWindow(round) ? Stage.Waiting : Lot is { DrawnBy: null } ? Stage.ToDraw : Stage.Due;

    // Where it is drawn, nobody can stop it from the end of its window on, when others may begin to know what it says.
    private bool IsPastStopping(Instant at) => Lot is not null && StageAt(at) is Stage.ToDraw or Stage.Due;

    /// <summary>Has nobody drawn it although they long could, or named the source that it needs? Then all can be asked anew.</summary>
    public bool IsForgotten(Instant at) => StageAt(at) == Stage.ToDraw && Lot is { } lot && Round is { } round && at >= Instant.Max(lot.Terms.ReadableFrom, EndOfWindow(round)) + ProposalLot.Patience;

    /// <summary>Can the lot be drawn now, by whoever has read the source?</summary>
    public bool CanBeDrawn(Instant at) => StageAt(at) == Stage.ToDraw && !NeedsSource && at >= Lot!.Terms.ReadableFrom;

    /// <summary>Names another source, where the one that was announced could be known too early. It can be called back for as long as any decision.</summary>
    /// <param name="by">Any member.</param>
    /// <param name="code">A code of its own: whoever knew it while they choose the source could choose by it.</param>
    /// <param name="from">From when on the source can be read.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> NameSource(PersonId by, byte[] code, Instant from, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (Lot is not { } lot) return NoLot;
        if (lot.DrawnBy is not null) return DrawnAlready;
        if (StageAt(at) is not (Stage.Waiting or Stage.ToDraw)) return new Refusal($"It isn’t decided yet that we draw. Another source can be named once it is.");
        if (!NeedsSource) return new Refusal($"What was announced stays: else somebody could look what it says first, and then choose another.");
        return LotTerms.Check(from, at + Duration.FromDays(Round!.Terms.WindowDays)) is { } refusal ? refusal : Facts(new SourceNamed(Convert.ToHexStringLower(code), LotTerms.Write(from)));
    }

    /// <summary>Draws by what the source said. It happens once.</summary>
    /// <param name="by">Any member who has read it.</param>
    /// <param name="versionRead">The version that they read.</param>
    /// <param name="options">What the options are called, in the words of that version.</param>
    /// <param name="randomness">What the source said.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> Draw(PersonId by, int versionRead, IReadOnlyList<string> options, string randomness, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (Lot is not { } lot) return NoLot;
        if (lot.DrawnBy is not null) return DrawnAlready;
        if (versionRead != Version) return Changed;
        if (StageAt(at) != Stage.ToDraw) return new Refusal($"It can still be objected to or called back. Nothing is drawn before that has ended.");
        if (NeedsSource) return new Refusal($"What was announced could be read before this was decided, so it draws nothing. Please name another source that lies ahead.");
        if (at < lot.Terms.ReadableFrom) return new Refusal($"What the numbers come from can’t be known yet. The lot can be drawn from {lot.Terms.ReadableFrom} on.");
        if (options.Count != lot.Terms.Options) throw new ArgumentException("These are not the options that were put.", nameof(options));
        var order = Sortition.Draw([.. options.Select((label, i) => new Candidate<int>(i + 1, label))], Convert.FromHexString(lot.Terms.Code), randomness);
        return order.Refusal is { } undrawn ? undrawn : Facts(new Drawn(order.Value));
    }

    private void AddOfLot(int number, Instant at, Fact fact) => Lot = fact switch
    {
        Opened { Terms.Lot: { } lot } => new(lot, at),
        SourceNamed named => Lot! with { Terms = Lot.Terms with { Code = named.Code, From = named.From }, AnnouncedAt = at, NamedBy = number },
        Drawn drawn => Lot! with { DrawnBy = number, Order = drawn.Order },
        _ => null,
    };
}
