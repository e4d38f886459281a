using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>One sequence of acts and leaps of the clock, played on the model and on the oracle at once.</summary>
internal sealed class DeliberationPlay
{
    private const int Strangers = 2, OnCouncil = 3;

    private readonly Random dice;
    private readonly Question question;
    private readonly DeliberationOracle oracle;
    private readonly List<string> told = [];
    private readonly int people;
    private (int Round, Instant ClosesAt, Terms Terms)? before;

    public DeliberationPlay(int seed)
    {
        dice = new(seed);
        people = dice.Next(3, 8);
        var protocol = dice.Next(8) switch { < 2 => Protocol.Advice, < 4 => Protocol.Consensus, 4 => Protocol.Gradients, _ => Protocol.Consent };
        var adopted = new AdoptedWays { Consensus = new(dice.Next(0, 51), dice.Next(4) == 0 ? null : dice.Next(67, 101)), Gradients = new(dice.Next(51, 101), dice.Next(0, 50)) };
        // What can't wait is decided by consent, by all, and draws nothing.
        int? second = dice.Next(5) == 0 ? 1 : null;
        if (second is not null) protocol = Protocol.Consent;
        // Who may sit on the council are others again, and no one member decides where it consents.
        List<int>? council = second is not null || protocol == Protocol.Advice || dice.Next(2) == 0 ? null : [.. Enumerable.Range(people + Strangers, dice.Next(OnCouncil + 1))];
        var (open, window) = (dice.Next(3, 9), dice.Next(1, 6));
        // The source is read when the round and its window have gone by, and a few hours more.
        int? from = second is null && protocol == Protocol.Consent && dice.Next(2) == 0 ? (24 * (open + window)) + dice.Next(30) : null;
        question = new(people, protocol, dice.Next(50, 101), open, window, dice.Next(1, 3), adopted, council: council, lot: from is { } hour ? () => Lot(hour) : null,
            by: council is { Count: > 0 } && dice.Next(3) == 0 ? council[0] : 0, second: second);
        oracle = new() { WrittenFrom = from, Line = question.Line, Adopted = adopted };
        oracle.Council.AddRange(council ?? []);
        oracle.Members.AddRange(Enumerable.Range(0, people));
        if (question.Deliberation.IsFromCouncil) oracle.PutByCouncil(people + Strangers);
        if (second is { } other) oracle.AskInEmergency(other);
        else oracle.Open();
    }

    private static LotTerms Lot(int hour) => new(LotTests.Options.Length, 2, new('a', 32), LotTerms.Write(Question.Start + Duration.FromHours(hour)));

    /// <summary>Which stages were reached, and which acts were allowed: a play that does nothing finds nothing.</summary>
    public HashSet<string> Seen { get; } = [];

