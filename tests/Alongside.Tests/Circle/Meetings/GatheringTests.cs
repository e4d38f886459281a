using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Circle.Meetings;

/// <summary>What may be done in a meeting, when, and in which words it is refused.</summary>
public class GatheringTests
{
    private static readonly byte[] code = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
    private static readonly Duration soon = Duration.FromMinutes(10);
    private readonly Table table = new();

    private Gathering Now => table.Gathering;

    [Theory]
    [InlineData("passed already", -1, 60)]
    [InlineData("passed already", 0, 60)]
    [InlineData("within a year", 367 * 24, 60)]
    [InlineData("from 10 to 480 minutes", 24, 9)]
    [InlineData("from 10 to 480 minutes", 24, 481)]
    public void It_is_called_for_a_time_ahead_and_a_length_that_people_bear(string why, int hours, int minutes) =>
        Assert.Contains(why, Meeting.Check(Table.Called + Duration.FromHours(hours), minutes, Table.Called)!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_point_has_its_minutes_stands_after_the_others_and_a_question_stands_there_once()
    {
        table.Does(1, (g, _, at) => g.AddPoint(20, 3, at));
        Assert.Equal([1, 2, 3], Now.Points.Select(p => p.Number));
        Assert.Equal((20, 3), (Now.Points[2].Minutes, Now.Points[2].Question));
        table.Refused("on the agenda already", 1, (g, _, at) => g.AddPoint(20, 3, at));
        table.Refused("from one to 240", 1, (g, _, at) => g.AddPoint(0, null, at));
        table.Refused("from one to 240", 1, (g, _, at) => g.AddPoint(241, null, at));
        for (var i = 3; i < Gathering.MostPoints; i++) table.Does(1, (g, _, at) => g.AddPoint(1, null, at));
        table.Refused("More than 20 points", 1, (g, _, at) => g.AddPoint(1, null, at));
    }

    [Fact]
    public void Once_it_is_over_nobody_is_drawn_or_takes_it_on_whether_a_lot_was_announced_or_not()
    {
        var none = new Table();
        none.Later(hours: 26);
        none.Refused("is over", 0, (g, _, at) => g.Draw("17", at));
        none.Refused("is over", 0, (g, _, at) => g.TakeOn(anyEntrants: false, at));
        var announced = new Table();
        announced.Does(0, (g, _, at) => g.Announce(new byte[16], announced.Entrants(1, 2), announced.Meeting.StartsAt, at));
        announced.Later(hours: 26);
        announced.Refused("is over", 0, (g, _, at) => g.Draw("17", at));
        announced.Refused("is over", 0, (g, _, at) => g.Announce(new byte[16], announced.Entrants(1, 2), announced.Now, at));
        Assert.Null(announced.Gathering.FacilitatorAt(announced.Now));
    }

    [Fact]
    public void Once_it_is_over_nothing_comes_onto_the_agenda()
    {
        table.Begun().Later(hours: 1);
        table.Refused("is over", 0, (g, _, at) => g.AddPoint(1, null, at));
    }

    [Fact]
    public void Only_whoever_called_it_calls_it_off_and_before_it_begins()
    {
        table.Refused("Only whoever called", 1, (g, by, at) => g.CallOff(by, at));
        var begun = new Table().Begun();
        begun.Refused("has begun", 0, (g, by, at) => g.CallOff(by, at));
        table.Does(0, (g, by, at) => g.CallOff(by, at));
        table.Refused("was called off", 0, (g, by, at) => g.CallOff(by, at));
        table.Refused("was called off", 0, (g, _, at) => g.AddPoint(1, null, at));
        table.Refused("was called off", 0, (g, _, at) => g.Announce(code, table.Entrants(1), at + soon, at));
        table.Refused("was called off", 0, (g, _, at) => g.TakeOn(false, at));
        table.Begun();
        table.Refused("was called off", 0, (g, _, at) => g.OpenRound(1, RoundKind.Questions, at));
        table.Refused("was called off", 0, (g, _, at) => g.WriteMinutes(1, 0, at));
    }

    [Fact]
    public void When_whoever_called_it_has_left_anybody_calls_it_off()
    {
        table.Leaves(0);
        table.Does(1, (g, by, at) => g.CallOff(by, at));
    }

    [Fact]
    public void A_lot_is_announced_first_drawn_once_and_stays()
    {
        table.Refused("First announce", 0, (g, _, at) => g.Draw("17", at));
        table.Refused("anybody can take it on", 0, (g, _, at) => g.Announce(code, [], at + soon, at));
        table.Refused("the same name", 0, (g, _, at) => g.Announce(code, [.. table.Entrants(1), .. table.Entrants(1)], at + soon, at));
        table.Does(0, (g, _, at) => g.Announce(code, table.Entrants(1, 2, 3), at + soon, at));
        Assert.Null(Now.FacilitatorAt(table.Now));
        table.Refused("announced already", 1, (g, _, at) => g.Announce(code, table.Entrants(1), at + soon, at));
        table.Refused("A lot decides", 1, (g, _, at) => g.TakeOn(true, at));
        table.Later(minutes: 10);
        table.Refused("exactly as it stands", 1, (g, _, at) => g.Draw(" ", at));
        table.Does(2, (g, _, at) => g.Draw("17 4 33", at));
        table.Refused("drawn already", 2, (g, _, at) => g.Draw("17 4 34", at));
        var order = Sortition.Draw([.. table.Entrants(1, 2, 3).Select(e => new Candidate<Guid>(e.Person, e.Label))], code, "17 4 33").Value;
        Assert.Equal(order, Now.Lot!.Order.Select(o => o.Value));
        Assert.Equal(order[0], Now.FacilitatorAt(table.Now)!.Value.Value);
        table.Refused("facilitates this meeting already", 1, (g, _, at) => g.TakeOn(true, at));
    }

    [Fact]
    public void What_a_lot_is_drawn_by_lies_ahead_as_it_is_announced_and_nobody_draws_before()
    {
        foreach (var known in new[] { Duration.Zero, -soon }) table.Refused("must still lie ahead", 0, (g, _, at) => g.Announce(code, table.Entrants(1, 2), at + known, at));
        table.Refused("after the end of the meeting", 0, (g, _, at) => g.Announce(code, table.Entrants(1, 2), table.Meeting.EndsAt, at));
        table.Does(0, (g, _, at) => g.Announce(code, table.Entrants(1, 2), at + soon, at));
        table.Refused("can’t be known yet", 0, (g, _, at) => g.Draw("17", at));
        table.Later(minutes: 9);
        table.Refused("can’t be known yet", 1, (g, _, at) => g.Draw("17", at));
        table.Later(minutes: 1);
        table.Does(1, (g, _, at) => g.Draw("17", at));
    }

    [Fact]
    public void A_lot_announced_before_a_time_was_asked_for_is_drawn_all_the_same()
    {
        table.Does(0, (_, _, _) => new Happening[] { new LotAnnounced(Convert.ToHexStringLower(code), table.Entrants(1, 2)) });
        table.Does(1, (g, _, at) => g.Draw("17", at));
    }

    [Fact]
    public void A_lot_that_nobody_drew_before_the_end_is_not_drawn_any_more()
    {
        table.Does(0, (g, _, at) => g.Announce(code, table.Entrants(1, 2), at + soon, at));
        table.Begun().Later(hours: 1);
        table.Refused("is over", 0, (g, _, at) => g.Draw("17", at));
    }

    [Fact]
    public void Whoever_was_drawn_needs_no_reason_not_to_and_the_next_in_order_is_it()
    {
        table.Does(0, (g, _, at) => g.Announce(code, table.Entrants(1, 2), at + soon, at));
        table.Later(minutes: 10);
        table.Does(0, (g, _, at) => g.Draw("17", at));
        var (first, second) = (Number(Now.Lot!.Order[0]), Number(Now.Lot.Order[1]));
        table.Refused("It isn’t you", second, (g, by, at) => g.DeclineThisTime(by, at));
        table.Does(first, (g, by, at) => g.DeclineThisTime(by, at));
        Assert.Equal(table[second], Now.FacilitatorAt(table.Now));
        table.Refused("It isn’t you", first, (g, by, at) => g.DeclineThisTime(by, at));
        Assert.False(Now.IsFree(true, table.Now));
        table.Does(second, (g, by, at) => g.DeclineThisTime(by, at));
        Assert.Null(Now.FacilitatorAt(table.Now));
        Assert.True(Now.IsFree(true, table.Now));
        table.Does(3, (g, _, at) => g.TakeOn(true, at));
        Assert.True(Now.IsTakenOn(table[3]));
        table.Does(3, (g, by, at) => g.DeclineThisTime(by, at));
        table.Does(first, (g, _, at) => g.TakeOn(true, at));
        Assert.Equal(table[first], Now.FacilitatorAt(table.Now));
    }

    [Fact]
    public void Whoever_leaves_before_it_does_not_facilitate_it_and_whoever_leaves_after_it_did()
    {
        table.Does(0, (g, _, at) => g.Announce(code, table.Entrants(1, 2), at + soon, at));
        table.Later(minutes: 10);
        table.Does(0, (g, _, at) => g.Draw("17", at));
        var (first, second) = (Number(Now.Lot!.Order[0]), Number(Now.Lot.Order[1]));
        table.Leaves(first);
        Assert.Equal(table[second], Now.FacilitatorAt(table.Now));
        table.Begun().Later(hours: 2);
        table.Leaves(second);
        Assert.Equal(table[second], Now.FacilitatorAt(table.Now));
    }

    [Fact]
    public void Where_there_is_nobody_to_draw_or_it_has_begun_without_a_lot_anybody_takes_it_on()
    {
        table.Refused("A lot decides", 1, (g, _, at) => g.TakeOn(true, at));
        table.Begun();
        Assert.True(Now.IsFree(true, table.Now));
        var other = new Table();
        other.Does(1, (g, _, at) => g.TakeOn(false, at));
        Assert.Equal(other[1], other.Gathering.FacilitatorAt(other.Now));
        other.Refused("facilitates this meeting already", 2, (g, _, at) => g.TakeOn(false, at));
        other.Refused("facilitates this meeting already", 2, (g, _, at) => g.Announce(code, other.Entrants(2), at + soon, at));
        other.Begun().Later(hours: 1);
        other.Refused("is over", 1, (g, by, at) => g.DeclineThisTime(by, at));
    }

    [Fact]
    public void Minutes_are_written_by_anybody_and_nobody_writes_over_what_they_have_not_read()
    {
        table.Refused("hasn’t begun", 0, (g, _, at) => g.WriteMinutes(1, 0, at));
        table.Begun();
        table.Refused("no such point", 0, (g, _, at) => g.WriteMinutes(3, 0, at));
        table.Does(0, (g, _, at) => g.WriteMinutes(1, 0, at));
        table.Refused("meanwhile", 1, (g, _, at) => g.WriteMinutes(1, 0, at));
        var first = Now.MinutesOf(1)!.Fact;
        table.Does(1, (g, _, at) => g.WriteMinutes(1, first, at));
        Assert.Equal(table[1], Now.MinutesOf(1)!.By);
        Assert.Null(Now.MinutesOf(2));
    }

    [Fact]
    public void A_question_is_noted_beside_a_point_once()
    {
        table.Begun();
        table.Does(0, (g, _, at) => g.NoteQuestion(1, 7, at));
        table.Refused("stands there already", 1, (g, _, at) => g.NoteQuestion(1, 7, at));
        table.Does(1, (g, _, at) => g.NoteQuestion(2, 7, at));
        Assert.Equal([(1, 7), (2, 7)], Now.Questions.Select(q => (q.Point, q.Question!.Value)));
    }

    [Fact]
    public void A_task_is_somebodys_until_they_say_that_it_is_done_or_hand_it_back()
    {
        table.Begun();
        table.Refused("This day has passed", 0, (g, _, at) => g.GiveTask(1, table[2], Table.Today.PlusDays(-1), Table.Today, at));
        table.Refused("one of us", 0, (g, _, at) => g.GiveTask(1, table[9], null, Table.Today, at));
        table.Does(0, (g, _, at) => g.GiveTask(1, table[2], Table.Today, Table.Today, at));
        var task = Task().Fact;
        Assert.Equal((table[2], Table.Today), (Task().Holder, Task().Due));
        table.Refused("Somebody has it already", 1, (g, _, at) => g.TakeTask(task, at));
        table.Refused("Only whoever has this task", 1, (g, by, at) => g.Finish(by, task, at));
        table.Refused("Only whoever has this task", 1, (g, by, at) => g.HandBack(by, task, at));
        table.Does(2, (g, by, at) => g.HandBack(by, task, at));
        Assert.Null(Task().Holder);
        table.Refused("Only whoever has this task", 2, (g, by, at) => g.Finish(by, task, at));
        table.Does(1, (g, _, at) => g.TakeTask(task, at));
        table.Does(1, (g, by, at) => g.Finish(by, task, at));
        Assert.Equal((table[1], table.Now), (Task().Holder, Task().DoneAt));
        table.Refused("done already", 1, (g, by, at) => g.Finish(by, task, at));
        table.Refused("done already", 2, (g, _, at) => g.TakeTask(task, at));
        table.Refused("no such task", 2, (g, _, at) => g.TakeTask(999, at));
    }

    [Fact]
    public void What_whoever_left_had_to_do_is_nobodys_and_what_they_did_stays_theirs()
    {
        table.Begun();
        table.Does(0, (g, _, at) => g.GiveTask(1, table[2], null, Table.Today, at));
        table.Does(0, (g, _, at) => g.GiveTask(1, table[2], null, Table.Today, at));
        var (first, second) = (Now.TasksAt(table.Now).First().Fact, Now.TasksAt(table.Now).Last().Fact);
        table.Does(2, (g, by, at) => g.Finish(by, first, at));
        table.Leaves(2);
        Assert.Equal([table[2], null], Now.TasksAt(table.Now).Select(t => t.Holder));
        table.Does(1, (g, _, at) => g.TakeTask(second, at));
    }

    private MeetingTask Task() => Assert.Single(Now.TasksAt(table.Now));

    private int Number(PersonId person) => Enumerable.Range(0, 4).Single(i => table[i] == person);
}
