using Alongside.Features.Sealing;
using NodaTime;

namespace Alongside.Tests.Sealing;

public class AskedOftenTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 9, 0);

    [Fact]
    public void One_place_asks_so_often_a_minute_and_others_still_may()
    {
        var often = new AskedOften();
        for (var i = 0; i < AskedOften.Each; i++) Assert.True(often.May("here", Now));
        Assert.False(often.May("here", Now));
        Assert.True(often.May("there", Now));
        Assert.True(often.May("here", Now + Duration.FromMinutes(1)));
    }

    [Fact]
    public void All_together_are_asked_to_wait_too()
    {
        var often = new AskedOften();
        for (var i = 0; i < AskedOften.Together; i++) Assert.True(often.May($"{i}", Now));
        Assert.False(often.May("one more", Now));
    }
}
