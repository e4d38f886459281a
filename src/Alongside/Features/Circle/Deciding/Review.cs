using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>That a decision was put to the circle again as its day had come: once, and as which question.</summary>
/// <param name="decision">The decision that is looked at again.</param>
/// <param name="kind">Which of its agreements; empty for all that it decided. Those of the founding are looked at one by one.</param>
/// <param name="proposal">As which question.</param>
/// <param name="at">When it was opened.</param>
public sealed class Review(int decision, string kind, ProposalId proposal, Instant at) : PowerRow
{
    public int Decision { get; private init; } = decision;

    public string Kind { get; private init; } = kind;

    public ProposalId Proposal { get; private init; } = proposal;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("review").Add(Decision).Add(Kind).Add(Proposal.Value).Add(At.ToUnixTimeTicks());
}

/// <summary>How far looking again at a decision has come.</summary>
public enum ReviewStage
{
    /// <summary>Its day hasn't come.</summary>
    NotYet,

    /// <summary>Its day has come, and it isn't opened yet.</summary>
    Due,

    /// <summary>All are asked.</summary>
    Open,

    /// <summary>Decided again as it is.</summary>
    Reaffirmed,

    /// <summary>Another decision says something else about it.</summary>
    Superseded,

    /// <summary>Another decision brought back what held before it.</summary>
    Reverted,

    /// <summary>It was asked and not decided: it holds as it did.</summary>
    Undecided,
}

/// <summary>A decision, or one agreement of the founding, and what has become of looking at it again.</summary>
/// <param name="Decision">Its number.</param>
/// <param name="Kind">Which of its agreements; empty for all.</param>
/// <param name="Proposal">As which question it was decided; null for the founding.</param>
/// <param name="On">When its day comes.</param>
/// <param name="Stage">How far that has come.</param>
/// <param name="Kinds">Its agreements that still hold, by the names of their kinds.</param>
/// <param name="Again">The question that opened by itself; null before there is one.</param>
/// <param name="By">The number of the decision that confirmed or replaced it; null while none did.</param>
public sealed record Reviewed(
    int Decision, string Kind, ProposalId? Proposal, Instant On, ReviewStage Stage, IReadOnlyList<string> Kinds, ProposalId? Again, int? By);

