using Alongside.Features.People.Doors;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.People;

public class ShortMemoryTests
{
    private readonly TestClock clock = new(TestPractice.Start);

    [Fact]
    public void What_is_taken_is_forgotten_and_what_is_looked_at_stays_until_its_time()
    {
        var memory = new ShortMemory<string>(new(clock), new FixedRandom(1), Duration.FromMinutes(5));
        var token = memory.Put("a");
        Assert.Equal(("a", "a", null), (memory.Look(token), memory.Take(token), memory.Take(token)));
        Assert.Null(memory.Look(null) ?? memory.Take("") ?? memory.Look("another"));
        token = memory.Put("b");
        clock.Now += Duration.FromMinutes(5);
        Assert.Null(memory.Look(token) ?? memory.Take(token));
    }

    [Fact]
    public void Whoever_asks_without_end_makes_the_oldest_be_forgotten_and_nothing_grow()
    {
        var memory = new ShortMemory<string>(new(clock), new FixedRandom(1), Duration.FromMinutes(5));
        var first = memory.Put("first");
        clock.Now += Duration.FromSeconds(1);
        for (var more = 0; more < ShortMemory<string>.Most; more++) memory.Put("more");
        Assert.True(memory.Count <= ShortMemory<string>.Most);
        Assert.Null(memory.Look(first));
    }
}
