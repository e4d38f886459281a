using System.Data.Common;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle;

/// <summary>What happens to somebody who would change an agreement behind the circle's back.</summary>
[Trait("Kind", "Unhurried")]
public class EnactmentTests
{
    public static TheoryData<string, string> EveryKind()
    {
        var all = new TheoryData<string, string>();
        foreach (var database in Databases.Both)
            foreach (var kind in AgreementQueries.Kinds) all.Add(database, kind.Name);
        return all;
    }

    [Theory, MemberData(nameof(EveryKind))]
    public async Task No_agreement_of_any_kind_changes_without_a_decision(string database, string kind)
    {
        await using var story = await FoundingStory.Founded(database: database);
        var signed = !AgreementQueries.Kinds.Single(k => k.Name == kind).NotAtFounding;
        if (signed)
        {
            await Refused(story, $"""UPDATE "AgreementVersions" SET "Value" = '' WHERE "Kind" = '{kind}'""", "never changes");
            await Refused(story, $"""DELETE FROM "AgreementVersions" WHERE "Kind" = '{kind}'""", "never changes");
        }
        await Refused(story, Insert(kind, number: 2, decision: 0, hash: "'0'"), "decision only");
        await Refused(story, Insert(kind, number: 2, decision: 0, hash: $"""(SELECT "ValueHash" FROM "Enactments" WHERE "Kind" = '{kind}')"""), "decision only");
        await using var visit = story.Practice.Visit();
        Assert.Equal(signed ? 1 : 0, await visit.Db.AgreementVersions.CountAsync(v => v.Kind == kind));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_decision_enacts_nothing_that_was_not_decided(string database)
    {
        await using var story = await FoundingStory.Founded(database: database);
        await Refused(story, """INSERT INTO "Enactments" ("Decision", "Kind", "ValueHash", "At", "Mac") VALUES (0, 'fees', '0', 0, '')""", "nothing more");
        await Refused(story, """INSERT INTO "Enactments" ("Decision", "Kind", "ValueHash", "At", "Mac") VALUES (1, 'fees', '0', 0, '')""", "A decision enacts what was");
        await Refused(story, """UPDATE "Enactments" SET "ValueHash" = '0'""", "stays enacted");
        await Refused(story, """DELETE FROM "Enactments" """, "stays enacted");
        await Refused(story, """UPDATE "Decisions" SET "Parts" = 99""", "stays decided");
        await Refused(story, """DELETE FROM "Decisions" """, "stays decided");
        await Refused(story, """UPDATE "Signatures" SET "ContentHash" = '0'""", "stays under");
        await Refused(story, """DELETE FROM "Signatures" """, "stays under");
        await Refused(story, """INSERT INTO "Decisions" ("Number", "Title", "ContentHash", "Parts", "At", "Mac") VALUES (7, 'x', '0', 1, 0, '')""", "");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_practice_is_founded_by_fewer_than_three_signatures(string database)
    {
        await using var story = await FoundingStory.BeginWith(3, database);
        await story.Sign(story.Founders[0]);
        await story.Sign(story.Founders[1]);
        await Refused(story, $"""INSERT INTO "Decisions" ("Number", "Title", "ContentHash", "Parts", "At", "Mac") VALUES (0, 'x', '{(await story.Circle()).TextHash}', 1, 0, '')""", "three people");
    }

    [Fact]
    public async Task On_SQLite_nothing_is_replaced_either()
    {
        await using var story = await FoundingStory.Founded();
        await Refused(story, """
            INSERT OR REPLACE INTO "AgreementVersions" ("Kind", "Number", "Value", "EffectiveAt", "Decision", "ValueHash", "Mac")
            SELECT "Kind", "Number", 'forged', "EffectiveAt", "Decision", "ValueHash", "Mac" FROM "AgreementVersions"
            """, "decision only");
        await Refused(story, """INSERT OR REPLACE INTO "Enactments" SELECT * FROM "Enactments" """, "nothing more");
        await Refused(story, """INSERT OR REPLACE INTO "Decisions" SELECT * FROM "Decisions" """, "one after the other");
    }

    [Fact]
    public async Task On_PostgreSQL_no_table_of_decisions_is_emptied()
    {
        if (!Databases.Both.Any(row => row.Data == "postgres"))
        {
            Assert.Contains(Alongside.Storage.Guards.DatabaseGuards.All, g => g.Name == "AgreementVersions_no_truncate");
            return;
        }
        await using var story = await FoundingStory.Founded(database: "postgres");
        foreach (var table in new[] { "AgreementVersions", "Enactments", "Decisions", "Signatures" })
            await Refused(story, $"""TRUNCATE "{table}" CASCADE""", "");
    }

    [Fact]
    public async Task A_decision_forged_with_all_its_rows_counts_as_absent()
    {
        await using var story = await FoundingStory.Founded();
        var forged = new Zone("Asia/Tokyo").Write();
        var (hash, proposal) = (AgreementVersion.HashOf("zone", forged), Guid.NewGuid());
        await using (var visit = story.Practice.Visit())
        {
            var db = visit.Db.Database;
            await db.ExecuteSqlAsync($"""INSERT INTO "Proposals" ("Id", "Number", "By", "At", "Mac") VALUES ({proposal}, 1, {story.Founders[0].Person.Value}, 0, '')""");
            await db.ExecuteSqlAsync($"""INSERT INTO "ProposalVersions" ("Proposal", "Number", "ContentHash", "Changes", "At", "Mac") VALUES ({proposal}, 1, '0', 1, 0, '')""");
            await db.ExecuteSqlAsync($"""
                INSERT INTO "ProposedChanges" ("Proposal", "Version", "Kind", "BasedOn", "Value", "ValueHash", "Mac") VALUES ({proposal}, 1, 'zone', 1, {forged}, {hash}, '')
                """);
            await db.ExecuteSqlAsync($"""
                INSERT INTO "Decisions" ("Number", "Title", "ContentHash", "Parts", "At", "Proposal", "Version", "Mac") VALUES (1, 'x', '0', 1, 0, {proposal}, 1, '')
                """);
            await db.ExecuteSqlAsync($"""INSERT INTO "Enactments" ("Decision", "Kind", "ValueHash", "At", "Mac") VALUES (1, 'zone', {hash}, 0, '')""");
            await db.ExecuteSqlAsync($"""
                INSERT INTO "AgreementVersions" ("Kind", "Number", "Value", "EffectiveAt", "Decision", "ValueHash", "Mac") VALUES ('zone', 2, {forged}, 1, 1, {hash}, '')
                """);
        }
        var circle = new CircleStory(story);
        Assert.Equal("America/Toronto", (await circle.InForce<Zone>())!.Value.Id);
        Assert.Equal(0, await circle.Enacts());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_later_decision_replaces_an_agreement_and_the_earlier_one_stays_to_be_read(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Decides(new Zone("Europe/Lisbon"));
        var inForce = await story.InForce<Zone>();
        Assert.Equal(("Europe/Lisbon", 1, 2), (inForce!.Value.Id, inForce.Decision, inForce.Number));
        await using var visit = story.Practice.Visit();
        var history = await visit.Db.History(AgreementQueries.Kinds.Single(k => k.Name == "zone"), story.Practice.Premises.House);
        Assert.Equal(["Europe/Lisbon", "America/Toronto"], history.Select(h => ((Zone)h.Value).Id));
    }

    [Fact]
    public async Task What_falls_below_a_floor_is_not_even_put()
    {
        await using var story = await CircleStory.Begin();
        Assert.Contains("Nobody here may agree on less", (await story.Puts(0, "Shorter", "", new Retention(9))).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_enacting_makes_versions_of_agreements()
    {
        using var alongside = Floors.Compiled.Read(typeof(Enacting).Assembly.Location);
        var makers = alongside.Uses.Where(u => u is { To: "Alongside.Features.Circle.AgreementVersion", Member: ".ctor" }).Select(u => u.From).Distinct().ToList();
        Assert.Contains("Alongside.Features.Circle.Gate.Enacting", makers);
        Assert.DoesNotContain(makers, m => m.StartsWith("Alongside.Features.", StringComparison.Ordinal) && m != "Alongside.Features.Circle.Gate.Enacting");
    }

    private static string Insert(string kind, int number, int decision, string hash) => $"""
        INSERT INTO "AgreementVersions" ("Kind", "Number", "Value", "EffectiveAt", "Decision", "ValueHash", "Mac")
        VALUES ('{kind}', {number}, 'forged', 0, {decision}, {hash}, '')
        """;

    private static async Task Refused(FoundingStory story, string sql, string because)
    {
        await using var visit = story.Practice.Visit();
        var no = await Assert.ThrowsAnyAsync<DbException>(() => visit.Db.Database.ExecuteSqlRawAsync(sql));
        Assert.Contains(because, no.Message, StringComparison.Ordinal);
    }
}
