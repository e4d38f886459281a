using System.Data.Common;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>Who sits on the client council, by which keys they read what they are asked, and that they read nothing else.</summary>
[Trait("Kind", "Unhurried")]
public class CouncilStorageTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_sits_reads_what_the_council_is_asked_and_nothing_else_of_the_circle(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, circle) = (await story.Seated("Ash"), story.Circle);
        var other = (await circle.Puts(0, "Paint", "Shall we paint the door?")).Value;
        var asked = await story.Asked();
        var read = (await circle.Reads(ash, asked))!;
        Assert.Equal(("More at once", "So that less waits."), (read.Latest.Words.Title, read.Latest.Words.Text));
        Assert.Equal([ash.Person.Value], read.Deliberation.Round!.Terms.Council!);
        Assert.Equal(asked, Assert.Single(await story.Finds(ash)).Proposal.Number);
        Assert.Null(await circle.Reads(ash, other));

        // By the keys, and not by what a page leaves out.
        await using var visit = circle.Practice.Visit();
        var council = (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Council);
        var reached = await visit.Db.Wraps.Where(w => w.Actor == council.Id || w.Actor == ash.Person.Actor)
            .Join(visit.Db.Folders.Where(f => f.Category == Category.Circle), w => w.Folder, f => f.Id, (_, f) => f).Distinct().ToListAsync(TestContext.Current.CancellationToken);
        var theirs = await visit.Db.Proposals.Where(p => p.Number == asked).Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.All(reached, f => Assert.True(f.Subject == ash.Person.Subject || f.Part == theirs.Value));
        Assert.Equal(2, reached.Count);
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Both_bodies_consent_an_objection_of_the_council_is_worked_in_and_it_takes_effect(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, bo, circle) = (await story.Seated("Ash"), await story.Seated("Bo"), story.Circle);
        var asked = await story.Asked();
        await circle.Agree(asked);
        Assert.Null(await story.Takes(ash, asked));
        Assert.Contains("Please say what would harm", (await story.Takes(bo, asked, Position.Objection))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Takes(bo, asked, Position.Objection, "Four at once is too much for me."));
        circle.Later(days: 21, minutes: 1);
        Assert.Equal(Stage.Integrating, await circle.StageOf(asked));
        var read = (await circle.Reads(circle.Members[1], asked))!;
        Assert.Equal("Four at once is too much for me.", read.SaidAt(Assert.Single(read.Deliberation.Objections).Fact));
        Assert.Equal(0, await circle.Enacts());

        // New words of the member who carries it, and then the resolving word of who objected opens the next round: by the council's key.
        Assert.Null(await circle.Acts(0, asked, (d, by, terms, at) => d.Settle(by, d.Objections.Single().Fact, terms, at)));
        Assert.Null(await story.Acts(bo, asked, (d, by, terms, at) => d.Settle(by, d.Objections.Single().Fact, terms, at)));
        await circle.Agree(asked);
        Assert.Null(await story.Takes(ash, asked));
        Assert.Null(await story.Takes(bo, asked, Position.Reservations, "As long as it stays at four."));
        circle.Later(days: 35, minutes: 1);
        Assert.Equal(1, await circle.Enacts());
        Assert.Equal(4, (await circle.InForce<DecisionChart>())!.Value.MostOpen);
        var book = await circle.Book(circle.Members[2]);
        Assert.Equal(["Ash", "Bo"], book.Council.Select(s => book.NameOf(s.Person)));
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_steps_down_loses_the_key_with_the_next_and_their_name_closes(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, bo, circle) = (await story.Seated("Ash"), await story.Seated("Bo"), story.Circle);
        var asked = await story.Asked();
        Assert.Equal(2, (await story.Names(circle.Members[0], ash, bo)).Count);
        Assert.Null(await story.StepsDown(ash));
        Assert.Null(await story.StepsDown(ash));
        Assert.Null(await circle.Reads(ash, asked));
        Assert.Empty(await story.Finds(ash));
        Assert.Equal("Bo", Assert.Single(await story.Names(circle.Members[0], ash, bo)).Value);
        Assert.Contains("You don’t sit", (await story.Takes(ash, asked))!.ToString(), StringComparison.Ordinal);
        await using (var visit = circle.Practice.Visit())
        {
            Assert.False(await visit.Db.MandateKeys.AnyAsync(k => k.Holder == ash.Person.Actor, TestContext.Current.CancellationToken));
            var (council, folder) = ((await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Council), (await circle.Reads(circle.Members[0], asked))!.Folder);
            var open = await visit.Db.Generations.SingleAsync(g => g.Folder == folder && g.ClosedAt == null, TestContext.Current.CancellationToken);
            Assert.Equal([council.KeyNumber], await visit.Db.Wraps.Where(w => w.Folder == folder && w.Generation == open.Number && w.Actor == council.Id).Select(w => w.KeyNumber).ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal([bo.Person], council.Holders(circle.Practice.Clock.Now + Duration.FromMinutes(1)));
        }
        // The others read on, what was before and what comes.
        await story.ComesBy(circle.Members[0]);
        Assert.Equal("More at once", (await circle.Reads(bo, asked))!.Latest.Words.Title);
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Seats_are_taken_in_order_terms_end_by_themselves_and_whoever_has_sat_comes_last(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var circle = story.Circle;
        var all = new List<Keyring>();
        for (var i = 0; i < 6; i++)
        {
            all.Add(await story.Seated($"Person {i}"));
            circle.Later(minutes: 1);
        }
        Assert.True((await story.SeatOf(all[5]))!.Waits);
        Assert.Equal(5, await Sitting(story));
        var asked = await story.Asked();
        Assert.Null(await circle.Reads(all[5], asked));

        // A seat that frees is taken at once.
        Assert.Null(await story.StepsDown(all[0]));
        Assert.False((await story.SeatOf(all[5]))!.Waits);
        Assert.Null(await story.Offers(all[0], "Person 0"));
        Assert.True((await story.SeatOf(all[0]))!.Waits);

        // A year later the terms of four end: who waits comes first, and then they again.
        circle.Later(days: 365);
        await story.Minute();
        Assert.False((await story.SeatOf(all[0]))!.Waits);
        Assert.Equal(5, await Sitting(story));
        Assert.Equal(1, await Waiting(story));
        await using var visit = circle.Practice.Visit();
        var first = await visit.Db.CouncilSeats.AsNoTracking().Where(s => s.Person == all[1].Person).OrderBy(s => s.OfferedAt).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, first[0].Until, first[0].Until), (first.Count, first[0].EndedAt, first[1].OfferedAt));
        Assert.Contains(all[1].Person, await visit.Db.CouncilAt(circle.Practice.Premises.House, circle.Practice.Clock.Now - Duration.FromDays(100), TestContext.Current.CancellationToken));
        await circle.Agrees();
    }

    [Fact]
    public async Task Whose_term_is_over_loses_the_key_with_the_next()
    {
        await using var story = await CouncilStory.Begin();
        var circle = story.Circle;
        var people = new List<Keyring>();
        for (var i = 0; i < 10; i++)
        {
            people.Add(await story.Seated($"Person {i}"));
            circle.Later(minutes: 1);
        }
        circle.Later(days: 364);
        var asked = await story.Asked();
        Assert.NotNull(await circle.Reads(people[0], asked));
        circle.Later(days: 1);
        await story.Minute();
        Assert.True((await story.SeatOf(people[0]))!.Waits);
        Assert.Null(await circle.Reads(people[0], asked));
        await story.ComesBy(circle.Members[0]);
        Assert.NotNull(await circle.Reads(people[5], asked));
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_amendment_that_first_touches_what_needs_their_consent_opens_it_to_them(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, circle) = (await story.Seated("Ash"), story.Circle);
        var number = (await circle.Puts(0, "How many at once", "Shall we?")).Value;
        Assert.Null(await circle.Reads(ash, number));
        var chart = (await circle.InForce<DecisionChart>())!;
        var draft = (await circle.Reads(circle.Members[0], number))!.AsDraft() with { Changes = [new(DecisionChart.OwnKind, chart.Number, (chart.Value with { MostOpen = 4 }).Write())] };
        Assert.Null((await circle.Puts(0, await circle.Keeps(0, draft))).Refusal);
        Assert.Equal(2, (await circle.Reads(ash, number))!.Versions.Count);
        await circle.Agrees();
    }

    [Fact]
    public async Task Nobody_sits_who_is_not_in_care_or_is_a_member_and_nobody_twice()
    {
        await using var story = await CouncilStory.Begin();
        var stranger = await story.Circle.Practice.Person();
        Assert.Contains("in care here", (await story.Offers(stranger, "Ash"))!.ToString(), StringComparison.Ordinal);
        story.Circle.InCare.Add(story.Circle.Members[0].Person);
        Assert.Contains("You decide as a member", (await story.Offers(story.Circle.Members[0], "Ash"))!.ToString(), StringComparison.Ordinal);
        var ash = await story.InCare();
        Assert.Contains("choose the name", (await story.Offers(ash, " "))!.ToString(), StringComparison.Ordinal);
        Assert.Contains("at most", (await story.Offers(ash, new('x', CouncilName.Longest + 1)))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Offers(ash, "Ash"));
        Assert.Null(await story.Offers(ash, "Ash"));
        Assert.Equal(1, await Sitting(story));
        Assert.NotNull(await story.Council(c => c.Rename(CircleStory.Fresh(stranger), "Somebody")));
    }

    [Fact]
    public async Task Where_nobody_sits_nothing_waits_for_the_council_and_nothing_is_opened()
    {
        await using var story = await CouncilStory.Begin();
        var asked = await story.Asked();
        var read = (await story.Circle.Reads(story.Circle.Members[0], asked))!;
        Assert.Empty(read.Deliberation.Round!.Terms.Council!);
        await using var visit = story.Circle.Practice.Visit();
        Assert.False(await visit.Db.Permissions.AnyAsync(TestContext.Current.CancellationToken));
        // Whoever is seated later isn't let in by that either.
        Assert.Null(await story.Circle.Reads(await story.Seated("Ash"), asked));
    }

    [Fact]
    public async Task They_speak_beside_what_they_are_asked_and_a_member_whom_they_keep_out_does_not_read_their_name()
    {
        await using var story = await CouncilStory.Begin();
        var (ash, circle) = (await story.Seated("Ash"), story.Circle);
        var asked = await story.Asked();
        await using (var visit = circle.Practice.Visit())
        {
            var read = (await circle.Reads(ash, asked))!;
            Assert.Null(await circle.Talk(visit).Say(CircleStory.Fresh(ash), read.Folder, await circle.Spoken(ash, asked), Guid.NewGuid(), new(null, "Who asked for it?")));
        }
        Assert.Equal("Who asked for it?", Assert.Single(await circle.Spoken(circle.Members[1], asked)).Text);
        await circle.Does(async (visit, work) => Assert.Null(await visit.Gate.Permit(work, CircleStory.Fresh(ash),
            Permission.Deny(circle.Practice.Random.Id<PermissionId>(), ash.Person, circle.Members[1].Person.Actor, null, work.At))));
        Assert.Empty(await story.Names(circle.Members[1], ash));
        Assert.Single(await story.Names(circle.Members[0], ash));
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_seat_that_this_house_did_not_write_seats_nobody_and_a_term_never_goes_back(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var (ash, circle) = (await story.Seated("Ash"), story.Circle);
        await Refused(circle, "sat on it", """DELETE FROM "CouncilSeats" """);
        await Refused(circle, "never back", """UPDATE "CouncilSeats" SET "Until" = "Until" + 1""");
        await Refused(circle, "never back", """UPDATE "CouncilSeats" SET "OfferedAt" = "OfferedAt" - 1""");
        await Refused(circle, "twice", """INSERT INTO "CouncilSeats" ("Id", "Person", "OfferedAt", "Mac") SELECT "Person", "Person", "OfferedAt", "Mac" FROM "CouncilSeats" """);
        if (database == "postgres") await Refused(circle, "sat on it", """TRUNCATE "CouncilSeats" CASCADE""");
        Assert.Null(await story.StepsDown(ash));
        await Refused(circle, "never back", """UPDATE "CouncilSeats" SET "EndedAt" = NULL""");
        var stranger = await circle.Practice.Person();
        await using (var visit = circle.Practice.Visit())
            await visit.Db.Database.ExecuteSqlAsync($"""INSERT INTO "CouncilSeats" ("Id", "Person", "OfferedAt", "SeatedAt", "Until", "Mac") SELECT {stranger.Person.Value}, {stranger.Person.Value}, "OfferedAt", "SeatedAt", "Until", "Mac" FROM "CouncilSeats" """, TestContext.Current.CancellationToken);
        Assert.Null(await story.SeatOf(stranger));
        await story.Minute();
        var asked = await story.Asked();
        Assert.Empty((await circle.Reads(circle.Members[0], asked))!.Deliberation.Round!.Terms.Council!);
        Assert.Null(await circle.Reads(stranger, asked));
    }

    private static async Task Refused(CircleStory story, string why, string statement)
    {
        await using var visit = story.Practice.Visit();
        var e = await Assert.ThrowsAnyAsync<DbException>(() => visit.Db.Database.ExecuteSqlRawAsync(statement));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    private static async Task<int> Sitting(CouncilStory story)
    {
        await using var visit = story.Circle.Practice.Visit();
        return (await visit.Db.CouncilNow(story.Circle.Practice.Premises.House)).Count(s => !s.Waits);
    }

    private static async Task<int> Waiting(CouncilStory story)
    {
        await using var visit = story.Circle.Practice.Visit();
        return (await visit.Db.CouncilNow(story.Circle.Practice.Premises.House)).Count(s => s.Waits);
    }
}
