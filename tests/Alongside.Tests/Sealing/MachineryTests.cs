using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>What happens with nobody there: jobs, enactments at night, the post box, and a commit that fails. Cases 3, 9, 10, 31, 36 and 41.</summary>
public class MachineryTests
{
    private sealed record Said(string Text);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_post_box_opens_how_to_be_reached_and_nothing_else(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var postBox = new Keyring(new(practice.Premises.PostBox.Value), 1, practice.Premises.House.PostBox, []);
        foreach (var category in Enum.GetValues<Category>().Where(c => c.CanBeShared()))
        {
            var folder = await GateTests.Seal(practice, client, category, "mine");
            Assert.Equal(category == Category.Channel, await Permit(practice, client, practice.Premises.PostBox, category) is null);
            await using var visit = practice.Visit();
            Assert.Equal(category == Category.Channel, await visit.Gate.Vault.DataKey(folder.Id, 1, postBox) is not null);
        }
    }

    /// <summary>A permission that came past the gate gives the post box no key either.</summary>
    [Fact]
    public async Task Not_even_a_genuine_row_wraps_anything_else_to_the_post_box()
    {
        await using var practice = await TestPractice.Begin();
        var client = await practice.Person();
        await GateTests.Seal(practice, client, Category.Notes, "mine");
        await using var visit = practice.Visit();
        await using (var work = await visit.Gate.BeginPower())
        {
            work.Db.Permissions.Add(Yes(practice, client, practice.Premises.PostBox, Category.Notes, work.At));
            await work.Db.SaveChangesAsync(TestContext.Current.CancellationToken);
            foreach (var folder in await work.Db.Folders.ToListAsync(TestContext.Current.CancellationToken)) await visit.Gate.Vault.Reconcile(work, folder, client);
            await work.Commit();
        }
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Actor == practice.Premises.PostBox, TestContext.Current.CancellationToken));
        // And the log knows nothing of it.
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_joins_a_mandate_at_night_reads_what_is_new_and_waits_for_a_co_holder_for_the_rest(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, joins) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "before");
        var mandate = await ForgingTests.Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await Join(practice, mandate, joins);
        await GateTests.Seal(practice, client, Category.Request, "after");
        Assert.Equal(["after"], await GateTests.ReadAll(practice, Fresh(joins), folder));

        // Every job comes by, for a day: none of them has a key to give.
        for (var hour = 0; hour < 24; hour++)
        {
            practice.Clock.Now += Duration.FromHours(1);
            await using var visit = practice.Visit();
            await visit.Gate.Expire(visit.Mandating);
            await practice.Swept();
        }
        Assert.Equal(["after"], await GateTests.ReadAll(practice, Fresh(joins), folder));

        await using (var visit = practice.Visit()) Assert.Equal(1, await visit.Gate.Settle(Fresh(holder)));
        Assert.Equal(["after", "before"], await GateTests.ReadAll(practice, Fresh(joins), folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_was_shut_out_stays_so_when_they_join_the_mandate_and_the_others_still_read(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, cousin) = (await practice.Person(), await practice.Person(), await practice.Person());
        var mandate = await ForgingTests.Grant(practice, holder);
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await visit.Gate.Permit(work, client, Permission.Deny(practice.Random.Id<PermissionId>(), client.Person, cousin.Person.Actor, null, work.At)));
            await work.Commit();
        }
        var folder = await GateTests.Seal(practice, client, Category.Request, "before");
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await Join(practice, mandate, cousin);
        Assert.Equal(["before"], await GateTests.ReadAll(practice, Fresh(holder), folder));
        Assert.Empty(await GateTests.ReadAll(practice, Fresh(cousin), folder));
        Assert.Equal(0, await practice.Swept());
        await using (var visit = practice.Visit()) await visit.Gate.Settle(Fresh(holder));
        await GateTests.Seal(practice, client, Category.Request, "after");
        Assert.Empty(await GateTests.ReadAll(practice, Fresh(cousin), folder));
        Assert.Equal(["after", "before"], await GateTests.ReadAll(practice, Fresh(holder), folder));
        await using var looking = practice.Visit();
        // The mandate's own wraps are gone now: each holder has their own.
        Assert.False(await looking.Db.Wraps.AnyAsync(w => w.Actor == cousin.Person.Actor || w.Actor == mandate, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_the_entry_cannot_be_written_nothing_is_read_and_the_first_view_is_not_lost(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Name, "Wren");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Name);
        var before = await Entries(practice);
        await Do(practice, database == "sqlite"
            ? "CREATE TRIGGER broken BEFORE INSERT ON \"LogEntries\" BEGIN SELECT RAISE(ABORT, 'no'); END"
            : "ALTER TABLE \"LogEntries\" ADD CONSTRAINT broken CHECK (false) NOT VALID");
        await Assert.ThrowsAnyAsync<Exception>(() => See(practice, therapist, folder));
        Assert.Equal(before, await Entries(practice));
        await Do(practice, database == "sqlite" ? "DROP TRIGGER broken" : "ALTER TABLE \"LogEntries\" DROP CONSTRAINT broken");
        Assert.Equal("Wren", await See(practice, therapist, folder));
        Assert.Equal("Wren", await See(practice, therapist, folder));
        Assert.Equal(before + 1, await Entries(practice));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_is_reading_while_it_is_taken_back_stands_in_the_log_and_is_refused_the_next_time(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await using var reading = practice.Visit();
        var opened = (await reading.Gate.Open(therapist, folder.Id, Purpose.Care, stop: TestContext.Current.CancellationToken)).Value;
        await GateTests.Withdraw(practice, client, yes);
        // What was unwrapped before stays in the reader's hands; the entry was there first.
        Assert.Equal("a note", opened.One<Said>("said")?.Text);
        await using var visit = practice.Visit();
        var acts = (await visit.Db.LogEntries.OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync(TestContext.Current.CancellationToken)).ConvertAll(l => LogLeaf.Read(l)!.Act);
        Assert.True(acts.LastIndexOf("open") < acts.LastIndexOf("withdraw"));
        Assert.Equal(Gate.NotYours, (await visit.Gate.Open(therapist, folder.Id, Purpose.Care, stop: TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public async Task What_was_erased_lies_nowhere_on_the_disk_and_the_tree_still_verifies()
    {
        await using var practice = await TestPractice.Begin();
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "it is heavy");
        var yes = await GateTests.Permit(practice, client, reader.Person.Actor, Category.Request);
        await using var visit = practice.Visit();
        List<byte[]> gone = [.. await visit.Db.Wraps.Where(w => w.Folder == folder.Id).Select(w => w.Bytes).ToListAsync(TestContext.Current.CancellationToken),
            .. await visit.Db.SealedRecords.Where(r => r.Folder == folder.Id).Select(r => r.Bytes).ToListAsync(TestContext.Current.CancellationToken)];
        Assert.All(gone, bytes => Assert.True(IsOnDisk(practice, bytes)));
        await GateTests.Withdraw(practice, client, yes);
        await using (var work = await visit.Gate.BeginPower(TestContext.Current.CancellationToken))
        {
            Assert.Null(await visit.Gate.Erase(work, client, folder));
            await work.Commit(TestContext.Current.CancellationToken);
        }
        await practice.Queue.EmptyLog(visit.Db, TestContext.Current.CancellationToken);
        Assert.All(gone, bytes => Assert.False(IsOnDisk(practice, bytes)));
        Assert.Equal(0, await practice.Swept());
        await visit.Db.LogSides.Where(s => s.Subject == client.Person.Subject).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        Assert.Empty((await LogAudit.Run(visit.Db, practice.Premises, TestContext.Current.CancellationToken)).Troubles);
    }

    private static bool IsOnDisk(TestPractice practice, byte[] bytes) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(practice.Place.SqliteFile)!).Any(file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var all = new byte[open.Length];
            open.ReadExactly(all);
            return all.AsSpan().IndexOf(bytes) >= 0;
        });

    private static Keyring Fresh(Keyring who) => new(who.Person, who.KeyNumber, who.Own, who.Session);

    private static Permission Yes(TestPractice practice, Keyring by, ActorId actor, Category category, Instant at) =>
        Permission.Permit(practice.Random.Id<PermissionId>(), by.Person, actor, category, null, Purpose.Care, mayWrite: false, new(at, at + Permission.Longest), null).Value;

    private static async Task<Refusal?> Permit(TestPractice practice, Keyring by, ActorId actor, Category category)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        if (await visit.Gate.Permit(work, by, Yes(practice, by, actor, category, work.At)) is { } refusal) return refusal;
        await work.Commit();
        return null;
    }

    private static async Task Join(TestPractice practice, ActorId mandate, Keyring who)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Mandating.Add(work, mandate, who.Person, new(work.At, work.At + Duration.FromDays(100)), who.Person.Actor));
        await work.Commit();
    }

    private static async Task<string?> See(TestPractice practice, Keyring by, Folder folder)
    {
        await using var visit = practice.Visit();
        return (await visit.Gate.Open(by, folder.Id, Purpose.Care, Logged.OnceADay)).Value.One<Said>("said")?.Text;
    }

    private static async Task<int> Entries(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return await visit.Db.LogEntries.CountAsync();
    }

    private static async Task Do(TestPractice practice, string sql)
    {
        await using var visit = practice.Visit();
        await visit.Db.Database.ExecuteSqlRawAsync(sql);
    }
}
