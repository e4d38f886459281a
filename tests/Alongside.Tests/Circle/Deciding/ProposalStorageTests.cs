using System.Data.Common;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>What the database itself refuses of proposals, and what counts as absent where somebody wrote to it all the same.</summary>
[Trait("Kind", "Unhurried")]
public class ProposalStorageTests
{
    private const string Decision =
        """INSERT INTO "Decisions" ("Number", "Title", "ContentHash", "Parts", "At", "Proposal", "Version", "Mac") SELECT {0}, 'x', {1}, {2}, 0, "Proposal", "Number", "Mac" FROM "ProposalVersions" WHERE {3}""";

    private const string Second = """ "Number" = 1 AND "Proposal" = (SELECT "Id" FROM "Proposals" WHERE "Number" = 2)""";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_put_and_what_happened_to_it_never_changes_and_comes_in_order(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Puts(0, "A zone", "", new Zone("Europe/Lisbon"));
        foreach (var (table, column, why) in new[]
        {
            ("Proposals", "Number", "stays put to it"), ("ProposalVersions", "Changes", "A version never changes"),
            ("ProposedChanges", "Value", "A version never changes"), ("ProposalFacts", "Content", "stays as it happened"),
        })
        {
            await Refused(story, why, $"UPDATE \"{table}\" SET \"{column}\" = \"{column}\"");
            await Refused(story, why, $"DELETE FROM \"{table}\"");
            if (database == "postgres") await Refused(story, why, $"TRUNCATE \"{table}\" CASCADE");
        }
        foreach (var number in new[] { 1, 3 })
            await Refused(story, "Proposals are numbered", $"""INSERT INTO "Proposals" ("Id", "Number", "By", "At", "Mac") SELECT "By", {number}, "By", "At", "Mac" FROM "Proposals" """);
        foreach (var number in new[] { 1, 3 })
            await Refused(story, "Versions are numbered", $"""
                INSERT INTO "ProposalVersions" ("Proposal", "Number", "ContentHash", "Changes", "At", "Mac") SELECT "Proposal", {number}, "ContentHash", "Changes", "At", "Mac" FROM "ProposalVersions"
                """);
        foreach (var number in new[] { 2, 4 })
            await Refused(story, "is numbered one after the other", $"""
                INSERT INTO "ProposalFacts" ("Proposal", "Number", "By", "At", "Content", "Mac") SELECT "Proposal", {number}, "By", "At", "Content", "Mac" FROM "ProposalFacts" WHERE "Number" = 2
                """);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_version_has_the_changes_that_it_was_put_with_and_no_more(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Puts(0, "A zone", "", new Zone("Europe/Lisbon"));
        foreach (var version in new[] { 1, 2 })
            await Refused(story, "and no more", $"""
                INSERT INTO "ProposedChanges" ("Proposal", "Version", "Kind", "BasedOn", "Value", "ValueHash", "Mac") SELECT "Proposal", {version}, 'land', 1, "Value", "ValueHash", "Mac" FROM "ProposedChanges"
                """);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_is_decided_but_a_version_that_was_put_hash_for_hash_and_in_its_order(string database)
    {
        await using var story = await Two(database);
        const string why = "hash for hash";
        await Refused(story, why, """INSERT INTO "Decisions" ("Number", "Title", "ContentHash", "Parts", "At", "Mac") SELECT 2, 'x', "ContentHash", 1, 0, "Mac" FROM "Decisions" WHERE "Number" = 1""");
        await Refused(story, why, Decides(2, "'0'", "1"));
        await Refused(story, why, Decides(2, "\"ContentHash\"", "2"));
        await Refused(story, "Decisions are numbered", Decides(3, "\"ContentHash\"", "1"));
        // One proposal is decided once.
        await Refused(story, "", string.Format(null, Decision, 2, "\"ContentHash\"", "1", """ "Proposal" = (SELECT "Id" FROM "Proposals" WHERE "Number" = 1)"""));
        await Accepted(story, Decides(2, "\"ContentHash\"", "1"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_is_enacted_but_what_was_proposed_and_only_from_what_it_was_written_from(string database)
    {
        await using var story = await Two(database);
        var decided = Decides(2, "\"ContentHash\"", "1");
        await Refused(story, "what was proposed", decided, Enacts("'land'", "c.\"ValueHash\""));
        await Refused(story, "what was proposed", decided, Enacts("c.\"Kind\"", "'0'"));
        await Refused(story, "A decision enacts what was", decided, Enacts("c.\"Kind\"", "c.\"ValueHash\""), Enacts("'land'", "c.\"ValueHash\""));
        await Refused(story, "decision only|no longer holds", decided, InForce(3));
        // The zone changed since the second was written, so it fits nowhere: 2 is there already, and 3 comes after what it doesn't know.
        await Refused(story, "no longer holds", decided, Enacts("c.\"Kind\"", "c.\"ValueHash\""), InForce(3));
        await Refused(story, "decision only|no longer holds", decided, Enacts("c.\"Kind\"", "c.\"ValueHash\""), InForce(2));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_forged_stance_effect_proposal_or_member_counts_as_absent(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "A zone", "", new Zone("Europe/Lisbon"))).Value;
        await using (var visit = story.Practice.Visit())
        {
            var (id, mac, db) = ((await visit.Db.Proposals.AsNoTracking().SingleAsync()).Id.Value, new byte[32], visit.Db.Database);
            Fact[] facts = [.. story.Members.Select(_ => new StanceTaken(1, Position.Agree)), new TookEffect(9), new TakenBack()];
            foreach (var (i, fact) in facts.Index())
                await db.ExecuteSqlAsync($"""INSERT INTO "ProposalFacts" ("Proposal", "Number", "By", "At", "Content", "Mac") VALUES ({id}, {3 + i}, {story.Members[i % 3].Person.Value}, 0, {fact.Write()}, {mac})""");
            await db.ExecuteSqlAsync($"""INSERT INTO "Proposals" ("Id", "Number", "By", "At", "Mac") VALUES ({Guid.NewGuid()}, 2, {story.Members[0].Person.Value}, 0, {mac})""");
            await db.ExecuteSqlAsync($"""INSERT INTO "Members" ("Person", "Since", "Decision", "Mac") VALUES ({Guid.NewGuid()}, 0, 0, {mac})""");
            Assert.Equal(3, (await visit.Db.CircleOf(story.Practice.Premises.House)).Count);
            Assert.Equal(number, Assert.Single(await story.Book(visit).All(CircleStory.Fresh(story.Members[0]))).Proposal.Number);
            var forged = (await visit.Db.Proposals.AsNoTracking().SingleAsync(p => p.Number == 2)).Id;
            Assert.Null(await visit.Db.Deliberation(forged, story.Practice.Premises.House));
        }
        var read = (await story.Reads(story.Members[1], number))!;
        Assert.Equal((Stage.Open, 0), (read.Deliberation.StageAt(story.Practice.Clock.Now + Duration.FromHours(1)), read.Deliberation.Round!.Stances.Count));
        Assert.Null(await story.Takes(0, number));
        story.Later(days: 13);
        Assert.Equal((0, Stage.Lapsed), (await story.Enacts(), await story.StageOf(number)));
    }

    private static async Task<CircleStory> Two(string database)
    {
        var story = await CircleStory.Begin(database);
        var draft = await story.Keeps(1, await story.Draft("Tokyo", "", new Zone("Asia/Tokyo")));
        var first = (await story.Puts(0, "Lisbon", "", new Zone("Europe/Lisbon"))).Value;
        Assert.Equal(2, (await story.Puts(1, draft)).Value);
        await story.Agree(first);
        story.Later(days: 13);
        Assert.Equal(1, await story.Enacts());
        return story;
    }

    private static string Decides(int number, string hash, string parts) => string.Format(null, Decision, number, hash, parts, Second);

    private static string Enacts(string kind, string hash) => $"""
        INSERT INTO "Enactments" ("Decision", "Kind", "ValueHash", "At", "Mac") SELECT 2, {kind}, {hash}, 0, c."Mac" FROM "ProposedChanges" c
        WHERE c."Proposal" = (SELECT "Id" FROM "Proposals" WHERE "Number" = 2)
        """;

    private static string InForce(int number) => $"""
        INSERT INTO "AgreementVersions" ("Kind", "Number", "Value", "EffectiveAt", "Decision", "ValueHash", "Mac")
        SELECT c."Kind", {number}, c."Value", 0, 2, c."ValueHash", c."Mac" FROM "ProposedChanges" c WHERE c."Proposal" = (SELECT "Id" FROM "Proposals" WHERE "Number" = 2)
        """;

    private static async Task Accepted(CircleStory story, params string[] statements)
    {
        await using var visit = story.Practice.Visit();
        await using var transaction = await visit.Db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var sql in statements) await visit.Db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }

    // The last of these statements; those before it go through, and nothing of them stays. Which of two guards speaks first, a database decides.
    private static async Task Refused(CircleStory story, string because, params string[] statements)
    {
        await using var visit = story.Practice.Visit();
        await using var transaction = await visit.Db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var sql in statements[..^1]) await visit.Db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        var no = await Assert.ThrowsAnyAsync<DbException>(() => visit.Db.Database.ExecuteSqlRawAsync(statements[^1], TestContext.Current.CancellationToken));
        Assert.Contains(because.Split('|'), reason => no.Message.Contains(reason, StringComparison.Ordinal));
    }
}
