using Alongside.Features.Circle.Counting;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle.Meetings;

// What may be done, and what is written down then.
public sealed partial class Gathering
{
    public const int MostPoints = 20, LongestPoint = 240;

    /// <summary>So long before it begins people are in the room already.</summary>
    public static readonly Duration Early = Duration.FromHours(1);

    /// <summary>So long after its end nobody speaks any more.</summary>
    public static readonly Duration Late = Duration.FromHours(6);

    private static readonly Refusal Off = new($"This meeting was called off.");
    private static readonly Refusal Over = new($"This meeting is over.");
    private static readonly Refusal NoSuchPoint = new($"There is no such point on the agenda.");
    private static readonly Refusal NoRound = new($"No round is open.");
    private static readonly Refusal DoneAlready = new($"This is done already.");

    public Outcome<Happening[]> AddPoint(int minutes, int? question, Instant at)
    {
        if (Ended(at) is { } refusal) return refusal;
        if (points.Count >= MostPoints) return new Refusal($"More than {MostPoints} points no meeting holds. The next one has room.");
        if (minutes is < 1 or > LongestPoint) return new Refusal($"Please give each point from one to {LongestPoint} minutes.");
        if (question is not null && points.Exists(p => p.Question == question)) return new Refusal($"This question is on the agenda already.");
        return Done(new PointAdded(minutes, question));
    }

    /// <summary>Only whoever called us together, or anybody once they have left, says that it doesn't take place.</summary>
    public Outcome<Happening[]> CallOff(PersonId by, Instant at)
    {
        if (Ended(at) is { } refusal) return refusal;
        if (at >= Meeting.StartsAt) return new Refusal($"This meeting has begun.");
        return by == Meeting.By || !IsHere(Meeting.By, at) ? Done(new CalledOff()) : new Refusal($"Only whoever called this meeting can call it off.");
    }

    /// <param name="code">The one-time code.</param>
    /// <param name="entrants">Who can be drawn: trained, willing, and not whoever facilitated last where there are others.</param>
    /// <param name="from">From when on the source can be read.</param>
    /// <param name="at">Now.</param>
    /// <param name="gateOpen">Fewer than agreed have learnt it, so these are all who would.</param>
    public Outcome<Happening[]> Announce(byte[] code, IReadOnlyList<Entrant> entrants, Instant from, Instant at, bool gateOpen = false)
    {
        if (Ended(at) is { } refusal) return refusal;
        if (Lot is not null) return new Refusal($"The lot is announced already, and stays as it was announced.");
        if (FacilitatorAt(at) is not null) return new Refusal($"Somebody facilitates this meeting already.");
        if (entrants.Count == 0) return new Refusal($"Nobody has said so far that they would facilitate. That is fine: anybody can take it on for this meeting.");
        if (Sortition.Check([.. entrants.Select(e => e.Label)]) is { } unclear) return unclear;
        // Whoever announces what they know already chooses who is drawn.
        if (from <= at) return new Refusal($"What the numbers come from must still lie ahead, or somebody could know already who is drawn. Please choose a later time.") { Field = "FromDay" };
        return from >= Meeting.EndsAt ? new Refusal($"This time comes after the end of the meeting. Please choose an earlier one.") { Field = "FromDay" }
            : Done(new LotAnnounced(Convert.ToHexStringLower(code), entrants, InstantPattern.ExtendedIso.Format(from), gateOpen));
    }

    /// <summary>One says of another that they have learnt to facilitate. Where people saw each other do it, it is written down.</summary>
    public Outcome<Happening[]> Attest(PersonId by, PersonId who, Instant at)
    {
        if (by == who) return new Refusal($"Two others confirm it. Nobody confirms their own.");
        if (!IsHere(who, at)) return new Refusal($"They aren’t a member any more.");
        if (CalledOffAt is not null) return Off;
        if (at < Meeting.StartsAt) return new Refusal($"This meeting hasn’t begun yet.");
        return attested.Contains((by, who)) ? new Refusal($"You have confirmed it already.") : Done(new LearningAttested(who.Value));
    }

