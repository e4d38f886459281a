using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using NodaTime;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Who may do what, when, and in which words it is refused. Four decide, three are needed; seven days, then five.</summary>
public class DeliberationTests
{
    private readonly Question question = new(4, reviewMonths: 12);

    private Deliberation Now => question.Deliberation;

    [Fact]
    public void It_is_open_until_its_day_waits_for_its_window_and_is_due_then()
    {
        Consents(0, 1, 2);
        question.Later(days: 6, hours: 23);
        Assert.Equal(Stage.Open, question.Stage);
        question.Later(hours: 1);
        Assert.Equal(Stage.Waiting, question.Stage);
        Assert.Equal(Question.Start + Duration.FromDays(12), Now.WindowEndsAt(question.Now));
        question.Later(days: 5);
        Assert.Equal(Stage.Due, question.Stage);
    }

    [Fact]
    public void Not_answering_is_not_consent()
    {
        Consents(0, 1);
        question.Later(days: 7);
        Assert.Equal(Stage.Lapsed, question.Stage);
        Assert.Null(Now.WindowEndsAt(question.Now));
    }

    [Fact]
    public void Every_position_counts_as_an_answer_and_only_an_objection_stops_it()
    {
        Allowed(question.Takes(0, Position.Reservations));
        Allowed(question.Takes(1, Position.StandAside));
        Allowed(question.Takes(2));
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
    }

    [Fact]
    public void When_the_last_that_is_needed_answers_late_whoever_disagrees_still_has_a_day()
    {
        Consents(0, 1);
        question.Later(days: 6, hours: 23);
        Consents(2);
        Assert.Equal(question.Now + Round.AfterLateQuorum, Now.Round!.ClosesAt);
        question.Later(hours: 23);
        Allowed(question.Takes(3, Position.Objection));
        question.Later(hours: 1);
        Assert.Equal(Stage.Integrating, question.Stage);
    }

    [Fact]
    public void Only_the_stance_that_makes_it_enough_moves_the_end_and_never_to_an_earlier_time()
    {
        Consents(0, 1, 2);
        var closes = Now.Round!.ClosesAt;
        Assert.Equal(Question.Start + Duration.FromDays(7), closes);
        question.Later(days: 6, hours: 23);
        Consents(3);
        Allowed(question.Takes(0, Position.Reservations));
        Assert.Equal(closes, Now.Round!.ClosesAt);
    }

    [Fact]
    public void The_same_stance_again_changes_nothing_and_another_replaces_it()
    {
        Consents(1);
        Assert.Empty(question.Takes(1).Value);
        Allowed(question.Takes(1, Position.Reservations));
        var stance = Assert.Single(Now.Round!.Stances);
        Assert.Equal(Position.Reservations, stance.Position);
    }

    [Fact]
    public void Whoever_changes_their_mind_while_it_is_open_takes_their_objection_along()
    {
        Consents(0, 1);
        Allowed(question.Takes(2, Position.Objection));
        Allowed(question.Takes(2, Position.StandAside));
        Assert.Empty(Now.Objections);
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
    }

    [Fact]
    public void A_stance_is_refused_by_who_came_later_who_left_who_read_old_words_and_after_the_end()
    {
        question.Joins(7);
        Refused("weren’t among those who decide", question.Takes(7));
        question.Leaves(3);
        Refused("Only members", question.Takes(3));
        Allowed(question.Amends(0));
        Refused("new words since you read them", question.Takes(1, read: 1));
        Consents(0, 1, 2);
        question.Later(days: 7);
        Refused("This round has ended", question.Takes(1, Position.Objection));
    }

    [Fact]
    public void Who_joins_or_leaves_meanwhile_changes_neither_who_decides_nor_how_many_are_needed()
    {
        question.Joins(7);
        question.Joins(8);
        question.Leaves(3);
        Assert.Equal((4, 3), (Now.Round!.Terms.Electorate.Count, Now.Round.Terms.Needed));
        question.Line = question.Line with { QuorumPercent = 100, OpenDays = 30, Protocol = Protocol.Advice };
        Consents(0, 1, 2);
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
    }

    [Fact]
    public void A_quorum_of_leavers_lapses_and_is_asked_again_of_who_is_there()
    {
        question.Leaves(2);
        question.Leaves(3);
        Consents(0, 1);
        question.Later(days: 7);
        Assert.Equal(Stage.Lapsed, question.Stage);
        Refused("Only whoever put it forward", question.AsksAgain(1));
        Allowed(question.AsksAgain(0));
        Assert.Equal((2, 2, 2), (Now.Round!.Number, Now.Round.Terms.Electorate.Count, Now.Round.Terms.Needed));
        Assert.Empty(Now.Round.Stances);
    }

