using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>What keepers who come together leave behind: entries in the access log, and nothing else.</summary>
public class CeremonyStorageTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_drill_opens_nothing_and_its_day_is_known_by_the_log(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (amara, bea, cy) = (story.Keepers[0], story.Keepers[1], story.Keepers[2]);
        var seen = new DrillsSeen();
        Assert.Null(await Tried(story, seen));
        Assert.Null(await story.Gather(amara));
        Assert.NotNull(await story.Gather(bea));
        Assert.False((await story.Comes(cy)).Value.Done);
        Assert.NotNull((await story.Comes(cy)).Refusal);
        Assert.Null(await Tried(story, seen));
        story.Practice.Clock.Now += Duration.FromMinutes(50);
        Assert.True((await story.Comes(bea)).Value.Done);
        Assert.Null(story.Table.Now);
        Assert.Equal([
            (LogActs.KeepersGather, amara.Person.Actor, null), (LogActs.KeeperCame, cy.Person.Actor, null),
            (LogActs.KeeperCame, bea.Person.Actor, null), (LogActs.EscrowTried, bea.Person.Actor, null),
        ], await story.Logged());
        Assert.Equal(TestPractice.Start + Duration.FromMinutes(50), await Tried(story, seen));
        Assert.Equal(TestPractice.Start + Duration.FromMinutes(50), await Tried(story, new()));
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public async Task After_an_hour_or_a_restart_nobody_has_come_and_what_was_handed_in_is_gone()
    {
        await using var story = await CeremonyStory.Begin();
        var (amara, bea) = (story.Keepers[0], story.Keepers[1]);
        Assert.Null(await story.Gather(amara));
        Assert.Null((await story.Comes(amara)).Refusal);
        story.Practice.Clock.Now += Duration.FromMinutes(60);
        Assert.Same(Ceremony.Over, (await story.Comes(bea)).Refusal);
        Assert.Equal(LogActs.KeepersPart, (await story.Logged())[^1].Act);
        Assert.Null(await story.Gather(bea));
        Assert.Null((await story.Comes(amara)).Refusal);
        story.Restart();
        Assert.Same(Ceremony.Over, (await story.Comes(bea)).Refusal);
    }

    [Fact]
    public async Task Any_keeper_ends_it_and_nobody_else_begins_joins_or_ends_it()
    {
        await using var story = await CeremonyStory.Begin();
        var (amara, stranger) = (story.Keepers[0], await story.Practice.Person());
        Assert.NotNull(await story.Gather(stranger));
        Assert.Null(await story.Gather(amara));
        Assert.NotNull((await story.Comes(stranger, await story.Words(story.Keepers[1]))).Refusal);
        Assert.NotNull(await story.Asks((c, _) => c.End(stranger)));
        Assert.Null(await story.Asks((c, _) => c.End(story.Keepers[2])));
        Assert.Null(story.Table.Now);
        Assert.Equal([LogActs.KeepersGather, LogActs.KeepersPart], (await story.Logged()).Select(l => l.Act));
    }

    [Fact]
    public async Task Papers_of_another_practice_end_it_and_open_nothing()
    {
        await using var story = await CeremonyStory.Begin();
        await using var other = await CeremonyStory.Begin(seed: 2);
        var theirs = new Dictionary<int, string>();
        foreach (var keeper in other.Keepers) theirs[await other.NumberOf(keeper)] = await other.Words(keeper);
        Assert.Null(await story.Gather(story.Keepers[0]));
        Assert.Null((await story.Comes(story.Keepers[0], theirs[await story.NumberOf(story.Keepers[0])])).Refusal);
        Assert.Same(Ceremony.Foreign, (await story.Comes(story.Keepers[1], theirs[await story.NumberOf(story.Keepers[1])])).Refusal);
        Assert.Null(story.Table.Now);
        Assert.Equal([LogActs.KeepersGather, LogActs.KeeperCame, LogActs.KeeperCame, LogActs.KeepersPart], (await story.Logged()).Select(l => l.Act));
        Assert.Null(await Tried(story, new()));
    }

    [Fact]
    public async Task A_wrong_word_is_named_by_its_number_and_never_repeated()
    {
        await using var story = await CeremonyStory.Begin();
        var amara = story.Keepers[0];
        Assert.Null(await story.Gather(amara));
        var words = (await story.Words(amara)).Split(' ');
        var refusal = (await story.Comes(amara, string.Join(' ', [.. words[..6], "marmalade", .. words[7..]]))).Refusal!;
        Assert.Equal("Word number 7 is not one of the words that shares are made of. Please compare it with the paper.", refusal.ToString());
        (words[4], words[5]) = (words[5], words[4]);
        Assert.Contains("differs from the paper", (await story.Comes(amara, string.Join(' ', words))).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Empty(story.Table.Now!.Came);
    }

    private static async Task<Instant?> Tried(CeremonyStory story, DrillsSeen seen)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.LatestDrill(story.Practice.Premises, seen);
    }
}
