using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Site;
using Alongside.Tests.Calendar;
using MimeKit;
using NodaTime;

namespace Alongside.Tests.Post;

public class MailTextTests
{
    private static readonly Instant start = Instant.FromUtc(2026, 6, 9, 20, 0);
    private static readonly MailWishes plain = new() { Address = "robin@inbox.example" };
    private static readonly MailServer server = new("localhost", 25, MailEncryption.None, null, new("", "post@collective.example"));
    private static readonly string[] restless = ["America/Toronto", "America/St_Johns", "Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "America/Havana", "Pacific/Apia"];
    private readonly MailText text = new(new Languages(), new() { Name = "Tamarind Street Therapy", Zone = CalendarStory.Toronto });

    [Theory]
    [InlineData(MailKind.Confirmation)]
    [InlineData(MailKind.Reminder)]
    [InlineData(MailKind.CalledOff)]
    public void Our_own_words_say_when_and_not_what_nor_with_whom(MailKind kind)
    {
        foreach (var language in new[] { "en", "fr" })
        {
            var whole = Compose(plain with { Language = language }, kind).ToString();
            foreach (var word in new[] { "therap", "thérap", "Tamarind", "session", "séance", "clinic", "practice", "Alongside", "http", "50" })
                Assert.DoesNotContain(word, text.Body(plain with { Language = language }, kind, start), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Alongside", whole, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("html", whole, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains("Tuesday 9 June, 16:00", text.Body(plain, kind, start), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_both_clocks_where_they_differ_and_one_where_they_agree()
    {
        Assert.Equal("A reminder:\n\nTuesday 9 June, 21:00, by the clock of Lagos\nTuesday 9 June, 16:00, by the clock of Toronto\n",
            text.Body(plain with { Zone = "Africa/Lagos" }, MailKind.Reminder, start));
        Assert.Equal("A reminder:\n\nTuesday 9 June, 16:00\n", text.Body(plain with { Zone = "America/New_York" }, MailKind.Reminder, start));
    }

    [Fact]
    public void It_speaks_the_language_and_the_words_that_were_chosen()
    {
        var french = plain with { Language = "fr" };
        Assert.Equal("Votre rendez-vous", text.Subject(french));
        Assert.Contains("mardi 9 juin, 16 h", text.Body(french, MailKind.Reminder, start).Replace('\u00A0', ' '), StringComparison.Ordinal);
        var own = plain with { Subject = "Books", Words = "Bring them back.", Link = "https://collective.example/" };
        Assert.Equal("Books", Compose(own, MailKind.Confirmation).Subject);
        Assert.Equal("Bring them back.\n\nTuesday 9 June, 16:00\n\nhttps://collective.example/\n", text.Body(own, MailKind.Reminder, start));
    }

    [Fact]
    public void The_calendar_file_holds_the_time_and_a_neutral_title_and_nothing_else()
    {
        var booked = Attached(Compose(plain, MailKind.Confirmation));
        var read = Assert.Single(Ical.Net.Calendar.Load(booked)!.Events);
        Assert.Equal((start.ToDateTimeUtc(), "Appointment", "PRIVATE", "CONFIRMED"), (read.DtStart!.AsUtc, read.Summary, read.Class, read.Status));
        Assert.Equal(start.Plus(Duration.FromMinutes(50)).ToDateTimeUtc(), read.DtEnd!.AsUtc);
        foreach (var word in new[] { "METHOD", "ORGANIZER", "ATTENDEE", "LOCATION", "DESCRIPTION", "ical.net", "Tamarind", "collective", "robin" })
            Assert.DoesNotContain(word, booked, StringComparison.OrdinalIgnoreCase);
        var off = Assert.Single(Ical.Net.Calendar.Load(Attached(Compose(plain with { Title = "Books" }, MailKind.CalledOff)))!.Events);
        Assert.Equal((read.Uid, "Books", "CANCELLED", 1), (off.Uid, off.Summary, off.Status, off.Sequence));
        Assert.Empty(Compose(plain, MailKind.Reminder).Attachments);
        Assert.Empty(Compose(plain with { CalendarFile = false }, MailKind.Confirmation).Attachments);
    }

    [Fact]
    public void A_line_break_in_a_subject_makes_no_header()
    {
        var wishes = (plain with { Subject = "Books\r\nBcc: other@inbox.example" }).Tidy(DateTimeZoneProviders.Tzdb).Value;
        Assert.Empty(Compose(wishes, MailKind.Reminder).Bcc);
        Assert.Equal("Books  Bcc: other@inbox.example", Compose(wishes, MailKind.Reminder).Subject);
    }

    [Theory]
    [InlineData("")]
    [InlineData("robin")]
    [InlineData("robin@inbox.example, other@inbox.example")]
    [InlineData("Robin <robin@inbox.example>")]
    [InlineData("<robin@inbox.example>")]
    [InlineData("robin@inbox.example\r\nRCPT TO:<other@inbox.example>")]
    public void What_is_not_one_address_is_refused(string address) => Assert.NotNull((plain with { Address = address }).Tidy(DateTimeZoneProviders.Tzdb).Refusal);

    [Fact]
    public void Of_words_their_lines_are_kept_and_nothing_else_that_cannot_be_seen()
    {
        var tidy = (plain with { Words = "The books\r\nare due.\0\u001b[2J", OffWords = " \r\n" }).Tidy(DateTimeZoneProviders.Tzdb).Value;
        Assert.Equal(("The books\nare due.  [2J", null), (tidy.Words, tidy.OffWords));
    }

    [Fact]
    public void What_cannot_be_kept_is_said()
    {
        foreach (var wrong in new[]
        {
            plain with { Confirms = false, Lead = 0 }, plain with { Lead = 3 }, plain with { From = 9, Until = 9 }, plain with { Until = 25 },
            plain with { Zone = "Nowhere/Land" }, plain with { Words = new string('a', MailWishes.Text + 1) },
        })
            Assert.NotNull(wrong.Tidy(DateTimeZoneProviders.Tzdb).Refusal);
        Assert.Null(plain.Tidy(DateTimeZoneProviders.Tzdb).Refusal);
    }

    [Theory]
    [InlineData(9, 18, 24, "2026-06-08T16:00")] // a day before, within the hours
    [InlineData(9, 15, 24, "2026-06-08T14:00")] // the last hour before
    [InlineData(17, 20, 24, "2026-06-07T19:00")] // only in the evening, so the evening before
    [InlineData(22, 6, 24, "2026-06-08T05:00")] // over midnight
    [InlineData(0, 24, 2, "2026-06-09T14:00")]
    public void A_reminder_comes_at_the_last_allowed_moment_before_its_time(int from, int until, int lead, string expected)
    {
        var wishes = plain with { From = from, Until = until, Lead = lead };
        var early = start - Duration.FromDays(30);
        var due = wishes.When(MailKind.Reminder, start, early, early, CalendarStory.Toronto)!.Value;
        Assert.Equal(expected, due.InZone(CalendarStory.Toronto).LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm", null));
    }

    [Fact]
    public void Who_was_told_just_now_is_not_reminded_of_the_same_and_who_wants_only_reminders_is()
    {
        var now = start - Duration.FromHours(5);
        Assert.Null(plain.When(MailKind.Reminder, start, now, now, CalendarStory.Toronto));
        Assert.Equal(now, (plain with { Confirms = false }).When(MailKind.Reminder, start, now, now, CalendarStory.Toronto));
        Assert.Null((plain with { Confirms = false }).When(MailKind.Confirmation, start, now, now, CalendarStory.Toronto));
        Assert.Null((plain with { Lead = 0 }).When(MailKind.Reminder, start, now - Duration.FromDays(9), now, CalendarStory.Toronto));
    }

    [Fact]
    public void At_night_everything_waits_for_the_morning_also_on_the_day_that_the_clocks_change()
    {
        var night = Instant.FromUtc(2026, 11, 1, 5, 30); // half past one in Toronto, for the first time
        var morning = plain.When(MailKind.Confirmation, start, night, night, CalendarStory.Toronto)!.Value;
        Assert.Equal(new LocalDateTime(2026, 11, 1, 9, 0), morning.InZone(CalendarStory.Toronto).LocalDateTime);
        Assert.Equal(Duration.FromHours(8.5), morning - night);
    }

    [Theory]
    [InlineData(9, 18, "2026-06-01T17:49", "2026-06-01T17:49")]
    [InlineData(9, 18, "2026-06-01T17:51", "2026-06-02T09:00")]
    [InlineData(0, 24, "2026-06-01T23:55", "2026-06-01T23:55")]
    public void What_would_arrive_too_late_in_the_day_does_not_set_out(int from, int until, string now, string expected)
    {
        var at = Local(now);
        Assert.Equal(Local(expected), (plain with { From = from, Until = until }).When(MailKind.Confirmation, start, at, at, CalendarStory.Toronto));
    }

    [Fact]
    public void A_reminder_that_is_due_as_its_hours_end_comes_just_before_they_do() =>
        Assert.Equal(Local("2026-06-08T15:45"), (plain with { From = 9, Until = 16 }).When(MailKind.Reminder, Local("2026-06-09T15:55"), Local("2026-06-01T09:00"), Local("2026-06-01T09:00"), CalendarStory.Toronto));

    [Fact]
    public void In_every_zone_around_every_change_of_the_clocks_mail_sets_out_as_early_as_it_may_and_never_outside_of_its_hours()
    {
        foreach (var zone in restless.Select(z => DateTimeZoneProviders.Tzdb[z]))
            foreach (var change in zone.GetZoneIntervals(Instant.FromUtc(2007, 1, 1, 0, 0), Instant.FromUtc(2038, 1, 1, 0, 0)).Skip(1).Where((_, i) => i % 9 == 0).Select(i => i.Start))
                for (var from = 0; from < 24; from += 5)
                    foreach (var until in new[] { 1, from + 1, (from + 9) % 24 + 1 })
                        if (until != from) KeepsItsHours(plain with { From = from, Until = until }, change, zone);

        static void KeepsItsHours(MailWishes wishes, Instant change, DateTimeZone zone)
        {
            for (var at = change - Duration.FromHours(30); at < change + Duration.FromHours(6); at += Duration.FromMinutes(227))
            {
                var sent = wishes.When(MailKind.Confirmation, at, at, at, zone)!.Value;
                var early = at;
                while (!Allowed(early) || !Allowed(early + Duration.FromMinutes(9))) early += Duration.FromMinutes(1);
                Assert.InRange(sent - early, Duration.Zero, Duration.FromMinutes(1));
                var due = wishes.When(MailKind.Reminder, at + Duration.FromHours(wishes.Lead), at - Duration.FromDays(9), at - Duration.FromDays(9), zone)!.Value;
                Assert.True(Allowed(due) && due <= at, $"{wishes.From}–{wishes.Until} in {zone}: {due} for {at}");
            }

            bool Allowed(Instant moment) => moment.InZone(zone).Hour is var hour && (wishes.From < wishes.Until ? wishes.From <= hour && hour < wishes.Until : hour >= wishes.From || hour < wishes.Until);
        }
    }

    private static Instant Local(string moment) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(moment).Value.InZoneStrictly(CalendarStory.Toronto).ToInstant();

    private MimeMessage Compose(MailWishes wishes, MailKind kind)
    {
        var mail = new QueuedMail(Guid.Empty, [], [], kind, "1@collective.example", [], start);
        return text.Compose(server, wishes, mail, new(Guid.Empty, 0, start.ToUnixTimeTicks(), 50, "ab12"), start - Duration.FromDays(1));
    }

    private static string Attached(MimeMessage message) => ((TextPart)Assert.Single(message.Attachments)).Text;
}