/// <summary>What all of the circle's decisions stand at, as far as their reviews go: reckoned from what is kept, and written nowhere.</summary>
/// <param name="Decisions">By their numbers.</param>
/// <param name="Agreements">All versions of each kind that is looked at again, and of the chart, the newest first.</param>
/// <param name="Reviews">Those that were opened.</param>
/// <param name="Deliberations">Of every proposal.</param>
public sealed record ReviewBook(
    IReadOnlyList<CircleDecision> Decisions, IReadOnlyList<(AgreementKind Kind, IReadOnlyList<InForce<Agreement>> Versions)> Agreements, IReadOnlyList<Review> Reviews,
    IReadOnlyDictionary<ProposalId, Deliberation> Deliberations)
{
    /// <summary>The oldest day first.</summary>
    public IReadOnlyList<Reviewed> At(Instant at) => [.. Decisions.SelectMany(d => Parts(d).Select(p => Of(d, p.Kind, p.Kinds, at))).OrderBy(r => r.On)];

    /// <summary>Is one asked already? The next waits, so that the circle's own questions always find a place.</summary>
    public bool OneIsOpen(Instant at) => Reviews.Any(r => Deliberations.GetValueOrDefault(r.Proposal) is { Round: { } round } again
        && again.StageAt(at) is Stage.Open or Stage.Advising && at < round.ClosesAt);

    // The founding says a dozen things at once: nobody could weigh them in one question.
    private IEnumerable<(string Kind, List<string> Kinds)> Parts(CircleDecision decision)
    {
        var kinds = Agreements.Where(a => a.Kind.IsReviewed && a.Versions.Any(v => v.Decision == decision.Number)).Select(a => a.Kind.Name).ToList();
        if (decision.Number == 0) return kinds.Select(k => (k, new List<string> { k }));
        return kinds.Count > 0 || decision.Parts == 0 ? [("", kinds)] : [];
    }

    private Reviewed Of(CircleDecision decision, string kind, List<string> kinds, Instant at)
    {
        var deliberation = decision.Proposal is { } proposal ? Deliberations.GetValueOrDefault(proposal) : null;
        var on = deliberation?.ReviewAt ?? OnOf(decision, kinds);
        var hold = kinds.FindAll(k => VersionsOf(k)[0].Decision == decision.Number);
        var again = Reviews.FirstOrDefault(r => r.Decision == decision.Number && r.Kind == kind);
        var (stage, by) = StageOf(decision.Number, kinds, hold, again, at);
        if (stage == ReviewStage.NotYet && at >= on && deliberation?.StageAt(at) is null or Stage.InEffect or Stage.ToReview) stage = ReviewStage.Due;
        return new(decision.Number, kind, decision.Proposal, on, stage, hold, again?.Proposal, by);
    }

    private (ReviewStage Stage, int? By) StageOf(int decision, List<string> kinds, List<string> hold, Review? again, Instant at)
    {
        var asked = again is null ? null : Deliberations.GetValueOrDefault(again.Proposal);
        if (asked?.Effect is { } effect && Outcome(decision, kinds, effect.Decision, asked.Version) is var outcome and not ReviewStage.Undecided) return (outcome, effect.Decision);
        if (kinds.Count > 0 && hold.Count == 0)
        {
            var next = kinds.Max(k => VersionsOf(k).Last(v => v.Decision > decision).Decision);
            return (kinds.TrueForAll(k => Before(k, decision) is { } before && VersionsOf(k)[0].Value.Write() == before) ? ReviewStage.Reverted : ReviewStage.Superseded, next);
        }
        if (again is null) return (ReviewStage.NotYet, null);
        return (asked?.StageAt(at) is Stage.Lapsed or Stage.Withdrawn or Stage.NotAdopted || asked?.Effect is not null ? ReviewStage.Undecided : ReviewStage.Open, null);
    }

    private ReviewStage Outcome(int decision, List<string> kinds, int by, int version)
    {
        if (kinds.Count == 0) return version == 1 ? ReviewStage.Reaffirmed : ReviewStage.Superseded;
        var said = kinds.ConvertAll(k => (Kind: k, Was: Said(k, decision), Is: Said(k, by))).FindAll(s => s.Is is not null);
        // Several were asked about at once, and whoever carries it left this one out.
        if (said.Count == 0) return ReviewStage.Undecided;
        return said.TrueForAll(s => s.Is == s.Was) ? ReviewStage.Reaffirmed
            : said.TrueForAll(s => s.Is == Before(s.Kind, decision)) ? ReviewStage.Reverted
            : ReviewStage.Superseded;
    }

    // What no round decided, the founding above all, is looked at again as the chart said then.
    private Instant OnOf(CircleDecision decision, List<string> kinds)
    {
        var charts = VersionsOf(DecisionChart.OwnKind);
        var chart = (DecisionChart)(charts.FirstOrDefault(c => c.Since <= decision.At) ?? charts[^1]).Value;
        return decision.At.InUtc().LocalDateTime.PlusMonths(kinds.Min(k => chart.For(k).ReviewMonths)).InUtc().ToInstant();
    }

    private string? Said(string kind, int decision) => VersionsOf(kind).FirstOrDefault(v => v.Decision == decision)?.Value.Write();

    private string? Before(string kind, int decision) => VersionsOf(kind).FirstOrDefault(v => v.Decision < decision)?.Value.Write();

    private IReadOnlyList<InForce<Agreement>> VersionsOf(string kind) => Agreements.First(a => a.Kind.Name == kind).Versions;
}
