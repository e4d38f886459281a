using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Sealing;

/// <summary>Things that happen at the same moment.</summary>
[Trait("Kind", "Unhurried")]
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
            .. given.Select(id => Task.Run(() => GateTests.Withdraw(practice, client, id))),
            .. Enumerable.Range(0, 4).Select(_ => Task.Run(() => GateTests.Seal(practice, client, Category.Notes, "meanwhile"))),
            .. readers.Take(2).Select(r => Task.Run(() => GateTests.Permit(practice, client, r.Person.Actor, Category.Notes))),
            .. readers.Select(r => Task.Run(() => GateTests.Read(practice, r, folder))),
        ]);

        await using var visit = practice.Visit();
        var generations = await visit.Db.Generations.AsNoTracking().Where(g => g.Folder == folder.Id).ToListAsync();
        Assert.Single(generations, g => g.ClosedAt is null);
        foreach (var record in await visit.Db.SealedRecords.AsNoTracking().Where(r => r.Folder == folder.Id).ToListAsync())
            Assert.True(generations.Single(g => g.Number == record.Generation).ClosedAt is not { } closed || record.At <= closed);
        // The two whose second yes stands, the client, and escrow.
        Assert.Equal(4, await visit.Db.Wraps.Where(w => w.Folder == folder.Id).Select(w => w.Actor).Distinct().CountAsync());
        Assert.Equal(0, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_withdrawal_waits_for_a_note_that_is_being_sealed_which_then_lies_under_the_key_before_it(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes);
        await using var visit = practice.Visit();
        Task withdrawing;
        await using (var work = await visit.Gate.Begin())
        {
            Assert.Null(await visit.Gate.Seal(work, client, folder, "said", practice.Random.Id(), new Dictionary<string, string>()));
            withdrawing = Task.Run(() => GateTests.Withdraw(practice, client, yes));
            Assert.NotEqual(withdrawing, await Task.WhenAny(withdrawing, Task.Delay(200)));
            await work.Commit();
        }
        await withdrawing;
        var last = await visit.Db.SealedRecords.AsNoTracking().OrderByDescending(r => r.At).FirstAsync(r => r.Folder == folder.Id);
        var generations = await visit.Db.Generations.AsNoTracking().Where(g => g.Folder == folder.Id).OrderBy(g => g.Number).ToListAsync();
        Assert.Equal((1, 2), (last.Generation, generations.Count));
        Assert.True(last.At < generations[0].ClosedAt);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ring_upgrade_that_meets_a_withdrawal_makes_no_wrap_again_and_leaves_an_entry_without_a_reading(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes);
        await using var visit = practice.Visit();
        // The entry is durable and the key unwrapped when the withdrawal comes: the ring wrap draws its nonce right then.
        var meanwhile = new Meanwhile(practice.Random, () => GateTests.Withdraw(practice, client, yes));
        var gate = new Gate(visit.Db, practice.Premises, practice.Time, meanwhile, practice.Queue, visit.Gate.Vault);
        Assert.Equal(Gate.NotYours, (await gate.Open(reader, folder.Id, Purpose.Care)).Refusal);
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == reader.Person.Actor));
        var acts = (await visit.Db.LogEntries.OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync()).ConvertAll(l => LogLeaf.Read(l)!.Act);
        Assert.True(acts.IndexOf("open") < acts.IndexOf("withdraw"));
        Assert.Single(acts, a => a == "open");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_eight_who_see_a_name_for_the_first_time_that_day_at_once_each_sees_it_and_one_entry_is_written(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Name, "Wren");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Name);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var visit = practice.Visit();
            var again = new Keyring(therapist.Person, therapist.KeyNumber, therapist.Own, therapist.Session);
            Assert.Null((await visit.Gate.Open(again, folder.Id, Purpose.Care, Logged.OnceADay)).Refusal);
        })));
        await using var looking = practice.Visit();
        Assert.Single(await looking.Db.LogEntries.AsNoTracking().ToListAsync(), e => LogLeaf.Read(e.Leaf)!.Act == "open");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Ones_own_is_counted_once_a_session(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        foreach (var session in new byte[][] { [1], [1], [2], [1] })
        {
            await using var visit = practice.Visit();
            Assert.Null((await visit.Gate.Open(new(client.Person, 1, client.Own, session), folder.Id, Purpose.Own, Logged.OnceASession)).Refusal);
        }
        await using var looking = practice.Visit();
        Assert.Equal(2, (await looking.Db.LogEntries.AsNoTracking().ToListAsync()).Count(e => LogLeaf.Read(e.Leaf)!.Act == "open"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_who_write_the_first_thing_of_a_folder_at_once_write_into_the_same(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => GateTests.Seal(practice, client, Category.Notes, "first"))));
        await using var visit = practice.Visit();
        Assert.Equal((1, 8), (await visit.Db.Folders.CountAsync(), await visit.Db.SealedRecords.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_withdrawal_that_cannot_be_finished_leaves_all_as_it_was_and_can_be_done_again(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, reader) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, reader.Person.Actor, Category.Notes);
        await using var visit = practice.Visit();
        await visit.Db.Database.ExecuteSqlRawAsync(database == "sqlite"
            ? "CREATE TRIGGER broken BEFORE INSERT ON \"LogEntries\" BEGIN SELECT RAISE(ABORT, 'no'); END"
            : "ALTER TABLE \"LogEntries\" ADD CONSTRAINT broken CHECK (false) NOT VALID");
        await Assert.ThrowsAnyAsync<Exception>(() => GateTests.Withdraw(practice, client, yes));
        Assert.Equal((0, 1), (await visit.Db.Withdrawals.CountAsync(), await visit.Db.Generations.CountAsync(g => g.Folder == folder.Id)));
        Assert.Equal(3, await visit.Db.Wraps.CountAsync(w => w.Folder == folder.Id));
        await visit.Db.Database.ExecuteSqlRawAsync(database == "sqlite" ? "DROP TRIGGER broken" : "ALTER TABLE \"LogEntries\" DROP CONSTRAINT broken");
        await GateTests.Withdraw(practice, client, yes);
        Assert.Equal(0, await practice.Swept());
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
        await GateTests.Seal(practice, client, Category.Notes, "at that instant");
        await using var job = practice.Visit();
        Assert.Equal(2, await job.Db.SealedRecords.Where(r => r.Folder == folder.Id).MaxAsync(r => r.Generation));
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
        Assert.Equal(["a note"], await GateTests.ReadAll(practice, reader, folder));
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

    /// <summary>Lets something happen, once, while a nonce of twelve bytes is drawn.</summary>
    private sealed class Meanwhile(RandomSource random, Func<Task> happens) : RandomSource
    {
        private Func<Task>? happens = happens;

        public override void Fill(Span<byte> bytes)
        {
            if (bytes.Length == 12 && Interlocked.Exchange(ref happens, null) is { } now) Task.Run(now).GetAwaiter().GetResult();
            random.Fill(bytes);
        }
    }

    private static async Task<byte[]> OwnWrap(TestPractice practice, Keyring who, Folder folder)
    {
        await using var visit = practice.Visit();
        return (await visit.Db.Wraps.AsNoTracking().SingleAsync(w => w.Folder == folder.Id && w.Actor == who.Person.Actor)).Bytes;
    }
}
