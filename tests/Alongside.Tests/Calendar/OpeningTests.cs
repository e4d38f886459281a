using Alongside.Features.Calendar;
using Alongside.Kernel;
using CsCheck;
using NodaTime;

namespace Alongside.Tests.Calendar;

public class OpeningTests
{
    private static readonly Instant now = Instant.FromUtc(2026, 1, 5, 12, 0);
    private static readonly PersonId therapist = new(Guid.NewGuid());

    [Fact]
    public void A_skipped_hour_begins_as_much_later_and_a_repeated_one_is_the_earlier()
    {
        var toronto = CalendarStory.Toronto;
        Assert.Equal(new LocalDateTime(2026, 3, 8, 3, 30), Opening.StartOf(new(2026, 3, 8, 2, 30), toronto).InZone(toronto).LocalDateTime);
        Assert.Equal(Offset.FromHours(-4), Opening.StartOf(new(2026, 11, 1, 1, 30), toronto).InZone(toronto).Offset);
    }

    /// <summary>Against the zone's own list of what each instant is called: the start bears the local time wherever any instant does.</summary>
    [Fact]
    public void The_start_bears_the_local_time_in_every_zone_wherever_any_instant_does()
    {
        string[] zones = ["America/Toronto", "America/St_Johns", "Europe/Paris", "Africa/Casablanca", "Africa/Lagos", "Asia/Tehran", "Asia/Karachi", "Asia/Kathmandu",
            "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "America/Sao_Paulo", "America/Santiago", "America/Havana",
            "Asia/Gaza", "Asia/Beirut", "Europe/Dublin", "Atlantic/Azores"];
        Gen.Select(Gen.Int[0, zones.Length - 1], Gen.Int[0, 30 * 366], Gen.Int[0, 95]).Sample((zone, day, quarter) =>
        {
            var at = DateTimeZoneProviders.Tzdb[zones[zone]];
            var local = new LocalDate(2007, 1, 1).PlusDays(day) + LocalTime.FromMinutesSinceMidnight(quarter * 15);
            var start = Opening.StartOf(local, at);
            var called = at.MapLocal(local);
            if (called.Count == 0) Assert.True(start >= called.LateInterval.Start && start.InZone(at).LocalDateTime > local);
            else Assert.Equal(called.First().ToInstant(), start);
        }, iter: 20_000);
    }

    [Fact]
    public void A_time_that_passed_or_lasts_a_minute_or_is_no_way_to_meet_is_refused()
    {
        Assert.NotNull(Of(new(2026, 1, 5, 6, 0), 50, "room").Refusal);
        Assert.NotNull(Of(new(2026, 1, 6, 6, 0), 1, "room").Refusal);
        Assert.NotNull(Of(new(2026, 1, 6, 6, 0), 50, "cell").Refusal);
        Assert.NotNull(Of(new(2028, 1, 6, 6, 0), 50, "room").Refusal);
        Assert.Null(Of(new(2026, 1, 6, 6, 0), 50, "room").Refusal);
    }

    [Fact]
    public void A_time_that_is_kept_for_somebody_is_theirs_alone()
    {
        var opening = Of(new(2026, 1, 6, 6, 0), 50, "room").Value;
        Assert.Null(opening.Keep(now));
        Assert.NotNull(opening.Keep(now));
        Assert.NotNull(opening.Take(new(Guid.NewGuid()), now, kept: false));
        Assert.NotNull(opening.TakeBack(therapist));
        Assert.NotNull(opening.Take(new(Guid.NewGuid()), opening.Start, kept: true));
        Assert.Null(opening.Take(new(Guid.NewGuid()), now, kept: true));
        Assert.NotNull(opening.Keep(now));
        opening.BeFreeAgain();
        Assert.NotNull(opening.TakeBack(new(Guid.NewGuid())));
        Assert.Null(opening.TakeBack(therapist));
        Assert.NotNull(opening.Keep(now));
    }

    private static Outcome<Opening> Of(LocalDateTime local, int minutes, string way) =>
        Opening.Of(new(Guid.NewGuid()), therapist, local, CalendarStory.Toronto, minutes, way, now);
}
