using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;

namespace Alongside.Tests.Circle.Deciding;

internal enum Answer
{
    Refused,
    Nothing,
    Done,
}

/// <summary>
/// The same rules said once more in the plainest way: somebody with a sheet of paper, who keeps lists and crosses off
/// hour by hour. People are numbers.
/// </summary>
internal sealed class DeliberationOracle
{
    private readonly List<int> everRecalled = [], asked = [];
    private List<int> electorate = [], councilAsked = [];
    private int needed, councilNeeded, windowHours, reviewMonths;
    private readonly HashSet<int> urgent = [];
    private bool enough, calledBack, amended;
    private DateTime? tookEffect;
    private bool drawn, declined, byTwo, settled, takenBack;
    private int? second;

    public sealed class Raised
    {
        public int Who { get; init; }
        public bool ObjectorSays { get; set; }
        public bool ProposerSays { get; set; }
    }

    public int Hour { get; private set; }
    public Stage Stage { get; private set; }
    public int Version { get; private set; } = 1;
    public int Proposer { get; private set; }

    /// <summary>Put by somebody on the council, and not carried by a member yet.</summary>
    public bool CouncilCarries { get; private set; }
    public int ClosesAt { get; private set; }
    public int? WindowEnds { get; private set; }
    public ChartLine Line { get; set; } = null!;
    public AdoptedWays Adopted { get; set; } = AdoptedWays.None;
    public bool IsFallback { get; private set; }

    /// <summary>From when on the source of the lot can be read, as it stands in the words; null where nothing is drawn.</summary>
    public int? WrittenFrom { get; init; }
    public int? LotFrom { get; private set; }
    public List<int> Members { get; } = [];
    public List<int> Council { get; } = [];
    public List<(int Who, Position What, int? EnteredBy)> Stances { get; } = [];
    public List<(int Who, Position What)> CouncilStances { get; } = [];
    public List<Raised> Objections { get; } = [];
    public List<bool> AdviceAnswered { get; } = [];

    /// <summary>In force by the word of two, while all are asked.</summary>
    public bool IsPending => byTwo && !settled;

    public int Second => second ?? 0;

    private bool IsOver => Stage is Stage.PutBack or Stage.InEffect or Stage.ToReview or Stage.NotAdopted or Stage.Withdrawn;

    public bool ObjectorSays(Raised o) => o.ObjectorSays || !IsHere(o.Who);

    private bool IsHere(int who) => Members.Contains(who) || councilAsked.Count > 0 && Council.Contains(who);

    public Position[] Offered => (Line.Protocol, IsFallback) switch
    {
        (Protocol.Consent, _) => [Position.Agree, Position.Reservations, Position.StandAside, Position.Objection],
        (Protocol.Consensus, false) => [Position.Agree, Position.Reservations, Position.StandAside, Position.Block],
        (Protocol.Consensus, true) => [Position.Agree, Position.Against],
        (Protocol.Gradients, _) => [Position.Wholehearted, Position.InFavour, Position.CanLiveWith, Position.Undecided, Position.Doubtful, Position.Against],
        _ => [],
    };

    public void PutByCouncil(int who) => (Proposer, CouncilCarries) = (who, true);

    public void AskInEmergency(int of) => (second, Stage) = (of, Stage.Asked);

    public Answer Confirm(int who, int read)
    {
        if (!Answers(who, read) || who == Proposer) return Answer.Refused;
        byTwo = true;
        Open();
        return Answer.Done;
    }

    public Answer Decline(int who)
    {
        if (!Answers(who, Version)) return Answer.Refused;
        declined = true;
        Open();
        return Answer.Done;
    }

    private bool Answers(int who, int read) => who == second && Members.Contains(who) && Members.Contains(Proposer) && read == Version && Stage == Stage.Asked && !declined;

