using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

/// <summary>How far a proposal has come. It is reckoned from facts and the time, and stands nowhere.</summary>
public enum Stage
{
    /// <summary>One member will decide, and asks those affected.</summary>
    Advising,

    /// <summary>Everybody who decides can take a stance.</summary>
    Open,

    /// <summary>What stands against it is being worked on: an objection, a block, or too many who stand aside.</summary>
    Integrating,

    /// <summary>Decided, and not in effect yet: any member can call it back.</summary>
    Waiting,

    /// <summary>The window has ended; it takes effect within a minute.</summary>
    Due,

    InEffect,

    /// <summary>In effect, and its day to be looked at again has come.</summary>
    ToReview,

    /// <summary>Decided: no. By the one who decides, or since too few were for it.</summary>
    NotAdopted,

    /// <summary>Too few answered.</summary>
    Lapsed,

    /// <summary>Taken back by whoever put it forward.</summary>
    Withdrawn,

    /// <summary>What it changes was changed meanwhile.</summary>
    Stale,

    /// <summary>One other member is asked whether it can wait.</summary>
    Asked,

    /// <summary>Stands ready to put back what held before an emergency.</summary>
    Ready,

    /// <summary>It was in effect in an emergency, and what held before is back.</summary>
    PutBack,

    /// <summary>We agreed to draw, and nobody can call it back any more: it waits for what the source says.</summary>
    ToDraw,
}

/// <summary>
/// A proposal as its facts tell it: where it stands at any time, and what each may do then. An act is answered by the
/// facts to write down, or by the sentence why not.
/// </summary>
/// <remarks>
/// Consent as sociocracy has it: an objection is resolved when whoever raised it and whoever proposes say so, and then
/// all are asked anew. Computed state, frozen electorate, waiting window and late quorum are those of on-chain governors
/// (OpenZeppelin's Governor and GovernorPreventLateQuorum).
/// </remarks>
public sealed partial class Deliberation
{
    private readonly ProposalId proposal;
    private readonly PersonId putBy;
    private readonly HashSet<PersonId> members, council;
    private readonly List<Objection> objections = [];
    private readonly List<Advice> advice = [];
    private readonly HashSet<PersonId> asked = [], haveRecalled = [];
    private bool isTakenBack, isStale, isRecalled;
    private (bool Yes, Instant At)? decided;

    /// <param name="proposal">Which.</param>
    /// <param name="facts">All of it, in their order; they were allowed when they were written.</param>
    /// <param name="members">Who is a member now.</param>
    /// <param name="council">Who sits on the client council now.</param>
    public Deliberation(Proposal proposal, IEnumerable<ProposalFact> facts, IEnumerable<PersonId> members, IEnumerable<PersonId> council)
    {
        (this.proposal, putBy, Proposer, this.members, this.council) = (proposal.Id, proposal.By, proposal.By, [.. members], [.. council]);
        foreach (var fact in facts) Add(fact.Number, fact.By, fact.At, fact.Fact);
    }

    /// <summary>Of which proposal.</summary>
    public ProposalId Id => proposal;

    /// <summary>Who carries it.</summary>
    public PersonId Proposer { get; private set; }

    /// <summary>The number of the latest version.</summary>
    public int Version { get; private set; }

    /// <summary>Has whoever carries it written new words since all were asked?</summary>
    public bool IsReworded => Round is { } round && Version > round.Version;

    /// <summary>The latest round; null before the first.</summary>
    public Round? Round { get; private set; }

    /// <summary>The number of the decision that it became, and when.</summary>
    public (int Decision, Instant At)? Effect { get; private set; }

    /// <summary>Which options were chosen, from 1; null before that, and where nothing was chosen among.</summary>
    public IReadOnlyList<int>? Chosen { get; private set; }

    /// <summary>Those of the round, and whoever called it back: none is ever left out.</summary>
    public IReadOnlyList<Objection> Objections => [.. objections.Select(Judged)];

    public IReadOnlyList<Advice> Advice => advice;

