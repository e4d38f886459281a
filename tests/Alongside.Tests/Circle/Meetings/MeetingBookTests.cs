using System.Data.Common;
using System.Text;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Meetings;
using Alongside.Features.Circle.Pages;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Tests.Circle.Meetings;

/// <summary>Meetings as they are kept: sealed to the circle, in their order, for good.</summary>
[Trait("Kind", "Unhurried")]
public class MeetingBookTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_member_reads_what_another_called_them_for_and_nobody_else_does(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var question = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        var number = await Calls(story, 0, new("The lamp", 10, null), new("Tea", 15, question));
        var read = (await Reads(story, story.Members[2], number))!;
        Assert.Equal(("The front room", "The lamp", "Tea"), (read.Where, read.TitleOf(1), read.TitleOf(2)));
        Assert.Equal((10, null, 15, question), (read.Gathering.Points[0].Minutes, read.Gathering.Points[0].Question, read.Gathering.Points[1].Minutes, read.Gathering.Points[1].Question));
        // By the practice's own clock, which is Toronto's.
        Assert.Equal(Start(story).InZoneLeniently(DateTimeZoneProviders.Tzdb["America/Toronto"]).ToInstant(), read.Meeting.StartsAt);
        var stranger = await story.Practice.Person();
        Assert.Null(await Reads(story, stranger, number));
        Assert.NotNull(await Acts(story, stranger, number, (g, at) => g.AddPoint(5, null, at), "Let me in"));
        Assert.NotNull(await Acts(story, stranger, number, (g, at) => g.TakeOn(false, at)));
        Assert.NotNull((await Call(story, stranger, new PointDraft("Mine", 5, null))).Refusal);
        await using var visit = story.Practice.Visit();
        Assert.NotNull(await story.Meetings(visit).Add(CircleStory.Fresh(stranger), number, new("Mine", 5, null), TestContext.Current.CancellationToken));
        Assert.NotNull(await story.Facilitating(visit).Say(CircleStory.Fresh(stranger), true, true, "", TestContext.Current.CancellationToken));
        Assert.DoesNotContain("front room", Encoding.UTF8.GetString([.. visit.Db.SealedRecords.AsEnumerable().SelectMany(r => r.Bytes)]) + string.Join(' ', visit.Db.MeetingFacts.AsEnumerable().Select(f => f.Content)), StringComparison.Ordinal);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_missing_or_too_long_is_refused_and_nothing_of_it_is_kept(string database)
    {
        await using var story = await CircleStory.Begin(database);
        Assert.NotNull((await Call(story, story.Members[0])).Refusal);
        Assert.NotNull((await Call(story, story.Members[0], new PointDraft(" ", 10, null))).Refusal);
        Assert.NotNull((await Call(story, story.Members[0], new PointDraft(new('a', MeetingBook.LongestTitle + 1), 10, null))).Refusal);
        Assert.NotNull((await Call(story, story.Members[0], new PointDraft("Tea", 10, 7))).Refusal);
        Assert.NotNull((await Call(story, story.Members[0], new PointDraft("Tea", 10, null), new PointDraft("Cake", 0, null))).Refusal);
        await using var visit = story.Practice.Visit();
        foreach (var (where, start) in new[] { (" ", Start(story)), (new('a', MeetingBook.LongestWhere + 1), Start(story)), ("Here", new LocalDateTime(2020, 1, 1, 9, 0)) })
            Assert.NotNull((await story.Meetings(visit).Call(CircleStory.Fresh(story.Members[0]), new(start, 60, where, [new("Tea", 10, null)]), TestContext.Current.CancellationToken)).Refusal);
        Assert.False(await visit.Db.Meetings.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await visit.Db.MeetingFacts.AnyAsync(TestContext.Current.CancellationToken));
        var number = await Calls(story, 0, new PointDraft("Tea", 10, null));
        Assert.Equal(1, number);
        Assert.NotNull(await Acts(story, story.Members[0], number, (g, at) => g.AddPoint(10, null, at), new('a', MeetingBook.LongestText + 1)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_lot_is_drawn_among_those_who_learnt_it_and_would_without_whoever_facilitated_last(string database)
    {
        await using var story = await TrainingTests.Begin(database, new(1, false, 24));
        var first = await Calls(story, 0, new PointDraft("Tea", 10, null));
        Assert.Empty(await Entrants(story, first));
        await Says(story, 0, willing: true, learnt: true);
        await Says(story, 1, willing: true, learnt: false);
        await Says(story, 2, willing: false, learnt: true);
        Assert.Equal([story.Members[0].Person.Value], (await Entrants(story, first)).Select(e => e.Person));
        await Says(story, 1, willing: true, learnt: true);
        Assert.Equal(2, (await Entrants(story, first)).Count);
        Assert.NotNull(await Announces(story, 0, first, " "));
        Assert.NotNull(await Draws(story, 0, first, "17"));
        Assert.Null(await Announces(story, 0, first, "What we read out"));
        // Who is ready later doesn't come into a lot that was announced, and who isn't any more stays.
        await Says(story, 2, willing: true, learnt: true);
        await Says(story, 0, willing: false, learnt: true);
        Assert.NotNull(await Draws(story, 2, first, "17 4 33"));
        story.Later(minutes: 10);
        Assert.Null(await Draws(story, 2, first, "17 4 33"));
        Assert.NotNull(await Draws(story, 2, first, "17 4 34"));
        var read = (await Reads(story, story.Members[1], first))!;
        var file = SortitionFile.Read(MeetingSaid.FileOf(read)!).Value;
        Assert.Equal(("What we read out", "17 4 33", 2), (file.Source, file.Randomness, file.Candidates.Count));
        Assert.True(file.Agrees(file.Order().Value));
        Assert.True(InstantPattern.ExtendedIso.Parse(file.From!).Value > InstantPattern.ExtendedIso.Parse(file.Announced).Value);
        var facilitated = read.Gathering.FacilitatorAt(story.Practice.Clock.Now)!.Value;
        Assert.Equal(file.Drawn[0], read.Gathering.Lot!.Announced.Entrants.Single(e => e.Person == facilitated.Value).Label);

        story.Later(days: 8);
        await Says(story, 0, willing: true, learnt: true);
        var second = await Calls(story, 0, new PointDraft("Cake", 10, null));
        Assert.Equal(2, (await Entrants(story, second)).Count);
        Assert.DoesNotContain(facilitated.Value, (await Entrants(story, second)).Select(e => e.Person));
        foreach (var other in Enumerable.Range(0, 3).Where(i => story.Members[i].Person != facilitated)) await Says(story, other, willing: false, learnt: true);
        Assert.Equal([facilitated.Value], (await Entrants(story, second)).Select(e => e.Person));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task With_whom_somebody_learnt_it_every_member_reads_and_their_last_word_counts(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await Says(story, 0, willing: true, learnt: true, "With the assembly");
        Assert.Equal("With the assembly", (await Said(story, story.Members[1]))[story.Members[0].Person].Words);
        await Says(story, 0, willing: false, learnt: true);
        var last = (await Said(story, story.Members[1]))[story.Members[0].Person];
        Assert.Equal(("", false), (last.Words, last.Word.Willing));
        await using var visit = story.Practice.Visit();
        Assert.NotNull(await story.Facilitating(visit).Say(CircleStory.Fresh(story.Members[0]), true, true, new('a', Facilitating.LongestWords + 1), TestContext.Current.CancellationToken));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_task_stands_on_the_day_of_whoever_has_it_until_it_is_done(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = await Held(story);
        Assert.NotNull(await Acts(story, story.Members[0], number, (g, at) => g.GiveTask(1, story.Members[1].Person, null, new(2020, 1, 1), at), " "));
        Assert.Null(await Acts(story, story.Members[0], number, (g, at) => g.GiveTask(1, story.Members[1].Person, null, new(2020, 1, 1), at), "Buy a lamp"));
        Assert.Null(await Acts(story, story.Members[0], number, (g, at) => g.GiveTask(1, null, null, new(2020, 1, 1), at), "Hang it"));
        Assert.Equal((0, 1, 0), (await Tasks(story, 0), await Tasks(story, 1), await Tasks(story, 2)));
        var (_, task, words) = Assert.Single(await TasksOf(story, 1));
        Assert.Equal("Buy a lamp", words);
        Assert.Null(await Acts(story, story.Members[1], number, (g, at) => g.HandBack(story.Members[1].Person, task.Fact, at)));
        Assert.Equal(0, await Tasks(story, 1));
        Assert.Null(await Acts(story, story.Members[2], number, (g, at) => g.TakeTask(task.Fact, at)));
        Assert.Equal((0, 1), (await Tasks(story, 1), await Tasks(story, 2)));
        Assert.Null(await Acts(story, story.Members[2], number, (g, at) => g.Finish(story.Members[2].Person, task.Fact, at)));
        Assert.Equal(0, await Tasks(story, 2));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_next_meeting_is_the_one_that_is_on_or_comes_first_and_none_that_was_called_off(string database)
    {
        await using var story = await CircleStory.Begin(database);
        Assert.Null(await Next(story));
        var off = await Calls(story, 0, new PointDraft("Tea", 10, null));
        story.Later(hours: 1);
        var later = await Calls(story, 0, new PointDraft("Cake", 10, null));
        Assert.Equal(off, await Next(story));
        Assert.Null(await Acts(story, story.Members[0], off, (g, at) => g.CallOff(story.Members[0].Person, at)));
        Assert.Equal(later, await Next(story));
        var read = (await Reads(story, story.Members[0], later))!;
        story.Practice.Clock.Now = read.Meeting.StartsAt + Duration.FromMinutes(59);
        Assert.Equal(later, await Next(story));
        story.Later(minutes: 1);
        Assert.Null(await Next(story));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Meetings_are_in_the_book_with_every_word(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = await Held(story);
        Assert.Null(await Acts(story, story.Members[1], number, (g, at) => g.WriteMinutes(1, 0, at), "We buy another."));
        var read = Assert.Single((await story.Book(story.Members[2])).Meetings);
        Assert.Equal("We buy another.", read.SaidAt(read.Gathering.MinutesOf(1)!.Fact));
        Assert.Empty((await story.Book(await story.Practice.Person())).Meetings);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_happened_never_changes_comes_in_order_and_counts_only_where_this_house_wrote_it(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = await Held(story);
        await Says(story, 0, willing: true, learnt: true);
        foreach (var (table, column, why) in new[] { ("Meetings", "Minutes", "stays called"), ("MeetingFacts", "Content", "stays as it happened"), ("FacilitatorWords", "Willing", "stays said") })
        {
            await Refused(story, why, $"UPDATE \"{table}\" SET \"{column}\" = \"{column}\"");
            await Refused(story, why, $"DELETE FROM \"{table}\"");
            if (database == "postgres") await Refused(story, why, $"TRUNCATE \"{table}\" CASCADE");
        }
        await Refused(story, "Meetings are numbered", """INSERT INTO "Meetings" ("Id", "Number", "By", "At", "StartsAt", "Minutes", "Mac") SELECT "By", 3, "By", "At", "StartsAt", "Minutes", "Mac" FROM "Meetings" """);
        await Refused(story, "is numbered one after", """INSERT INTO "MeetingFacts" ("Meeting", "Number", "By", "At", "Content", "Mac") SELECT "Meeting", 3, "By", "At", "Content", "Mac" FROM "MeetingFacts" WHERE "Number" = 1""");
        await Refused(story, "is numbered one after", """INSERT INTO "FacilitatorWords" ("Number", "Person", "Willing", "Learnt", "At", "Mac") SELECT 3, "Person", "Willing", "Learnt", "At", "Mac" FROM "FacilitatorWords" """);

        // Who can write to the database and has no house file says nothing for anybody.
        await using var visit = story.Practice.Visit();
        await visit.Db.Database.ExecuteSqlRawAsync("""INSERT INTO "MeetingFacts" ("Meeting", "Number", "By", "At", "Content", "Mac") SELECT "Meeting", 2, "By", "At", "Content", "Mac" FROM "MeetingFacts" WHERE "Number" = 1""", TestContext.Current.CancellationToken);
        await visit.Db.Database.ExecuteSqlRawAsync($"""INSERT INTO "FacilitatorWords" ("Number", "Person", "Willing", "Learnt", "At", "Mac") SELECT 2, f."Person", f."Willing", f."Learnt", f."At", f."Mac" FROM "FacilitatorWords" f""", TestContext.Current.CancellationToken);
        Assert.Single((await Reads(story, story.Members[0], number))!.Gathering.Points);
    }

    private static LocalDateTime Start(CircleStory story) => story.Practice.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["America/Toronto"]).LocalDateTime.PlusDays(2);

    private static async Task<int> Held(CircleStory story)
    {
        var number = await Calls(story, 0, new PointDraft("The lamp", 10, null));
        story.Later(days: 2, minutes: 10);
        return number;
    }

    private static async Task<int> Calls(CircleStory story, int who, params PointDraft[] points) => (await Call(story, story.Members[who], points)).Value;

    private static async Task<Outcome<int>> Call(CircleStory story, Keyring by, params PointDraft[] points)
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).Call(CircleStory.Fresh(by), new(Start(story), 60, "The front room", points));
    }

    private static async Task<MeetingRead?> Reads(CircleStory story, Keyring by, int number)
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).Read(CircleStory.Fresh(by), number);
    }

    private static async Task<Refusal?> Acts(CircleStory story, Keyring by, int number, Func<Gathering, Instant, Outcome<Happening[]>> act, string words = "")
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).Act(CircleStory.Fresh(by), number, words, act);
    }

    private static async Task<Refusal?> Announces(CircleStory story, int who, int number, string source)
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).Announce(CircleStory.Fresh(story.Members[who]), number, source, story.Practice.Clock.Now + Duration.FromMinutes(10));
    }

    private static async Task<Refusal?> Draws(CircleStory story, int who, int number, string randomness)
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).Draw(CircleStory.Fresh(story.Members[who]), number, randomness);
    }

    private static async Task<IReadOnlyList<Entrant>> Entrants(CircleStory story, int number)
    {
        await using var visit = story.Practice.Visit();
        return (await story.Meetings(visit).Entrants(number, story.Practice.Clock.Now)).Entrants;
    }

    private static async Task Says(CircleStory story, int who, bool willing, bool learnt, string words = "")
    {
        await using var visit = story.Practice.Visit();
        Assert.Null(await story.Facilitating(visit).Say(CircleStory.Fresh(story.Members[who]), willing, learnt, words));
    }

    private static async Task<IReadOnlyDictionary<PersonId, FacilitatorSaid>> Said(CircleStory story, Keyring by)
    {
        await using var visit = story.Practice.Visit();
        return await story.Facilitating(visit).All(CircleStory.Fresh(by));
    }

    private static async Task<int> Tasks(CircleStory story, int who) => (await TasksOf(story, who)).Count;

    private static async Task<IReadOnlyList<(Meeting Meeting, MeetingTask Task, string Words)>> TasksOf(CircleStory story, int who)
    {
        await using var visit = story.Practice.Visit();
        return await story.Meetings(visit).TasksOf(CircleStory.Fresh(story.Members[who]), story.Practice.Clock.Now);
    }

    private static async Task<int?> Next(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return (await story.Meetings(visit).Next(story.Practice.Clock.Now))?.Meeting.Number;
    }

    private static async Task Refused(CircleStory story, string because, string sql)
    {
        await using var visit = story.Practice.Visit();
        var no = await Assert.ThrowsAnyAsync<DbException>(() => visit.Db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
        Assert.Contains(because, no.Message, StringComparison.Ordinal);
    }
}