    /// <returns>What went wrong first, with all that led to it; or null.</returns>
    public string? Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            if ((Step() ?? Differs() ?? Broken()) is { } broken) return $"{broken}, after:\n{string.Join('\n', told)}";
            Seen.Add($"{question.Stage}");
        }
        return null;
    }

    private string? Step()
    {
        if (dice.Next(4) == 0) Guests();
        if (dice.Next(3) == 0 && Settle() is { } wrong) return wrong;
        var (model, plain) = dice.Next(10) switch
        {
            < 3 => Passes(),
            3 => Changes(),
            4 => Anything(),
            _ => Sensible(),
        };
        if (model == plain) return null;
        return $"the model says {model}, the oracle {plain}";
    }

    // What the server does each minute with what two put in force.
    private string? Settle()
    {
        var (model, plain) = (question.Deliberation.Settled(question.Now), oracle.Settles());
        if (model != plain) return $"by the model it settles as {model}, by the oracle as {plain}";
        if (plain is not { } settled) return null;
        question.Happens(settled.Stays ? new ConfirmedByAll() : new PutBack(2, settled.Why));
        oracle.IsSettled(settled.Stays);
        told.Add($"it settles: {settled}");
        Seen.Add(settled.Stays ? "it stays" : $"back: {settled.Why}");
        return null;
    }

    private (Answer, Answer) Passes()
    {
        var closesIn = oracle.ClosesAt - oracle.Hour;
        var endsIn = (oracle.WindowEnds ?? 0) - oracle.Hour;
        var hours = dice.Next(9) switch
        {
            0 when closesIn > 1 => closesIn - 1,
            1 or 2 when closesIn > 0 => closesIn,
            0 or 1 when oracle.Stage == Stage.ToDraw && oracle.LotFrom > oracle.Hour => oracle.LotFrom.Value - oracle.Hour,
            3 when endsIn > 1 => endsIn - 1,
            4 or 5 when endsIn > 0 => endsIn,
            6 => dice.Next(1, 24 * 21),
            7 => 24 * dice.Next(1, 5),
            _ => dice.Next(1, 30),
        };
        for (var i = 0; i < hours; i++) oracle.AnHourPasses();
        question.Later(hours: hours);
        told.Add($"{hours} hours pass");
        return (Answer.Nothing, Answer.Nothing);
    }

    // Who is a member, how the chart is, and what happens by itself once it is due.
    private (Answer, Answer) Changes()
    {
        var who = dice.Next(people + Strangers);
        if (question.Stage == Stage.Due && !oracle.IsPending)
        {
            var holds = dice.Next(4) > 0;
            question.Happens(holds ? new TookEffect(1) : new WentStale());
            if (holds) oracle.TakesEffect();
            else oracle.IsOvertaken();
            told.Add(holds ? "it takes effect" : "it is overtaken");
        }
        else if (oracle.Line.CouncilConsents && dice.Next(3) == 0)
        {
            var one = Councillor();
            var sits = oracle.Council.Remove(one);
            if (sits) question.StepsDown(one);
            else question.Sits(one);
            if (!sits) oracle.Council.Add(one);
            told.Add(sits ? $"{one} steps down" : $"{one} sits");
        }
        else if (dice.Next(3) == 0)
        {
            question.Line = oracle.Line = question.Line with { QuorumPercent = dice.Next(50, 101), OpenDays = dice.Next(3, 9), WindowDays = dice.Next(1, 6) };
            told.Add("the chart changes");
        }
        else if (!oracle.Members.Contains(who))
        {
            question.Joins(who);
            oracle.Members.Add(who);
            told.Add($"{who} joins");
        }
        else if (oracle.Members.Count > 1)
        {
            question.Leaves(who);
            oracle.Members.Remove(who);
            told.Add($"{who} leaves");
        }
        return (Answer.Nothing, Answer.Nothing);
    }

    // Who reads along changes nothing of what is decided: the oracle knows of none.
    private void Guests()
    {
        var ask = question.Deliberation.Guests.Count == 0 ? 0 : question.Deliberation.Guests[dice.Next(question.Deliberation.Guests.Count)].Ask;
        var (act, who) = (dice.Next(9), dice.Next(3) > 0 ? Member() : dice.Next(people + Strangers + OnCouncil));
        var facts = act switch
        {
            < 2 => question.Does(who, (d, by) => d.AskGuest(by, $"{d.Guests.Count}", question.Now)),
            < 5 => question.Does(people + dice.Next(Strangers), (d, by) => d.Come(by, ask, question.Now)),
            < 8 => question.Does(who, (d, by) => d.Welcome(by, ask, question.Now)),
            _ => question.Does(who, (d, by) => d.EndGuest(by, ask, question.Now)),
        };
        if (facts.Refusal is not null || facts.Value.Length == 0) return;
        told.Add($"{who}: {facts.Value[0].GetType().Name} {ask}");
        Seen.Add(facts.Value[0].GetType().Name);
        if (question.Deliberation.Guests.Any(g => g.WelcomedBy == g.AskedBy)) throw new InvalidOperationException("Somebody was let in by one member alone.");
    }

    private (Answer, Answer) Sensible() => oracle.Stage switch
    {
        Stage.Asked => dice.Next(8) switch
        {
            0 => Decline(oracle.Second),
            1 => TakeBack(oracle.Proposer),
            2 => TakeOn(oracle.Second),
            _ => Confirm(oracle.Second, oracle.Version),
        },
        Stage.Open when oracle.IsPending && dice.Next(8) == 0 => dice.Next(2) == 0 ? TakeBack(oracle.Proposer) : Take(Member(), oracle.Version, Position.Objection),
        Stage.Open when oracle.Line.CouncilConsents && dice.Next(2) == 0 => Noted("council answers", Take(Councillor(), oracle.Version, dice.Next(8) == 0 ? Position.Objection : Position.Agree)),
        // Whoever is no member, and now and then a guest.
        Stage.Open when dice.Next(12) == 0 => Take(people + dice.Next(Strangers), oracle.Version, Offered()),
        Stage.Open when dice.Next(5) == 0 => TakeFor(Member(), Member(), oracle.Version, Offered()),
        Stage.Open when dice.Next(6) == 0 => StandIn(Member(), Member(), oracle.Version, Offered()),
        Stage.Open => Take(Member(), oracle.Version, Offered()),
        Stage.Advising => dice.Next(6) switch
        {
            0 => AskAdvice(oracle.Proposer, Member()),
            1 => Advise(Member()),
            2 or 3 => AnswerAdvice(oracle.Proposer, dice.Next(oracle.AdviceAnswered.Count + 1)),
            _ => Decide(oracle.Proposer, dice.Next(4) > 0),
        },
        Stage.Integrating when oracle.Line.Protocol == Protocol.Consensus && dice.Next(3) > 0 => SayUrgent(Member()),
        Stage.Integrating when oracle.Objections.Count == 0 => dice.Next(2) == 0 ? AskAgain(oracle.Proposer) : Amend(oracle.Proposer, oracle.Version),
        Stage.Integrating or Stage.Lapsed when oracle.Objections.Count > 0 => dice.Next(5) switch
        {
            0 => Amend(oracle.Proposer, oracle.Version),
            1 or 2 => Settle(oracle.Objections[0].Who, oracle.Objections[0].Who),
            3 => Settle(oracle.Proposer, oracle.Objections[^1].Who),
            _ => AskAgain(oracle.Proposer),
        },
        Stage.Lapsed => AskAgain(oracle.Proposer),
        Stage.Stale => Amend(oracle.Proposer, oracle.Version),
        Stage.Waiting or Stage.Due when oracle.Line.CouncilConsents && dice.Next(4) == 0 => Noted("council recalls", Recall(Councillor())),
        Stage.Waiting or Stage.Due when dice.Next(4) == 0 => dice.Next(6) switch
        {
            0 => TakeBack(oracle.Proposer),
            1 => Amend(oracle.Proposer, oracle.Version),
            _ => Recall(Member()),
        },
        Stage.Due => Changes(),
        Stage.ToDraw => dice.Next(8) switch
        {
            0 => Recall(Member()),
            1 => AskAgain(oracle.Proposer),
            2 or 3 => NameSource(Member(), oracle.Hour + dice.Next(24 * 12)),
            4 => Amend(oracle.Proposer, oracle.Version),
            5 => Passes(),
            _ => Draw(Member(), oracle.Version),
        },
        _ => Passes(),
    };

    private (Answer, Answer) Anything()
    {
        var who = dice.Next(people + Strangers + OnCouncil);
        var read = oracle.Version - (dice.Next(4) == 0 ? 1 : 0);
        return dice.Next(18) switch
        {
            17 => Confirm(who, read),
            16 => Decline(who),
            15 => StandIn(who, dice.Next(people + Strangers), read, Any()),
            14 => NameSource(who, oracle.Hour + dice.Next(24 * 120)),
            13 => Draw(who, read),
            12 => SayUrgent(who),
            11 => TakeFor(who, dice.Next(people + Strangers), read, Any()),
            0 => Take(who, read, Any()),
            1 => Amend(dice.Next(2) == 0 ? who : oracle.Proposer, read),
            2 => Settle(who, dice.Next(people)),
            3 => AskAgain(dice.Next(2) == 0 ? who : oracle.Proposer),
            4 => Recall(who),
            5 => dice.Next(4) == 0 ? TakeBack(dice.Next(2) == 0 ? who : oracle.Proposer) : Recall(who),
            6 => TakeOn(who),
            7 => AskAdvice(dice.Next(2) == 0 ? who : oracle.Proposer, dice.Next(people + Strangers)),
            8 => Advise(who),
            9 => AnswerAdvice(dice.Next(2) == 0 ? who : oracle.Proposer, dice.Next(oracle.AdviceAnswered.Count + 1)),
            _ => Decide(dice.Next(2) == 0 ? who : oracle.Proposer, dice.Next(2) == 0),
        };
    }

    // Mostly what the way of deciding knows, and seldom what stops it.
    private Position Offered()
    {
        var offered = oracle.Offered;
        return dice.Next(12) == 0 ? offered[^1] : offered[dice.Next(Math.Max(1, offered.Length - 1))];
    }

    private Position Any() => (Position)dice.Next(Enum.GetValues<Position>().Length);

    private int Councillor() => people + Strangers + dice.Next(OnCouncil);

    private (Answer, Answer) Noted(string what, (Answer Model, Answer) both)
    {
        Seen.Add($"{what} {both.Model}");
        return both;
    }

    private int Member() => oracle.Members[dice.Next(oracle.Members.Count)];

    private (Answer, Answer) Take(int who, int read, Position what)
    {
        var (anew, breaks) = (dice.Next(6) == 0, what == Position.Block && dice.Next(6) > 0 ? dice.Next(3) : (int?)null);
        return Both($"{who} takes {what} on {read}{(anew ? " anew" : "")}", "take", question.Takes(who, what, read, anew, breaks), oracle.Take(who, read, what, anew, breaks));
    }

    private (Answer, Answer) TakeFor(int by, int who, int read, Position what) =>
        Both($"{by} enters {what} for {who} on {read}", "take for", question.TakesFor(by, who, what, read), oracle.TakeFor(by, who, read, what));

    private (Answer, Answer) StandIn(int by, int of, int read, Position what)
    {
        var kind = dice.Next(9);
        // Counted in hours from now: begins later, is just over, goes on.
        var (from, until) = kind switch { 0 => (1, 48), 1 => (-48, 0), _ => (-dice.Next(48), dice.Next(1, 48)) };
        var (named, only) = (kind == 2 ? (by + 1) % people : by, kind == 3 ? new ProposalId(Guid.Empty) : kind == 4 ? question.Facts[0].Proposal : (ProposalId?)null);
        StandIn word = new(default, question[of], question[named], only, question.Now + Duration.FromHours(from), question.Now + Duration.FromHours(until), Question.Start);
        if (kind == 5) word.End(question[of], question.Now);
        var (spoken, covers) = (kind == 6 ? null : word, kind is 4 or > 6);
        return Both($"{by} stands in for {of} with {what} on {read} ({kind})", "stand in", question.StandsIn(by, spoken, what, read), oracle.StandIn(by, of, covers, read, what));
    }

    private (Answer, Answer) SayUrgent(int who) => Both($"{who} says that it is urgent", "say urgent", question.SaysUrgent(who), oracle.SayUrgent(who));
    private (Answer, Answer) NameSource(int who, int hour) => Both($"{who} names a source of hour {hour}", "name source", question.NamesSource(who, Question.Start + Duration.FromHours(hour)), oracle.NameSource(who, hour));
    private (Answer, Answer) Draw(int who, int read) => Both($"{who} draws on {read}", "draw", question.Draws(who, read: read), oracle.Draw(who, read));
    private (Answer, Answer) Confirm(int who, int read) => Both($"{who} confirms {read}", "confirm", question.Confirms(who, read), oracle.Confirm(who, read));
    private (Answer, Answer) Decline(int who) => Both($"{who} declines", "decline", question.Declines(who), oracle.Decline(who));
    private (Answer, Answer) Amend(int who, int on) => Both($"{who} amends {on}", "amend", question.Amends(who, on), oracle.Amend(who, on));
    private (Answer, Answer) Settle(int who, int of) => Both($"{who} settles what {of} raised", "settle", question.Settles(who, of), oracle.Settle(who, of));
    private (Answer, Answer) AskAgain(int who) => Both($"{who} asks again", "ask again", question.AsksAgain(who), oracle.AskAgain(who));
    private (Answer, Answer) Recall(int who) => Both($"{who} recalls", "recall", question.Recalls(who), oracle.Recall(who));
    private (Answer, Answer) TakeBack(int who) => Both($"{who} takes it back", "take back", question.TakesBack(who), oracle.TakeBack(who));
    private (Answer, Answer) TakeOn(int who) => Both($"{who} takes it on", "take on", question.TakesOn(who), oracle.TakeOn(who));
    private (Answer, Answer) AskAdvice(int who, int of) => Both($"{who} asks {of}", "ask advice", question.AsksAdvice(who, of), oracle.AskAdvice(who, of));
    private (Answer, Answer) Advise(int who) => Both($"{who} advises", "advise", question.Advises(who), oracle.Advise(who));
    private (Answer, Answer) AnswerAdvice(int who, int nth) => Both($"{who} answers advice {nth}", "answer advice", question.Answers(who, nth), oracle.AnswerAdvice(who, nth));
    private (Answer, Answer) Decide(int who, bool yes) => Both($"{who} decides {yes}", "decide", question.Decides(who, yes), oracle.Decide(who, yes));

    private (Answer, Answer) Both(string what, string act, Outcome<Fact[]> model, Answer plain)
    {
        told.Add($"hour {oracle.Hour}: {what} ({plain}, {model.Refusal?.Format ?? "allowed"})");
        Seen.Add($"{act} {plain}");
        return (model.Refusal is not null ? Answer.Refused : model.Value.Length == 0 ? Answer.Nothing : Answer.Done, plain);
    }

    private string? Differs()
    {
        var d = question.Deliberation;
        if (question.Stage != oracle.Stage) return $"the model stands at {question.Stage}, the oracle at {oracle.Stage}";
        if (d.Version != oracle.Version) return $"version {d.Version}, and {oracle.Version} by the oracle";
        if (d.Proposer != question[oracle.Proposer]) return "another carries it";
        if (d.Emergency is { IsBeingConfirmed: true } != oracle.IsPending) return "one of them has it in force by two, the other not";
        if (d.Round is null) return null;
        if (d.Round.Terms.IsFallback != oracle.IsFallback) return "one of them asks the fallback, the other not";
        if (!Same(d.Round.Stances.Select(s => (s.By, s.Position, s.EnteredBy)), oracle.Stances.Select(s => (question[s.Who], s.What, s.EnteredBy is { } by ? question[by] : (PersonId?)null)))) return "the stances are others";
        if (!Same(d.Round.CouncilStances.Select(s => (s.By, s.Position)), oracle.CouncilStances.Select(s => (question[s.Who], s.What)))) return "the council's stances are others";
        if (Hours(d.Round.ClosesAt) != oracle.ClosesAt) return $"it closes at {Hours(d.Round.ClosesAt)}, by the oracle at {oracle.ClosesAt}";
        if (oracle.Stage is Stage.Waiting or Stage.Due or Stage.ToDraw && Hours(d.WindowEndsAt(question.Now)!.Value) != oracle.WindowEnds) return "the window ends at another time";
        return Same(d.Objections.Select(o => (o.By, o.SettledByObjector, o.SettledByProposer)), oracle.Objections.Select(o => (question[o.Who], oracle.ObjectorSays(o), o.ProposerSays)))
            ? null : "the objections are others";
    }

    /// <summary>What holds whatever else the rules are, from the facts alone.</summary>
    private string? Broken()
    {
        var facts = question.Facts;
        if (question.Deliberation.Emergency is not null && Alone(facts) is { } alone) return alone;
        if (question.Deliberation.Round is not { } round) return null;
        if (before is { } last && last.Round == round.Number)
        {
            if (round.ClosesAt < last.ClosesAt) return "the close was moved to an earlier time";
            if (new Opened(0, last.Terms).Write() != new Opened(0, round.Terms).Write()) return "electorate or protocol changed while it was open";
        }
        before = (round.Number, round.ClosesAt, round.Terms);
        var from = facts.Index().Last(f => f.Item.Fact is Opened).Index;
        var terms = ((Opened)facts[from].Fact).Terms;
        var since = facts.Skip(from + 1).ToList();
        if (round.Stances.Any(s => s.Fact <= facts[from].Number)) return "a stance on older words counts";
        if (since.Exists(f => f.Fact is StanceTaken taken && !terms.Electorate.Contains(taken.Of(f.By).Value) && !terms.AsksOnCouncil(f.By))) return "somebody decided who wasn't among those who decide";
        if (question.Stage is not (Stage.Waiting or Stage.Due or Stage.ToDraw or Stage.InEffect or Stage.ToReview)) return null;
        if (since.Exists(f => f.Fact is VersionWritten or Recalled)) return "it is adopted, though it was amended or called back";
        if (terms.Lot is { } lot && Aimed(since, lot) is { } aimed) return aimed;
        return terms.Protocol != Protocol.Advice ? Unconsented(since, terms, facts[from].At) : Early(since, terms, since.Find(f => f.Fact is DecidedByOne)!.At);
    }

    private static string? Alone(IReadOnlyList<ProposalFact> facts)
    {
        var (asked, confirmed) = (facts.First(f => f.Fact is AskedInEmergency), facts.FirstOrDefault(f => f.Fact is ConfirmedByTwo));
        if (facts.Count(f => f.Fact is ConfirmedByTwo or DeclinedInEmergency) > 1) return "the second answered twice";
        if (facts.Count(f => f.Fact is ConfirmedByAll or PutBack) > (confirmed is null ? 0 : 1)) return "it was settled twice, or was never in force";
        if (confirmed is null) return null;
        var carries = facts.LastOrDefault(f => f.Fact is TakenOn && f.Number < confirmed.Number)?.By ?? asked.By;
        return confirmed.By == carries || confirmed.At >= asked.At + Duration.FromHours(48) ? "one alone put it in force, or too late" : null;
    }

    // Nobody did anything by which it could still be stopped once anybody could know what is drawn.
    private static string? Aimed(List<ProposalFact> since, LotTerms lot)
    {
        var drawn = since.FindAll(f => f.Fact is Drawn);
        if (drawn.Count > 1) return "it was drawn twice";
        if (drawn.Count == 0) return since.Exists(f => f.Fact is TookEffect) ? "it took effect undrawn" : null;
        var from = since.Select(f => f.Fact).OfType<SourceNamed>().LastOrDefault() is { } named ? (lot with { From = named.From }).ReadableFrom : lot.ReadableFrom;
        if (drawn[0].At < from) return "it was drawn before its source could be read";
        return since.Exists(f => f.Fact is StanceTaken or Recalled or SourceNamed && f.At >= from) ? "somebody could stop it who could know what is drawn" : null;
    }

    private static string? Unconsented(List<ProposalFact> since, Terms terms, Instant openedAt)
    {
        var all = since.Where(f => f.Fact is StanceTaken).GroupBy(f => ((StanceTaken)f.Fact).Of(f.By)).ToList();
        var (stances, council) = (all.FindAll(s => !terms.AsksOnCouncil(s.Key)), all.FindAll(s => terms.AsksOnCouncil(s.Key)));
        if (stances.Count < terms.Needed) return "it is adopted below its quorum";
        if (council.Count * 100 < (terms.Council?.Count ?? 0) * 50) return "it is adopted without the half of the council";
        if (all.Exists(s => ((StanceTaken)s.Last().Fact).Position is Position.Objection or Position.Block)) return "it is adopted with an objection";
        if (terms.Protocol == Protocol.Consensus && terms.IsFallback && stances.Count(s => ((StanceTaken)s.Last().Fact).Position == Position.Agree) * 3 < terms.Electorate.Count * 2) return "fewer than two in three carried it over a block";
        var enough = stances.Select(s => s.First().At).Order().ElementAt(terms.Needed - 1);
        if (council.Count > 0) enough = Instant.Max(enough, council.Select(s => s.First().At).Order().ElementAt(terms.CouncilNeeded - 1));
        return Early(since, terms, Instant.Max(openedAt + Duration.FromDays(terms.OpenDays), enough + Duration.FromDays(1)));
    }

    private static string? Early(List<ProposalFact> since, Terms terms, Instant closed) =>
        since.Find(f => f.Fact is TookEffect or WentStale) is { } end && end.At < closed + Duration.FromDays(terms.WindowDays) ? "it took effect before its window had ended" : null;

    private static bool Same<T>(IEnumerable<T> one, IEnumerable<T> other) => one.ToHashSet().SetEquals(other);

    private static int Hours(Instant at) => (int)(at - Question.Start).TotalHours;
}
