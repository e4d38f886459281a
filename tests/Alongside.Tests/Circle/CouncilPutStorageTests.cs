using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>Whoever sits on the client council puts a question: by public keys alone, so that it opens to the circle, to the council, and to nobody else.</summary>
[Trait("Kind", "Unhurried")]
public class CouncilPutStorageTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_sits_puts_a_question_members_read_and_decide_it_and_the_council_reads_nothing_else(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var circle = story.Circle;
        await circle.Puts(0, "Paint", "Shall we paint the door?");
        var (ash, bo) = (await story.Seated("Ash"), await story.Seated("Bo"));
        var number = await Put(story, ash, Letter);
        // The circle, the council and escrow, from the first key on, and nobody has to hand anything over.
        Assert.Equal(await Permitted(circle), await Reached(circle));
        Assert.Equal([("Paint", 1), ("A letter first", 2)], await Titles(circle, circle.Members[1]));
        var read = (await circle.Reads(circle.Members[2], number))!;
        Assert.Equal(("Write to everybody before fees change.", ash.Person, true), (read.Latest.Words.Text, read.Deliberation.Proposer, read.Deliberation.IsFromCouncil));
        Assert.Null(read.Deliberation.Round!.Terms.Council);
        Assert.NotNull(await circle.Reads(bo, number));
        Assert.Null(await circle.Reads(bo, 1));
        Assert.Equal([("", 1), ("", 2)], await Titles(circle, await circle.Practice.Person()));
        Assert.Equal([("", 1), ("A letter first", 2)], await Titles(circle, bo));

        // New words are theirs to write, and the title of the list is the new one.
        await Put(story, ash, (await circle.Reads(ash, number))!.AsDraft() with { Title = "A letter, a month before" });
        Assert.Equal("A letter, a month before", (await Titles(circle, circle.Members[0]))[1].Title);
        await circle.Agree(number);
        Assert.Contains("weren’t among those", (await story.Takes(ash, number))!.ToString(), StringComparison.Ordinal);
        circle.Later(days: 13);
        Assert.Equal(1, await circle.Enacts());
        Assert.Equal(Stage.InEffect, await circle.StageOf(number));
        var book = await circle.Book(circle.Members[1]);
        Assert.Equal("Ash", book.NameOf(book.Proposals[1].Proposal.By));
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_steps_down_loses_what_they_put_and_a_member_carries_it_on(string database)
    {
        await using var story = await CouncilStory.Begin(database);
        var circle = story.Circle;
        var (ash, bo) = (await story.Seated("Ash"), await story.Seated("Bo"));
        var number = await Put(story, ash, Letter);
        Assert.Null(await story.StepsDown(ash));
        Assert.Null(await circle.Reads(ash, number));
        Assert.Equal(await Permitted(circle), await Reached(circle));
        Assert.Null(await circle.Acts(0, number, (d, by, _, at) => d.TakeOn(by, at)));
        var draft = (await circle.Reads(circle.Members[0], number))!.AsDraft() with { Title = "A letter by us" };
        Assert.Null((await circle.Puts(0, await circle.Keeps(0, draft))).Refusal);
        Assert.Equal([("A letter by us", 1)], await Titles(circle, circle.Members[1]));
        // Once a member has come by, the council reads on.
        await story.ComesBy(circle.Members[0]);
        Assert.Equal(2, (await circle.Reads(bo, number))!.Versions.Count);
        await circle.Agrees();
    }

    [Fact]
    public async Task A_year_later_the_council_still_puts_questions_and_reads_the_titles_of_old_ones_no_more()
    {
        await using var story = await CouncilStory.Begin();
        var circle = story.Circle;
        var ash = await story.Seated("Ash");
        await Put(story, ash, Letter);
        circle.Later(days: 400);
        await story.Minute();
        await Put(story, ash, Letter with { Title = "A letter again" });
        Assert.Equal([("A letter first", 1), ("A letter again", 2)], await Titles(circle, circle.Members[1]));
        Assert.Equal([("", 1), ("A letter again", 2)], await Titles(circle, ash));
        Assert.Null(await circle.Reads(ash, 1));
        await circle.Agrees();
    }

    [Fact]
    public async Task Nobody_else_in_care_puts_one_nor_does_the_council_with_a_change_beyond_the_limit_or_where_the_chart_says_no()
    {
        await using var story = await CouncilStory.Begin();
        var circle = story.Circle;
        var (ash, stranger) = (await story.Seated("Ash"), await story.InCare());
        Assert.Contains("and whoever sits on the client council", await Refused(story, stranger, Letter), StringComparison.Ordinal);
        var chart = (await circle.InForce<DecisionChart>())!;
        var closed = new DraftedChange(DecisionChart.OwnKind, chart.Number, (chart.Value with { Council = chart.Value.Council with { MayPut = false } }).Write());
        Assert.Contains("a member can write that from your words", await Refused(story, ash, Letter with { Changes = [closed] }), StringComparison.Ordinal);
        for (var i = 0; i < chart.Value.MostOpen; i++) await Put(story, ash, Letter);
        Assert.Contains("questions are open already", await Refused(story, ash, Letter), StringComparison.Ordinal);
        Assert.Null(await story.StepsDown(ash));
        Assert.Contains("and whoever sits on the client council", await Refused(story, ash, Letter), StringComparison.Ordinal);
        circle.Later(days: 30);
        await circle.Decides(chart.Value with { Council = chart.Value.Council with { MayPut = false } });
        Assert.Null(await story.Offers(ash, "Ash"));
        Assert.Contains("members put the questions", await Refused(story, ash, Letter), StringComparison.Ordinal);
        await circle.Agrees();
    }

    [Fact]
    public async Task By_no_folder_that_was_the_circles_alone_does_the_council_speak_to_it()
    {
        await using var story = await CouncilStory.Begin();
        var circle = story.Circle;
        var number = (await circle.Puts(0, "Paint", "Shall we paint the door?")).Value;
        var (ash, stranger) = (await story.Seated("Ash"), await story.InCare());
        var theirs = (await circle.Reads(circle.Members[0], number))!.Proposal.Id.Value;
        await circle.Does(async (visit, work) =>
        {
            var mandates = await visit.Gate.Vault.Mandates();
            var (to, from) = (mandates.Single(m => m.Name == MandateNames.Circle).Id, mandates.Single(m => m.Name == MandateNames.Council).Id);
            Assert.NotNull((await visit.Gate.FolderBetween(work, CircleStory.Fresh(ash), to, from, Category.Circle, theirs)).Refusal);
            Assert.NotNull((await visit.Gate.FolderBetween(work, CircleStory.Fresh(ash), to, from, Category.Circle, Guid.Empty)).Refusal);
            Assert.NotNull((await visit.Gate.FolderBetween(work, CircleStory.Fresh(stranger), to, from, Category.Circle, Guid.NewGuid())).Refusal);
            Assert.NotNull((await visit.Gate.FolderBetween(work, CircleStory.Fresh(ash), new(ash.Person.Value), from, Category.Circle, Guid.NewGuid())).Refusal);
        });
        Assert.Null(await circle.Reads(ash, number));
        await circle.Agrees();
    }

    [Fact]
    public async Task Whoever_is_seated_later_hears_of_what_began_before_and_is_turned_to_by_name()
    {
        await using var story = await CouncilStory.Begin();
        var circle = story.Circle;
        var (alone, ash) = (await story.Asked("Nobody sat"), await story.Seated("Ash"));
        var asked = await story.Asked();
        var bo = await story.Seated("Bo");
        // Sealed to those who sat then, until one of them comes by.
        Assert.Equal([(alone, true), (asked, false)], await HeardOf(story, bo));
        await story.ComesBy(circle.Members[0]);
        Assert.Equal([(alone, true)], await HeardOf(story, bo));
        var read = Assert.Single(await story.Finds(bo));
        Assert.False(read.Deliberation.Round!.Terms.AsksOnCouncil(bo.Person));

        await using (var visit = circle.Practice.Visit())
            Assert.Null(await circle.Talk(visit).Say(CircleStory.Fresh(circle.Members[0]), read.Folder, [], Guid.NewGuid(), new(null, "How is it for you?") { For = [bo.Person.Value, (await circle.Practice.Person()).Person.Value] }));
        Assert.Equal([bo.Person], Assert.Single(await circle.Spoken(bo, asked)).For);
        Assert.Equal([read.Proposal.Id], await Asks(story, b => b.NamedIn(bo.Person)));
        Assert.Empty(await Asks(story, b => b.NamedIn(ash.Person)));
        await using (var visit = circle.Practice.Visit())
            Assert.Null(await circle.Talk(visit).Mark(CircleStory.Fresh(bo), read.Proposal.Id.Value, circle.Practice.Clock.Now + Duration.FromMinutes(1)));
        Assert.Empty(await Asks(story, b => b.NamedIn(bo.Person)));
    }

    private static ProposalDraft Letter => ProposalDraft.New with { Title = "A letter first", Need = "So that nobody is surprised", Text = "Write to everybody before fees change." };

    private static async Task<int> Put(CouncilStory story, Keyring who, ProposalDraft draft)
    {
        var put = await Try(story, who, draft);
        Assert.Null(put.Refusal);
        return put.Value;
    }

    private static async Task<string> Refused(CouncilStory story, Keyring who, ProposalDraft draft) => (await Try(story, who, draft)).Refusal!.ToString();

    private static async Task<Outcome<int>> Try(CouncilStory story, Keyring who, ProposalDraft draft)
    {
        await using var visit = story.Circle.Practice.Visit();
        var kept = (await story.Circle.Drafts(visit).Keep(CircleStory.Fresh(who), null, draft)).Value;
        await using var another = story.Circle.Practice.Visit();
        return await story.Circle.Book(another).Put(CircleStory.Fresh(who), kept);
    }

    private static async Task<T> Asks<T>(CouncilStory story, Func<ProposalBook, Task<T>> ask)
    {
        await using var visit = story.Circle.Practice.Visit();
        return await ask(story.Circle.Book(visit));
    }

    private static async Task<IEnumerable<(int, bool)>> HeardOf(CouncilStory story, Keyring who)
    {
        var read = await story.Finds(who);
        return (await Asks(story, b => b.HeardOf(read, story.Circle.Practice.Clock.Now + Duration.FromMinutes(1)))).Select(h => (h.Proposal.Number, h.IsOfMembers));
    }

    private static async Task<List<(string Title, int Number)>> Titles(CircleStory circle, Keyring by)
    {
        await using var visit = circle.Practice.Visit();
        return [.. (await circle.Book(visit).All(CircleStory.Fresh(by))).OrderBy(p => p.Proposal.Number).Select(p => (p.Title, p.Proposal.Number))];
    }

    // Of folders that the council reads: to whose keys the open generation is wrapped, and whose it should be.
    private static async Task<List<string>> Reached(CircleStory circle)
    {
        await using var visit = circle.Practice.Visit();
        var folders = await Shared(visit);
        var open = await visit.Db.Generations.Where(g => folders.Contains(g.Folder) && g.ClosedAt == null).ToListAsync(TestContext.Current.CancellationToken);
        var wraps = await visit.Db.Wraps.Where(w => folders.Contains(w.Folder)).ToListAsync(TestContext.Current.CancellationToken);
        return open.ConvertAll(g => string.Join(' ', wraps.Where(w => w.Folder == g.Folder && w.Generation == g.Number).Select(w => w.Actor.Value).Order()));
    }

    private static async Task<List<string>> Permitted(CircleStory circle)
    {
        await using var visit = circle.Practice.Visit();
        var mandates = (await visit.Gate.Vault.Mandates()).Where(m => m.Name is MandateNames.Circle or MandateNames.Council).Select(m => m.Id.Value);
        var all = string.Join(' ', mandates.Append(circle.Practice.Premises.Escrow.Value).Order());
        // The question, and the titles of what the council put.
        return [all, all];
    }

    private static async Task<List<FolderId>> Shared(Visitor visit)
    {
        var council = (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Council).Id;
        var circle = new PersonId((await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Circle).Id.Value);
        return await visit.Db.Permissions.Where(p => p.Actor == council && p.Person == circle).Select(p => p.Folder!.Value).Distinct().ToListAsync(TestContext.Current.CancellationToken);
    }
}
