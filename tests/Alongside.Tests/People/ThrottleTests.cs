using Alongside.Features.People;
using NodaTime;

namespace Alongside.Tests.People;

public class ThrottleTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 6, 1, 9, 0);

    [Fact]
    public void Five_slips_need_no_waiting_and_then_it_grows_to_half_a_minute()
    {
        var throttle = new Throttle();
        var at = Start;
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            var asked = at;
            while (throttle.Try("wren"u8, at) is not null) at += Duration.FromSeconds(1);
            waits.Add((at - asked).TotalSeconds);
        }
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30], waits);
    }

    [Fact]
    public void After_an_hour_or_a_success_all_is_forgotten()
    {
        var throttle = new Throttle();
        for (var i = 0; i < 5; i++) throttle.Try("wren"u8, Start);
        Assert.NotNull(throttle.Try("wren"u8, Start));
        Assert.Null(throttle.Try("wren"u8, Start + Duration.FromMinutes(61)));
        for (var i = 0; i < 5; i++) throttle.Try("robin"u8, Start);
        throttle.Succeeded("robin"u8);
        Assert.Null(throttle.Try("robin"u8, Start));
    }

    [Fact]
    public void Guessing_at_one_name_slows_nobody_else_down()
    {
        var throttle = new Throttle();
        for (var i = 0; i < 50; i++) throttle.Try("wren"u8, Start);
        Assert.Null(throttle.Try("robin"u8, Start));
    }

    [Fact]
    public void Trying_a_hundred_thousand_names_does_not_make_it_grow()
    {
        var throttle = new Throttle();
        for (var i = 0; i < 100_000; i++) throttle.Try(BitConverter.GetBytes(i), Start + Duration.FromMilliseconds(i));
        Assert.InRange(throttle.Count, 1, 10_000);
    }
}