    /// <summary>What comes about by itself: it stays, or why it goes back; null where all are still asked.</summary>
    public (bool Stays, WhyBack Why)? Settles()
    {
        (bool, WhyBack)? found = !IsPending ? null : Stage switch
        {
            Stage.Due => (true, default),
            Stage.Lapsed => (false, WhyBack.TooFew),
            Stage.Integrating => (false, calledBack ? WhyBack.CalledBack : WhyBack.Objection),
            Stage.Withdrawn => (false, WhyBack.TakenBack),
            _ => null,
        };
        return found;
    }

    public void IsSettled(bool stays)
    {
        settled = true;
        if (stays) TakesEffect();
        else Stage = Stage.PutBack;
    }

    public void Open(bool fallback = false)
    {
        IsFallback = fallback;
        urgent.Clear();
        Stage = Line.Protocol == Protocol.Advice ? Stage.Advising : Stage.Open;
        Stances.Clear();
        CouncilStances.Clear();
        Objections.Clear();
        councilAsked = Line.CouncilConsents ? [.. Council] : [];
        for (councilNeeded = 0; councilNeeded * 100 < councilAsked.Count * Line.QuorumPercent; councilNeeded++) { }
        electorate = [.. Members];
        for (needed = 1; needed * 100 < Members.Count * Line.QuorumPercent; needed++) { }
        (ClosesAt, windowHours, reviewMonths) = (Hour + (24 * Line.OpenDays), 24 * Line.WindowDays, Line.ReviewMonths);
        (enough, calledBack, amended, WindowEnds) = (false, false, false, null);
        (drawn, LotFrom) = (false, WrittenFrom);
    }

    public void AnHourPasses()
    {
        Hour++;
        if (Stage == Stage.Asked && Hour >= 48) Stage = Stage.Lapsed;
        if (Stage == Stage.Open && Hour >= ClosesAt)
        {
            Stage = !enough ? Stage.Lapsed : Objections.Count > 0 || TooManyAside() ? Stage.Integrating : IsCarried() ? Stage.Waiting : Stage.NotAdopted;
            if (Stage == Stage.Waiting) WindowEnds = ClosesAt + windowHours;
        }
        if (Stage == Stage.Waiting && Hour >= WindowEnds) Stage = LotFrom is null ? Stage.Due : Stage.ToDraw;
        if (Stage == Stage.InEffect && Date >= tookEffect!.Value.AddMonths(reviewMonths)) Stage = Stage.ToReview;
    }

    private double Share(params Position[] these) => 100.0 * Stances.Count(s => these.Contains(s.What)) / Stances.Count;

    private bool TooManyAside() => Line.Protocol == Protocol.Consensus && !IsFallback && Share(Position.StandAside) > Adopted.Consensus!.AsidePercent;

    private bool IsCarried() => (Line.Protocol, IsFallback) switch
    {
        (Protocol.Consensus, true) => 100.0 * Stances.Count(s => s.What == Position.Agree) / electorate.Count >= Adopted.Consensus!.FallbackPercent,
        (Protocol.Gradients, _) => Share(Position.Wholehearted, Position.InFavour, Position.CanLiveWith) >= Adopted.Gradients!.ForPercent
            && Share(Position.Against) <= Adopted.Gradients.AgainstPercent,
        _ => true,
    };

    public Answer SayUrgent(int who)
    {
        if (!Members.Contains(who) || Stage != Stage.Integrating || calledBack || amended || IsFallback || Line.Protocol != Protocol.Consensus) return Answer.Refused;
        if (Adopted.Consensus!.FallbackPercent is not { } percent || !electorate.Contains(who)) return Answer.Refused;
        if (Objections.Exists(o => !Members.Contains(o.Who) && IsHere(o.Who) && !(ObjectorSays(o) && o.ProposerSays))) return Answer.Refused;
        if (!urgent.Add(who)) return Answer.Nothing;
        if (100.0 * urgent.Count / electorate.Count >= percent) Open(fallback: true);
        return Answer.Done;
    }

