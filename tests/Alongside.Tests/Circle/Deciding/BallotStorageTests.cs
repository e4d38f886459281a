using System.Data.Common;
using System.Text.Json;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Pages;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Alongside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Ballots from the draft to what takes effect, as they are kept.</summary>
[Trait("Kind", "Unhurried")]
public class BallotStorageTests
{
    private static readonly BallotAsked ranks = new(CountingMethod.Schulze, 1, 0, Anonymous: false, Hidden: false, Unranked.Below);
    private static readonly string[] options = ["Herbs", "A bench", "A pond"];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_most_stand_behind_is_chosen_and_takes_effect_by_itself(string database)
    {
        await using var story = await Adopted(database);
        var number = await Puts(story, ranks);
        Assert.Null(await Gives(story, 0, number, 1, 2, 0));
        Assert.Null(await Gives(story, 1, number, 2, 1, 0));
        Assert.Null(await Gives(story, 2, number, 0, 1, 2, of: 3));
        Assert.Null(await Gives(story, 4, number, 0, 1, 0));
        Assert.Equal([2], (await Counts(story, number))!.Chosen);
        story.Later(days: 20);
        Assert.Equal(1, await story.Enacts());
        var read = (await story.Reads(story.Members[3], number))!;
        Assert.Equal(Stage.InEffect, await story.StageOf(number));
        Assert.Equal([2], read.Deliberation.Chosen);
        var book = await story.Book(story.Members[0]);
        Assert.Equal("A bench", book.Counts[read.Proposal.Id].Ballots.Options[book.Counts[read.Proposal.Id].Chosen[0] - 1]);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_row_of_an_anonymous_ballot_names_who_cast_it_when_or_in_which_order(string database)
    {
        await using var story = await Adopted(database);
        var number = await Puts(story, ranks with { Anonymous = true });
        int[][] cast = [[3, 2, 1], [1, 2, 3], [3, 2, 1], [2, 1, 3]];
        for (var who = 0; who < cast.Length; who++)
        {
            Assert.Null(await Gives(story, who, number, cast[who]));
            story.Later(hours: 1);
            Assert.Null(await Counts(story, number));
        }
        await using var visit = story.Practice.Visit();
        var row = await visit.Db.AnonymousBallots.AsNoTracking().SingleAsync();
        Assert.Equal((4, """{"1,2,3":1,"2,1,3":1,"3,2,1":2}"""), (row.Count, row.Content));
        // Whoever reads every table finds who took part, and the ballots nowhere else.
        var facts = await visit.Db.ProposalFacts.AsNoTracking().Where(f => f.Proposal == row.Proposal).ToListAsync();
        Assert.All(facts.Where(f => f.Fact is BallotCast), f => Assert.Equal("""{"fact":"cast","Version":1}""", f.Content));
        Assert.Equal(cast.Length, facts.Count(f => f.Fact is BallotCast));
        Assert.DoesNotContain(facts, f => f.Content.Contains("3,2,1", StringComparison.Ordinal));
        story.Later(days: 20);
        Assert.Equal(1, await story.Enacts());
        Assert.Equal(4, (await Counts(story, number))!.Ballots.Cast);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_writes_ballots_into_the_database_has_nothing_counted(string database)
    {
        await using var story = await Adopted(database);
        var number = await Puts(story, ranks with { Anonymous = true });
        for (var who = 0; who < 4; who++) Assert.Null(await Gives(story, who, number, 1, 2, 3));
        await Refused(story, "stays cast", """DELETE FROM "AnonymousBallots" """);
        if (database == "postgres") await Refused(story, "stays cast", """TRUNCATE "AnonymousBallots" """);
        await Refused(story, "one by one", """UPDATE "AnonymousBallots" SET "Count" = "Count" + 2""");
        await Refused(story, "one by one", """UPDATE "AnonymousBallots" SET "Content" = '{"3,2,1":4}' """);
        await Refused(story, "one by one", """INSERT INTO "AnonymousBallots" ("Proposal", "Round", "Count", "Content", "Mac") SELECT "Proposal", 2, 2, "Content", "Mac" FROM "AnonymousBallots" """);
        await Does(story, """UPDATE "AnonymousBallots" SET "Count" = "Count" + 1, "Content" = '{"3,2,1":5}' """);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Gives(story, 4, number, 1, 2, 3));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Counts(story, number, after: 8));
        story.Later(days: 20);
        await Assert.ThrowsAsync<AggregateException>(story.Enacts);
        Assert.Equal(Stage.Due, await story.StageOf(number));
    }

