using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>A machine's clock that is set back, or leaps ahead. Case 35.</summary>
public class ClockTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_clock_set_back_revives_nothing(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes, TestPractice.Start + Duration.FromDays(1));
        practice.Clock.Now += Duration.FromDays(2);
        await GateTests.Seal(practice, client, Category.Notes, "another");
        practice.Clock.Now -= Duration.FromDays(2);
        await using var visit = practice.Visit();
        Assert.Equal(Gate.NotYours, (await visit.Gate.Open(therapist, folder.Id, Purpose.Care, stop: TestContext.Current.CancellationToken)).Refusal);
        Assert.True(practice.Time.GetCurrentInstant() > TestPractice.Start + Duration.FromDays(2));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_clock_that_leaps_a_year_ends_nothing_and_leaves_nothing_behind_when_it_is_put_right(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes, TestPractice.Start + Duration.FromDays(180));
        await RunsOn(practice);
        practice.Clock.Now += Duration.FromDays(365);
        await GateTests.Seal(practice, client, Category.Notes, "written meanwhile");
        Assert.True(practice.Time.HasLeapt);
        Assert.Equal("written meanwhile", await GateTests.Read(practice, therapist, folder));
        Assert.Equal(0, await practice.Swept());
        await using var visit = practice.Visit();
        Assert.Equal(0, await visit.Gate.Expire(visit.Mandating, TestContext.Current.CancellationToken));

        practice.Clock.Now -= Duration.FromDays(365) - Duration.FromMinutes(5);
        Assert.False(practice.Time.HasLeapt);
        Assert.True(practice.Time.GetCurrentInstant() < TestPractice.Start + Duration.FromHours(1));
        Assert.Equal("written meanwhile", await GateTests.Read(practice, therapist, folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Once_a_member_says_that_the_clock_is_right_what_has_ended_ends(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes, TestPractice.Start + Duration.FromDays(180));
        await RunsOn(practice);
        practice.Clock.Now += Duration.FromDays(365);
        Assert.Equal("a note", await GateTests.Read(practice, therapist, folder));
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.Begin();
            Assert.Null((await visit.Db.ClockChecks.SingleAsync(TestContext.Current.CancellationToken)).Confirm(practice.Time));
            await work.Commit();
        }
        await using var after = practice.Visit();
        Assert.Equal(Gate.NotYours, (await after.Gate.Open(therapist, folder.Id, Purpose.Care, stop: TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(1, await after.Gate.Expire(after.Mandating, TestContext.Current.CancellationToken) + await after.Db.Expiries.CountAsync(TestContext.Current.CancellationToken));
        Assert.False(await after.Db.Wraps.AnyAsync(w => w.Actor == therapist.Person.Actor, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_server_with_a_slower_clock_wrote_ends_by_its_date_on_one_that_was_ahead(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        await GateTests.Seal(practice, client, Category.Notes, "a note");
        practice.Time.Ended(TestPractice.Start + Duration.FromHours(2));
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes, TestPractice.Start + Duration.FromHours(1));
        practice.Clock.Now += Duration.FromHours(3);
        await using var visit = practice.Visit();
        await using (await visit.Gate.Begin(TestContext.Current.CancellationToken))
            Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Actor == therapist.Person.Actor, TestContext.Current.CancellationToken));
        Assert.Single(await visit.Db.Expiries.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_stays_signed_in_for_longer_because_the_clock_leapt()
    {
        await using var practice = await TestPractice.Begin();
        var wren = await practice.Person();
        await RunsOn(practice);
        var before = await SignIn(practice, wren);
        practice.Clock.Now += Duration.FromDays(365);
        await using var visit = practice.Visit();
        Assert.Null(await visit.Sessions.Find(before, TestContext.Current.CancellationToken));
        var leapt = await SignIn(practice, wren);
        Assert.NotNull(await visit.Sessions.Find(leapt, TestContext.Current.CancellationToken));
        practice.Clock.Now -= Duration.FromDays(365);
        Assert.Null(await visit.Sessions.Find(leapt, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_clock_that_is_not_in_question_cannot_be_confirmed()
    {
        var clock = new PracticeClock(new TestClock(TestPractice.Start));
        Assert.NotNull(new ClockCheck(TestPractice.Start).Confirm(clock));
        clock.Saw(TestPractice.Start - Duration.FromDays(8), TestPractice.Start - PracticeClock.Leap);
        Assert.Null(new ClockCheck(TestPractice.Start - PracticeClock.Leap).Confirm(clock));
    }

    private static async Task RunsOn(TestPractice practice)
    {
        await using var visit = practice.Visit();
        visit.Db.ClockChecks.Add(new(practice.Clock.Now));
        await visit.Db.SaveChangesAsync();
    }

    private static async Task<string> SignIn(TestPractice practice, Keyring who)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        var cookie = visit.Sessions.Start(work, who.Person, 1, who.Own);
        await work.Commit();
        return cookie;
    }
}