    public void TakesEffect() => (Stage, tookEffect) = (Stage.InEffect, Date);

    public void IsOvertaken() => Stage = Stage.Stale;

    public Answer Take(int who, int read, Position what, bool anew, int? breaks = null)
    {
        if (councilAsked.Contains(who)) return TakeOnCouncil(who, read, what, anew);
        if (!Offered.Contains(what) || what == Position.Block && breaks is null) return Answer.Refused;
        if (Stage != Stage.Open || read != Version || !electorate.Contains(who) || !Members.Contains(who)) return Answer.Refused;
        return !anew && Stances.Contains((who, what, null)) ? Answer.Nothing : Counts(who, what, null);
    }

    private Answer TakeOnCouncil(int who, int read, Position what, bool anew)
    {
        if (Stage != Stage.Open || read != Version || !Council.Contains(who) || what is not (Position.Agree or Position.Reservations or Position.Objection)) return Answer.Refused;
        if (!anew && CouncilStances.Contains((who, what))) return Answer.Nothing;
        CouncilStances.RemoveAll(s => s.Who == who);
        Objections.RemoveAll(o => o.Who == who);
        CouncilStances.Add((who, what));
        if (what == Position.Objection) Objections.Add(new() { Who = who });
        LooksWhetherEnough();
        return Answer.Done;
    }

    private void LooksWhetherEnough()
    {
        if (!enough && Stances.Count >= needed && (councilAsked.Count == 0 || CouncilStances.Count >= councilNeeded)) (enough, ClosesAt) = (true, Math.Max(ClosesAt, Hour + 24));
    }

    public Answer TakeFor(int by, int who, int read, Position what)
    {
        if (by == who) return Take(who, read, what, anew: false);
        if (!Offered.Contains(what) || what == Position.Block) return Answer.Refused;
        if (Stage != Stage.Open || read != Version || !electorate.Contains(who) || !Members.Contains(who) || !Members.Contains(by)) return Answer.Refused;
        if (Stances.Exists(s => s.Who == who && s.EnteredBy is null)) return Answer.Refused;
        return Stances.Exists(s => s.Who == who && s.What == what) ? Answer.Nothing : Counts(who, what, by);
    }

    public Answer StandIn(int by, int of, bool asTheyArranged, int read, Position what) => asTheyArranged ? TakeFor(by, of, read, what) : Answer.Refused;

    private Answer Counts(int who, Position what, int? enteredBy)
    {
        Stances.RemoveAll(s => s.Who == who);
        Objections.RemoveAll(o => o.Who == who);
        Stances.Add((who, what, enteredBy));
        if (what is Position.Objection or Position.Block) Objections.Add(new() { Who = who });
        LooksWhetherEnough();
        return Answer.Done;
    }

    public Answer Amend(int who, int basedOn)
    {
        if (!Carries(who) || basedOn != Version || IsOver || IsPending || Stage is Stage.Asked or Stage.Waiting or Stage.Due or Stage.ToDraw) return Answer.Refused;
        Version++;
        amended = true;
        foreach (var objection in Objections) objection.ProposerSays = true;
        if (Objections.All(ObjectorSays)) Open();
        else Stage = Stage.Integrating;
        return Answer.Done;
    }

    public Answer Settle(int who, int of)
    {
        if (Objections.Find(o => o.Who == of) is not { } objection || !IsHere(who) && !Carries(who)) return Answer.Refused;
        if (who != of && who != Proposer || IsPending || Stage is not (Stage.Integrating or Stage.Lapsed)) return Answer.Refused;
        if ((who != of || objection.ObjectorSays) && (who != Proposer || objection.ProposerSays)) return Answer.Nothing;
        if (who == of) objection.ObjectorSays = true;
        if (who == Proposer) objection.ProposerSays = true;
        if (AllSettled()) Open();
        return Answer.Done;
    }