    [Fact]
    public async Task Nobody_reads_hidden_ballots_or_takes_them_along_before_the_round_has_ended()
    {
        await using var story = await Adopted("sqlite");
        var number = await Puts(story, ranks with { Hidden = true });
        for (var who = 0; who < 4; who++) Assert.Null(await Gives(story, who, number, 3, 1, 2));
        Assert.Null(await Counts(story, number));
        Assert.Empty((await story.Book(story.Members[0])).Counts);
        Assert.DoesNotContain("\"Marks\":[3,1,2]", await File(story), StringComparison.Ordinal);
        story.Later(days: 8);
        Assert.Equal([2], (await Counts(story, number))!.Chosen);
        Assert.Contains("\"Marks\":[3,1,2]", await File(story), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ballot_is_put_only_where_it_was_taken_up_with_options_and_without_a_change_of_an_agreement()
    {
        await using var story = await CircleStory.Begin();
        var draft = Draft(ranks);
        Assert.Contains("haven’t taken up", Said(await story.Puts(0, await story.Keeps(0, draft))), StringComparison.Ordinal);
        await Adopts(story);
        Assert.Contains("takes 5 who decide", Said(await story.Puts(0, await story.Keeps(0, Draft(ranks with { Anonymous = true })))), StringComparison.Ordinal);
        Assert.Contains("how we choose", Said(await story.Puts(0, await story.Keeps(0, draft with { Ballot = null }))), StringComparison.Ordinal);
        Assert.Contains("between 2 and 20", Said(await story.Puts(0, await story.Keeps(0, draft with { Options = ["Herbs"] }))), StringComparison.Ordinal);
        Assert.Contains("the same name", Said(await story.Puts(0, await story.Keeps(0, draft with { Options = ["Herbs", "herbs"] }))), StringComparison.Ordinal);
        Assert.Contains("each option in at most", Said(await story.Puts(0, await story.Keeps(0, draft with { Options = ["Herbs", new('x', 201)] }))), StringComparison.Ordinal);
        var change = (await story.Draft("A zone", "", new Zone("Europe/Lisbon"))).Changes;
        Assert.Contains("changes no agreement", Said(await story.Puts(0, await story.Keeps(0, draft with { Changes = change }))), StringComparison.Ordinal);
        Assert.Equal(2, (await story.Puts(0, await story.Keeps(0, draft))).Value);
    }

    [Fact]
    public async Task Asked_anew_it_has_a_lot_of_its_own_and_is_put_only_if_it_still_may()
    {
        await using var story = await Adopted("sqlite");
        var number = await Puts(story, ranks with { Anonymous = true });
        var code = (await story.Reads(story.Members[0], number))!.Deliberation.Round!.Terms.Ballot!.Code;
        story.Later(days: 8);
        Assert.Equal(Stage.Lapsed, await story.StageOf(number));
        Assert.Null(await story.Acts(0, number, (d, by, terms, at) => d.AskAgain(by, terms, at)));
        var again = (await story.Reads(story.Members[0], number))!.Deliberation.Round!;
        Assert.NotEqual(code, again.Terms.Ballot!.Code);
        Assert.True(again.Terms.Ballot.Anonymous);
        story.Later(days: 8);
        await story.Decides((await story.InForce<DecisionChart>())!.Value with { Adopted = AdoptedWays.None });
        Assert.Contains("haven’t taken up", (await story.Acts(0, number, (d, by, terms, at) => d.AskAgain(by, terms, at)))?.ToString(), StringComparison.Ordinal);
    }

    internal static async Task<CircleStory> Adopted(string database)
    {
        var story = new CircleStory(await FoundingStory.Founded(5, database));
        await Adopts(story);
        return story;
    }

    private static async Task Adopts(CircleStory story) =>
        await story.Decides((await story.InForce<DecisionChart>())!.Value with { Adopted = new() { Ballots = Enum.GetValues<CountingMethod>() } });

    private static ProposalDraft Draft(BallotAsked asked) => ProposalDraft.New with { Title = "The garden", Options = options, Ballot = asked };

    internal static async Task<int> Puts(CircleStory story, BallotAsked asked) => (await story.Puts(0, await story.Keeps(0, Draft(asked)))).Value;

    internal static Task<Refusal?> Gives(CircleStory story, int who, int number, params int[] marks) => Gives(story, who, number, marks[0], marks[1], marks[2], who);

    internal static async Task<Refusal?> Gives(CircleStory story, int who, int number, int first, int second, int third, int of)
    {
        await using var visit = story.Practice.Visit();
        return await Balloting(story, visit).Give(CircleStory.Fresh(story.Members[who]), number, story.Members[of].Person, 1, [first, second, third]);
    }

    private static async Task<Choosing?> Counts(CircleStory story, int number, int after = 0)
    {
        var read = (await story.Reads(story.Members[0], number))!;
        await using var visit = story.Practice.Visit();
        return await Balloting(story, visit).Count(read, story.Practice.Clock.Now + NodaTime.Duration.FromDays(after));
    }

    private static Balloting Balloting(CircleStory story, Visitor visit) => new(visit.Db, story.Practice.Premises, story.Book(visit));

    private static async Task<string> File(CircleStory story)
    {
        var file = CircleFile.Write(await story.Book(story.Members[0]), Speaking.In("en"));
        return JsonSerializer.Serialize(JsonDocument.Parse(file).RootElement);
    }

    private static string? Said(Outcome<int> outcome) => outcome.Refusal?.ToString();

    private static Task Does(CircleStory story, string sql) => story.Does((visit, _) => visit.Db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));

    private static async Task Refused(CircleStory story, string why, string sql) =>
        Assert.Contains(why, (await Assert.ThrowsAnyAsync<DbException>(() => Does(story, sql))).Message, StringComparison.Ordinal);
}
