using Alongside.Features.Calendar;
using Alongside.Features.Circle;
using Alongside.Tests.Site;
using CsCheck;
using NodaTime;

namespace Alongside.Tests.Calendar;

public class CancellationTests
{
    private const int FirstYear = 2025;

    private static readonly Instant Start = Instant.FromUtc(2026, 6, 2, 14, 0);
    private static readonly Instant Booked = Instant.FromUtc(2026, 5, 1, 9, 0);
    private static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];
    private static readonly Cancellation halfOfADay = new(24, 5_000, 0);

    private static readonly DateTimeZone[] zones =
        [.. new[] { "America/Toronto", "America/Vancouver", "Europe/Lisbon", "Pacific/Kiritimati", "Australia/Lord_Howe", "Etc/UTC" }.Select(z => DateTimeZoneProviders.Tzdb[z])];

    [Theory]
    [InlineData(24, 0, 2, null)]
    [InlineData(0, 10_000, 0, null)]
    [InlineData(168, 1, 52, null)]
    [InlineData(-1, 0, 2, "Hours")]
    [InlineData(169, 0, 2, "Hours")]
    [InlineData(24, -1, 2, "Part")]
    [InlineData(24, 10_001, 2, "Part")]
    [InlineData(24, 0, -1, "Times")]
    [InlineData(24, 0, 53, "Times")]
    public void Each_number_is_a_whole_one_within_what_a_person_can_know_ahead_and_pay(int hours, int part, int times, string? field) =>
        Assert.Equal(field, new Cancellation(hours, part, times).Check()?.Field);

    [Fact]
    public void Founders_are_offered_that_nothing_is_asked_and_what_is_written_reads_back()
    {
        var kind = AgreementQueries.Kinds.Single(k => k.Name == Cancellation.KindName);
        var offered = (Cancellation)kind.Offered();
        Assert.True(offered.AsksNothing);
        Assert.Null(offered.Check());
        Assert.Equal(new Cancellation(36, 2_500, 1), kind.Read(new Cancellation(36, 2_500, 1).Write()));
        Assert.DoesNotContain(offered.InWords(), s => s.Format.Contains("asked of them", StringComparison.Ordinal));
    }

    [Fact]
    public void The_client_council_consents_to_it_and_in_a_chart_that_was_written_before_it_is_decided_like_everything_else()
    {
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        Assert.True(chart.For(Cancellation.KindName).CouncilConsents);
        Assert.Null(chart.Check());
        var older = chart with { Lines = [.. chart.Lines.Where(l => l.Kind != Cancellation.KindName)] };
        Assert.Null(older.Check());
        Assert.Equal("", older.For(Cancellation.KindName).Kind);
        Assert.Null(AgreementQueries.Kinds.Single(k => k.Name == Cancellation.KindName).InEmergency);
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public void It_says_what_is_asked_and_what_never_is(string language)
    {
        var said = new Cancellation(1, 2_500, 1).InWords().Select(Speaking.In(language).Say).ToList();
        Assert.Equal(7, said.Count);
        Assert.Contains("25", said[1], StringComparison.Ordinal);
        Assert.DoesNotContain(said, s => s.Contains("1 hours", StringComparison.Ordinal) || s.Contains("1 times", StringComparison.Ordinal) || s.Contains("1 heures", StringComparison.Ordinal));
    }

    [Fact]
    public void Up_to_the_very_moment_nothing_is_asked_a_tick_later_the_part_is_and_once_it_should_have_begun_nobody_can_know_why()
    {
        var agreed = Agreed((Booked, halfOfADay));
        var last = Start - Duration.FromHours(24);
        Assert.Equal(last, Cancellation.FreeUntil(Booked, Start, Booked, agreed));
        Assert.Equal([0, 5_000, 5_000, 0, 0], new[] { last, last.PlusTicks(1), Start.PlusTicks(-1), Start, Start + Duration.FromHours(2) }.Select(at => Asked(at, agreed)));
    }

    [Fact]
    public void What_was_booked_too_late_to_be_called_off_in_time_asks_for_nothing()
    {
        var agreed = Agreed((Instant.MinValue, halfOfADay));
        foreach (var (booked, part) in new[] { (Start - Duration.FromHours(24), 5_000), ((Start - Duration.FromHours(24)).PlusTicks(1), 0), (Start - Duration.FromHours(2), 0) })
        {
            Assert.Equal(part, Cancellation.Asked(new(booked, Start, Start - Duration.FromHours(1), false), [], agreed, Toronto));
            Assert.Equal(part == 0, Cancellation.FreeUntil(booked, Start, booked, agreed) is null);
        }
    }

    [Fact]
    public void A_day_before_means_as_many_hours_also_where_the_clocks_change()
    {
        // Toronto loses an hour on 8 March 2026: 24 hours before 10:00 it was 9:00.
        var start = new LocalDateTime(2026, 3, 8, 10, 0).InZoneStrictly(Toronto).ToInstant();
        Assert.Equal(new LocalDateTime(2026, 3, 7, 9, 0), Cancellation.FreeUntil(start - Duration.FromDays(30), start, start, Agreed((Instant.MinValue, halfOfADay)))!.Value.InZone(Toronto).LocalDateTime);
    }

    [Fact]
    public void Of_what_held_at_booking_and_what_holds_now_whichever_asks_for_less_holds()
    {
        var late = Start - Duration.FromHours(2);
        var between = Booked + Duration.FromDays(10);
        Assert.Equal(0, Asked(late, Agreed((between, halfOfADay))));
        Assert.Equal(0, Asked(late, Agreed((Instant.MinValue, halfOfADay), (between, halfOfADay with { PartBasisPoints = 0 }))));
        Assert.Equal(2_000, Asked(late, Agreed((Instant.MinValue, halfOfADay), (between, halfOfADay with { PartBasisPoints = 2_000 }))));
        Assert.Equal(5_000, Asked(late, Agreed((Instant.MinValue, halfOfADay), (between, halfOfADay with { PartBasisPoints = 9_000 }))));
        Assert.Equal(0, Asked(late, Agreed((Instant.MinValue, halfOfADay with { Hours = 1 }), (between, halfOfADay))));
        Assert.Null(Cancellation.FreeUntil(Booked, Start, late, Agreed((between, halfOfADay))));
        Assert.Equal(Start - Duration.FromHours(1), Cancellation.FreeUntil(Booked, Start, late, Agreed((Instant.MinValue, halfOfADay with { Hours = 1 }), (between, halfOfADay))));
    }

    [Fact]
    public void The_times_that_are_free_come_back_after_twelve_months_and_what_was_asked_for_uses_none_up()
    {
        var agreed = Agreed((Instant.MinValue, halfOfADay with { FreeTimes = 1 }));
        var late = Start - Duration.FromHours(2);
        CallOff Before(Duration ago, bool asked, double hours = 2) => new(late - ago - Duration.FromDays(30), late - ago + Duration.FromHours(hours), late - ago, asked);
        Assert.Equal(0, Cancellation.Asked(Off(late), [], agreed, Toronto));
        Assert.Equal(5_000, Cancellation.Asked(Off(late), [Before(Duration.FromDays(364), false)], agreed, Toronto));
        Assert.Equal(0, Cancellation.Asked(Off(late), [Before(Duration.FromDays(365), false)], agreed, Toronto));
        Assert.Equal(0, Cancellation.Asked(Off(late), [Before(Duration.FromDays(3), true)], agreed, Toronto));
        // In time, or once it should have begun: it was no time that was free.
        Assert.Equal(0, Cancellation.Asked(Off(late), [Before(Duration.FromDays(3), false, 25), Before(Duration.FromDays(4), false, -1)], agreed, Toronto));
    }

    /// <summary>
    /// Beside the rule walks somebody with a calendar on the wall, who reckons in minutes, looks up what held on each of the
    /// two days, and makes a mark for each time that was let pass; marks are wiped off when their day comes round again.
    /// </summary>
    [Fact]
    public void However_often_it_changes_and_wherever_the_clock_hangs_the_rule_agrees_with_whoever_keeps_a_calendar_on_the_wall() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 800], Gen.Int[0, 48], Gen.OneOf(Gen.Const(0), Gen.Int[0, 10_000]), Gen.Int[0, 3]).Array[0, 5],
            Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 12 * 60], Gen.Int[-600, 4000], Gen.Int[0, 60 * 24 * 40]).Array[1, 14],
            Gen.Int[0, zones.Length - 1]).Sample((changes, offs, where) =>
        {
            var zone = zones[where];
            var agreed = Agreed([.. changes.OrderBy(c => c.Item1).Select(c => (Noon(zone, c.Item1), new Cancellation(c.Item2, c.Item3, c.Item4)))]);
            var wall = new Wall(changes.OrderBy(c => c.Item1).Select(c => (Noon(zone, c.Item1), c.Item2, c.Item3, c.Item4)).ToList(), zone);
            var before = new List<CallOff>();
            foreach (var (day, minute, ahead, booked) in offs.OrderBy(o => o.Item1).ThenBy(o => o.Item2))
            {
                var at = Noon(zone, day) + Duration.FromMinutes(minute - 240);
                if (before.Exists(b => b.At == at)) continue;
                var start = at + Duration.FromMinutes(ahead);
                var off = new CallOff(Instant.Min(at, start) - Duration.FromMinutes(booked % 7 == 0 ? booked / 20 : booked), start, at, false);
                var asked = Cancellation.Asked(off, before, agreed, zone);
                if (asked != wall.Asks(off.BookedAt, start, at)) return false;
                if (Cancellation.FreeUntil(off.BookedAt, start, at, agreed) is var until && (until is null || at <= until) && asked > 0) return false;
                before.Add(off with { WasAsked = asked > 0 });
            }
            return true;
        }, iter: 1_000);

    private static Instant Noon(DateTimeZone zone, int day) => new LocalDate(FirstYear, 1, 1).PlusDays(day).At(new LocalTime(12, 0)).InZoneStrictly(zone).ToInstant();

    private static CallOff Off(Instant at) => new(Booked, Start, at, false);

    private static int Asked(Instant at, List<InForce<Cancellation>> agreed) => Cancellation.Asked(Off(at), [], agreed, Toronto);

    private static List<InForce<Cancellation>> Agreed(params (Instant Since, Cancellation Value)[] versions) =>
        [.. versions.Select((v, i) => new InForce<Cancellation>(v.Value, v.Since, i, i + 1))];

    private sealed class Wall(List<(Instant Since, int Hours, int Part, int Times)> held, DateTimeZone zone)
    {
        private readonly List<LocalDateTime> marks = [];

        public int Asks(Instant booked, Instant start, Instant at)
        {
            var now = at.InZone(zone).LocalDateTime;
            var minutes = (start - at).TotalMinutes;
            marks.RemoveAll(m => !(m.PlusYears(1) > now));
            int? least = null;
            foreach (var day in new[] { booked, at })
            {
                var (hours, part, times) = (24, 0, 2);
                foreach (var one in held)
                    if (one.Since <= day) (hours, part, times) = (one.Hours, one.Part, one.Times);
                if (minutes <= 0 || minutes >= hours * 60 || part == 0 || (start - booked).TotalMinutes < hours * 60) return 0;
                least = Math.Min(least ?? int.MaxValue, marks.Count < times ? 0 : part);
            }
            if (least == 0) marks.Add(now);
            return least!.Value;
        }
    }
}