    public Answer AskAgain(int who)
    {
        var forgotten = Stage == Stage.ToDraw && Hour >= Math.Max(LotFrom!.Value, WindowEnds!.Value) + (24 * 30);
        if (!Carries(who) || IsPending || Stage is not (Stage.Lapsed or Stage.Integrating) && !forgotten || !AllSettled()) return Answer.Refused;
        Open();
        return Answer.Done;
    }

    public Answer Recall(int who)
    {
        if (!IsHere(who)) return Answer.Refused;
        if (calledBack && everRecalled.Contains(who)) return Answer.Nothing;
        if (Stage is not (Stage.Waiting or Stage.Due) || Stage == Stage.Due && drawn || everRecalled.Contains(who)) return Answer.Refused;
        everRecalled.Add(who);
        Objections.Add(new() { Who = who });
        (calledBack, Stage, WindowEnds) = (true, Stage.Integrating, null);
        return Answer.Done;
    }

    public Answer TakeBack(int who)
    {
        if (!Carries(who)) return Answer.Refused;
        if (takenBack) return Answer.Nothing;
        if (IsOver || Stage is Stage.Waiting or Stage.Due or Stage.ToDraw) return Answer.Refused;
        (takenBack, Stage) = (true, Stage.Withdrawn);
        return Answer.Done;
    }

    public Answer TakeOn(int who)
    {
        if (!Members.Contains(who)) return Answer.Refused;
        if (who == Proposer) return Answer.Nothing;
        if (Carries(Proposer) || IsOver) return Answer.Refused;
        (Proposer, CouncilCarries) = (who, false);
        return Answer.Done;
    }

    public Answer NameSource(int who, int from)
    {
        if (!Members.Contains(who) || LotFrom is null || Stage is not (Stage.Waiting or Stage.ToDraw) || LotFrom >= WindowEnds) return Answer.Refused;
        if (from < Hour + windowHours || from > Hour + windowHours + (24 * 90)) return Answer.Refused;
        (LotFrom, WindowEnds, Stage) = (from, Hour + windowHours, Stage.Waiting);
        return Answer.Done;
    }

    public Answer Draw(int who, int read)
    {
        if (!Members.Contains(who) || read != Version || Stage != Stage.ToDraw || LotFrom < WindowEnds || Hour < LotFrom) return Answer.Refused;
        (drawn, Stage) = (true, Stage.Due);
        return Answer.Done;
    }

    public Answer AskAdvice(int who, int of)
    {
        if (!Carries(who) || Stage != Stage.Advising || of == who || !Members.Contains(of)) return Answer.Refused;
        if (asked.Contains(of)) return Answer.Nothing;
        asked.Add(of);
        return Answer.Done;
    }

    public Answer Advise(int who)
    {
        if (!Members.Contains(who) || who == Proposer || Stage != Stage.Advising) return Answer.Refused;
        AdviceAnswered.Add(false);
        return Answer.Done;
    }

    public Answer AnswerAdvice(int who, int nth)
    {
        if (!Carries(who) || Stage != Stage.Advising || nth >= AdviceAnswered.Count || AdviceAnswered[nth]) return Answer.Refused;
        AdviceAnswered[nth] = true;
        return Answer.Done;
    }

    public Answer Decide(int who, bool yes)
    {
        if (!Carries(who) || Stage != Stage.Advising || Hour < ClosesAt || asked.Count == 0 || AdviceAnswered.Contains(false)) return Answer.Refused;
        Stage = yes ? Stage.Waiting : Stage.NotAdopted;
        if (yes) WindowEnds = Hour + windowHours;
        return Answer.Done;
    }

    private bool Carries(int who) => who == Proposer && (CouncilCarries ? Council : Members).Contains(who);

    private bool AllSettled() => Objections.All(o => ObjectorSays(o) && o.ProposerSays);

    private DateTime Date => new DateTime(2026, 1, 30, 9, 0, 0, DateTimeKind.Utc).AddHours(Hour);
}
