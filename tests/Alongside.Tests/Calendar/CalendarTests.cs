using Alongside.Features.Calendar;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Calendar;

public class CalendarTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_opening_that_is_booked_becomes_a_session_that_both_find(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var id = await story.HasBooked();
        var session = await story.Session(id);
        Assert.Equal((story.Care.Amara.Person, story.Care.Client.Person, "America/Toronto", 50), (session.Therapist, session.Client, session.Zone, session.Minutes));
        Assert.Equal(new LocalTime(16, 0), session.Start.InZone(CalendarStory.Toronto).TimeOfDay);
        Assert.Equal(OpeningState.Taken, Assert.Single(await story.OpeningsOf(story.Care.Amara)).State);
        Assert.Equal(["booked"], story.Followed.Heard);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_one_of_the_two_calls_off_the_other_is_told_until_its_hour_is_over(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var (client, therapist) = (story.Care.Client, story.Care.Amara);
        var id = await story.HasBooked();
        Assert.Null(await story.Appointments(a => a.CallOff(client, id)));
        var start = (await story.Session(id)).Start;
        await using var visit = story.Practice.Visit();
        Assert.Equal(id, Assert.Single(await visit.Db.CalledOffOn(therapist.Person, story.Practice.Clock.Now)).Id);
        Assert.Empty(await visit.Db.CalledOffOn(client.Person, story.Practice.Clock.Now));
        Assert.Single(await visit.Db.CalledOffOn(therapist.Person, start + Duration.FromMinutes(49)));
        Assert.Empty(await visit.Db.CalledOffOn(therapist.Person, start + Duration.FromMinutes(50)));
        Assert.Equal((therapist.Person, false), await visit.Db.LastMet(client.Person));
        Assert.Null(await visit.Db.LastMet(therapist.Person));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_week_shows_what_was_called_off_until_its_hour_goes_to_somebody_else(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var off = await story.HasBooked();
        var start = (await story.Session(off)).Start;
        Assert.Null(await story.Appointments(a => a.CallOff(story.Care.Client, off)));
        await using var visit = story.Practice.Visit();
        Assert.Equal(off, Assert.Single(await visit.Db.WeekOf(story.Care.Amara.Person, start, start + Duration.FromDays(7))).Id);
        var again = (await story.Books((await story.OpeningsOf(story.Care.Amara)).Single().Id)).Value;
        Assert.Equal(again, Assert.Single(await visit.Db.WeekOf(story.Care.Amara.Person, start, start + Duration.FromDays(7))).Id);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_session_waits_for_its_therapist_to_say_whether_it_took_place(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var id = await story.HasBooked();
        var session = await story.Session(id);
        await using var visit = story.Practice.Visit();
        Assert.Equal(id, Assert.Single(await visit.Db.Unsaid(session.Therapist, session.Start, session.End)).Id);
        Assert.Empty(await visit.Db.Unsaid(session.Client, session.Start, session.End));
        Assert.Empty(await visit.Db.Unsaid(session.Therapist, session.Start - Duration.FromDays(1), session.Start));
        story.Practice.Clock.Now = session.End;
        Assert.Null(await story.Appointments(a => a.TakePlace(story.Care.Amara, id)));
        Assert.Empty(await visit.Db.Unsaid(session.Therapist, session.Start, session.End));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_who_book_one_opening_at_once_one_gets_it_and_the_other_a_kind_no(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var other = await story.Practice.Person();
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await visit.Gate.Permit(work, other, Permission.Permit(new(Guid.NewGuid()), other.Person, story.Care.Amara.Person.Actor, Category.Name, null, Purpose.Care, false, new(work.At, null), null).Value));
            await work.Commit();
        }
        for (var round = 0; round < 5; round++)
        {
            Assert.Null(await story.Offers(story.InDays(3 + round)));
            var opening = (await story.OpeningsOf(story.Care.Amara)).Single(o => o.State == OpeningState.Free).Id;
            var booked = await Task.WhenAll(new[] { story.Care.Client, other }.Select(who => Task.Run(() => story.Books(opening, whom: who))));
            Assert.Single(booked, b => b.Refusal is null);
            Assert.Contains("quicker", booked.Single(b => b.Refusal is not null).Refusal!.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_therapist_whom_somebody_keeps_out_books_nothing_for_them(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        Assert.Null(await story.Offers(story.InDays(3)));
        var opening = Assert.Single(await story.OpeningsOf(story.Care.Amara)).Id;
        Assert.Null(await story.Care.Consents(c => c.Deny(story.Care.Client, story.Care.Amara.Person)));
        Assert.Contains("opened anything to you", (await story.Books(opening)).Refusal!.ToString(), StringComparison.Ordinal);
        await using var visit = story.Practice.Visit();
        Assert.Empty(await visit.Db.ClientsOf(story.Practice.Premises.House, story.Care.Amara.Person, story.Practice.Clock.Now + Duration.FromMinutes(1)));
        Assert.Empty(await visit.Db.Appointments.ToListAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Somebody_who_meets_one_therapist_cannot_meet_another_at_the_same_time(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        Assert.Null(await story.Care.Opens(story.Care.Bea, "name"));
        await story.HasBooked();
        Assert.Null(await story.Offers(story.InDays(7).PlusMinutes(30), story.Care.Bea));
        var opening = Assert.Single(await story.OpeningsOf(story.Care.Bea));
        Assert.Contains("another session at that time", (await story.Books(opening.Id, story.Care.Bea)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal(OpeningState.Free, Assert.Single(await story.OpeningsOf(story.Care.Bea)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_database_itself_refuses_two_places_at_once(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var session = await story.Session(await story.HasBooked());
        foreach (var (therapist, client) in new[] { (session.Therapist, Guid.NewGuid()), (new(Guid.NewGuid()), session.Client.Value), (session.Client, Guid.NewGuid()) })
        {
            var no = await Assert.ThrowsAsync<DbUpdateException>(() => Insert(story, new(new(Guid.NewGuid()), therapist, new(client), session.Start + Duration.FromMinutes(49), 50, session.Zone, "room", session.BookedAt)));
            Assert.Contains("two places at once", no.InnerException!.Message, StringComparison.Ordinal);
        }
        await Insert(story, new(new(Guid.NewGuid()), session.Therapist, session.Client, session.End, 50, session.Zone, "room", session.BookedAt));
        await Insert(story, new(new(Guid.NewGuid()), session.Therapist, session.Client, session.Start - Duration.FromMinutes(240), 240, session.Zone, "room", session.BookedAt));
    }

    /// <summary>The guard seen red: without it the row goes in.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_its_guard_it_would_take_them(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var session = await story.Session(await story.HasBooked());
        await using (var visit = story.Practice.Visit())
            await DatabaseGuards.Drop(visit.Db, DatabaseGuards.All.Single(g => g.Name == "Appointments_one_place_at_a_time"));
        await Insert(story, new(new(Guid.NewGuid()), session.Therapist, new(Guid.NewGuid()), session.Start, 50, session.Zone, "room", session.BookedAt));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_calls_off_ahead_of_time_frees_the_hour_for_somebody_else(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var id = await story.HasBooked();
        Assert.Null(await story.Appointments(a => a.CallOff(story.Care.Client, id)));
        Assert.Null(await story.Appointments(a => a.CallOff(story.Care.Client, id)));
        Assert.Equal(["booked", "called off"], story.Followed.Heard);
        var opening = Assert.Single(await story.OpeningsOf(story.Care.Amara));
        Assert.Equal(OpeningState.Free, opening.State);
        Assert.Null((await story.Books(opening.Id)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_therapist_who_calls_off_offers_that_hour_no_more_until_they_say_so_again(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var id = await story.HasBooked(inDays: 4);
        Assert.Null(await story.Appointments(a => a.CallOff(story.Care.Amara, id)));
        Assert.Empty(await story.OpeningsOf(story.Care.Amara));
        Assert.Null(await story.Offers(story.InDays(4)));
        Assert.Single(await story.OpeningsOf(story.Care.Amara), o => o.State == OpeningState.Free);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_session_takes_place_once_and_only_its_therapist_says_so(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var id = await story.HasBooked(inDays: 1);
        Assert.Contains("hasn’t begun", (await story.Appointments(a => a.TakePlace(story.Care.Amara, id)))!.ToString(), StringComparison.Ordinal);
        story.Practice.Clock.Now += Duration.FromDays(2);
        Assert.NotNull(await story.Appointments(a => a.TakePlace(story.Care.Client, id)));
        Assert.NotNull(await story.Appointments(a => a.TakePlace(story.Care.Bea, id)));
        Assert.Null(await story.Appointments(a => a.TakePlace(story.Care.Amara, id)));
        Assert.Null(await story.Appointments(a => a.TakePlace(story.Care.Amara, id)));
        Assert.Equal(["booked", "took place"], story.Followed.Heard);
        Assert.NotNull(await story.Appointments(a => a.CallOff(story.Care.Client, id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_follower_refuses_is_undone_whole(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        Assert.Null(await story.Offers(story.InDays(4)));
        story.Followed.No = new($"Not now.");
        var opening = Assert.Single(await story.OpeningsOf(story.Care.Amara));
        Assert.Equal("Not now.", (await story.Books(opening.Id)).Refusal!.ToString());
        Assert.Equal(OpeningState.Free, Assert.Single(await story.OpeningsOf(story.Care.Amara)).State);
        await using var visit = story.Practice.Visit();
        Assert.False(await visit.Db.Appointments.AnyAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_books_for_who_opened_nothing_to_them(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        Assert.Null(await story.Offers(story.InDays(4), story.Care.Bea));
        var opening = Assert.Single(await story.OpeningsOf(story.Care.Bea));
        Assert.Contains("opened anything", (await story.Books(opening.Id, story.Care.Bea)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.NotNull((await story.Books(opening.Id, story.Care.Amara)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_hour_in_several_weeks_stays_that_hour_when_the_clocks_change(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var local = new LocalDateTime(2026, 10, 20, 16, 0); // the clocks of Toronto change on 1 November 2026
        Assert.Null(await story.Offers(local, weeks: 3));
        var openings = await story.OpeningsOf(story.Care.Amara);
        Assert.Equal([local, local.PlusWeeks(1), local.PlusWeeks(2)], openings.Select(o => o.Start.InZone(CalendarStory.Toronto).LocalDateTime));
        Assert.Equal(Duration.FromHours((7 * 24) + 1), openings[2].Start - openings[1].Start);
        Assert.Contains("already", (await story.Offers(local.PlusMinutes(20)))!.ToString(), StringComparison.Ordinal);
    }

    private static async Task Insert(CalendarStory story, Appointment appointment)
    {
        await using var visit = story.Practice.Visit();
        visit.Db.Appointments.Add(appointment);
        await visit.Db.SaveChangesAsync();
    }
}
