using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using NodaTime;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>The client council consents as a body of its own. Four members decide, three are needed; 10 to 12 sit on the council, two are needed.</summary>
public class CouncilTests
{
    private readonly Question question = Of(Protocol.Consent);

    private Deliberation Now => question.Deliberation;

    [Fact]
    public void Both_bodies_have_to_answer_and_neither_stands_for_the_other()
    {
        Members(question);
        Council(question, 10);
        question.Later(days: 7);
        Assert.Equal(Stage.Lapsed, question.Stage);
        Assert.True(Now.Round!.HasEnoughMembers);

        var other = Of(Protocol.Consent);
        Allowed(other.Takes(0));
        Council(other, 10, 11, 12);
        other.Later(days: 7);
        Assert.Equal(Stage.Lapsed, other.Stage);

        var both = Of(Protocol.Consent);
        Members(both);
        Council(both, 10, 11);
        both.Later(days: 7);
        Assert.Equal(Stage.Waiting, both.Stage);
        both.Later(days: 5);
        Assert.Equal(Stage.Due, both.Stage);
    }

    [Fact]
    public void An_objection_of_theirs_stands_until_they_and_whoever_proposes_say_that_it_is_resolved()
    {
        Members(question);
        Council(question, 10);
        Allowed(question.Takes(11, Position.Objection));
        question.Later(days: 7);
        Assert.Equal(Stage.Integrating, question.Stage);
        Assert.True(Now.WaitsFor(question[11], question.Now));
        Refused("Nobody else can", question.Settles(1, of: 11));
        Refused("Nobody else can", question.Settles(12, of: 11));
        Allowed(question.Amends(0));
        Allowed(question.Settles(11, of: 11));
        Assert.Equal((Stage.Open, 2), (question.Stage, Now.Round!.Number));
        Assert.Empty(Now.Round.CouncilStances);
        Assert.True(Now.WaitsFor(question[11], question.Now));
    }

    [Theory, InlineData(Protocol.Consensus), InlineData(Protocol.Gradients), InlineData(Protocol.Consent)]
    public void Whichever_way_members_decide_the_council_consents(Protocol protocol)
    {
        var asked = Of(protocol);
        foreach (var position in new[] { Position.StandAside, Position.Block, Position.InFavour, Position.Against }) Refused("another way", asked.Takes(10, position));
        Allowed(asked.Takes(10, Position.Reservations));
        Allowed(asked.Takes(11));
        foreach (var who in Enumerable.Range(0, 4)) Allowed(asked.Takes(who, protocol == Protocol.Gradients ? Position.Wholehearted : Position.Agree));
        asked.Later(days: 7);
        Assert.Equal(Stage.Waiting, asked.Stage);
    }

    [Fact]
    public void Shares_among_members_are_of_members_alone()
    {
        var asked = new Question(4, Protocol.Gradients, openDays: 7, council: [10, 11, 12], adopted: new() { Gradients = new(75, 10) });
        Allowed(asked.Takes(0, Position.Doubtful));
        foreach (var who in Enumerable.Range(1, 2)) Allowed(asked.Takes(who, Position.Wholehearted));
        Council(asked, 10, 11, 12);
        asked.Later(days: 7);
        // Two of three members, and five of six of all: it takes 75 of 100 members.
        Assert.Equal(Stage.NotAdopted, asked.Stage);
    }

    [Fact]
    public void No_fallback_goes_over_an_objection_of_the_council()
    {
        var asked = new Question(4, Protocol.Consensus, council: [10, 11, 12], adopted: new() { Consensus = new(25, 75) });
        Allowed(asked.Takes(0, Position.Block, breaks: 0));
        foreach (var who in Enumerable.Range(1, 3)) Allowed(asked.Takes(who));
        Council(asked, 10);
        Allowed(asked.Takes(11, Position.Objection));
        asked.Later(days: 7);
        Refused("No fallback goes over that", asked.SaysUrgent(1));
        Allowed(asked.Settles(11, of: 11));
        Refused("No fallback goes over that", asked.SaysUrgent(1));
        Allowed(asked.Settles(0, of: 11));
        foreach (var who in Enumerable.Range(1, 3)) Allowed(asked.SaysUrgent(who));
        Assert.True(asked.Deliberation.Round!.Terms.IsFallback);
        // In the fallback, too, the council is asked as a body of its own.
        foreach (var who in Enumerable.Range(1, 3)) Allowed(asked.Takes(who));
        Refused("another way", asked.Takes(10, Position.Against));
        Allowed(asked.Takes(10, Position.Objection));
        Council(asked, 11);
        asked.Later(days: 7);
        Assert.Equal(Stage.Integrating, asked.Stage);
    }

