using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

public sealed partial class Deliberation
{
    private static readonly Refusal OnlyMembers = new($"Only members of the circle take part in this.");
    private static readonly Refusal NotOnCouncil = new($"You don’t sit on the client council any more, so you aren’t asked here.");
    private static readonly Refusal NotOnCouncilNow = new($"You don’t sit on the client council any more. A member can carry it on.");
    private static readonly Refusal OnlyProposer = new($"Only whoever put it forward can do this.");
    private static readonly Refusal Changed = new($"Somebody has written new words since you read them. Please read them first; nothing of yours was counted.");
    private static readonly Fact[] nothingNew = [];

    /// <summary>A stance on the words that were read. The same one again changes nothing, but makes what another entered their own.</summary>
    /// <param name="by">Whose it is.</param>
    /// <param name="versionRead">The version that they read.</param>
    /// <param name="position">Where they stand.</param>
    /// <param name="at">Now.</param>
    /// <param name="anew">They say something else along with it, so it counts as taken anew.</param>
    /// <param name="breaks">With a block: which of our commitments it would break, as in <see cref="StanceTaken.Breaks"/>.</param>
    public Outcome<Fact[]> Take(PersonId by, int versionRead, Position position, Instant at, bool anew = false, int? breaks = null)
    {
        if (MayAnswer(by, versionRead, at) is { } no) return no;
        if (!Round!.Terms.OfferedTo(by).Contains(position)) return OtherWay;
        if (position == Position.Block && breaks is null or < 0) return new Refusal($"Please say which of our commitments it would break. A block stands on what we share.") { Field = "Breaks" };
        if (!anew && Round.Of(by) is { EnteredBy: null } own && own.Position == position) return nothingNew;
        return Facts(new StanceTaken(Version, position) { Breaks = position == Position.Block ? breaks : null });
    }

    private static readonly Refusal OtherWay = new($"This is decided in another way. Please answer as it is asked.");

    /// <summary>Why this person’s answer can’t be counted now, or null.</summary>
    private Refusal? MayAnswer(PersonId by, int versionRead, Instant at)
    {
        if (Round is not { } round) return new($"It isn’t open yet.");
        if (!round.Terms.Includes(by) && !round.Terms.AsksOnCouncil(by)) return new($"When this was opened you weren’t among those who decide it. You can still speak, and stop it in its waiting window.");
        if (!CanAnswer(by)) return round.Terms.AsksOnCouncil(by) ? NotOnCouncil : OnlyMembers;
        if (versionRead != Version) return Changed;
        return StageAt(at) switch
        {
            Stage.Open => null,
            Stage.Integrating => new($"An objection is being worked on. All are asked anew once it is resolved."),
            Stage.Advising => new($"One of us decides this, after advice. You can give yours."),
            _ => new($"This round has ended, so your stance could not be counted. In the waiting window you can still call it back."),
        };
    }

    /// <summary>What somebody told another, who enters it for them: both are named, and it is theirs to change. What they gave themselves nobody enters anew.</summary>
    /// <param name="by">Who enters it.</param>
    /// <param name="of">Whose it is.</param>
    /// <param name="versionRead">The version of which they spoke.</param>
    /// <param name="position">Where they stand.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> TakeFor(PersonId by, PersonId of, int versionRead, Position position, Instant at)
    {
        if (by == of) return Take(by, versionRead, position, at);
        if (MayEnter(by, of) is { } notTheirs) return notTheirs;
        if (position == Position.Block) return new Refusal($"A block names what it would break. Please let them give it themselves.");
        if (Take(of, versionRead, position, at, anew: true).Refusal is { } no) return no;
        return Round!.Of(of)?.Position == position ? nothingNew : Facts(new StanceTaken(Version, position) { For = of.Value });
    }

