using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Doors;
using Alongside.Kernel;
using Alongside.Tests.Calendar;
using Alongside.Tests.Sealing;
using Alongside.Tests.Welcome;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>A member leaves: nobody is asked, and no key goes along.</summary>
[Trait("Kind", "Unhurried")]
public class DepartingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_leaves_holds_no_mandate_no_share_and_none_of_the_keys_that_come_after(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var leaver = story.Members[2];
        Assert.Null(await Leaves(story.Practice, leaver));
        await using var visit = story.Practice.Visit();
        var mandates = await visit.Gate.Vault.Mandates();
        Assert.NotEmpty(mandates);
        Assert.All(mandates, m => Assert.DoesNotContain(leaver.Person, m.Holders(story.Practice.Clock.Now)));
        Assert.False(await visit.Db.MandateKeys.AnyAsync(k => k.Holder == leaver.Person.Actor));
        Assert.False(await visit.Db.EscrowShares.AnyAsync(s => s.Keeper == leaver.Person));
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Actor == leaver.Person.Actor && visit.Db.Folders.Any(f => f.Id == w.Folder && f.Subject != leaver.Person.Subject)));
        Assert.Equal(PersonKind.Former, (await visit.Db.Person(story.Practice.Premises.House, leaver.Person))!.Kind);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_left_decides_nothing_and_what_they_put_is_carried_on_by_another(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(2, "Paint", "Shall we paint the door?")).Value;
        Assert.Null(await Leaves(story.Practice, story.Members[2]));
        Assert.NotNull(await story.Takes(2, number));
        Assert.NotNull((await story.Puts(2, "Again", "Shall we?")).Refusal);
        Assert.Null(await story.Reads(story.Members[2], number));
        Assert.Null(await story.Acts(1, number, (d, by, _, at) => d.TakeOn(by, at)));
        var after = (await story.Puts(0, "After", "Who is asked now?")).Value;
        Assert.Equal(2, (await story.Reads(story.Members[0], after))!.Deliberation.Round!.Terms.Electorate.Count);
        Assert.Equal("Shall we paint the door?", (await story.Reads(story.Members[0], number))!.Latest.Words.Text);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_people_opened_to_them_closes_and_what_stood_is_called_off(string database)
    {
        await using var story = await CalendarStory.Begin(database);
        var session = await story.HasBooked();
        Assert.Null(await story.Offers(story.InDays(9)));
        var (practice, amara, client) = (story.Practice, story.Care.Amara, story.Care.Client);
        var reach = await Reach(practice, amara, client);
        Assert.NotEqual(0, reach);
        Assert.Equal(2, (await WouldEnd(practice, amara)).Count);

        Assert.Null(await Leaves(practice, amara));
        Assert.Equal(0, await Reach(practice, amara, client));
        Assert.All(await story.Care.Said(amara), p => Assert.True(p.Withdrawal!.HandedBack));
        Assert.Equal(amara.Person, (await story.Session(session)).CalledOff!.By);
        Assert.DoesNotContain(await story.OpeningsOf(amara), o => o.State is OpeningState.Free or OpeningState.Kept);
        Assert.Contains("Nobody who works here", (await story.Care.Opens(amara, "notes"))!.ToString(), StringComparison.Ordinal);
        await using var visit = practice.Visit();
        Assert.Contains(amara.Person, (await visit.Db.WorkingNames()).Keys);
        Assert.DoesNotContain(amara.Person, (await visit.Db.WhoWorksHere()).Keys);
        Assert.Equal((amara.Person, true), await visit.Db.LastMet(client.Person));
        Assert.Equal(0, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_offered_with_a_time_of_theirs_is_taken_back_and_the_place_stays(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        Assert.Null(await story.Offers(story.Bea, wren, await story.Opening(story.Amara)));
        Assert.Single(await WouldEnd(story.Practice, story.Amara));
        Assert.Null(await Leaves(story.Practice, story.Amara));
        Assert.Equal(Answer.TakenBack, (await story.OfferTo(wren)).Answer);
        Assert.NotNull(await story.Answers(wren, wren, yes: true));
        Assert.Equal(1, Assert.Single(await story.List(story.Bea)).Turn.Place);
        Assert.Empty(await story.List(story.Amara));
    }

    [Fact]
    public async Task Nobody_is_made_to_leave_by_another_and_the_last_one_stays()
    {
        await using var story = await CircleStory.Begin();
        Assert.Equal(Gate.NotYours, await Leaves(story.Practice, story.Members[0], story.Members[1]));
        Assert.Equal(Gate.NotYours, await Leaves(story.Practice, await story.Practice.Person()));
        Assert.Null(await Leaves(story.Practice, story.Members[0]));
        Assert.Equal(Gate.NotYours, await Leaves(story.Practice, story.Members[0]));
        Assert.Null(await Leaves(story.Practice, story.Members[1]));
        Assert.Contains("the last one", (await Leaves(story.Practice, story.Members[2]))!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_yes_is_handed_back_by_nobody_but_whom_it_was_given_to_and_a_no_by_nobody()
    {
        var (at, person, other) = (Instant.FromUnixTimeSeconds(1), new PersonId(Guid.NewGuid()), new PersonId(Guid.NewGuid()));
        var no = Permission.Deny(new(Guid.NewGuid()), person, other.Actor, null, at);
        Assert.NotNull(no.HandBack(other.Actor, at));
        Assert.NotNull(no.HandBack(person.Actor, at));
        Assert.Null(no.Withdrawal);
    }

    private static async Task<Refusal?> Leaves(TestPractice practice, Keyring who, Keyring? proven = null)
    {
        await using var visit = practice.Visit();
        if (!await visit.Db.People.AnyAsync(p => p.Id == who.Person))
        {
            await using var work = await visit.Gate.Begin();
            visit.Db.People.Add(new(who.Person, PersonKind.Member, work.At));
            await work.Commit();
        }
        return await Departing(practice, visit).Leave(CircleStory.Fresh(who), new((proven ?? who).Person));
    }

    private static async Task<IReadOnlyList<FormattableString>> WouldEnd(TestPractice practice, Keyring who)
    {
        await using var visit = practice.Visit();
        return await Departing(practice, visit).WouldEnd(who.Person, practice.Clock.Now + Duration.FromMinutes(1));
    }

    private static Departing Departing(TestPractice practice, Visitor visit)
    {
        var openings = new Openings(visit.Db, visit.Gate, practice.Random);
        return new(visit.Db, practice.Premises, visit.Gate, visit.Mandating, visit.Sessions,
        [
            new ConsentsFollowLeaving(visit.Db, practice.Premises, visit.Gate),
            new CalendarFollowsLeaving(visit.Db, new(visit.Db, visit.Gate, practice.Premises, openings, practice.Random, [])),
            new OffersFollowLeaving(visit.Db),
        ]);
    }

    // How many wraps they hold to what is this person's.
    private static async Task<int> Reach(TestPractice practice, Keyring who, Keyring whose)
    {
        await using var visit = practice.Visit();
        return await visit.Db.Wraps.CountAsync(w => w.Actor == who.Person.Actor && visit.Db.Folders.Any(f => f.Id == w.Folder && f.Subject == whose.Person.Subject));
    }
}
