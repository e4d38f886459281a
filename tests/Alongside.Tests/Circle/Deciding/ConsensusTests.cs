using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Nobody blocks, few stand aside; and the fallback that was agreed on beforehand. Eight decide, six are needed; one in four may stand aside.</summary>
public class ConsensusTests
{
    private readonly Question question = Asked(new(25, 75));

    [Fact]
    public void It_is_adopted_when_nobody_blocks_and_no_more_stand_aside_than_was_agreed()
    {
        All(Position.Agree, Position.Reservations, Position.StandAside, Position.StandAside, Position.Agree, Position.Agree, Position.Agree, Position.Agree);
        Assert.Equal(Stage.Waiting, question.Stage);
    }

    [Fact]
    public void Where_more_stand_aside_it_comes_to_work_and_waits_for_whoever_proposes()
    {
        All(Position.Agree, Position.StandAside, Position.StandAside, Position.StandAside, Position.Agree, Position.Agree, Position.Agree, Position.Agree);
        Assert.Equal(Stage.Integrating, question.Stage);
        Assert.True(question.Deliberation.WaitsFor(question[0], question.Now));
        Assert.False(question.Deliberation.WaitsFor(question[1], question.Now));
        Allowed(question.AsksAgain(0));
        Assert.Equal(Stage.Open, question.Stage);
    }

    [Fact]
    public void How_many_stand_aside_counts_among_those_who_answer()
    {
        All(Position.Agree, Position.Agree, Position.StandAside, Position.StandAside, Position.Agree, Position.Agree);
        Assert.Equal(Stage.Integrating, question.Stage);
    }

    [Fact]
    public void A_block_names_what_it_would_break_and_holds_until_both_say_that_it_is_resolved()
    {
        Refused("which of our commitments", question.Takes(1, Position.Block));
        Refused("which of our commitments", question.Takes(1, Position.Block, breaks: -1));
        Refused("another way", question.Takes(1, Position.Objection));
        Refused("let them give it themselves", question.TakesFor(2, 1, Position.Block));
        Blocked();
        Assert.Equal(2, question.Deliberation.Round!.Of(question[1])!.Breaks);
        Allowed(question.Settles(1, 1));
        Assert.Equal(Stage.Integrating, question.Stage);
        Allowed(question.Settles(0, 1));
        Assert.Equal(Stage.Open, question.Stage);
        Assert.Equal(Protocol.Consensus, question.Deliberation.Round!.Terms.Protocol);
    }

    [Fact]
    public void Where_enough_say_that_it_cannot_wait_everybody_is_asked_once_whether_they_carry_it()
    {
        Refused("Nothing is blocked now", question.SaysUrgent(0));
        Blocked();
        for (var who = 2; who < 7; who++) Allowed(question.SaysUrgent(who));
        Assert.Empty(question.SaysUrgent(2).Value);
        Refused("Only members", question.SaysUrgent(9));
        Assert.Equal(Stage.Integrating, question.Stage);
        Allowed(question.SaysUrgent(7));
        Assert.Equal(Stage.Open, question.Stage);
        Assert.True(question.Deliberation.Round!.Terms.IsFallback);
        Refused("another way", question.Takes(1, Position.Block, breaks: 1));
        Refused("no fallback", question.SaysUrgent(1));
    }

    [Theory, InlineData(6, Stage.Waiting), InlineData(5, Stage.NotAdopted)]
    public void The_fallback_carries_it_if_as_many_of_all_who_decide_are_for_it(int agree, Stage stage)
    {
        Blocked();
        for (var who = 2; who < 8; who++) Allowed(question.SaysUrgent(who));
        All([.. Enumerable.Repeat(Position.Agree, agree), .. Enumerable.Repeat(Position.Against, 8 - agree)]);
        Assert.Equal(stage, question.Stage);
        if (stage == Stage.NotAdopted) Refused("has ended", question.Amends(0));
    }

    [Fact]
    public void Over_a_block_nothing_is_carried_by_who_stays_away()
    {
        Blocked();
        for (var who = 2; who < 8; who++) Allowed(question.SaysUrgent(who));
        All([.. Enumerable.Repeat(Position.Agree, 5), Position.Against]);
        Assert.Equal(Stage.NotAdopted, question.Stage);
    }

    [Fact]
    public void Also_what_the_fallback_carried_can_be_called_back()
    {
        Blocked();
        for (var who = 2; who < 8; who++) Allowed(question.SaysUrgent(who));
        All([.. Enumerable.Repeat(Position.Agree, 7), Position.Against]);
        Allowed(question.Recalls(1));
        Assert.Equal(Stage.Integrating, question.Stage);
        Refused("no fallback", question.SaysUrgent(0));
    }

    [Fact]
    public void New_words_are_asked_as_before_and_whoever_said_that_it_cannot_wait_says_so_anew()
    {
        Blocked();
        for (var who = 2; who < 7; who++) Allowed(question.SaysUrgent(who));
        Allowed(question.Amends(0));
        Refused("Nothing is blocked now", question.SaysUrgent(7));
        Allowed(question.Settles(1, 1));
        Assert.Equal((Stage.Open, false), (question.Stage, question.Deliberation.Round!.Terms.IsFallback));
        Assert.Empty(question.Deliberation.Round.Urgent);
    }

    [Fact]
    public void Without_an_agreed_fallback_a_block_holds()
    {
        var firm = Asked(new(25, null));
        for (var who = 0; who < 7; who++) Allowed(firm.Takes(who));
        Allowed(firm.Takes(7, Position.Block, breaks: 0));
        firm.Later(days: 7);
        Refused("no fallback", firm.SaysUrgent(0));
    }

    private static Question Asked(ConsensusLimits limits) => new(8, Protocol.Consensus, percent: 75, adopted: new() { Consensus = limits });

    private void Blocked()
    {
        Allowed(question.Takes(1, Position.Block, breaks: 2));
        for (var who = 0; who < 8; who++)
            if (who != 1) Allowed(question.Takes(who));
        question.Later(days: 7);
        Assert.Equal(Stage.Integrating, question.Stage);
    }

    private void All(params IReadOnlyList<Position> positions)
    {
        for (var who = 0; who < positions.Count; who++) Allowed(question.Takes(who, positions[who]));
        question.Later(days: 7);
    }
}