    [Fact]
    public void An_objection_is_resolved_when_both_say_so_and_then_all_are_asked_anew()
    {
        Objected();
        Refused("Nobody else can", question.Settles(2, 1));
        Allowed(question.Settles(0, 1));
        Assert.Empty(question.Settles(0, 1).Value);
        Assert.Equal(Stage.Integrating, question.Stage);
        Refused("An objection isn’t resolved", question.AsksAgain(0));
        Allowed(question.Settles(1, 1));
        Assert.Equal((Stage.Open, 2, 1), (question.Stage, Now.Round!.Number, Now.Version));
        Assert.Empty(Now.Round.Stances);
        Assert.Empty(Now.Objections);
    }

    [Fact]
    public void While_the_round_is_open_nothing_is_resolved_but_by_ones_stance_or_other_words()
    {
        Allowed(question.Takes(1, Position.Objection));
        Refused("still open", question.Settles(1, 1));
        Refused("no such objection", question.Settles(1, 2));
    }

    [Fact]
    public void The_objection_of_who_left_is_resolved_by_the_proposer_alone()
    {
        Objected();
        question.Leaves(1);
        Refused("Only members", question.Settles(1, 1));
        Assert.True(Assert.Single(Now.Objections).SettledByObjector);
        Allowed(question.Settles(0, 1));
        Assert.Equal(Stage.Open, question.Stage);
    }

    [Fact]
    public void Where_whoever_objected_leaves_after_the_proposer_spoke_the_proposer_asks_again()
    {
        Objected();
        Allowed(question.Settles(0, 1));
        question.Leaves(1);
        Allowed(question.AsksAgain(0));
        Assert.Equal(Stage.Open, question.Stage);
    }

    [Fact]
    public void Of_two_objections_one_that_stands_keeps_it_from_being_asked_again()
    {
        Consents(0);
        Allowed(question.Takes(1, Position.Objection));
        Allowed(question.Takes(2, Position.Objection));
        question.Later(days: 7);
        Allowed(question.Settles(0, 1));
        Allowed(question.Settles(1, 1));
        Assert.Equal(Stage.Integrating, question.Stage);
        Allowed(question.Settles(2, 2));
        Allowed(question.Settles(0, 2));
        Assert.Equal(Stage.Open, question.Stage);
    }

    [Fact]
    public void An_objection_in_a_round_that_lapsed_is_resolved_like_any_other()
    {
        Allowed(question.Takes(1, Position.Objection));
        question.Later(days: 7);
        Assert.Equal(Stage.Lapsed, question.Stage);
        Refused("An objection isn’t resolved", question.AsksAgain(0));
        Allowed(question.Settles(1, 1));
        Allowed(question.Settles(0, 1));
        Assert.Equal((Stage.Open, 2), (question.Stage, Now.Round!.Number));
    }

    [Fact]
    public void New_words_void_every_stance_and_ask_all_anew()
    {
        Consents(0, 1, 2);
        question.Later(days: 3);
        Allowed(question.Amends(0));
        Assert.Equal((Stage.Open, 2, 2), (question.Stage, Now.Version, Now.Round!.Version));
        Assert.Empty(Now.Round.Stances);
        Assert.Equal(question.Now + Duration.FromDays(7), Now.Round.ClosesAt);
    }

    [Fact]
    public void New_words_against_an_objection_wait_until_whoever_raised_it_says_that_they_answer_it()
    {
        Objected();
        Allowed(question.Amends(0));
        Assert.Equal((Stage.Integrating, 2), (question.Stage, Now.Version));
        Refused("An objection is being worked on", question.Takes(2));
        Assert.True(Assert.Single(Now.Objections).SettledByProposer);
        Allowed(question.Settles(1, 1));
        Assert.Equal((Stage.Open, 2), (question.Stage, Now.Round!.Version));
    }

    [Fact]
    public void New_words_are_the_proposers_from_the_latest_ones_and_not_once_it_is_decided()
    {
        Refused("Only whoever put it forward", question.Amends(1));
        Allowed(question.Amends(0));
        Refused("new words since you read them", question.Amends(0, basedOn: 1));
        Consents(0, 1, 2);
        question.Later(days: 7);
        Refused("It is decided and waits", question.Amends(0));
        question.Later(days: 5);
        question.Happens(new TookEffect(1));
        Refused("This question has ended", question.Amends(0));
    }

