using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle;

/// <summary>How somebody becomes a member after the founding: a decision asks, a member gives a link, they accept.</summary>
[Trait("Kind", "Unhurried")]
public class JoiningTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_was_asked_and_accepts_decides_from_then_on_and_reads_what_was_said_before(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var before = (await story.Puts(0, "Before they came", "Shall we paint the door?")).Value;
        await story.Decides(new Joining(1));
        var newcomer = await story.Practice.Person();
        Assert.Null(await Joins(story, newcomer, await Link(story)));
        story.Members.Add(newcomer);

        // Older words come by whoever held them already; new ones at once.
        var after = (await story.Puts(3, "After they came", "Shall we paint the wall?")).Value;
        Assert.NotNull(await story.Reads(newcomer, after));
        Assert.Null(await story.Reads(newcomer, before));
        Assert.DoesNotContain((await story.Book(newcomer)).Proposals, p => p.Proposal.Number == before);
        await using (var visit = story.Practice.Visit()) await visit.Gate.Settle(CircleStory.Fresh(story.Members[0]));
        Assert.Equal("Shall we paint the door?", (await story.Reads(newcomer, before))!.Latest.Words.Text);

        Assert.Null(await story.Takes(3, after));
        Assert.Equal(4, (await story.Reads(newcomer, after))!.Deliberation.Round!.Terms.Electorate.Count);
        await story.Agrees();
    }

    [Fact]
    public async Task Nobody_who_came_later_decides_what_was_open_before()
    {
        await using var story = await CircleStory.Begin();
        await story.Decides(new Joining(1));
        var open = (await story.Puts(0, "Open already", "Shall we?")).Value;
        var newcomer = await story.Practice.Person();
        Assert.Null(await Joins(story, newcomer, await Link(story)));
        story.Members.Add(newcomer);
        Assert.Contains("When this was opened you weren’t among those", (await story.Takes(3, open))!.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, (await story.Reads(story.Members[0], open))!.Deliberation.Round!.Terms.Electorate.Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_more_come_than_were_asked_and_each_link_works_once(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Decides(new Joining(2));
        var (first, second) = (await Link(story), await Link(story));
        Assert.Contains("As many links are out", (await Invites(story)).Refusal!.ToString(), StringComparison.Ordinal);
        story.Members.Add(await story.Practice.Person());
        Assert.Null(await Joins(story, story.Members[3], first));
        Assert.NotNull(await Joins(story, await story.Practice.Person(), first));
        Assert.NotNull(await Joins(story, await story.Practice.Person(), "AAAA"));
        story.Members.Add(await story.Practice.Person());
        Assert.Null(await Joins(story, story.Members[4], second));
        Assert.NotNull((await Invites(story)).Refusal);
        Assert.Equal(5, await Members(story));

        // The same once more is another act.
        await story.Decides(new Joining(2));
        Assert.Null((await Invites(story, decision: 2)).Refusal);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_that_are_open_at_once_both_take_effect_and_each_has_its_own_places(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (first, second) = ((await story.Puts(0, "Ada", "", new Joining(1))).Value, (await story.Puts(1, "Kofi", "", new Joining(2))).Value);
        await story.Agree(first);
        await story.Agree(second);
        story.Later(days: 36);
        Assert.Equal(2, await story.Enacts());
        Assert.Equal([(2, 2), (1, 1)], (await story.Asks((joins, _) => joins.Asked())).Select(a => (a.Decision, a.People)));
        await story.Agrees();
    }

    [Fact]
    public void Who_joins_is_decided_by_all_whatever_else_is_not()
    {
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        DecisionChart With(string kind, Func<ChartLine, ChartLine> change) => chart with { Lines = [.. chart.Lines.Select(l => l.Kind == kind ? change(l) : l)] };
        Assert.Null(chart.Check());
        Assert.NotNull(With(Joining.KindName, l => l with { Protocol = Protocol.Advice }).Check());
        var fewer = With(Joining.KindName, l => l with { QuorumPercent = 66 });
        Assert.Null(fewer.Check());
        Assert.Equal(chart.For(DecisionChart.OwnKind).QuorumPercent, fewer.For(Joining.KindName).QuorumPercent);
        Assert.Equal(chart.InWords().Select(s => s.ToString()), fewer.InWords().Select(s => s.ToString()));
        Assert.NotNull(With(DecisionChart.OwnKind, l => l with { Protocol = Protocol.Advice }).Check());
        var without = chart with { Lines = [.. chart.Lines.Where(l => l.Kind != Joining.KindName)] };
        Assert.Null(without.Check());
        Assert.Equal(without.For(DecisionChart.OwnKind), without.For(Joining.KindName));
        Assert.Null(With("", l => l with { Protocol = Protocol.Advice }).Check());
    }

    [Theory, InlineData(DecisionChart.OwnKind), InlineData(Joining.KindName)]
    public void An_older_chart_that_lets_one_member_decide_about_itself_does_not_let_them_decide_who_decides(string kind)
    {
        var chart = DecisionChart.Offer(AgreementQueries.Kinds);
        var older = chart with { Lines = [.. chart.Lines.Select(l => l with { Protocol = Protocol.Advice })] };
        Assert.Equal(Protocol.Consent, Terms.Of(older, [kind], [new(Guid.NewGuid())], []).Protocol);
        Assert.Equal(Protocol.Consent, Terms.Of(older, ["retention", kind], [new(Guid.NewGuid())], []).Protocol);
        Assert.Equal(Protocol.Advice, Terms.Of(older, ["retention"], [new(Guid.NewGuid())], []).Protocol);
    }

    [Fact]
    public async Task A_link_that_was_taken_back_or_came_too_late_opens_nothing()
    {
        await using var story = await CircleStory.Begin();
        await story.Decides(new Joining(1));
        var lost = await Link(story);
        var id = await story.Asks(async (joins, visit) => (await visit.Db.MemberInvitations.SingleAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Null(await story.Asks((joins, _) => joins.TakeBack(CircleStory.Fresh(story.Members[1]), id)));
        Assert.NotNull(await Joins(story, await story.Practice.Person(), lost));

        var late = await Link(story);
        story.Later(days: 91);
        Assert.False(await story.Asks((joins, _) => joins.IsAlive(late)));
        Assert.NotNull(await Joins(story, await story.Practice.Person(), late));
        Assert.NotNull((await Invites(story)).Refusal);
        Assert.Equal(3, await Members(story));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Neither_a_forged_link_nor_one_that_was_put_back_lets_anybody_in(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Decides(new Joining(1));
        var used = await Link(story);
        var row = await story.Asks((_, visit) => visit.Db.MemberInvitations.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        story.Members.Add(await story.Practice.Person());
        Assert.Null(await Joins(story, story.Members[3], used));
        await using (var visit = story.Practice.Visit())
        {
            // As it was before it was used, with the code that this house gave it then.
            await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "MemberInvitations" SET "UsedBy" = NULL, "UsedAt" = NULL, "Mac" = {row.Mac}""", TestContext.Current.CancellationToken);
        }
        Assert.NotNull(await Joins(story, await story.Practice.Person(), used));

        await story.Decides(new Joining(1));
        var moved = await Link(story, decision: 2);
        await using (var visit = story.Practice.Visit())
            await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "MemberInvitations" SET "MadeAt" = "MadeAt" + 1""", TestContext.Current.CancellationToken);
        Assert.False(await story.Asks((joins, _) => joins.IsAlive(moved)));
        Assert.Equal(4, await Members(story));
    }

    [Fact]
    public async Task Nobody_but_a_member_makes_a_link_and_none_without_a_decision()
    {
        await using var story = await CircleStory.Begin();
        Assert.NotNull((await Invites(story)).Refusal);
        await story.Decides(new Joining(1));
        var stranger = await story.Practice.Person();
        Assert.NotNull((await story.Asks((joins, _) => joins.Invite(stranger, 1))).Refusal);
        Assert.NotNull(new Joining(0).Check());
        Assert.NotNull(new Joining(Joining.Most + 1).Check());
    }

    private static async Task<string> Link(CircleStory story, int decision = 1) => (await Invites(story, decision)).Value;

    private static Task<Outcome<string>> Invites(CircleStory story, int decision = 1) => story.Asks((joins, _) => joins.Invite(CircleStory.Fresh(story.Members[0]), decision));

    private static async Task<Refusal?> Joins(CircleStory story, Keyring who, string token)
    {
        await using var visit = story.Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        if (await story.Joins(visit).Join(work, who.Person, token, "Ada") is { } refusal) return refusal;
        await work.Commit();
        return null;
    }

    private static async Task<int> Members(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return (await visit.Db.CircleOf(story.Practice.Premises.House)).Count;
    }
}
