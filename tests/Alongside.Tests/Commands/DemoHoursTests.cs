using Alongside.Demo;
using NodaTime;

namespace Alongside.Tests.Commands;

/// <summary>At whatever hour a demo is made, nothing in it has happened later: the log would be ahead of the machine's clock.</summary>
public class DemoHoursTests
{
    private static readonly DateTimeZone toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];

    [Fact]
    public void The_stories_of_the_demo_end_today_and_never_later_than_now()
    {
        // A year of half hours, both changes of the clocks among them.
        for (var now = Instant.FromUtc(2026, 1, 1, 0, 10); now < Instant.FromUtc(2027, 1, 1, 0, 0); now += Duration.FromMinutes(30))
        {
            var ending = DemoDays.Ending(now);
            Assert.True(ending <= now, $"{ending} is later than {now}.");
            Assert.Equal(now.InZone(toronto).Date, ending.InZone(toronto).Date);
        }
    }

    [Fact]
    public void After_half_past_nine_they_end_then_and_before_as_the_day_begins()
    {
        Assert.Equal(new(9, 30), DemoDays.Ending(Instant.FromUtc(2026, 11, 27, 14, 30)).InZone(toronto).TimeOfDay);
        Assert.Equal(LocalTime.Midnight, DemoDays.Ending(Instant.FromUtc(2026, 11, 27, 14, 29)).InZone(toronto).TimeOfDay);
    }
}