    [Fact]
    public void A_proposer_who_left_writes_asks_settles_decides_and_takes_back_nothing()
    {
        Objected();
        question.Leaves(0);
        Refused("Only members", question.Amends(0));
        Refused("Only members", question.AsksAgain(0));
        Refused("Only members", question.Settles(0, 1));
        Refused("Only members", question.TakesBack(0));
        var alone = new Question(4, Protocol.Advice);
        alone.Leaves(0);
        alone.Later(days: 7);
        Refused("Only members", alone.AsksAdvice(0, 1));
        Refused("Only members", alone.Answers(0, 0));
        Refused("Only members", alone.Decides(0));
    }

    [Fact]
    public void In_the_window_any_member_calls_it_back_also_who_joined_since()
    {
        Refused("There is nothing to call back", question.Recalls(1));
        Waits();
        question.Joins(7);
        Refused("Only members", question.Recalls(8));
        Allowed(question.Recalls(7));
        Assert.Equal(Stage.Integrating, question.Stage);
        Assert.Equal(question[7], Assert.Single(Now.Objections).By);
        Assert.Empty(question.Recalls(7).Value);
        Refused("There is nothing to call back", question.Recalls(1));
    }

    [Fact]
    public void It_can_be_called_back_until_it_has_taken_effect_and_not_after()
    {
        Waits();
        question.Later(days: 5);
        Assert.Equal(Stage.Due, question.Stage);
        Allowed(question.Recalls(2));
        Allowed(question.Settles(2, 2));
        Allowed(question.Settles(0, 2));
        Waits();
        question.Later(days: 5);
        question.Happens(new TookEffect(1));
        Refused("It is in effect already", question.Recalls(3));
    }

    [Fact]
    public void One_person_calls_it_back_once_and_another_still_can()
    {
        Waits();
        Allowed(question.Recalls(1));
        Allowed(question.Settles(1, 1));
        Allowed(question.Settles(0, 1));
        Waits();
        Refused("You have called this back once", question.Recalls(1));
        Allowed(question.Recalls(2));
    }

    [Fact]
    public void Whoever_put_it_forward_takes_it_back_once_and_not_when_it_is_decided()
    {
        Refused("Only whoever put it forward", question.TakesBack(1));
        Waits();
        Refused("belongs to all of us", question.TakesBack(0));
        Allowed(question.Recalls(0));
        Allowed(question.TakesBack(0));
        Assert.Equal(Stage.Withdrawn, question.Stage);
        Assert.Empty(question.TakesBack(0).Value);
        Refused("This question has ended", question.Amends(0));
        Refused("This round has ended", question.Takes(1));
    }

    [Fact]
    public void Another_member_carries_on_what_a_leaver_put_forward()
    {
        Refused("still here to carry it", question.TakesOn(1));
        question.Leaves(0);
        Refused("Only members", question.TakesOn(9));
        Allowed(question.TakesOn(1));
        Assert.Empty(question.TakesOn(1).Value);
        Assert.Equal(question[1], Now.Proposer);
        Allowed(question.Amends(1));
        question.Leaves(1);
        Allowed(question.TakesOn(2));
        Allowed(question.TakesBack(2));
        question.Leaves(2);
        Refused("This question has ended", question.TakesOn(3));
    }

    [Fact]
    public void What_was_overtaken_is_written_anew_and_asked_anew()
    {
        Waits();
        question.Later(days: 5);
        question.Happens(new WentStale());
        Assert.Equal(Stage.Stale, question.Stage);
        Refused("has changed meanwhile", question.AsksAgain(0));
        Allowed(question.Amends(0));
        Assert.Equal((Stage.Open, 2), (question.Stage, Now.Round!.Version));
    }

    [Fact]
    public void It_is_looked_at_again_after_as_many_months_as_its_terms_say()
    {
        Assert.Null(Now.ReviewAt);
        Waits();
        question.Later(days: 5);
        question.Happens(new TookEffect(3));
        Assert.Equal(question.Now.InUtc().LocalDateTime.PlusMonths(12), Now.ReviewAt!.Value.InUtc().LocalDateTime);
        Assert.Equal(3, Now.Effect!.Value.Decision);
        Assert.Equal(Stage.InEffect, question.Stage);
        question.At(Now.ReviewAt.Value);
        Assert.Equal(Stage.ToReview, question.Stage);
    }

    private void Consents(params int[] who) => Assert.All(who, w => Allowed(question.Takes(w)));

    private void Waits()
    {
        Consents(0, 1, 2);
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
    }

    private void Objected()
    {
        Consents(0, 2);
        Allowed(question.Takes(1, Position.Objection));
        question.Later(days: 7);
        Assert.Equal(Stage.Integrating, question.Stage);
    }
}
