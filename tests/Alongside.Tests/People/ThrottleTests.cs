using System.Net;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.People;

public class ThrottleTests
{
    private static readonly Instant start = Instant.FromUtc(2026, 6, 1, 9, 0);
    private static readonly byte[] here = [192, 0, 2, 1];
    private static readonly byte[] there = [198, 51, 100, 7];

    [Fact]
    public void Five_slips_need_no_waiting_and_then_it_grows_to_half_a_minute()
    {
        var throttle = new Throttle();
        var at = start;
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            var asked = at;
            while (throttle.Try("wren"u8, here, at) is not null) at += Duration.FromSeconds(1);
            waits.Add((at - asked).TotalSeconds);
        }
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30], waits);
    }

    [Fact]
    public void After_an_hour_all_is_forgotten_and_what_is_taken_back_never_was()
    {
        var throttle = new Throttle();
        for (var i = 0; i < 5; i++) throttle.Try("wren"u8, here, start);
        Assert.NotNull(throttle.Try("wren"u8, here, start));
        Assert.Null(throttle.Try("wren"u8, here, start + Duration.FromMinutes(61)));
        for (var i = 0; i < 50; i++)
        {
            Assert.Null(throttle.Try("robin"u8, here, start));
            throttle.TakeBack("robin"u8, here);
        }
    }

    [Fact]
    public void Guessing_at_one_name_slows_nobody_else_down()
    {
        var throttle = new Throttle();
        for (var i = 0; i < 50; i++) throttle.Try("wren"u8, here, start);
        Assert.Null(throttle.Try("robin"u8, here, start));
    }

    [Fact]
    public void Whoever_tries_a_name_without_end_takes_no_turn_of_anybody_elsewhere()
    {
        var throttle = new Throttle();
        for (var second = 0; second < 4 * 3600; second++)
        {
            var at = start + Duration.FromSeconds(second);
            throttle.Try("wren"u8, here, at);
            if (second % 900 == 450) Assert.Null(throttle.Try("wren"u8, there, at));
        }
    }

    [Fact]
    public void A_name_that_is_tried_from_very_many_places_is_slowed_all_the_same()
    {
        var throttle = new Throttle();
        for (var i = 0; i < Throttle.FreeFromAnywhere; i++) Assert.Null(throttle.Try("wren"u8, BitConverter.GetBytes(i), start));
        Assert.NotNull(throttle.Try("wren"u8, there, start));
        var tried = 0;
        for (var second = 1; second <= 600; second++)
            if (throttle.Try("wren"u8, BitConverter.GetBytes(-second), start + Duration.FromSeconds(second)) is null) tried++;
        Assert.InRange(tried, 250, 301);
        Assert.Null(throttle.Try("robin"u8, there, start));
    }

    [Fact]
    public void A_network_of_IPv6_counts_as_one_place_and_an_address_of_IPv4_is_one_however_it_is_written()
    {
        var (throttle, clock) = (new Throttle(), new PracticeClock(new TestClock(start)));
        Tries From(string address) => new(throttle, clock, IPAddress.Parse(address));
        for (var i = 0; i < Throttle.Free; i++) Assert.Null(From($"2001:db8::{i}").Count("wren"u8));
        Assert.NotNull(From("2001:db8::ffff").Count("wren"u8));
        Assert.Null(From("2001:db8:0:1::1").Count("wren"u8));
        for (var i = 0; i < Throttle.Free; i++) Assert.Null(From("192.0.2.1").Count("wren"u8));
        Assert.NotNull(From("::ffff:192.0.2.1").Count("wren"u8));
        Assert.Null(From("192.0.2.2").Count("wren"u8));
    }

    [Fact]
    public void Trying_a_hundred_thousand_names_does_not_make_it_grow()
    {
        var throttle = new Throttle();
        for (var i = 0; i < 100_000; i++) throttle.Try(BitConverter.GetBytes(i), here, start + Duration.FromMilliseconds(i));
        Assert.InRange(throttle.Count, 1, 10_000);
    }
}
