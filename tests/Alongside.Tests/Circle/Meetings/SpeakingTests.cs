using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;

namespace Alongside.Tests.Circle.Meetings;

/// <summary>Who speaks, and in which order.</summary>
public class SpeakingTests
{
    private readonly Table table = new Table().Begun();

    private int Round => table.Gathering.Round!.Fact;

    private IEnumerable<PersonId> Queue => table.Gathering.QueueAt(table.Now);

    [Fact]
    public void Rounds_are_opened_from_an_hour_before_until_some_hours_after_about_a_point_that_there_is()
    {
        var early = new Table();
        early.Refused("hasn’t begun", 0, (g, _, at) => g.OpenRound(1, RoundKind.Questions, at));
        early.Later(hours: 23);
        early.Does(0, (g, _, at) => g.OpenRound(1, RoundKind.Questions, at));
        table.Refused("no such point", 0, (g, _, at) => g.OpenRound(3, RoundKind.Questions, at));
        table.Refused("which round", 0, (g, _, at) => g.OpenRound(1, (RoundKind)9, at));
        table.Refused("No round is open", 0, (g, by, at) => g.Raise(by, 0, at));
        Opens(RoundKind.Questions);
        table.Refused("open already", 1, (g, _, at) => g.OpenRound(1, RoundKind.Questions, at));
        table.Later(hours: 7);
        table.Refused("is over", 0, (g, by, at) => g.Raise(by, Round, at));
        table.Refused("is over", 0, (g, _, at) => g.OpenRound(2, RoundKind.Questions, at));
    }

    [Fact]
    public void Whoever_wants_to_speak_joins_the_queue_once_and_may_pass()
    {
        Opens(RoundKind.Questions);
        Assert.Empty(Queue);
        Raises(2);
        Raises(0);
        table.Refused("in the queue already", 2, (g, by, at) => g.Raise(by, Round, at));
        Assert.Equal([table[2], table[0]], Queue);
        table.Does(2, (g, by, at) => g.Pass(by, Round, at));
        table.Refused("passed already", 2, (g, by, at) => g.Pass(by, Round, at));
        table.Refused("aren’t in the queue", 1, (g, by, at) => g.Pass(by, Round, at));
        Raises(2);
        Assert.Equal([table[0], table[2]], Queue);
    }

    [Fact]
    public void Only_the_next_one_has_spoken_and_a_second_press_takes_no_turn_from_anybody()
    {
        Opens(RoundKind.Questions);
        Raises(1);
        Raises(2);
        table.Refused("said so already", 0, (g, _, at) => g.Spoken(table[2], Round, at));
        Speaks(1);
        table.Refused("said so already", 0, (g, _, at) => g.Spoken(table[1], Round, at));
        Assert.Equal([table[2]], Queue);
        Raises(1);
        Assert.Equal([table[2], table[1]], Queue);
    }

    [Fact]
    public void Where_each_speaks_once_all_stand_there_and_nobody_a_second_time()
    {
        Opens(RoundKind.Reactions);
        Assert.Equal([table[0], table[1], table[2], table[3]], Queue);
        table.Refused("comes by itself", 3, (g, by, at) => g.Raise(by, Round, at));
        Speaks(0);
        table.Refused("speaks once", 0, (g, by, at) => g.Raise(by, Round, at));
        table.Does(1, (g, by, at) => g.Pass(by, Round, at));
        Assert.Equal([table[2], table[3]], Queue);
        // Whoever passed may find words after all.
        Raises(1);
        Assert.Equal([table[2], table[3], table[1]], Queue);
        Assert.Equal([(table[0], false), (table[1], true)], table.Gathering.Round!.Had.Select(t => (t.Who, t.Passed)));
    }

    [Fact]
    public void Each_such_round_begins_with_somebody_else()
    {
        Opens(RoundKind.Reactions);
        Opens(RoundKind.Questions);
        Opens(RoundKind.Objections);
        Assert.Equal([table[1], table[2], table[3], table[0]], Queue);
        for (var i = 0; i < 3; i++)
        {
            Opens(RoundKind.Reactions, point: 2);
            Ends();
        }
        Opens(RoundKind.Reactions);
        Assert.Equal(table[1], Queue.First());
    }

    [Fact]
    public void Whoever_left_is_not_waited_for()
    {
        Opens(RoundKind.Reactions);
        table.Leaves(0);
        Assert.Equal([table[1], table[2], table[3]], Queue);
        Speaks(1);
        Opens(RoundKind.Objections);
        Assert.Equal([table[2], table[3], table[1]], Queue);
    }

    [Fact]
    public void What_somebody_presses_on_an_older_page_touches_no_later_round()
    {
        Opens(RoundKind.Questions);
        var before = Round;
        Ends();
        table.Refused("No round is open", 0, (g, _, at) => g.EndRound(before, at));
        Opens(RoundKind.Reactions);
        table.Refused("Another round", 0, (g, by, at) => g.Pass(by, before, at));
        table.Refused("Another round", 0, (g, by, at) => g.Raise(by, before, at));
        table.Refused("Another round", 0, (g, _, at) => g.Spoken(table[0], before, at));
        table.Refused("Another round", 0, (g, _, at) => g.EndRound(before, at));
    }

    private void Opens(RoundKind kind, int point = 1) => table.Does(0, (g, _, at) => g.OpenRound(point, kind, at));

    private void Ends() => table.Does(0, (g, _, at) => g.EndRound(Round, at));

    private void Raises(int who) => table.Does(who, (g, by, at) => g.Raise(by, Round, at));

    private void Speaks(int who) => table.Does(0, (g, _, at) => g.Spoken(table[who], Round, at));
}
