using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage.Guards;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

public class LogTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Opening_within_another_transaction_throws_and_gives_nothing(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Request, "it is heavy");
        await using var visit = practice.Visit();
        await using var transaction = await visit.Db.Database.BeginTransactionAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => visit.Gate.Open(client, folder.Id, Purpose.Own));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_opening_is_an_entry_that_says_who_and_why_and_about_whom(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await GateTests.Read(practice, therapist, folder);
        await using var visit = practice.Visit();
        var last = await visit.Db.LogEntries.OrderBy(e => e.Index).LastAsync();
        var leaf = LogLeaf.Read(last.Leaf)!;
        Assert.Equal(("open", therapist.Person.Actor, Purpose.Care, yes), (leaf.Act, leaf.Actor, leaf.Purpose, leaf.Basis.Permission));
        Assert.Equal(client.Person.Subject, (await visit.Db.LogSides.SingleAsync(s => s.Index == last.Index)).Subject);
        Assert.Equal(0, leaf.At.ToUnixTimeSeconds() % 300);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_refused_opening_leaves_no_entry_and_no_plaintext(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, stranger) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var before = await Size(practice);
        Assert.Null(await GateTests.Read(practice, stranger, folder));
        Assert.Equal(before, await Size(practice));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_name_seen_a_thousand_times_is_one_entry_a_day(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Name, "Zaynab");
        var before = await Size(practice);
        for (var i = 0; i < 20; i++) await Look(practice, client, folder);
        Assert.Equal(before + 1, await Size(practice));
        practice.Clock.Now += Duration.FromDays(1);
        await Look(practice, client, folder);
        Assert.Equal(before + 2, await Size(practice));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    [Trait("Kind", "Unhurried")]
    public async Task Eight_writers_at_once_leave_a_dense_log_whose_root_is_what_one_computes(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var before = await Size(practice);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 12; i++) await GateTests.Read(practice, client, folder);
        }));
        await using var visit = practice.Visit();
        var audit = await LogAudit.Run(visit.Db, practice.Premises);
        Assert.Empty(audit.Troubles);
        Assert.Equal(before + 96, audit.Size);
        var leaves = await visit.Db.LogEntries.OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync();
        Assert.Equal(MerkleTree.Root(leaves.ConvertAll(l => MerkleTree.LeafHash(l))), audit.Root);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    [Trait("Kind", "Slow")]
    public async Task Eight_writers_of_hundreds_of_entries_each_leave_no_gap(string database)
    {
        const int Each = 250;
        await using var practice = await TestPractice.Begin(database);
        var before = await Size(practice);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var by = new ActorId(practice.Random.Id());
            for (var i = 0; i < Each; i++)
            {
                await using var visit = practice.Visit();
                // Every other one takes the lock of power first, as withdrawing does: the head's lock comes last in both.
                await using var work = writer % 2 == 0 ? await visit.Gate.Begin() : await visit.Gate.BeginPower();
                work.Log("open", by, Purpose.Own);
                await work.Commit();
            }
        })));
        await using var looking = practice.Visit();
        var audit = await LogAudit.Run(looking.Db, practice.Premises);
        Assert.Empty(audit.Troubles);
        Assert.Equal(before + (8 * Each), audit.Size);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_commit_is_on_the_disk_before_it_is_answered_whatever_the_database_was_told(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await using var visit = practice.Visit();
        var db = visit.Db.Database;
        await db.OpenConnectionAsync();
        if (visit.Db.IsPostgres) await db.ExecuteSqlRawAsync("SET synchronous_commit = off");
        await using var work = await visit.Gate.Begin();
        Assert.Equal(visit.Db.IsPostgres ? "on" : "2", visit.Db.IsPostgres
            ? await db.SqlQuery<string>($"SELECT current_setting('synchronous_commit') AS \"Value\"").SingleAsync()
            : await db.SqlQuery<string>($"SELECT CAST(synchronous AS TEXT) AS \"Value\" FROM pragma_synchronous").SingleAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_database_refuses_to_change_or_take_away_an_entry(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        await using var visit = practice.Visit();
        foreach (var sql in new[]
        {
            "UPDATE \"LogEntries\" SET \"Leaf\" = \"Leaf\"", "DELETE FROM \"LogEntries\"", "DELETE FROM \"LogHeads\"",
            "UPDATE \"LogHeads\" SET \"Size\" = \"Size\" - 1", "UPDATE \"LogSides\" SET \"Salt\" = \"Salt\"",
        })
            await Assert.ThrowsAnyAsync<Exception>(() => visit.Db.Database.ExecuteSqlRawAsync(sql));
        Assert.Empty(await DatabaseGuards.Missing(visit.Db));
    }

    [Theory]
    [InlineData("UPDATE \"LogEntries\" SET \"Leaf\" = X'01' WHERE \"Index\" = 2", "Entry 2 can't be read")]
    [InlineData("UPDATE \"LogEntries\" SET \"Leaf\" = (SELECT \"Leaf\" FROM \"LogEntries\" WHERE \"Index\" = 1) WHERE \"Index\" = 2", "was changed")]
    [InlineData("DELETE FROM \"LogEntries\" WHERE \"Index\" = 2", "Entry 2 is missing")]
    [InlineData("DELETE FROM \"LogEntries\" WHERE \"Index\" = (SELECT MAX(\"Index\") FROM \"LogEntries\")", "The head counts")]
    [InlineData("INSERT INTO \"LogEntries\" SELECT MAX(\"Index\") + 1, X'01' FROM \"LogEntries\"", "The head counts")]
    [InlineData("UPDATE \"LogSides\" SET \"Salt\" = X'00' WHERE \"Index\" = 2", "is not about whom")]
    [InlineData("UPDATE \"LogHeads\" SET \"Size\" = 1", "not written by this house")]
    [InlineData("UPDATE \"LogSides\" SET \"Index\" = 900 WHERE \"Index\" = 2", "belong to no entry")]
    [InlineData("UPDATE \"LogSides\" SET \"Subject\" = (SELECT \"Id\" FROM \"Practices\") WHERE \"Index\" = 2", "is not about whom")]
    [InlineData("UPDATE \"LogHeads\" SET \"Size\" = 0, \"Frontier\" = X'', \"LatestAt\" = 0, \"Mac\" = X''; DELETE FROM \"LogEntries\"", "not written by this house")]
    public async Task Every_way_to_tamper_is_named_by_the_audit(string tampering, string named)
    {
        await using var practice = await TestPractice.Begin();
        var client = await practice.Person();
        for (var i = 0; i < 5; i++) await GateTests.Seal(practice, client, Category.Notes, "a note");
        await using var visit = practice.Visit();
        foreach (var guard in DatabaseGuards.All.Where(g => g.Sqlite != ""))
            await DatabaseGuards.Drop(visit.Db, guard);
        await visit.Db.Database.ExecuteSqlRawAsync(tampering);
        var audit = await LogAudit.Run(visit.Db, practice.Premises);
        Assert.Contains(audit.Troubles, t => FormattableString.Invariant(t).Contains(named, StringComparison.Ordinal));
    }

    private static async Task Look(TestPractice practice, Keyring who, Folder folder)
    {
        await using var visit = practice.Visit();
        Assert.Null((await visit.Gate.Open(who, folder.Id, Purpose.Own, Logged.OnceADay)).Refusal);
    }

    private static async Task<int> Size(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return await visit.Db.LogEntries.CountAsync();
    }
}