    /// <param name="randomness">What the announced source said.</param>
    /// <param name="at">Now.</param>
    public Outcome<Happening[]> Draw(string randomness, Instant at)
    {
        if (Ended(at) is { } refusal) return refusal;
        if (Lot is not { } lot) return new Refusal($"First announce the lot: among whom, and where the numbers will come from. Then nobody can choose who is drawn.");
        if (lot.DrawnBy is not null) return new Refusal($"The lot is drawn already. What came of it stays.");
        if (at < lot.From) return new Refusal($"What the numbers come from can’t be known yet. The lot can be drawn from the announced time on.");
        var order = Sortition.Draw([.. lot.Announced.Entrants.Select(e => new Candidate<Guid>(e.Person, e.Label))], Convert.FromHexString(lot.Announced.Code), randomness);
        return order.Refusal is { } undrawn ? undrawn : Done(new LotDrawn(order.Value));
    }

    /// <summary>Can somebody just take it on: nobody could be drawn, or none of those drawn can, or it has begun without a lot?</summary>
    /// <param name="anyEntrants">Is there anybody who could be drawn?</param>
    /// <param name="at">Now.</param>
    public bool IsFree(bool anyEntrants, Instant at) => FacilitatorAt(at) is null && (Lot is { } lot ? lot.DrawnBy is not null : !anyEntrants || at >= Meeting.StartsAt);

    public Outcome<Happening[]> TakeOn(bool anyEntrants, Instant at)
    {
        if (Ended(at) is { } refusal) return refusal;
        if (FacilitatorAt(at) is not null) return new Refusal($"Somebody facilitates this meeting already.");
        return IsFree(anyEntrants, at) ? Done(new FacilitationTaken()) : new Refusal($"A lot decides who facilitates it.");
    }

    // Nobody has to say why.
    public Outcome<Happening[]> DeclineThisTime(PersonId by, Instant at)
    {
        if (Ended(at) is { } refusal) return refusal;
        return FacilitatorAt(at) == by ? Done(new NotThisTime()) : new Refusal($"It isn’t you who facilitates this meeting.");
    }

    public Outcome<Happening[]> OpenRound(int point, RoundKind kind, Instant at)
    {
        if (NotSpeaking(at) is { } refusal) return refusal;
        if (!points.Exists(p => p.Number == point)) return NoSuchPoint;
        if (!Enum.IsDefined(kind)) return new Refusal($"Please choose which round it is.");
        if (Round is { HasEnded: false } open && open.Point == point && open.Kind == kind) return new Refusal($"This round is open already.");
        return Done(new RoundOpened(point, kind, SpeakingRound.Goes(kind) ? Order(at) : []));
    }

    // Each round begins with somebody else.
    private IReadOnlyList<Guid> Order(Instant at)
    {
        var here = members.Values.Where(m => IsHere(m.Person, at)).OrderBy(m => m.Since).ThenBy(m => m.Person.Value).Select(m => m.Person.Value).ToList();
        var first = rounds.Count(r => r.IsForAll) % here.Count;
        return [.. here[first..], .. here[..first]];
    }

    /// <param name="round">The number of the fact by which the round was opened that they saw.</param>
    /// <param name="at">Now.</param>
    public Outcome<Happening[]> EndRound(int round, Instant at) =>
        NotIn(round, at) is { } refusal ? refusal : Done(new RoundEnded());

    public Outcome<Happening[]> Raise(PersonId by, int round, Instant at)
    {
        if (NotIn(round, at) is { } refusal) return refusal;
        if (Round!.Waiting.Contains(by)) return Round.IsForAll ? new Refusal($"Your turn comes by itself in this round.") : new Refusal($"You are in the queue already.");
        return Round.IsForAll && Round.Had.Any(t => t.Who == by && !t.Passed) ? new Refusal($"In this round each of us speaks once.") : Done(new HandRaised());
    }

    public Outcome<Happening[]> Pass(PersonId by, int round, Instant at)
    {
        if (NotIn(round, at) is { } refusal) return refusal;
        if (Round!.Waiting.Contains(by)) return Done(new Passed());
        return Round.Had.LastOrDefault(t => t.Who == by) is { Passed: true } ? new Refusal($"You have passed already.") : new Refusal($"You aren’t in the queue.");
    }

    /// <summary>Whoever was next has spoken. Whoever facilitates says so or, where they can't, anybody.</summary>
    public Outcome<Happening[]> Spoken(PersonId who, int round, Instant at)
    {
        if (NotIn(round, at) is { } refusal) return refusal;
        return QueueAt(at).Take(1).Contains(who) ? Done(new HasSpoken(who.Value)) : new Refusal($"Somebody said so already, or the queue has changed. Please look again.");
    }