    private Refusal? MayEnter(PersonId by, PersonId of)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (Round is not { } round || !round.Terms.Includes(of) || !members.Contains(of)) return new($"They aren’t among those who decide this.");
        return round.HasAnswered(of) && EnteredFor(of) is null ? new($"They have given their stance themselves. Only they change it.") : null;
    }

    /// <summary>New words. Where nothing stands against it, all are asked anew at once.</summary>
    /// <param name="by">Who writes.</param>
    /// <param name="basedOn">The version that they read as they began.</param>
    /// <param name="terms">As the chart and the circle are now.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> Amend(PersonId by, int basedOn, Terms terms, Instant at)
    {
        if (MayCarry(by) is { } no) return no;
        if (basedOn != Version) return Changed;
        if (Emergency is { IsBeingConfirmed: true } || StageAt(at) == Stage.Asked) return StaysAsItIs;
        if (IsPastStopping(at)) return new Refusal($"We agreed to draw by these words, so they stay. A new question can find others.");
        if (StageAt(at) is Stage.Waiting or Stage.Due) return new Refusal($"It is decided and waits. Call it back first, if it needs other words.");
        if (HasEnded(at)) return new Refusal($"This question has ended. You can put a new one.");
        if (LosesSecrecy(terms)) return new Refusal($"It was put so that nobody sees who chose what, or what was chosen before it ends. It stays so: others answered because of it.");
        var written = new VersionWritten(Version + 1) { Ballot = terms.Ballot, Lot = terms.Lot };
        return Objections.All(o => o.SettledByObjector) ? Facts(written, new Opened(written.Version, terms)) : Facts(written);
    }

    /// <summary>Whoever objected, or whoever proposes, says that an objection is resolved. When both have, all are asked anew.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="objection">The number of the fact by which it was raised.</param>
    /// <param name="terms">As the chart and the circle are now.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> Settle(PersonId by, int objection, Terms terms, Instant at)
    {
        if (Objections.FirstOrDefault(o => o.Fact == objection) is not { } raised) return new Refusal($"There is no such objection any more.");
        if (by != raised.By && by != Proposer) return new Refusal($"An objection is resolved when whoever raised it and whoever proposes say so. Nobody else can.");
        if (!IsHere(by) && !Carries(by)) return OnlyMembers;
        if (Emergency is { IsBeingConfirmed: true }) return StaysAsItIs;
        if (StageAt(at) == Stage.Open) return new Refusal($"The round is still open. Whoever objected can change their stance; whoever proposes can change the words.");
        if (StageAt(at) is not (Stage.Integrating or Stage.Lapsed)) return new Refusal($"There is nothing to be resolved now.");
        var now = raised with { SettledByObjector = raised.SettledByObjector || by == raised.By, SettledByProposer = raised.SettledByProposer || by == Proposer };
        if (now == raised) return nothingNew;
        var settled = new ObjectionSettled(objection);
        return now.IsSettled && Objections.All(o => o.Fact == objection || o.IsSettled) ? Facts(settled, new Opened(Version, terms)) : Facts(settled);
    }

    /// <summary>Asks all once more: after too few answered, or when nothing stands against it any more.</summary>
    public Outcome<Fact[]> AskAgain(PersonId by, Terms terms, Instant at)
    {
        if (MayCarry(by) is { } no) return no;
        if (Emergency is { IsBeingConfirmed: true }) return StaysAsItIs;
        return StageAt(at) switch
        {
            Stage.Lapsed when Objections.All(o => o.IsSettled) => Facts(new Opened(Version, terms)),
            Stage.Integrating when Objections.All(o => o.IsSettled) => Facts(new Opened(Version, terms)),
            Stage.ToDraw when IsForgotten(at) => Facts(new Opened(Version, terms)),
            Stage.ToDraw => new Refusal($"We agreed to draw. Only where nobody has written down for {ProposalLot.Patience.Days} days what the source said, all can be asked anew."),
            Stage.Lapsed or Stage.Integrating => new Refusal($"An objection isn’t resolved yet. Write new words, or say with whoever raised it that it is."),
            Stage.Stale => new Refusal($"What it changes has changed meanwhile. Write it anew from what holds now."),
            _ => new Refusal($"There is nothing to ask again now."),
        };
    }

    /// <summary>In the window any member can call it back, and whoever sits on the council where it is asked. It needs a reason, and comes back to work.</summary>
    public Outcome<Fact[]> Recall(PersonId by, Instant at)
    {
        if (!IsHere(by)) return OnlyMembers;
        if (isRecalled && haveRecalled.Contains(by)) return nothingNew;
        if (StageAt(at) is Stage.InEffect or Stage.ToReview) return new Refusal($"It is in effect already. A new question can change it again.");
        // Whoever calls back what was drawn, or what they can look up, chooses after all.
        if (IsPastStopping(at)) return new Refusal($"Its window has ended: what the lot says stays, whomever it suits. A new question can change it again.");
        if (StageAt(at) is not (Stage.Waiting or Stage.Due)) return new Refusal($"There is nothing to call back: it isn’t waiting to take effect.");
        // One person alone must not stop a thing for good: the second time they object where all can answer, in the round.
        return haveRecalled.Contains(by)
            ? new Refusal($"You have called this back once, and all were asked anew since. Somebody else can still call it back.")
            : Facts(new Recalled());
    }

    /// <summary>Whoever put it forward takes it back, as long as it isn't decided.</summary>
    public Outcome<Fact[]> TakeBack(PersonId by, Instant at)
    {
        if (MayCarry(by) is { } no) return no;
        if (isTakenBack) return nothingNew;
        return StageAt(at) is Stage.Advising or Stage.Open or Stage.Integrating or Stage.Stale or Stage.Lapsed or Stage.Asked
            ? Facts(new TakenBack())
            : IsHere(by) ? new Refusal($"It is decided, and belongs to all of us now. In the waiting window you can call it back, as any member can.")
            : new Refusal($"It is decided, and belongs to all of us now. In the waiting window any member can call it back.");
    }

    private Refusal? MayCarry(PersonId by)
    {
        if (by != Proposer) return OnlyProposer;
        return Carries(by) ? null : CouncilCarries ? NotOnCouncilNow : OnlyMembers;
    }

    /// <summary>Another member carries it on, where whoever put it forward is no member any more, or doesn't sit any more.</summary>
    public Outcome<Fact[]> TakeOn(PersonId by, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (by == Proposer) return nothingNew;
        if (Carries(Proposer)) return new Refusal($"Whoever put it forward is still here to carry it.");
        return HasEnded(at) ? new Refusal($"This question has ended. You can put a new one.") : Facts(new TakenOn());
    }

    public Outcome<Fact[]> AskAdvice(PersonId by, PersonId of, Instant at)
    {
        if (by != Proposer) return OnlyProposer;
        if (!members.Contains(by)) return OnlyMembers;
        if (of == by) return new Refusal($"Please ask somebody else: your own advice you have.");
        if (!members.Contains(of)) return OnlyMembers;
        if (StageAt(at) != Stage.Advising) return NoAdvice;
        return asked.Contains(of) ? nothingNew : Facts(new AdviceAsked(of.Value));
    }

    /// <summary>Any member may advise, asked or not.</summary>
    public Outcome<Fact[]> Advise(PersonId by, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (by == Proposer) return new Refusal($"You decide this; advice comes from others.");
        return StageAt(at) == Stage.Advising ? Facts(new AdviceGiven()) : NoAdvice;
    }

    public Outcome<Fact[]> AnswerAdvice(PersonId by, int advice, Instant at)
    {
        if (by != Proposer) return OnlyProposer;
        if (!members.Contains(by)) return OnlyMembers;
        if (this.advice.Find(a => a.Fact == advice) is not { } given) return new Refusal($"There is no such advice.");
        if (given.AnsweredBy is not null) return new Refusal($"You have answered this already.");
        return StageAt(at) == Stage.Advising ? Facts(new AdviceAnswered(advice)) : NoAdvice;
    }

    /// <summary>The one who decides does so: not before its time, not without advice, not before each piece is answered.</summary>
    public Outcome<Fact[]> Decide(PersonId by, bool yes, Instant at)
    {
        if (by != Proposer) return OnlyProposer;
        if (!members.Contains(by)) return OnlyMembers;
        if (StageAt(at) != Stage.Advising || Round is not { } round) return NoAdvice;
        if (at < round.ClosesAt) return new Refusal($"It stays open for advice until its day, so that whoever is away can give theirs.");
        if (asked.Count == 0) return new Refusal($"Please ask somebody for advice first: those whom it affects, and those who know.");
        return advice.Exists(a => a.AnsweredBy is null)
            ? new Refusal($"Each piece of advice is answered before you decide. You need not follow it.")
            : Facts(new DecidedByOne(yes));
    }

    private bool LosesSecrecy(Terms terms) => Round?.Terms.Ballot is { } before
        && (before.Anonymous && terms.Ballot is not { Anonymous: true } || before.Hidden && terms.Ballot is not { Hidden: true });

    private static readonly Refusal NoAdvice = new($"This isn’t open for advice now.");

    private bool HasEnded(Instant at) => StageAt(at) is Stage.InEffect or Stage.ToReview or Stage.NotAdopted or Stage.Withdrawn or Stage.Ready or Stage.PutBack;

    private static Outcome<Fact[]> Facts(params Fact[] facts) => facts;
}