    /// <summary>Who is a member now.</summary>
    public IReadOnlyCollection<PersonId> Members => members;

    /// <summary>Who sits on the client council now, where it is asked.</summary>
    public IReadOnlyCollection<PersonId> Council => council;

    /// <summary>Whose advice was asked.</summary>
    public IReadOnlyCollection<PersonId> Asked => asked;

    /// <summary>When it is looked at again; null while it isn't in effect.</summary>
    public Instant? ReviewAt => Effect is { } effect && Round is { } round
        ? (Emergency?.ConfirmedAt ?? effect.At).InUtc().LocalDateTime.PlusMonths(round.Terms.ReviewMonths).InUtc().ToInstant()
        : null;

    /// <summary>When its window ends; null while nothing is decided.</summary>
    public Instant? WindowEndsAt(Instant at) => Round is not { } round || StageAt(at) is not (Stage.Waiting or Stage.ToDraw or Stage.Due) ? null
        : round.Terms.Protocol == Protocol.Advice ? decided!.Value.At + Duration.FromDays(round.Terms.WindowDays) : EndOfWindow(round);

    public Stage StageAt(Instant at)
    {
        if (StageInEmergency(at) is { } urgent) return urgent;
        if (isTakenBack) return Stage.Withdrawn;
        if (Effect is not null) return at < ReviewAt ? Stage.InEffect : Stage.ToReview;
        if (isStale) return Stage.Stale;
        if (Round is not { } round || Version > round.Version || isRecalled) return Stage.Integrating;
        return round.Terms.Protocol == Protocol.Advice ? Advised(round, at) : Answered(round, at);
    }

    private Stage Advised(Round round, Instant at) => decided switch
    {
        null => Stage.Advising,
        { Yes: false } => Stage.NotAdopted,
        { At: var since } => at < since + Duration.FromDays(round.Terms.WindowDays) ? Stage.Waiting : Stage.Due,
    };

    // Not answering is not consent: too few stances are no decision, whatever they say.
    private Stage Answered(Round round, Instant at)
    {
        if (at < round.ClosesAt) return Stage.Open;
        if (!round.HasEnough) return Stage.Lapsed;
        if (objections.Count > 0 || round.TooManyAside()) return Stage.Integrating;
        if (!round.IsCarried()) return Stage.NotAdopted;
        return Agreed(round, at);
    }

    /// <summary>Did somebody who sits on the client council put it?</summary>
    public bool IsFromCouncil => Round is { Terms.FromCouncil: true };

    /// <summary>Has no member carried it on since?</summary>
    public bool CouncilCarries => IsFromCouncil && Proposer == putBy;

    /// <summary>Does this person carry it, and is here to do so: as a member, or where they put it from the client council while they sit there?</summary>
    public bool Carries(PersonId person) => person == Proposer && (members.Contains(person) || CouncilCarries && council.Contains(person));

    /// <summary>Does this person sit on the client council, and is it asked here? A member who carries the question doesn't answer for the council, too.</summary>
    public bool SitsFor(PersonId person) => Round is { Terms.AsksCouncil: true } && (person != Proposer || CouncilCarries) && council.Contains(person);

    /// <summary>Does this person read it as one of the client council: as it is asked, or as one of them put it?</summary>
    public bool ReadsOnCouncil(PersonId person) => (IsFromCouncil || Round is { Terms.AsksCouncil: true }) && council.Contains(person);

    private bool IsHere(PersonId person) => members.Contains(person) || SitsFor(person);

    private bool CanAnswer(PersonId person) => Round!.Terms.Includes(person) && members.Contains(person) || Round.Terms.AsksOnCouncil(person) && SitsFor(person);

    // Whoever left the circle or the council can't say any more that it is resolved, and can't stop it for good either.
    private Objection Judged(Objection objection) =>
        IsHere(objection.By) ? objection : objection with { SettledByObjector = true };