    /// <param name="point">Of which.</param>
    /// <param name="basedOn">The number of the fact by which what they read was written; 0 for nothing.</param>
    /// <param name="at">Now.</param>
    public Outcome<Happening[]> WriteMinutes(int point, int basedOn, Instant at)
    {
        if (NotWritten(point, at) is { } refusal) return refusal;
        return (MinutesOf(point)?.Fact ?? 0) == basedOn ? Done(new MinutesWritten(point)) : new Refusal($"Somebody wrote about this point meanwhile. Their words stand above: please bring yours and theirs together.");
    }

    public Outcome<Happening[]> NoteQuestion(int point, int question, Instant at)
    {
        if (NotWritten(point, at) is { } refusal) return refusal;
        return noted.Exists(o => o.Point == point && o.Question == question) ? new Refusal($"This question stands there already.") : Done(new QuestionNoted(point, question));
    }

    /// <param name="point">Out of which.</param>
    /// <param name="who">Who has it; null for nobody yet.</param>
    /// <param name="due">By which day; null for no day.</param>
    /// <param name="today">The day where the practice is.</param>
    /// <param name="at">Now.</param>
    public Outcome<Happening[]> GiveTask(int point, PersonId? who, LocalDate? due, LocalDate today, Instant at)
    {
        if (NotWritten(point, at) is { } refusal) return refusal;
        if (who is { } somebody && !IsHere(somebody, at)) return new Refusal($"Please choose one of us, or nobody yet.") { Field = "Who" };
        return due < today ? new Refusal($"This day has passed already. Please choose one that is still ahead, or none.") { Field = "Due" } : Done(new TaskGiven(point, who?.Value, due is { } day ? LocalDatePattern.Iso.Format(day) : null));
    }

    public Outcome<Happening[]> TakeTask(int task, Instant at) => TaskAt(task, at) switch
    {
        { Refusal: { } refusal } => refusal,
        { Value.DoneAt: not null } => DoneAlready,
        { Value.Holder: not null } => new Refusal($"Somebody has it already."),
        _ => Done(new TaskTaken(task)),
    };

    public Outcome<Happening[]> HandBack(PersonId by, int task, Instant at) => TaskOf(by, task, at) is { } refusal ? refusal : Done(new TaskHandedBack(task));

    public Outcome<Happening[]> Finish(PersonId by, int task, Instant at) => TaskOf(by, task, at) is { } refusal ? refusal : Done(new TaskDone(task));

    private Refusal? TaskOf(PersonId by, int task, Instant at) => TaskAt(task, at) switch
    {
        { Refusal: { } refusal } => refusal,
        { Value.DoneAt: not null } => DoneAlready,
        { Value.Holder: var holder } when holder != by => new($"Only whoever has this task can say so."),
        _ => null,
    };

    private Outcome<MeetingTask> TaskAt(int task, Instant at) => TasksAt(at).FirstOrDefault(t => t.Fact == task) is { } found ? found : new Refusal($"There is no such task.");

    private static Outcome<Happening[]> Done(Happening happening) => new[] { happening };

    private Refusal? Ended(Instant at) => CalledOffAt is not null ? Off : IsOver(at) ? Over : null;

    private Refusal? NotSpeaking(Instant at)
    {
        if (CalledOffAt is not null) return Off;
        if (at < Meeting.StartsAt - Early) return new($"This meeting hasn’t begun. A round can be opened from an hour before.");
        return at >= Meeting.EndsAt + Late ? Over : null;
    }

    private Refusal? NotIn(int round, Instant at)
    {
        if (NotSpeaking(at) is { } refusal) return refusal;
        if (Round is not { HasEnded: false } open) return NoRound;
        return open.Fact == round ? null : new($"Another round has begun since. Please look again.");
    }

    private Refusal? NotWritten(int point, Instant at)
    {
        if (CalledOffAt is not null) return Off;
        if (at < Meeting.StartsAt - Early) return new($"This meeting hasn’t begun. What came of it can be written from an hour before.");
        return points.Exists(p => p.Number == point) ? null : NoSuchPoint;
    }
}
