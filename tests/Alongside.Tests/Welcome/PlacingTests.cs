using Alongside.Features.Welcome;
using CsCheck;
using NodaTime;

namespace Alongside.Tests.Welcome;

public class PlacingTests
{
    private static readonly Instant begin = Instant.FromUtc(2026, 1, 1, 0, 0);

    private static readonly Gen<Waiting[]> Queue = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3], Gen.Guid)
        .Select((day, group, id) => new Waiting(new(id), begin + Duration.FromDays(day), group)).Array[0, 25];

    /// <summary>Against the rule as a person would follow it with a list on paper.</summary>
    [Fact]
    public void The_order_is_the_one_that_a_person_reckons_on_paper() => Gen.Select(Queue, Gen.Int[0, 5], Gen.Int[0, 40]).Sample((people, every, served) =>
    {
        if (every == 1) every = 0;
        var (left, paper) = (people.ToList(), new List<Turn>());
        for (var turn = served + 1; left.Count > 0; turn++)
        {
            var longest = every > 0 && turn % every == 0;
            var best = left[0];
            foreach (var other in left)
            {
                var before = longest || other.Group == best.Group
                    ? other.Since < best.Since || (other.Since == best.Since && other.Id.Value.CompareTo(best.Id.Value) < 0)
                    : other.Group < best.Group;
                if (before) best = other;
            }
            left.Remove(best);
            paper.Add(new(best.Id, turn - served, longest));
        }
        Assert.Equal(paper, Placing.Order(people, every, served));
    }, iter: 3000);

    [Fact]
    public void It_is_the_same_whoever_reckons_it() => Gen.Select(Queue, Gen.Int[0, 1000]).Sample((people, seed) =>
        Assert.Equal(Placing.Order(people, 4, 2), Placing.Order([.. people.OrderBy(p => (p.Id.GetHashCode() * 31) ^ seed)], 4, 2)), iter: 1000);

    [Fact]
    public void With_a_turn_for_the_longest_wait_nobody_waits_for_ever()
    {
        // Each week two people of the first group come and one place is given. Who ticked nothing still gets one.
        var waiting = new List<Waiting> { new(new(Guid.NewGuid()), begin, 2) };
        var patient = waiting[0].Id;
        for (var served = 0; served < 12; served++)
        {
            for (var i = 0; i < 2; i++) waiting.Add(new(new(Guid.NewGuid()), begin + Duration.FromDays(1 + served), 0));
            var first = Placing.Order(waiting, 4, served)[0];
            waiting.RemoveAll(w => w.Id == first.Id);
            if (first.Id == patient) return;
        }
        Assert.Fail("They waited for twelve turns.");
    }

    [Fact]
    public void Without_such_a_turn_the_groups_alone_decide() => Queue.Sample(people =>
        Assert.Equal(people.OrderBy(p => p.Group).Select(p => p.Group), Placing.Order(people, 0, 3).Select(t => people.First(p => p.Id == t.Id).Group)), iter: 1000);

    [Theory]
    [InlineData(20, 7)]
    [InlineData(8, 7)]
    [InlineData(6, 5)]
    [InlineData(2, 1)]
    [InlineData(1, 0.5)]
    public void An_offer_is_kept_for_seven_days_and_ends_in_time_for_the_session_to_be_prepared(double inDays, double answerWithin)
    {
        var at = Instant.FromUtc(2026, 11, 24, 15, 0);
        Assert.Equal(at + Duration.FromDays(answerWithin), OrderOfPlacing.Offered.AnswerUntil(at, at + Duration.FromDays(inDays)));
    }

    [Fact]
    public void One_tick_counts_as_much_as_three_and_the_earliest_group_holds()
    {
        var order = OrderOfPlacing.Offered;
        var (first, second) = (order.Groups[0].Circumstances, order.Groups[1].Circumstances);
        Assert.Equal(0, order.GroupOf([first[0]]));
        Assert.Equal(0, order.GroupOf([.. second, first[2]]));
        Assert.Equal(1, order.GroupOf(second));
        Assert.Equal(2, order.GroupOf([]));
        Assert.Equal(2, order.GroupOf(["something that was never agreed on"]));
        Assert.Null(order.Check());
        Assert.NotNull((order with { LongestEvery = 1 }).Check());
        Assert.NotNull((order with { Groups = [] }).Check());
        Assert.NotNull((order with { AnswerDays = 1 }).Check());
        Assert.NotNull((order with { Groups = [order.Groups[0], order.Groups[0]] }).Check());
    }
}
