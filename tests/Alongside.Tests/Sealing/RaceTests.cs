using Alongside.Features.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>Things that happen at the same moment.</summary>
public class RaceTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Withdrawals_permits_and_seals_at_once_leave_one_open_generation_and_nothing_under_a_closed_one(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Notes, "first");
        var readers = new List<Keyring>();
        for (var i = 0; i < 4; i++) readers.Add(await practice.Person());
        var given = new List<PermissionId>();
        foreach (var reader in readers) given.Add(await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes));

        await Task.WhenAll(
        [
            .. given.Select(id => GateTests.Withdraw(practice, client, id)),
            .. Enumerable.Range(0, 4).Select(_ => GateTests.Seal(practice, client, Category.Notes, "meanwhile")),
            .. readers.Take(2).Select(r => GateTests.Permit(practice, client, r.Person.Actor, Category.Request)),
            .. readers.Select(r => GateTests.Read(practice, r, folder)),
        ]);

        await using var visit = practice.Visit();
        var generations = await visit.Db.Generations.AsNoTracking().Where(g => g.Folder == folder.Id).ToListAsync();
        Assert.Single(generations, g => g.ClosedAt is null);
        foreach (var record in await visit.Db.SealedRecords.AsNoTracking().Where(r => r.Folder == folder.Id).ToListAsync())
            Assert.True(generations.Single(g => g.Number == record.Generation).ClosedAt is not { } closed || record.At <= closed);
        Assert.Equal(2, await visit.Db.Wraps.Where(w => w.Folder == folder.Id).Select(w => w.Actor).Distinct().CountAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ring_upgrade_that_meets_a_withdrawal_updates_nothing_and_makes_no_wrap_again(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes);
        var reading = Enumerable.Range(0, 6).Select(_ => GateTests.Read(practice, reader, folder)).ToList();
        await GateTests.Withdraw(practice, client, yes);
        await Task.WhenAll(reading);
        await using var visit = practice.Visit();
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == reader.Person.Actor));
        Assert.Null(await GateTests.Read(practice, reader, folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_database_itself_refuses_a_second_open_generation(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var folder = await GateTests.Seal(practice, await practice.Person(), Category.Notes, "a note");
        await using var visit = practice.Visit();
        visit.Db.Generations.Add(new(folder.Id, 99, TestPractice.Start));
        await Assert.ThrowsAsync<DbUpdateException>(() => visit.Db.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_first_opening_turns_an_ECDH_wrap_into_a_ring_wrap(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        Assert.False(Wrapping.IsRing(await OwnWrap(practice, client, folder)));
        Assert.Equal("a note", await GateTests.Read(practice, client, folder));
        Assert.True(Wrapping.IsRing(await OwnWrap(practice, client, folder)));
        Assert.Equal("a note", await GateTests.Read(practice, client, folder));
    }

    [Fact]
    public async Task A_permission_ends_at_its_very_instant_and_the_job_drops_its_wraps()
    {
        await using var practice = await TestPractice.Begin();
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var until = TestPractice.Start + Duration.FromDays(1);
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await visit.Gate.Permit(work, client, Permission.Permit(practice.Random.Id<PermissionId>(), client.Person, reader.Person.Actor,
                Category.Notes, null, Purpose.Care, false, new(work.At, until), null).Value));
            await work.Commit();
        }
        practice.Clock.Now = until - Duration.FromSeconds(1);
        Assert.Equal("a note", await GateTests.Read(practice, reader, folder));
        practice.Clock.Now = until;
        await using var job = practice.Visit();
        Assert.Equal(1, await job.Gate.Expire(job.Mandating));
        Assert.False(await job.Db.Wraps.AnyAsync(w => w.Actor == reader.Person.Actor));
        Assert.Equal(0, await job.Gate.Expire(job.Mandating));
        Assert.Null(await GateTests.Read(practice, reader, folder));
    }

    [Fact]
    public async Task Permitting_again_after_eight_generations_hands_over_eight_keys_and_touches_no_record()
    {
        await using var practice = await TestPractice.Begin();
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        for (var i = 0; i < 7; i++) await GateTests.Withdraw(practice, client, await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes));
        await using var before = practice.Visit();
        var records = await before.Db.SealedRecords.AsNoTracking().OrderBy(r => r.Id).Select(r => r.Bytes).ToListAsync();
        await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes);
        Assert.Equal(8, await before.Db.Wraps.CountAsync(w => w.Folder == folder.Id && w.Actor == reader.Person.Actor));
        Assert.Equal(records, await before.Db.SealedRecords.AsNoTracking().OrderBy(r => r.Id).Select(r => r.Bytes).ToListAsync());
    }

    [Fact]
    public async Task From_now_on_opens_nothing_older_not_even_by_asking_for_it()
    {
        await using var practice = await TestPractice.Begin();
        var (client, newcomer) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "before");
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await visit.Gate.Permit(work, client, Permission.Permit(practice.Random.Id<PermissionId>(), client.Person, newcomer.Person.Actor,
                Category.Notes, null, Purpose.Care, false, new(work.At), work.At).Value));
            await work.Commit();
        }
        Assert.Null(await GateTests.Read(practice, newcomer, folder));
        await GateTests.Seal(practice, client, Category.Notes, "after");
        Assert.Equal("after", await GateTests.Read(practice, newcomer, folder));
        await using var asking = practice.Visit();
        Assert.Null(await asking.Gate.Vault.DataKey(folder.Id, 1, newcomer));
    }

    [Fact]
    public async Task A_mandate_whose_only_holder_leaves_keeps_its_requests_pending_and_escrow_opens_them()
    {
        await using var practice = await TestPractice.Begin();
        var (client, holder, next) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "a request");
        var mandate = await ForgingTests.Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await visit.Mandating.End(work, mandate, holder.Person, holder.Person.Actor));
            Assert.Null(await visit.Mandating.Add(work, mandate, next.Person, new(work.At), next.Person.Actor));
            await work.Commit();
        }
        Assert.Null(await GateTests.Read(practice, holder, folder));
        Assert.Null(await GateTests.Read(practice, next, folder));
        await using var after = practice.Visit();
        Assert.True(await after.Db.Pendings.AnyAsync(p => p.Actor == mandate && p.Generation == 1));
        var escrow = new Keyring(new(practice.Premises.Escrow.Value), 1, practice.EscrowKey, []);
        Assert.NotNull(await after.Gate.Vault.DataKey(folder.Id, 1, escrow));
        Assert.Equal(1, await after.Gate.Settle(new(client.Person, 1, client.Own, [])));
        Assert.Equal("a request", await GateTests.Read(practice, next, folder));
    }

    private static async Task<byte[]> OwnWrap(TestPractice practice, Keyring who, Folder folder)
    {
        await using var visit = practice.Visit();
        return (await visit.Db.Wraps.AsNoTracking().SingleAsync(w => w.Folder == folder.Id && w.Actor == who.Person.Actor)).Bytes;
    }
}
