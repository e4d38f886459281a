using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle.Meetings;

/// <summary>A point of the agenda.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Fact">The number of the fact by which it was put there.</param>
/// <param name="Minutes">How long we give it.</param>
/// <param name="Question">The question that it is about.</param>
public sealed record AgendaPoint(int Number, int Fact, int Minutes, int? Question);

/// <summary>The lot by which it is found who facilitates.</summary>
/// <param name="Fact">The number of the fact by which it was announced.</param>
/// <param name="At">Since when.</param>
/// <param name="By">By whom.</param>
/// <param name="Announced">Among whom, and the one-time code.</param>
public sealed record MeetingLot(int Fact, Instant At, PersonId By, LotAnnounced Announced)
{
    /// <summary>From when on it can be drawn.</summary>
    public Instant From => Announced.From is { } from ? InstantPattern.ExtendedIso.Parse(from).Value : At;

    /// <summary>The number of the fact by which it was drawn; null before.</summary>
    public int? DrawnBy { get; init; }

    /// <summary>In which order they were drawn; nobody before.</summary>
    public IReadOnlyList<PersonId> Order { get; init; } = [];
}

/// <summary>Something that somebody wants to have done by some day.</summary>
/// <param name="Fact">The number of the fact by which it was given.</param>
/// <param name="Point">Out of which point of the agenda.</param>
/// <param name="Due">By which day.</param>
/// <param name="Holder">Who has it; null for nobody.</param>
/// <param name="DoneAt">Since when it is done.</param>
public sealed record MeetingTask(int Fact, int Point, LocalDate? Due, PersonId? Holder, Instant? DoneAt);

/// <summary>What came of a point: in words, or as a question.</summary>
/// <param name="Fact">The number of the fact.</param>
/// <param name="Point">Of which point.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Question">The number of the question; null for words.</param>
public sealed record Noted(int Fact, int Point, PersonId By, int? Question);

/// <summary>
/// A meeting as its facts tell it: what is on it, who facilitates, who speaks, what came of it, and what each may do at a
/// time. An act is answered by the facts to write down, or by the sentence why not.
/// </summary>
public sealed partial class Gathering
{
    private readonly IReadOnlyDictionary<PersonId, Member> members;
    private readonly List<AgendaPoint> points = [];
    private readonly List<MeetingTask> tasks = [];
    private readonly List<Noted> noted = [];
    private readonly List<SpeakingRound> rounds = [];
    private readonly HashSet<PersonId> notThisTime = [];
    private readonly HashSet<(PersonId By, PersonId Who)> attested = [];
    private PersonId? tookOn;

    /// <param name="meeting">Which.</param>
    /// <param name="facts">All of it, or all about its tasks, in their order; they were allowed when they were written.</param>
    /// <param name="members">Who is or was a member, in the order in which they joined.</param>
    public Gathering(Meeting meeting, IEnumerable<MeetingFact> facts, IReadOnlyList<Member> members)
    {
        (Meeting, this.members) = (meeting, members.ToDictionary(m => m.Person));
        foreach (var fact in facts) Add(fact.Number, fact.By, fact.At, fact.Happening);
    }

    public Meeting Meeting { get; }

    public Instant? CalledOffAt { get; private set; }

    /// <summary>In the order in which we take them.</summary>
    public IReadOnlyList<AgendaPoint> Points => points;

    /// <summary>Null before it is announced.</summary>
    public MeetingLot? Lot { get; private set; }

    /// <summary>The latest; null before the first.</summary>
    public SpeakingRound? Round => rounds.Count == 0 ? null : rounds[^1];

    /// <summary>All that are to be done or are done. What whoever left had is nobody's.</summary>
    public IEnumerable<MeetingTask> TasksAt(Instant at) => tasks.Select(t => t.DoneAt is null && t.Holder is { } holder && !IsHere(holder, at) ? t with { Holder = null } : t);

    /// <summary>The questions that points became or were about.</summary>
    public IEnumerable<Noted> Questions => noted.Where(o => o.Question is not null);

    /// <summary>What was written about a point at last; null before anything was.</summary>
    public Noted? MinutesOf(int point) => noted.FindLast(o => o.Point == point && o.Question is null);

    public bool IsOver(Instant at) => at >= Meeting.EndsAt;

    /// <summary>Who facilitates it: whoever took it on, or the first of those drawn who can; null while that is open.</summary>
    public PersonId? FacilitatorAt(Instant at)
    {
        // Whoever leaves afterwards facilitated it all the same.
        var then = Instant.Min(at, Meeting.EndsAt);
        if (tookOn is { } who && IsHere(who, then)) return who;
        return Lot?.Order.Where(o => !notThisTime.Contains(o) && IsHere(o, then)).Cast<PersonId?>().FirstOrDefault();
    }

    /// <summary>Did they take it on, rather than be drawn?</summary>
    public bool IsTakenOn(PersonId facilitator) => tookOn == facilitator;

    /// <summary>Who waits to speak, the next one first.</summary>
    public IReadOnlyList<PersonId> QueueAt(Instant at) => Round is { HasEnded: false } round ? [.. round.Waiting.Where(w => IsHere(w, at))] : [];

    public bool IsHere(PersonId person, Instant at) => members.TryGetValue(person, out var member) && !(member.LeftAt <= at);

    private void Add(int number, PersonId by, Instant at, Happening happening)
    {
        switch (happening)
        {
            case PointAdded added: points.Add(new(points.Count + 1, number, added.Minutes, added.Question)); break;
            case CalledOff: CalledOffAt = at; break;
            case LotAnnounced announced: Lot = new(number, at, by, announced); break;
            case LotDrawn drawn: Lot = Lot! with { DrawnBy = number, Order = [.. drawn.Order.Select(o => new PersonId(o))] }; break;
            case FacilitationTaken: tookOn = by; break;
            case NotThisTime when tookOn == by: tookOn = null; break;
            case NotThisTime: notThisTime.Add(by); break;
            case LearningAttested learnt: attested.Add((by, new(learnt.Who))); break;
            case MinutesWritten written: noted.Add(new(number, written.Point, by, null)); break;
            case QuestionNoted question: noted.Add(new(number, question.Point, by, question.Question)); break;
            case TaskGiven given: tasks.Add(new(number, given.Point, given.Due is { } due ? LocalDatePattern.Iso.Parse(due).Value : null, given.Who is { } who ? new(who) : null, null)); break;
            case TaskTaken { Task: var task }: Replace(task, t => t with { Holder = by }); break;
            case TaskHandedBack { Task: var task }: Replace(task, t => t with { Holder = null }); break;
            case TaskDone { Task: var task }: Replace(task, t => t with { DoneAt = at }); break;
            default: Speak(number, by, happening); break;
        }
    }

    private void Speak(int number, PersonId by, Happening happening)
    {
        switch (happening)
        {
            case RoundOpened opened: rounds.Add(new(number, opened.Point, opened.Kind, opened.Order.Select(o => new PersonId(o)))); break;
            case RoundEnded: Round!.End(); break;
            case HandRaised: Round!.Raise(by); break;
            case Passed: Round!.Take(by, passed: true); break;
            case HasSpoken spoken: Round!.Take(new(spoken.Who), passed: false); break;
            default: throw new InvalidOperationException($"No such happening: {happening.GetType().Name}.");
        }
    }

    private void Replace(int task, Func<MeetingTask, MeetingTask> by)
    {
        var i = tasks.FindIndex(t => t.Fact == task);
        tasks[i] = by(tasks[i]);
    }
}
