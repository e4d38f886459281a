using Alongside.Features.Consents;
using Alongside.Features.Records;
using Alongside.Features.Records.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Records;

/// <summary>Asking about a line of one's own access log.</summary>
public class AskingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_is_asked_reads_it_and_answers_and_nobody_else_does(string database)
    {
        await using var story = await CareStory.Begin(database);
        var id = await Asks(story, story.Bea, "why on a Sunday");
        Assert.Equal([id], await Waiting(story, story.Bea));
        Assert.Empty(await Waiting(story, story.Amara));
        Assert.NotNull((await Askings(story, a => a.Of(story.Amara, id))).Refusal);
        var read = (await Askings(story, a => a.Of(story.Bea, id))).Value;
        Assert.Equal(("Amara opened your notes.", "why on a Sunday"), (read.Asked.Line, read.Asked.Text));
        Assert.NotNull(await Askings(story, a => a.Answer(story.Amara, id, "not mine to answer")));
        Assert.NotNull(await Askings(story, a => a.Answer(story.Bea, id, " ")));
        Assert.Null(await Askings(story, a => a.Answer(story.Bea, id, "to plan the week")));
        Assert.Empty(await Waiting(story, story.Bea));
        var said = await story.Said(story.Bea);
        Assert.Equal(1, await Askings(story, a => a.Answered(said, story.Practice.Clock.Now)));
        var mine = Assert.Single(await Askings(story, a => a.Own(story.Client, story.Practice.Clock.Now)));
        Assert.Equal((story.Bea.Person.Actor, "to plan the week"), (mine.Replies[0].By, mine.Replies[0].Text));
        // That they read it stands in the log, too.
        await using var visit = story.Practice.Visit();
        Assert.Contains(await visit.Db.Looks(story.Client.Person), l => l is { Act: "open", Category: Category.Messages } && l.Actor == story.Bea.Person.Actor);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_ninety_days_or_once_it_is_done_it_is_closed_to_them(string database)
    {
        await using var story = await CareStory.Begin(database);
        var (first, second) = (await Asks(story, story.Bea, "first"), await Asks(story, story.Bea, "second"));
        Assert.Null(await Askings(story, a => a.Done(story.Client, first)));
        Assert.NotNull((await Askings(story, a => a.Of(story.Bea, first))).Refusal);
        Assert.Equal([second], await Waiting(story, story.Bea));
        story.Practice.Clock.Now += Duration.FromDays(89);
        Assert.Null((await Askings(story, a => a.Of(story.Bea, second))).Refusal);
        story.Practice.Clock.Now += Duration.FromDays(1);
        Assert.NotNull((await Askings(story, a => a.Of(story.Bea, second))).Refusal);
        Assert.NotNull(await Askings(story, a => a.Answer(story.Bea, second, "too late")));
        Assert.Empty(await Waiting(story, story.Bea));
        var mine = await Askings(story, a => a.Own(story.Client, story.Practice.Clock.Now));
        Assert.Equal(["second", "first"], mine.Select(a => a.Asked.Text));
        Assert.All(mine, a => Assert.Null(a.OpenUntil));
    }

    [Fact]
    public async Task Whoever_is_asked_about_a_line_is_no_part_of_their_care_by_that()
    {
        await using var story = await CareStory.Begin("sqlite");
        await Asks(story, story.Bea, "");
        await using var visit = story.Practice.Visit();
        Assert.DoesNotContain(story.Client.Person, await visit.Db.ClientsOf(story.Practice.Premises.House, story.Bea.Person, story.Practice.Clock.Now));
        Assert.False(await visit.Db.IsClientOf(story.Practice.Premises.House, story.Client.Person, story.Bea.Person, story.Practice.Clock.Now));
    }

    [Fact]
    public async Task Nobody_is_asked_who_is_kept_out_or_does_not_work_here_or_about_ones_own_act()
    {
        await using var story = await CareStory.Begin("sqlite");
        var stranger = await story.Practice.Person();
        Assert.NotNull((await Askings(story, a => a.Ask(story.Client, Opened(story), "a line", stranger.Person, ""))).Refusal);
        Assert.NotNull((await Askings(story, a => a.Ask(story.Client, Opened(story) with { Actor = story.Client.Person.Actor }, "a line", story.Bea.Person, ""))).Refusal);
        Assert.NotNull((await Askings(story, a => a.Ask(story.Client, Opened(story), "a line", story.Bea.Person, new string('a', Asking.Longest + 1)))).Refusal);
        var before = await Asks(story, story.Bea, "before");
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Bea.Person)));
        Assert.NotNull((await Askings(story, a => a.Ask(story.Client, Opened(story), "a line", story.Bea.Person, ""))).Refusal);
        Assert.Empty(await Waiting(story, story.Bea));
        Assert.Equal(Gate.NotYours, (await Askings(story, a => a.Of(story.Bea, before))).Refusal);
    }

    [Fact]
    public async Task No_word_of_it_stands_on_the_disk()
    {
        await using var story = await CareStory.Begin("sqlite");
        var id = await Asks(story, story.Bea, "tangerine questions");
        Assert.Null(await Askings(story, a => a.Answer(story.Bea, id, "tangerine answers")));
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
    }

    private static Look Opened(CareStory story) => new(3, TestPractice.Start, "open", story.Amara.Person.Actor, Purpose.Care, Category.Notes, null, null);

    private static async Task<FolderId> Asks(CareStory story, Keyring of, string text)
    {
        var asked = (await Askings(story, a => a.Ask(story.Client, Opened(story), "Amara opened your notes.", of.Person, text))).Value;
        story.Practice.Clock.Now += Duration.FromMinutes(1);
        return asked;
    }

    private static Task<IReadOnlyList<FolderId>> Waiting(CareStory story, Keyring member) => Askings(story, a => a.Waiting(member.Person, story.Practice.Clock.Now));

    private static async Task<T> Askings<T>(CareStory story, Func<AskingBook, Task<T>> ask)
    {
        await using var visit = story.Practice.Visit();
        return await ask(new(visit.Db, story.Practice.Premises, visit.Gate, story.Practice.Random));
    }
}
