using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>A proposal in the hands of a test: what the model allows is written down, as it is kept, and read again.</summary>
internal sealed class Question
{
    public static readonly Instant Start = Instant.FromUtc(2026, 1, 30, 9, 0);

    private readonly Proposal proposal;
    private readonly List<ProposalFact> facts = [];
    private readonly AdoptedWays adopted;
    private readonly BallotTerms? ballot;
    private readonly Func<LotTerms>? lot;
    private readonly bool fromCouncil;
    private Deliberation? reckoned;

    public Question(int members, Protocol protocol = Protocol.Consent, int percent = 66, int openDays = 7, int windowDays = 5, int reviewMonths = 1, AdoptedWays? adopted = null, BallotTerms? ballot = null, IReadOnlyList<int>? council = null, Func<LotTerms>? lot = null, int by = 0, bool? asksCouncil = null, int? second = null)
    {
        (this.adopted, this.ballot, this.lot, fromCouncil) = (adopted ?? AdoptedWays.None, ballot, lot, by >= members);
        Members.AddRange(Enumerable.Range(0, members).Select(Nth));
        Line = new("", "Everything else", protocol, percent, openDays, windowDays, reviewMonths, CouncilConsents: asksCouncil ?? council is not null);
        Council.AddRange((council ?? []).Select(Nth));
        proposal = new(new(new(77, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])), 1, this[by], Now);
        Write(this[by], [new VersionWritten(1), second is { } other ? new AskedInEmergency(this[other].Value) : new Opened(1, Terms)]);
    }

    public Instant Now { get; private set; } = Start;

    /// <summary>Who is a member now.</summary>
    public List<PersonId> Members { get; } = [];

    /// <summary>Who sits on the client council now.</summary>
    public List<PersonId> Council { get; } = [];

    /// <summary>The chart as it is now.</summary>
    public ChartLine Line { get; set; }

    public IReadOnlyList<ProposalFact> Facts => facts;

    public Terms Terms
    {
        get
        {
            var terms = Terms.Of(new(new(5, 45_00), [Line]) { Adopted = adopted }, [], Members, Council);
            terms = ballot is not null ? terms.By(ballot) : lot is not null ? terms.By(lot()) : terms;
            return fromCouncil ? terms.PutByCouncil() : terms;
        }
    }

    public Deliberation Deliberation => reckoned ??= new(proposal, facts, Members, Council);

    public Stage Stage => Deliberation.StageAt(Now);

    /// <summary>Somebody, whether or not they are a member.</summary>
    public PersonId this[int who] => Nth(who);

    public static PersonId Nth(int who) => new(new(who + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public void Later(int days = 0, int hours = 0) => Now += Duration.FromHours((24 * days) + hours);

    public void At(Instant instant) => Now = instant;

    public void Leaves(int who)
    {
        Members.Remove(this[who]);
        reckoned = null;
    }

    public void Joins(int who)
    {
        Members.Add(this[who]);
        reckoned = null;
    }

    public void Sits(int who)
    {
        Council.Add(this[who]);
        reckoned = null;
    }

    public void StepsDown(int who)
    {
        Council.Remove(this[who]);
        reckoned = null;
    }

    /// <summary>What the model answers, written down where it is a yes.</summary>
    public Outcome<Fact[]> Does(int who, Func<Deliberation, PersonId, Outcome<Fact[]>> act)
    {
        var outcome = act(Deliberation, this[who]);
        if (outcome.Refusal is null) Write(this[who], outcome.Value);
        return outcome;
    }

    public Outcome<Fact[]> Takes(int who, Position position = Position.Agree, int? read = null, bool anew = false, int? breaks = null) =>
        Does(who, (d, by) => d.Take(by, read ?? d.Version, position, Now, anew, breaks));

    /// <param name="who">Who enters it.</param>
    /// <param name="of">Whose it is.</param>
    /// <param name="position">Where they stand.</param>
    /// <param name="read">Of which version they spoke.</param>
    public Outcome<Fact[]> TakesFor(int who, int of, Position position = Position.Agree, int? read = null) => Does(who, (d, by) => d.TakeFor(by, this[of], read ?? d.Version, position, Now));

    public Outcome<Fact[]> StandsIn(int who, StandIn? standIn, Position position, int? read = null) => Does(who, (d, by) => d.TakeAsStandIn(by, standIn, read ?? d.Version, position, Now));

    public Outcome<Fact[]> Marks(int who, params IReadOnlyList<int> marks) => Does(who, (d, by) => d.Mark(by, d.Version, marks, Now));

    public Outcome<Fact[]> MarksFor(int who, int of, params IReadOnlyList<int> marks) => Does(who, (d, by) => d.MarkFor(by, this[of], d.Version, marks, Now));

    public Outcome<Fact[]> Casts(int who, params IReadOnlyList<int> marks) => Does(who, (d, by) => d.Cast(by, d.Version, marks, Now));

    public Outcome<Fact[]> SaysUrgent(int who) => Does(who, (d, by) => d.SayUrgent(by, Terms, Now));

    public Outcome<Fact[]> Amends(int who, int? basedOn = null) => Does(who, (d, by) => d.Amend(by, basedOn ?? d.Version, Terms, Now));

    /// <param name="who">Who says so.</param>
    /// <param name="of">Whose objection it is.</param>
    public Outcome<Fact[]> Settles(int who, int of) =>
        Does(who, (d, by) => d.Settle(by, d.Objections.FirstOrDefault(o => o.By == this[of])?.Fact ?? 0, Terms, Now));

    public Outcome<Fact[]> AsksAgain(int who) => Does(who, (d, by) => d.AskAgain(by, Terms, Now));

    public Outcome<Fact[]> Draws(int who, string randomness = LotTests.Said, int? read = null) => Does(who, (d, by) => d.Draw(by, read ?? d.Version, LotTests.Options, randomness, Now));

    public Outcome<Fact[]> NamesSource(int who, Instant from) => Does(who, (d, by) => d.NameSource(by, [.. Enumerable.Repeat((byte)facts.Count, 16)], from, Now));

    public Outcome<Fact[]> Recalls(int who) => Does(who, (d, by) => d.Recall(by, Now));

    public Outcome<Fact[]> TakesBack(int who) => Does(who, (d, by) => d.TakeBack(by, Now));

    public Outcome<Fact[]> TakesOn(int who) => Does(who, (d, by) => d.TakeOn(by, Now));

    /// <summary>What the book writes down as the second confirms.</summary>
    public Outcome<Fact[]> Confirms(int who, int? read = null) => Does(who, (d, by) => d.MayConfirm(by, read ?? d.Version, Now) is { } no
        ? no : (Fact[])[new ConfirmedByTwo(Guid.Empty), new TookEffect(1), new Opened(d.Version, Terms)]);

    public Outcome<Fact[]> Declines(int who) => Does(who, (d, by) => d.Decline(by, Terms, Now));

    public Outcome<Fact[]> AsksAdvice(int who, int of) => Does(who, (d, by) => d.AskAdvice(by, this[of], Now));

    public Outcome<Fact[]> Advises(int who) => Does(who, (d, by) => d.Advise(by, Now));

    /// <param name="who">Who answers.</param>
    /// <param name="nth">Which piece of advice, in their order.</param>
    public Outcome<Fact[]> Answers(int who, int nth) => Does(who, (d, by) => d.AnswerAdvice(by, nth < d.Advice.Count ? d.Advice[nth].Fact : 0, Now));

    public Outcome<Fact[]> Decides(int who, bool yes = true) => Does(who, (d, by) => d.Decide(by, yes, Now));

    /// <summary>What happens by itself.</summary>
    public void Happens(Fact fact) => Write(Deliberation.Proposer, [fact]);

    private void Write(PersonId by, Fact[] written)
    {
        foreach (var fact in written) facts.Add(new(proposal.Id, facts.Count + 1, by, Now, fact.Write()));
        if (written.Length > 0) reckoned = null;
    }
}
