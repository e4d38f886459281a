using Alongside.Features.Circle;
using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Circle.Meetings;

/// <summary>A meeting in the hands of a test: what the model allows is written down, as it is kept, and read again. It begins a day later, and takes an hour.</summary>
internal sealed class Table
{
    public static readonly Instant Called = Instant.FromUtc(2026, 3, 2, 9, 0);
    public static readonly LocalDate Today = new(2026, 3, 3);

    private readonly Meeting meeting = new(new(new(88, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])), 1, Nth(0), Called, Called + Duration.FromDays(1), 60);
    private readonly List<MeetingFact> facts = [];
    private readonly List<Member> members;

    public Table(int people = 4, int points = 2)
    {
        members = [.. Enumerable.Range(0, people).Select(i => new Member(Nth(i), Called - Duration.FromDays(100 - i), 0))];
        for (var i = 0; i < points; i++) Verdict(0, (g, _, at) => g.AddPoint(10, null, at));
    }

    public Instant Now { get; private set; } = Called;

    public Gathering Gathering => new(meeting, facts, members);

    public Meeting Meeting => meeting;

    public PersonId this[int who] => Nth(who);

    public Entrant[] Entrants(params int[] who) => [.. who.Select(i => new Entrant(this[i].Value, $"Person {i}"))];

    /// <summary>As if somebody had begun it: five minutes in.</summary>
    public Table Begun()
    {
        Now = meeting.StartsAt + Duration.FromMinutes(5);
        return this;
    }

    public void Later(int hours = 0, int minutes = 0) => Now += Duration.FromMinutes((hours * 60) + minutes);

    public void Leaves(int who) => members[who].Leave(Now);

    /// <summary>Asks the model, and writes down what it allows.</summary>
    public Refusal? Verdict(int who, Func<Gathering, PersonId, Instant, Outcome<Happening[]>> act)
    {
        var answer = act(Gathering, Nth(who), Now);
        if (answer.Refusal is { } refusal) return refusal;
        foreach (var happening in answer.Value) facts.Add(new(meeting.Id, facts.Count + 1, Nth(who), Now, Happening.Read(happening.Write()).Write()));
        return null;
    }

    public void Does(int who, Func<Gathering, PersonId, Instant, Outcome<Happening[]>> act) => Assert.Null(Verdict(who, act));

    public void Refused(string why, int who, Func<Gathering, PersonId, Instant, Outcome<Happening[]>> act)
    {
        var before = facts.Count;
        Assert.Contains(why, Verdict(who, act)?.ToString() ?? "It was allowed.", StringComparison.Ordinal);
        Assert.Equal(before, facts.Count);
    }

    private static PersonId Nth(int who) => new(new(who + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
