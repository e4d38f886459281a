using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using NodaTime;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>One decides, after asking those whom it affects and answering each.</summary>
public class AdviceTests
{
    [Fact]
    public void Who_decides_after_advice_asks_first_answers_each_and_waits_for_the_day()
    {
        var alone = Advising();
        Refused("One of us decides this", alone.Takes(1));
        Refused("your own advice", alone.AsksAdvice(0, 0));
        Refused("Only whoever put it forward", alone.AsksAdvice(1, 2));
        Refused("Only members", alone.AsksAdvice(0, 9));
        Refused("advice comes from others", alone.Advises(0));
        alone.Later(days: 7);
        Refused("ask somebody for advice first", alone.Decides(0));
        Allowed(alone.AsksAdvice(0, 1));
        Assert.Empty(alone.AsksAdvice(0, 1).Value);
        Allowed(alone.Advises(2));
        Refused("Each piece of advice is answered", alone.Decides(0));
        Refused("Only whoever put it forward", alone.Answers(2, 0));
        Refused("no such advice", alone.Answers(0, 1));
        Allowed(alone.Answers(0, 0));
        Refused("answered this already", alone.Answers(0, 0));
        Refused("Only whoever put it forward", alone.Decides(1));
        Allowed(alone.Decides(0));
        Assert.Equal((Stage.Waiting, alone.Now + Duration.FromDays(5)), (alone.Stage, alone.Deliberation.WindowEndsAt(alone.Now)!.Value));
        Refused("isn’t open for advice now", alone.Advises(2));
        alone.Later(days: 5);
        Assert.Equal(Stage.Due, alone.Stage);
    }

    [Fact]
    public void Nobody_decides_alone_before_the_day_and_a_no_is_the_end_of_it()
    {
        var alone = Advising();
        Allowed(alone.AsksAdvice(0, 1));
        alone.Later(days: 6, hours: 23);
        Refused("stays open for advice", alone.Decides(0));
        alone.Later(hours: 1);
        Allowed(alone.Decides(0, yes: false));
        Assert.Equal(Stage.NotAdopted, alone.Stage);
        Refused("nothing to call back", alone.Recalls(1));
        Refused("This question has ended", alone.Amends(0));
    }

    [Fact]
    public void What_one_decided_can_be_called_back_by_any_member_too()
    {
        var alone = Advising();
        Allowed(alone.AsksAdvice(0, 1));
        alone.Later(days: 7);
        Allowed(alone.Decides(0));
        Allowed(alone.Recalls(3));
        Assert.Equal(Stage.Integrating, alone.Stage);
        Allowed(alone.Amends(0));
        Allowed(alone.Settles(3, 3));
        Assert.Equal((Stage.Advising, 2), (alone.Stage, alone.Deliberation.Round!.Version));
    }

    private static Question Advising() => new(4, Protocol.Advice);
}
