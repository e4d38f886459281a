using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>What members say beside a proposal.</summary>
[Trait("Kind", "Unhurried")]
public class ConversationTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_one_says_the_others_read_and_answer_and_an_answer_to_an_answer_stands_in_the_same_thread(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        Assert.Null(await Says(story, 1, number, null, "Which tea?"));
        var asked = Assert.Single(await Threads(story, 2, number));
        Assert.Null(await Says(story, 2, number, asked.Row, "Mint."));
        var mint = Assert.Single(Assert.Single(await Threads(story, 0, number)).Answers);
        Assert.Null(await Says(story, 0, number, mint.Row, "From the garden."));
        Assert.Null(await Says(story, 0, number, null, "And cake?"));
        var threads = await Threads(story, 1, number);
        Assert.Equal(["Which tea?", "And cake?"], threads.Select(t => t.Text));
        Assert.Equal(["Mint.", "From the garden."], threads[0].Answers.Select(a => a.Text));
        Assert.Equal([story.Members[1].Person, story.Members[2].Person, story.Members[0].Person], threads[0].Answers.Prepend(threads[0]).Select(s => s.By));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_sent_twice_is_said_once_and_nobody_says_anything_over_what_another_said(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        var row = Guid.NewGuid();
        Assert.Null(await Says(story, 1, number, null, "Which tea?", row));
        Assert.Null(await Says(story, 1, number, null, "Which tea?", row));
        Assert.Null(await Says(story, 2, number, null, "I never asked.", row));
        var said = Assert.Single(await Threads(story, 0, number));
        Assert.Equal((story.Members[1].Person, "Which tea?"), (said.By, said.Text));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_is_refused_where_it_is_empty_too_long_answers_nothing_or_comes_from_outside(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        Assert.NotNull(await Says(story, 1, number, null, " \n"));
        Assert.NotNull(await Says(story, 1, number, null, new('a', Remark.Longest + 1)));
        Assert.NotNull(await Says(story, 1, number, Guid.NewGuid(), "Mint."));
        var read = (await story.Reads(story.Members[0], number))!;
        var client = await story.Practice.Person();
        Assert.Null(await story.Reads(client, number));
        await using var visit = story.Practice.Visit();
        Assert.NotNull(await story.Talk(visit).Say(CircleStory.Fresh(client), read.Folder, [], Guid.NewGuid(), new(null, "Let me in."), TestContext.Current.CancellationToken));
        Assert.Empty(await Threads(story, 0, number));
        Assert.False(await visit.Db.SealedRecords.AnyAsync(r => r.Kind == Remark.Kind, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task How_far_somebody_has_read_is_kept_namedeach_question_and_is_theirs_alone(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (tea, cake) = (Guid.NewGuid(), Guid.NewGuid());
        var (first, second) = (Instant.FromUtc(2026, 11, 1, 9, 0), Instant.FromUtc(2026, 11, 2, 9, 0));
        await Marks(story, 1, tea, first);
        await Marks(story, 1, cake, second);
        await Marks(story, 1, tea, second);
        Assert.Equal((second, second), (await Read(story, 1, tea), await Read(story, 1, cake)));
        Assert.Null(await Read(story, 2, tea));
        // A draft has no history: only how far one is, never when one read what.
        await using var visit = story.Practice.Visit();
        Assert.Equal(1, await visit.Db.SealedRecords.CountAsync(r => r.Kind == ReadSoFar.Kind, TestContext.Current.CancellationToken));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_was_turned_to_finds_it_until_they_have_answered_or_read_it(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        var stranger = await story.Practice.Person();
        Assert.Null(await Says(story, 0, number, null, "Which tea?", named: [story.Members[1], story.Members[2], story.Members[0], stranger]));
        Assert.Equal([story.Members[1].Person, story.Members[2].Person], Assert.Single(await Threads(story, 1, number)).For.Order(Comparer<PersonId>.Create((a, b) => story.Members.FindIndex(m => m.Person == a) - story.Members.FindIndex(m => m.Person == b))));
        Assert.Equal((0, 1, 1), (await Named(story, 0), await Named(story, 1), await Named(story, 2)));

        // Whoever answers has read it; what is said after that stands there anew.
        Assert.Null(await Says(story, 1, number, null, "Mint."));
        story.Later(minutes: 5);
        Assert.Equal((0, 1), (await Named(story, 1), await Named(story, 2)));
        var (read, upTo) = ((await story.Reads(story.Members[2], number))!, (await story.Spoken(story.Members[2], number)).Max(r => r.At));
        Assert.Null(await Says(story, 0, number, null, "And who brings it?", named: [story.Members[2]]));
        await Marks(story, 2, read.Proposal.Id.Value, upTo);
        Assert.Equal(1, await Named(story, 2));
        await Marks(story, 2, read.Proposal.Id.Value, Instant.MaxValue - Duration.FromDays(1));
        Assert.Equal(0, await Named(story, 2));
        await using var visit = story.Practice.Visit();
        Assert.Empty(await visit.Db.Mentions.ToListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int> Named(CircleStory story, int who)
    {
        await using var visit = story.Practice.Visit();
        var (_, named, _, _) = await story.Book(visit).Concerning(CircleStory.Fresh(story.Members[who]), story.Practice.Clock.Now);
        Assert.All(named, line => Assert.Equal("Tea", line.Title));
        return named.Count;
    }

    private static async Task<Refusal?> Says(CircleStory story, int who, int number, Guid? to, string text, Guid? row = null, IReadOnlyList<Keyring>? named = null)
    {
        var read = (await story.Reads(story.Members[who], number))!;
        await using var visit = story.Practice.Visit();
        return await story.Talk(visit).Say(CircleStory.Fresh(story.Members[who]), read.Folder, await story.Spoken(story.Members[who], number), row ?? Guid.NewGuid(), new(to, text) { For = [.. (named ?? []).Select(f => f.Person.Value)] });
    }

    private static Task<IReadOnlyList<Spoken>> Threads(CircleStory story, int who, int number) => story.Spoken(story.Members[who], number);

    private static async Task Marks(CircleStory story, int who, Guid proposal, Instant upTo)
    {
        await using var visit = story.Practice.Visit();
        Assert.Null(await story.Talk(visit).Mark(CircleStory.Fresh(story.Members[who]), proposal, upTo));
    }

    private static async Task<Instant?> Read(CircleStory story, int who, Guid proposal)
    {
        await using var visit = story.Practice.Visit();
        return await story.Talk(visit).ReadUpTo(CircleStory.Fresh(story.Members[who]), proposal);
    }
}
