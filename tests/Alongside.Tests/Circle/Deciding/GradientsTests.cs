using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>How far each is for it, with limits that were fixed before. Ten decide; 70 of 100 have to be for it, and 10 may be against.</summary>
public class GradientsTests
{
    private readonly Question question = new(10, Protocol.Gradients, percent: 50, adopted: new() { Gradients = new(70, 10) });

    [Theory]
    [InlineData(3, 2, 2, 1, 1, 1, Stage.Waiting)]
    [InlineData(0, 0, 7, 0, 2, 1, Stage.Waiting)]
    [InlineData(3, 2, 1, 4, 0, 0, Stage.NotAdopted)]
    [InlineData(8, 0, 0, 0, 0, 2, Stage.NotAdopted)]
    [InlineData(0, 0, 0, 10, 0, 0, Stage.NotAdopted)]
    [InlineData(2, 2, 1, 0, 0, 0, Stage.Waiting)]
    [InlineData(2, 2, 0, 1, 0, 0, Stage.Waiting)]
    [InlineData(2, 2, 0, 0, 0, 0, Stage.Lapsed)]
    public void It_is_carried_by_as_many_as_was_agreed_of_those_who_answer(int wholehearted, int inFavour, int canLiveWith, int undecided, int doubtful, int against, Stage stage)
    {
        var who = 0;
        foreach (var (position, many) in new[]
        {
            (Position.Wholehearted, wholehearted), (Position.InFavour, inFavour), (Position.CanLiveWith, canLiveWith),
            (Position.Undecided, undecided), (Position.Doubtful, doubtful), (Position.Against, against),
        })
            for (var i = 0; i < many; i++) Allowed(question.Takes(who++, position));
        question.Later(days: 7);
        Assert.Equal(stage, question.Stage);
    }

    [Fact]
    public void Whoever_is_against_cannot_hold_it_up_alone_and_can_still_call_it_back()
    {
        Refused("another way", question.Takes(0, Position.Objection));
        Refused("another way", question.Takes(0));
        for (var who = 0; who < 9; who++) Allowed(question.Takes(who, Position.InFavour));
        Allowed(question.Takes(9, Position.Against));
        question.Later(days: 7);
        Assert.Equal(Stage.Waiting, question.Stage);
        Allowed(question.Recalls(9));
        Assert.Equal(Stage.Integrating, question.Stage);
    }

    [Fact]
    public void What_was_not_carried_has_ended()
    {
        for (var who = 0; who < 10; who++) Allowed(question.Takes(who, Position.Doubtful));
        question.Later(days: 7);
        Assert.Equal(Stage.NotAdopted, question.Stage);
        Refused("has ended", question.Amends(0));
        Refused("nothing to ask again", question.AsksAgain(0));
        Refused("nothing to call back", question.Recalls(1));
    }
}
