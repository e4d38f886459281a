using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>When the day comes to look at a decision again, the question opens by itself.</summary>
[Trait("Kind", "Unhurried")]
public class ReviewTests
{
    private static readonly Zone Lisbon = new("Europe/Lisbon"), Tokyo = new("Asia/Tokyo");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task On_its_day_the_question_opens_again_with_the_same_need_and_what_holds_and_not_before(string database)
    {
        await using var story = await Decided(database);
        story.Later(days: 320);
        await story.ComesBy(1);
        Assert.Equal((1, ReviewStage.NotYet), (await Questions(story), (await Of(story, 1)).Stage));
        Assert.NotNull((await story.Opens(1, 1)).Refusal);
        story.Later(days: 60);
        Assert.Equal(ReviewStage.Due, (await Of(story, 1)).Stage);
        Assert.Equal(2, (await story.Opens(1, 1)).Value);
        var again = (await story.Reads(story.Members[2], 2))!;
        Assert.Equal(("Looked at again: A change", "So that more of us can come", Lisbon.Write()), (again.Latest.Words.Title, again.Latest.Words.Need, Assert.Single(again.Latest.Changes).Value));
        Assert.Equal((story.Members[0].Person, Stage.Open, ReviewStage.Open), (again.Deliberation.Proposer, await story.StageOf(2), (await Of(story, 1)).Stage));
        await story.ComesBy(2);
        Assert.Equal(2, await Questions(story));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_agrees_keeps_it_as_it_is_until_its_next_day(string database)
    {
        await using var story = await Opened(database);
        await story.Agree(2);
        story.Later(days: 13);
        Assert.Equal(1, await story.Enacts());
        Assert.Equal(("Europe/Lisbon", 3, 2), ((await story.InForce<Zone>())!.Value.Id, (await story.InForce<Zone>())!.Number, (await story.InForce<Zone>())!.Decision));
        Assert.Equal((ReviewStage.Reaffirmed, 2), ((await Of(story, 1)).Stage, (await Of(story, 1)).By));
        Assert.Equal(ReviewStage.NotYet, (await Of(story, 2)).Stage);
        story.Later(days: 370);
        Assert.Equal(3, (await story.Opens(1, 2)).Value);
        Assert.Equal("Looked at again: A change", (await story.Reads(story.Members[0], 3))!.Latest.Words.Title);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_too_few_answer_it_holds_as_it_did_and_whoever_carries_it_can_ask_again(string database)
    {
        await using var story = await Opened(database);
        story.Later(days: 30);
        Assert.Equal((Stage.Lapsed, 0, 0), (await story.StageOf(2), await story.Enacts(), await story.Settles()));
        Assert.Equal(("Europe/Lisbon", 2, ReviewStage.Undecided), ((await story.InForce<Zone>())!.Value.Id, (await story.InForce<Zone>())!.Number, (await Of(story, 1)).Stage));
        Assert.Null(await story.Acts(0, 2, (d, by, terms, at) => d.AskAgain(by, terms, at)));
        Assert.Equal(ReviewStage.Open, (await Of(story, 1)).Stage);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_decision_on_the_same_leaves_nothing_to_look_at_again(string database)
    {
        await using var story = await Decided(database);
        await story.Decides(Tokyo);
        var (first, second) = (await Of(story, 1), await Of(story, 2));
        Assert.Equal((ReviewStage.Superseded, 2, ReviewStage.NotYet), (first.Stage, first.By, second.Stage));
        story.Later(days: 345);
        Assert.True(first.On < story.Practice.Clock.Now);
        Assert.NotNull((await story.Opens(0, 1)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_held_before_can_be_written_into_it_and_then_it_is_reverted(string database)
    {
        await using var story = await Opened(database);
        await using (var visit = story.Practice.Visit())
        {
            var draft = (await story.Reviews(visit).Back(await Of(story, 1), await story.Reads(story.Members[0], 2)))!;
            Assert.Equal((2, "America/Toronto"), (draft.Amends, ((Zone)AgreementQueries.Kinds.Single(k => k.Name == "zone").Read(Assert.Single(draft.Changes).Value)).Id));
            Assert.Equal(2, (await story.Puts(0, await story.Keeps(0, draft))).Value);
        }
        await story.Agree(2);
        story.Later(days: 13);
        Assert.Equal(1, await story.Enacts());
        Assert.Equal(("America/Toronto", ReviewStage.Reverted, 2), ((await story.InForce<Zone>())!.Value.Id, (await Of(story, 1)).Stage, (await Of(story, 1)).By));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_several_who_come_by_at_once_one_opens_it(string database)
    {
        await using var story = await Decided(database);
        story.Later(days: 380);
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            using var queue = new WriterQueue();
            await using var visit = story.Practice.Visit();
            var gate = new Gate(visit.Db, story.Practice.Premises, story.Practice.Time, story.Practice.Random, queue, visit.Gate.Vault);
            return await story.Reviews(visit, gate: gate).Open(CircleStory.Fresh(story.Members[i % 3]), 1, "");
        })));
        Assert.Single(opened, o => o.Refusal is null);
        Assert.Equal(2, await Questions(story));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_the_founding_each_agreement_is_asked_by_itself_one_at_a_time(string database)
    {
        await using var story = await CircleStory.Begin(database);
        story.Later(days: 380);
        var due = (await story.AllReviews()).Where(r => r.Stage == ReviewStage.Due).ToList();
        Assert.Contains(due, r => r is { Decision: 0, Kind: "zone", Proposal: null });
        Assert.DoesNotContain(due, r => r.Kind == "mandates" || r.Kind.StartsWith(GivenMandate.Prefix, StringComparison.Ordinal) || r.Kind == Joining.KindName);
        await story.ComesBy(0);
        await story.ComesBy(1);
        Assert.Equal(1, await Questions(story));
        Assert.Equal(Reviews.ItsTurn, (await story.Opens(0, 0, due[1].Kind)).Refusal);
        var first = (await story.Reads(story.Members[0], 1))!;
        Assert.Equal(Proposal.Nobody, first.Deliberation.Proposer);
        Assert.Null(await story.Acts(2, 1, (d, by, _, at) => d.TakeOn(by, at)));
        await story.Agree(1);
        story.Later(days: first.Deliberation.Round!.Terms.OpenDays);
        story.Later(minutes: 10);
        await story.ComesBy(1);
        Assert.Equal(2, await Questions(story));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Several_that_are_due_can_be_asked_in_one_question_and_each_is_answered_by_it(string database)
    {
        await using var story = await CircleStory.Begin(database);
        story.Later(days: 380);
        await story.ComesBy(0);
        var due = (await story.AllReviews()).Where(r => r.Stage == ReviewStage.Due).Take(9).Select(r => (r.Decision, r.Kind)).ToList();
        Assert.Contains("two or more", (await story.OpensTogether(1, due[0])).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("at most 8", (await story.OpensTogether(1, due)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.NotNull((await story.OpensTogether(1, due[0], (0, "no such agreement"))).Refusal);
        Assert.Equal(1, await Questions(story));
        Assert.Equal(2, (await story.OpensTogether(1, due.Take(3).ToList())).Value);
        Assert.NotNull((await story.OpensTogether(2, due.Take(2).ToList())).Refusal);
        var asked = (await story.Reads(story.Members[2], 2))!;
        Assert.Equal((story.Members[1].Person, "Looked at again: 3 agreements", 3), (asked.Deliberation.Proposer, asked.Latest.Words.Title, asked.Latest.Changes.Count));
        Assert.Equal([ReviewStage.Open, ReviewStage.Open, ReviewStage.Open], (await story.AllReviews()).Where(r => due.Take(3).Contains((r.Decision, r.Kind))).Select(r => r.Stage));
        // Whoever carries it leaves one out: that one holds, and was not decided again.
        var draft = asked.AsDraft();
        Assert.Equal(2, (await story.Puts(1, await story.Keeps(1, draft.Without(due[2].Kind)))).Value);
        await story.Agree(2);
        story.Later(days: 36);
        Assert.Equal(1, await story.Enacts());
        var became = (await story.AllReviews()).Where(r => r.Decision == 0).ToDictionary(r => r.Kind);
        Assert.Equal([(ReviewStage.Reaffirmed, 1), (ReviewStage.Reaffirmed, 1), (ReviewStage.Undecided, null)], due.Take(3).Select(d => (became[d.Kind].Stage, became[d.Kind].By)));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_several_asked_about_in_one_question_one_can_go_back_to_what_held_before_while_the_others_are_kept(string database)
    {
        await using var story = await Decided(database);
        await story.Decides(new Retention(12));
        story.Later(days: 400);
        var due = (await story.AllReviews()).Where(r => r.Stage == ReviewStage.Due && r.Decision is 1 or 2).OrderBy(r => r.Decision).ToList();
        var number = (await story.OpensTogether(1, [.. due.Select(r => (r.Decision, r.Kind))])).Value;
        await using (var visit = story.Practice.Visit())
        {
            var draft = (await story.Reviews(visit).Back(await Of(story, 1), await story.Reads(story.Members[1], number)))!;
            Assert.Equal((number, "retention zone"), (draft.Amends, string.Join(' ', draft.Changes.Select(c => c.Kind).Order(StringComparer.Ordinal))));
            Assert.Equal(number, (await story.Puts(1, await story.Keeps(1, draft))).Value);
        }
        await story.Agree(number);
        story.Later(days: 36);
        Assert.Equal(1, await story.Enacts());
        Assert.Equal(("America/Toronto", 12), ((await story.InForce<Zone>())!.Value.Id, (await story.InForce<Retention>())!.Value.Years));
        Assert.Equal((ReviewStage.Reverted, ReviewStage.Reaffirmed), ((await Of(story, 1)).Stage, (await Of(story, 2)).Stage));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_never_opens_more_than_the_chart_allows(string database)
    {
        await using var story = await Decided(database);
        story.Later(days: 380);
        for (var i = 0; i < 3; i++) Assert.Null((await story.Puts(i, "Tea", $"Tea, the {i + 1}th kind.")).Refusal);
        await story.ComesBy(0);
        Assert.Equal((4, Reviews.ItsTurn), (await Questions(story), (await story.Opens(0, 1)).Refusal));
        Assert.Null(await story.Acts(0, 2, (d, by, _, at) => d.TakeBack(by, at)));
        await story.ComesBy(0);
        Assert.Equal(5, await Questions(story));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_decided_in_words_is_asked_again_in_the_same_words(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(1, "Tea", "We drink it together on Mondays.")).Value;
        await story.Agree(number);
        story.Later(days: 13);
        Assert.Equal(1, await story.Enacts());
        story.Later(days: 380);
        Assert.Equal(2, (await story.Opens(0, 1)).Value);
        Assert.Equal("We drink it together on Mondays.", (await story.Reads(story.Members[2], 2))!.Latest.Words.Text);
        await story.Agree(2);
        story.Later(days: 13);
        Assert.Equal(1, await story.Enacts());
        Assert.Equal((ReviewStage.Reaffirmed, 2), ((await Of(story, 1)).Stage, (await Of(story, 1)).By));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task That_it_was_opened_stays_and_a_row_that_was_forged_opened_nothing(string database)
    {
        await using var story = await Opened(database);
        await using (var visit = story.Practice.Visit())
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => visit.Db.Database.ExecuteSqlRawAsync("""DELETE FROM "Reviews" """));
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => visit.Db.Database.ExecuteSqlRawAsync("""UPDATE "Reviews" SET "At" = 0"""));
        }
        await story.Practice.Tamper("""UPDATE "Reviews" SET "At" = 0""");
        Assert.Equal(ReviewStage.Due, (await Of(story, 1)).Stage);
    }

    private static async Task<CircleStory> Decided(string database)
    {
        var story = await CircleStory.Begin(database);
        await story.Decides(Lisbon);
        return story;
    }

    private static async Task<CircleStory> Opened(string database)
    {
        var story = await Decided(database);
        story.Later(days: 380);
        Assert.Equal(2, (await story.Opens(1, 1)).Value);
        return story;
    }

    private static async Task<Reviewed> Of(CircleStory story, int decision) => Assert.Single(await story.AllReviews(), r => r.Decision == decision);

    private static async Task<int> Questions(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Proposals.CountAsync();
    }
}