    [Fact]
    public void In_the_window_they_call_back_as_members_do_and_whoever_was_seated_since_as_well()
    {
        Members(question);
        Council(question, 10, 11);
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
        Refused("Only members", question.Recalls(13));
        question.Sits(13);
        Allowed(question.Recalls(13));
        Assert.Equal(Stage.Integrating, question.Stage);
        Allowed(question.Settles(13, of: 13));
        Allowed(question.Settles(0, of: 13));
        Assert.Contains(question[13].Value, Now.Round!.Terms.Council!);
    }

    [Fact]
    public void Whoever_does_not_sit_any_more_is_treated_as_a_member_who_left()
    {
        Members(question);
        Council(question, 10);
        Allowed(question.Takes(11, Position.Objection));
        question.StepsDown(11);
        Refused("You don’t sit on the client council any more", question.Takes(11));
        question.Later(days: 7);
        Assert.Equal(Stage.Integrating, question.Stage);
        Refused("Only members", question.Settles(11, of: 11));
        Allowed(question.Settles(0, of: 11));
        Assert.Equal(2, Now.Round!.Number);
        Assert.Equal([question[10].Value, question[12].Value], Now.Round.Terms.Council!);
    }

    [Fact]
    public void Who_sits_is_frozen_as_a_round_opens()
    {
        question.Sits(13);
        Refused("weren’t among those", question.Takes(13));
        Assert.False(Now.WaitsFor(question[13], question.Now));
        Assert.Equal(3, Now.Round!.Terms.Council!.Count);
    }

    [Fact]
    public void Where_nobody_sits_the_council_is_not_awaited_and_the_terms_say_so()
    {
        var asked = new Question(4, council: []);
        Assert.Empty(asked.Terms.Council!);
        Members(asked);
        asked.Later(days: 7);
        Assert.Equal(Stage.Waiting, asked.Stage);
        asked.Sits(10);
        Refused("Only members", asked.Recalls(10));
    }

    [Fact]
    public void Whoever_joined_the_circle_since_they_were_seated_is_asked_as_a_member_alone()
    {
        var asked = new Question(4, council: [3, 10]);
        Assert.Equal([question[10].Value], asked.Terms.Council!);
        Assert.Equal(1, asked.Terms.CouncilNeeded);
    }