    /// <summary>Does it wait for this person's stance, advice or word?</summary>
    public bool WaitsFor(PersonId person, Instant at) => StageAt(at) switch
    {
        Stage.Open => CanAnswer(person) && (!Round!.HasAnswered(person) || EnteredFor(person) is not null),
        Stage.Advising => asked.Contains(person) && !advice.Exists(a => a.By == person) || person == Proposer && advice.Exists(a => a.AnsweredBy is null),
        Stage.Integrating => Objections.Any(o => o.By == person && !o.SettledByObjector) || person == Proposer && (Objections.Count == 0 || Objections.Any(o => !o.SettledByProposer)),
        Stage.Stale => person == Proposer,
        Stage.ToDraw => members.Contains(person) && (NeedsSource || CanBeDrawn(at)),
        Stage.Asked => person == Emergency!.Second,
        _ => false,
    };

    /// <summary>Who entered what stands as this person’s answer, where they were told; null where it is their own, or there is none.</summary>
    public PersonId? EnteredFor(PersonId person) => Round?.Of(person)?.EnteredBy ?? Round?.BallotOf(person)?.EnteredBy;

    private void Add(int number, PersonId by, Instant at, Fact fact)
    {
        switch (fact)
        {
            case VersionWritten version:
                (Version, written) = (version.Version, (version.Version, version.Ballot, version.Lot));
                Replace(objections, o => o with { SettledByProposer = true });
                break;
            case Opened opened:
                Round = new((Round?.Number ?? 0) + 1, opened.Version, opened.Terms, at);
                objections.Clear();
                (isStale, isRecalled, decided) = (false, false, null);
                AddOfLot(number, at, opened);
                break;
            case StanceTaken stance:
                var whose = stance.Of(by);
                Round!.Take(new(number, whose, stance.Position, at) { EnteredBy = whose == by ? null : by, AsStandIn = stance.AsStandIn, Breaks = stance.Breaks });
                objections.RemoveAll(o => o.By == whose);
                if (stance.Position.Stops()) objections.Add(new(number, whose, at));
                break;
            case BallotGiven ballot:
                Round!.Mark(new(number, ballot.Of(by), ballot.Marks, at) { EnteredBy = ballot.For is null ? null : by });
                break;
            case Recalled:
                (isRecalled, _) = (true, haveRecalled.Add(by));
                objections.Add(new(number, by, at));
                break;
            case ObjectionSettled settled:
                Replace(objections, o => o.Fact != settled.Objection ? o : o with
                {
                    SettledByObjector = o.SettledByObjector || o.By == by,
                    SettledByProposer = o.SettledByProposer || Proposer == by,
                });
                break;
            default:
                AddRarer(number, by, at, fact);
                break;
        }
    }

    private static void Replace<T>(List<T> list, Func<T, T> by)
    {
        for (var i = 0; i < list.Count; i++) list[i] = by(list[i]);
    }

    private void AddRarer(int number, PersonId by, Instant at, Fact fact)
    {
        if (AddOfGuests(number, by, at, fact)) return;
        if (fact is TakenBack or TookEffect or ConfirmedByAll or PutBack or StandsReady) endedAt = at;
        switch (fact)
        {
            case AdviceAsked { Of: var of }: asked.Add(new(of)); break;
            case AdviceGiven: advice.Add(new(number, by, at, null)); break;
            case AdviceAnswered answered: Replace(advice, a => a.Fact == answered.Advice ? a with { AnsweredBy = number } : a); break;
            case BallotCast: Round!.TakesPart(by, at); break;
            case SaidUrgent: Round!.SaysUrgent(by); break;
            case SourceNamed or Drawn: AddOfLot(number, at, fact); break;
            case DecidedByOne one: decided = (one.Yes, at); break;
            case TakenOn: Proposer = by; break;
            case TakenBack: isTakenBack = true; break;
            case TookEffect effect: (Effect, Chosen) = ((effect.Decision, at), effect.Chosen); break;
            case WentStale: isStale = true; break;
            default: AddOfEmergency(by, at, fact); break;
        }
    }
}
