using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class SweepTests
{
    private static readonly string[] Tamperings =
    [
        "a dropped wrap put back", "the withdrawal deleted", "the withdrawal and whom its entry was about deleted", "an older ciphertext put back",
        "a note deleted", "a note and whom its entry was about deleted", "an ended holding put back", "the newest key deleted and the one before opened again",
        "a permission forged", "the person's own wrap deleted", "a therapist's words and whom their entry was about deleted",
    ];

    public static TheoryData<string, string> Each => new(Databases.Both.SelectMany(database => Tamperings.Select(t => (database.Data, t))));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_honest_database_stops_nobody(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist, holder) = (await practice.Person(), await practice.Person(), await practice.Person());
        await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Permit(practice, client, await ForgingTests.Grant(practice, holder), Category.Notes);
        await GateTests.Withdraw(practice, client, await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes));
        await Rekey(practice, client);
        Assert.Equal(0, await practice.Swept());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_an_honest_code_hides_is_found_and_stops_that_persons_openings(string database, string tampering)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, other, therapist, leaver) = (await practice.Person(), await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var others = await GateTests.Seal(practice, other, Category.Notes, "another's note");
        var mandate = await ForgingTests.Grant(practice, therapist, leaver);
        await GateTests.Permit(practice, client, mandate, Category.Notes);
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await using var visit = practice.Visit();
        var wrap = await visit.Db.Wraps.AsNoTracking().SingleAsync(w => w.Folder == folder.Id && w.Actor == therapist.Person.Actor, TestContext.Current.CancellationToken);
        var holding = await visit.Db.Holdings.AsNoTracking().SingleAsync(h => h.Holder == leaver.Person, TestContext.Current.CancellationToken);
        var generation = await visit.Db.Generations.AsNoTracking().SingleAsync(g => g.Folder == folder.Id, TestContext.Current.CancellationToken);
        await GateTests.Withdraw(practice, client, yes);
        await SayAgain(practice, client, folder);
        await End(practice, mandate, leaver);
        Assert.Equal(0, await practice.Swept());

        var wrapBack = """INSERT INTO "Wraps" ("Folder", "Generation", "Actor", "KeyNumber", "Bytes") VALUES ({0}, 1, {1}, 1, {2})""";
        object[] wrapValues = [folder.Id.Value, therapist.Person.Value, wrap.Bytes];
        await (tampering switch
        {
            "a dropped wrap put back" => practice.Tamper(wrapBack, wrapValues),
            "the withdrawal deleted" => practice.Tamper("DELETE FROM \"Withdrawals\""),
            "the withdrawal and whom its entry was about deleted" => All(
                () => practice.Tamper("DELETE FROM \"LogSides\" WHERE \"Index\" = {0}", IndexOf(visit, "withdraw")),
                () => practice.Tamper("DELETE FROM \"Withdrawals\""), () => practice.Tamper(wrapBack, wrapValues)),
            "an older ciphertext put back" => practice.Tamper(
                "UPDATE \"SealedRecords\" SET \"Bytes\" = (SELECT \"Bytes\" FROM \"SealedRecords\" WHERE \"Folder\" = {0} AND \"Version\" = 1) WHERE \"Folder\" = {0} AND \"Version\" = 2", folder.Id.Value),
            "a note deleted" => practice.Tamper("DELETE FROM \"SealedRecords\" WHERE \"Folder\" = {0} AND \"Version\" = 2", folder.Id.Value),
            "a note and whom its entry was about deleted" => All(
                () => practice.Tamper("DELETE FROM \"LogSides\" WHERE \"Index\" = {0}", IndexOf(visit, "seal")),
                () => practice.Tamper("DELETE FROM \"SealedRecords\" WHERE \"Folder\" = {0} AND \"Version\" = 2", folder.Id.Value)),
            "a therapist's words and whom their entry was about deleted" => All(
                () => Writes(practice, client, therapist, folder),
                () => practice.Tamper("DELETE FROM \"LogSides\" WHERE \"Index\" = {0}", IndexOf(visit, "seal")),
                () => practice.Tamper("DELETE FROM \"SealedRecords\" WHERE \"Folder\" = {0} AND \"Author\" = {1}", folder.Id.Value, therapist.Person.Value)),
            "an ended holding put back" => practice.Tamper("UPDATE \"Holdings\" SET \"EndedAt\" = NULL, \"Mac\" = {1} WHERE \"Id\" = {0}", holding.Id.Value, holding.Mac),
            "the newest key deleted and the one before opened again" => All(
                () => practice.Tamper("DELETE FROM \"Generations\" WHERE \"Folder\" = {0} AND \"Number\" > 1", folder.Id.Value),
                () => practice.Tamper("UPDATE \"Generations\" SET \"ClosedAt\" = NULL, \"Mac\" = {1} WHERE \"Folder\" = {0}", folder.Id.Value, generation.Mac)),
            "a permission forged" => practice.Tamper("""
                INSERT INTO "Permissions" ("Id", "Person", "Subject", "Actor", "Decision", "Category", "Purpose", "MayWrite", "From", "Mac")
                SELECT {0}, "Person", "Subject", "Actor", "Decision", "Category", "Purpose", "MayWrite", "From", "Mac" FROM "Permissions" WHERE "Id" = {1}
                """, Guid.NewGuid(), yes.Value),
            _ => practice.Tamper("DELETE FROM \"Wraps\" WHERE \"Folder\" = {0} AND \"Actor\" = {1}", folder.Id.Value, client.Person.Value),
        });
        Assert.Equal(1, await practice.Swept());
        Assert.Equal(Gate.Stopped, (await visit.Gate.Open(client, folder.Id, Purpose.Own, stop: TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal("another's note", await GateTests.Read(practice, other, others));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_agrees_again_opens_again(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await practice.Tamper("""INSERT INTO "Wraps" ("Folder", "Generation", "Actor", "KeyNumber", "Bytes") VALUES ({0}, 1, {1}, 1, {2})""", folder.Id.Value, therapist.Person.Value, new byte[61]);
        Assert.Equal(1, await practice.Swept());
        Assert.Null(await GateTests.Read(practice, client, folder));
        await practice.Tamper("""DELETE FROM "Wraps" WHERE "Actor" = {0}""", therapist.Person.Value);
        Assert.Equal(0, await practice.Swept());
        Assert.Equal("a note", await GateTests.Read(practice, client, folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_key_from_before_somebody_had_my_device_is_found_when_it_is_put_back(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, other) = (await practice.Person(), await practice.Person());
        await GateTests.Seal(practice, client, Category.Notes, "a note");
        await using var visit = practice.Visit();
        var stolen = await visit.Db.PublicKeys.AsNoTracking().SingleAsync(k => k.Actor == client.Person.Actor, TestContext.Current.CancellationToken);
        await Rekey(practice, client);
        await practice.Tamper("UPDATE \"PublicKeys\" SET \"Number\" = 1, \"Point\" = {1}, \"MadeAt\" = {2}, \"Mac\" = {3} WHERE \"Actor\" = {0}",
            client.Person.Value, stolen.Point, stolen.MadeAt.ToUnixTimeTicks(), stolen.Mac);
        Assert.Equal(1, await practice.Swept());
        Assert.Equal(client.Person.Subject, (await visit.Db.StoppedSubjects.SingleAsync(TestContext.Current.CancellationToken)).Subject);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_begun_with_a_stolen_key_changes_nothing_once_there_is_a_new_one(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await Rekey(practice, client);
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower(TestContext.Current.CancellationToken);
        var more = Permission.Permit(practice.Random.Id<PermissionId>(), client.Person, therapist.Person.Actor, Category.Plan, null, Purpose.Care, false, new(work.At), null).Value;
        Assert.Equal(Gate.NewKeys, await visit.Gate.Permit(work, client, more));
        Assert.Equal(Gate.NewKeys, await visit.Gate.Withdraw(work, client, yes));
        Assert.Equal(Gate.NewKeys, await visit.Gate.Erase(work, client, folder));
        Assert.NotNull(await visit.Gate.Seal(work, client, folder, "said", practice.Random.Id(), new Dictionary<string, string>()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Once_the_log_itself_was_changed_nothing_opens(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, other) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await GateTests.Seal(practice, other, Category.Notes, "another's note");
        await using var visit = practice.Visit();
        // An entry that says the note was erased would explain that it is gone.
        var record = await visit.Db.SealedRecords.AsNoTracking().SingleAsync(r => r.Folder == folder.Id, TestContext.Current.CancellationToken);
        var erased = new LogLeaf(TestPractice.Start, "erase", client.Person.Actor, Purpose.Own, default, [], System.Security.Cryptography.SHA256.HashData(record.Bytes));
        var last = await visit.Db.LogEntries.MaxAsync(e => e.Index, TestContext.Current.CancellationToken);
        await practice.Tamper("INSERT INTO \"LogEntries\" (\"Index\", \"Leaf\") VALUES ({0}, {1})", last + 1, erased.Write());
        await practice.Tamper("DELETE FROM \"SealedRecords\" WHERE \"Folder\" = {0}", folder.Id.Value);
        Assert.Equal(2, await practice.Swept());
    }

    private static async Task All(params Func<Task>[] steps)
    {
        foreach (var step in steps) await step();
    }

    private static long IndexOf(Visitor visit, string act) =>
        visit.Db.LogEntries.AsNoTracking().OrderByDescending(e => e.Index).AsEnumerable().First(e => LogLeaf.Read(e.Leaf)!.Act == act).Index;

    private static async Task SayAgain(TestPractice practice, Keyring client, Folder folder)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.Begin();
        Assert.Null(await visit.Gate.SealOne(work, client, folder, "said", new Dictionary<string, string> { ["Text"] = "a note, said again" }));
        await work.Commit();
    }

    private static async Task Writes(TestPractice practice, Keyring client, Keyring therapist, Folder folder)
    {
        await using var visit = practice.Visit();
        await using (var work = await visit.Gate.BeginPower())
        {
            Assert.Null(await visit.Gate.Permit(work, client, Permission.Permit(practice.Random.Id<PermissionId>(), client.Person, therapist.Person.Actor,
                Category.Notes, folder.Id, Purpose.Care, mayWrite: true, new(work.At), null).Value));
            await work.Commit();
        }
        await using (var work = await visit.Gate.Begin())
        {
            Assert.Null(await visit.Gate.Seal(work, new(therapist.Person, 1, therapist.Own, []), folder, "said", practice.Random.Id(), new Dictionary<string, string>(), Purpose.Care));
            await work.Commit();
        }
    }

    private static async Task Rekey(TestPractice practice, Keyring who)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await new Rekeying(visit.Db, practice.Premises, practice.Random, visit.Gate, visit.Mandating).Rekey(work, who);
        await work.Commit();
    }

    private static async Task End(TestPractice practice, ActorId mandate, Keyring leaver)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Mandating.End(work, mandate, leaver.Person, leaver.Person.Actor));
        await work.Commit();
    }
}