    [Fact]
    public void Of_a_kind_that_is_the_members_alone_the_council_is_not_asked()
    {
        var asked = new Question(4);
        asked.Sits(10);
        Assert.Null(asked.Terms.Council);
        Refused("weren’t among those", asked.Takes(10));
        Refused("Only members", asked.Recalls(10));
        Assert.DoesNotContain("Council", new Opened(1, asked.Terms).Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_answers_for_them_and_they_do_nothing_that_is_the_members()
    {
        Refused("aren’t among those who decide", question.TakesFor(0, of: 10));
        Refused("Only members", question.TakesFor(10, of: 1));
        foreach (var outcome in new[] { question.Amends(10), question.AsksAgain(10), question.TakesBack(10) }) Refused("Only whoever put it forward", outcome);
        Refused("Only members", question.TakesOn(10));
        var ballot = new Question(4, ballot: new(Alongside.Features.Circle.Counting.CountingMethod.Irv, 3, 1, new('0', 32)), council: [10]);
        Refused("Nothing is chosen among here", ballot.Marks(10, 1, 2, 3));
        Allowed(ballot.Takes(10));
    }

    [Fact]
    public void When_the_last_of_either_body_answers_late_whoever_disagrees_still_has_a_day()
    {
        Members(question);
        Council(question, 10);
        question.Later(days: 6, hours: 23);
        Council(question, 11);
        Assert.Equal(question.Now + Round.AfterLateQuorum, Now.Round!.ClosesAt);
    }

    [Fact]
    public void Where_the_council_consents_no_one_member_decides_alone()
    {
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        var alone = chart with { Lines = [.. chart.Lines.Select(l => l.Kind == "fee-scale" ? l with { Protocol = Protocol.Advice } : l)] };
        Assert.Contains("no one of us decides alone", alone.Check()!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Protocol.Consent, Terms.Of(alone, ["fee-scale"], [question[0]], []).Protocol);
    }

    [Theory, InlineData(0, false), InlineData(1, true), InlineData(24, true), InlineData(25, false)]
    public void A_term_lasts_between_a_month_and_two_years(int months, bool fits)
    {
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        Assert.Equal(fits, (chart with { Council = chart.Council with { Months = months } }).Check() is null);
        Assert.Equal(12, System.Text.Json.JsonSerializer.Deserialize<ClientCouncil>("""{"Seats":5,"HourMinor":4500}""")!.Months);
    }

    [Fact]
    public void Another_chart_is_replayed_with_the_council_of_then_or_without_it()
    {
        Members(question);
        Council(question, 10);
        Allowed(question.Takes(11, Position.Objection));
        question.Later(days: 20);
        var (was, would) = Replay.Of(question.Facts, t => t with { Council = null, CouncilNeeded = 0 })!.Value;
        Assert.Equal((Ending.Objected, Ending.TakesEffect), (was.Ending, would.Ending));
    }

    private static Question Of(Protocol protocol) =>
        new(4, protocol, adopted: new() { Consensus = new(25, 75), Gradients = new(66, 10) }, council: [10, 11, 12]);

    private static void Members(Question asked)
    {
        foreach (var who in Enumerable.Range(0, 3)) Allowed(asked.Takes(who));
    }

    private static void Council(Question asked, params int[] who)
    {
        foreach (var one in who) Allowed(asked.Takes(one));
    }
}

/// <summary>Who sits, and who comes next.</summary>
public class CouncilLineTests
{
    private static readonly Instant Day = Instant.FromUtc(2026, 6, 1, 9, 0);

    [Fact]
    public void While_a_seat_is_free_whoever_has_waited_longest_is_seated()
    {
        var seats = Enumerable.Range(0, 4).Select(Seat).ToList();
        var line = new CouncilLine(Enumerable.Reverse(seats));
        Assert.Equal(seats[..2], line.Fill(2, Day, Day + Duration.FromDays(30)));
        Assert.Empty(line.Fill(2, Day, Day + Duration.FromDays(30)));
        seats[0].End(Day);
        Assert.Equal([seats[2]], line.Fill(2, Day, Day + Duration.FromDays(30)));
        Assert.True(seats[3].Waits);
    }

    [Fact]
    public void A_term_ends_on_its_day_and_not_before_and_fewer_seats_send_nobody_away()
    {
        var seats = Enumerable.Range(0, 3).Select(Seat).ToList();
        var (line, until) = (new CouncilLine(seats), Day + Duration.FromDays(30));
        line.Fill(3, Day, until);
        Assert.Empty(line.EndTerms(until - Duration.Epsilon));
        Assert.Empty(line.Fill(2, Day, until));
        Assert.All(seats, s => Assert.True(s.SitsAt(until - Duration.Epsilon)));
        Assert.Equal(3, line.EndTerms(until).Count);
        Assert.All(seats, s => Assert.Equal((until, false), (s.EndedAt, s.SitsAt(until))));
        Assert.True(seats[0].SitsAt(Day));
    }

    private static CouncilSeat Seat(int nth) => new(new(Guid.NewGuid()), Question.Nth(nth), Day - Duration.FromDays(10 - nth));
}
