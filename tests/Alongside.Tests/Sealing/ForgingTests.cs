using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

/// <summary>What somebody can do who writes to the database and doesn't have the house file.</summary>
public class ForgingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_forged_permission_counts_as_absent_and_nobody_is_wrapped_by_it(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, stranger) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await using (var visit = practice.Visit())
            await visit.Db.Database.ExecuteSqlAsync($"""
                INSERT INTO "Permissions" ("Id", "Person", "Subject", "Actor", "Decision", "Category", "Purpose", "MayWrite", "From", "Mac")
                VALUES ({Guid.NewGuid()}, {client.Person.Value}, {client.Person.Value}, {stranger.Person.Value}, 'Permit', 'Notes', 'Care', {false}, 0, {Array.Empty<byte>()})
                """);
        Assert.Null(await GateTests.Read(practice, stranger, folder));
        await Close(practice, folder);
        await using var after = practice.Visit();
        Assert.False(await after.Db.Wraps.AnyAsync(w => w.Actor == stranger.Person.Actor));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_permission_copied_to_another_person_counts_as_absent(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, other, therapist) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, other, Category.Notes, "a note");
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await using (var visit = practice.Visit())
            await visit.Db.Database.ExecuteSqlAsync($"""
                INSERT INTO "Permissions" ("Id", "Person", "Subject", "Actor", "Decision", "Category", "Purpose", "MayWrite", "From", "Mac")
                SELECT {Guid.NewGuid()}, {other.Person.Value}, {other.Person.Value}, "Actor", "Decision", "Category", "Purpose", "MayWrite", "From", "Mac"
                FROM "Permissions" WHERE "Id" = {yes.Value}
                """);
        await Close(practice, folder);
        await using var after = practice.Visit();
        Assert.Equal(Gate.NotYours, (await after.Gate.Open(therapist, folder.Id, Purpose.Care)).Refusal);
        Assert.False(await after.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == therapist.Person.Actor));
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_swapped_public_key_gets_no_wrap(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        var thief = KeyPair.New(practice.Random);
        await using (var visit = practice.Visit())
            await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "PublicKeys" SET "Point" = {thief.Public} WHERE "Actor" = {therapist.Person.Value}""");
        await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await using var after = practice.Visit();
        Assert.False(await after.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == therapist.Person.Actor));
        // It is reported: whoever's key it is said to be is stopped.
        Assert.Equal(1, await practice.Swept());
        Assert.Equal(therapist.Person.Subject, (await after.Db.StoppedSubjects.SingleAsync()).Subject);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_swapped_key_of_a_mandate_stops_whoever_opened_something_to_it(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder) = (await practice.Person(), await practice.Person());
        await GateTests.Seal(practice, client, Category.Request, "a request");
        var mandate = await Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await practice.Tamper("UPDATE \"PublicKeys\" SET \"Point\" = {1} WHERE \"Actor\" = {0}", mandate.Value, KeyPair.New(practice.Random).Public);
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_forged_holder_of_a_mandate_is_given_no_key_whatever_happens_to_it(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, joins, stranger) = (await practice.Person(), await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "a request");
        var mandate = await Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        // One who holds it now, and one whose time has run out, so that the next request of anybody would make a new key.
        await using (var visit = practice.Visit())
        {
            foreach (var until in new[] { "\"Until\"", "\"From\"" })
            {
                var forge = $"INSERT INTO \"Holdings\" (\"Id\", \"Mandate\", \"Holder\", \"From\", \"Until\", \"Mac\") SELECT {{0}}, \"Mandate\", {{1}}, \"From\", {until}, \"Mac\" FROM \"Holdings\" WHERE \"Holder\" = {{2}}";
                await visit.Db.Database.ExecuteSqlRawAsync(forge, Guid.NewGuid(), stranger.Person.Value, holder.Person.Value);
            }
        }
        Assert.Equal("a request", await GateTests.Read(practice, holder, folder));
        await Joins(practice, mandate, joins);
        await using var after = practice.Visit();
        Assert.Equal(0, await after.Gate.Expire(after.Mandating));
        Assert.False(await after.Db.MandateKeys.AnyAsync(k => k.Holder == stranger.Person.Actor));
        Assert.True(await after.Db.MandateKeys.AnyAsync(k => k.Holder == joins.Person.Actor));
        Assert.Equal(Gate.NotYours, (await after.Gate.Open(stranger, folder.Id, Purpose.Care)).Refusal);
        Assert.DoesNotContain(await after.Db.Holdings.Where(h => h.Holder == stranger.Person).ToListAsync(), h => h.IsGenuine(practice.Premises.House));
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_mandate_whose_end_was_put_off_is_none_and_no_decision_makes_it_one_again(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, joins) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "a request");
        var mandate = await Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await using var visit = practice.Visit();
        await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "Mandates" SET "Until" = "Until" + 1""");
        Assert.Equal(Gate.NotYours, (await visit.Gate.Open(holder, folder.Id, Purpose.Care)).Refusal);
        await using (var work = await visit.Gate.BeginPower())
            Assert.NotNull(await visit.Mandating.Add(work, mandate, joins.Person, new(work.At), joins.Person.Actor));
        // Not even code that forgets to ask may sign what this house did not write.
        var row = await visit.Db.Mandates.SingleAsync();
        row.NextKey();
        await Assert.ThrowsAsync<InvalidOperationException>(() => visit.Db.SaveChangesAsync());
        visit.Db.ChangeTracker.Clear();
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_mandate_that_was_deleted_reaches_nobody_by_its_old_key(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "before");
        var mandate = await Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await using (var visit = practice.Visit()) await visit.Db.Database.ExecuteSqlAsync($"""DELETE FROM "Mandates" """);
        await Close(practice, folder);
        await GateTests.Seal(practice, client, Category.Request, "after");
        await using var after = practice.Visit();
        Assert.False(await after.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Generation == 2 && w.Actor == mandate));
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_no_is_not_lifted_by_spoiling_its_code_or_forging_a_withdrawal(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        foreach (var tampering in new[] { "UPDATE \"Permissions\" SET \"Mac\" = {1}", "INSERT INTO \"Withdrawals\" (\"Permission\", \"At\", \"Mac\") SELECT \"Id\", 0, \"Mac\" FROM \"Permissions\"" })
        {
            var (client, cousin) = (await practice.Person(), await practice.Person());
            var folder = await GateTests.Seal(practice, client, Category.Request, "a request");
            await using var visit = practice.Visit();
            var no = practice.Random.Id<PermissionId>();
            await using (var work = await visit.Gate.BeginPower())
            {
                Assert.Null(await visit.Gate.Permit(work, client, Permission.Deny(no, client.Person, cousin.Person.Actor, null, work.At)));
                await work.Commit();
            }
            var isForged = tampering.StartsWith("INSERT", StringComparison.Ordinal);
            await practice.Tamper(tampering + " WHERE \"Id\" = {0}", no.Value, new byte[32]);
            if (isForged)
            {
                await GateTests.Permit(practice, client, await Grant(practice, cousin), Category.Request);
                Assert.Equal(Gate.NotYours, (await visit.Gate.Open(cousin, folder.Id, Purpose.Care)).Refusal);
                Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == cousin.Person.Actor));
            }
            await practice.Swept();
            Assert.Equal(Gate.Stopped, (await visit.Gate.Open(client, folder.Id, Purpose.Own)).Refusal);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_folder_moved_to_another_category_or_person_is_handed_to_nobody(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (colleague, thief) = (await practice.Person(), await practice.Person());
        foreach (var (move, gains) in new[] { ("\"Category\" = 'Name'", colleague), ("\"Subject\" = {1}", thief) })
        {
            var client = await practice.Person();
            await GateTests.Permit(practice, client, colleague.Person.Actor, Category.Name);
            var folder = await GateTests.Seal(practice, client, Category.Notes, "a note", practice.Random.Id());
            await using var visit = practice.Visit();
            await practice.Tamper("UPDATE \"Folders\" SET " + move + " WHERE \"Id\" = {0}", folder.Id.Value, gains.Person.Value);
            await visit.Db.Database.ExecuteSqlAsync($"""INSERT INTO "Pendings" ("Folder", "Generation", "Actor", "Since") VALUES ({folder.Id.Value}, 1, {gains.Person.Value}, 0)""");
            await visit.Gate.Settle(new(client.Person, 1, client.Own, []));
            Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == folder.Id && w.Actor == gains.Person.Actor));
            Assert.NotNull((await visit.Gate.Open(gains, folder.Id, gains == thief ? Purpose.Own : Purpose.Care)).Refusal);
            await practice.Swept();
            Assert.True(await visit.Db.StoppedSubjects.AnyAsync(s => s.Subject == client.Person.Subject));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_older_key_that_somebody_opened_again_is_not_sealed_under(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Notes, "before");
        await using var visit = practice.Visit();
        var open = await visit.Db.Generations.AsNoTracking().SingleAsync();
        await GateTests.Withdraw(practice, client, await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes));
        await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "Generations" SET "ClosedAt" = 1 WHERE "Number" = 2""");
        // As it was before it closed, with the code that it had then.
        await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "Generations" SET "ClosedAt" = NULL, "Mac" = {open.Mac} WHERE "Number" = 1""");
        await using (var work = await visit.Gate.Begin())
            Assert.Equal(Gate.Stopped, await visit.Gate.Seal(work, client, folder, "said", practice.Random.Id(), new Dictionary<string, string>()));
        Assert.Equal(1, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_session_that_this_house_did_not_begin_is_nobodys(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (wren, thief) = (await practice.Person(), await practice.Person());
        await using var visit = practice.Visit();
        // What the thief writes is in order, but for the code: cookie, row, and a scalar of their own.
        await using (var work = await visit.Gate.BeginPower())
        {
            var cookie = visit.Sessions.Start(work, thief.Person, 1, thief.Own);
            await work.Commit();
            Assert.Equal(thief.Person, (await visit.Sessions.Find(cookie))?.Person);
            await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "Sessions" SET "Person" = {wren.Person.Value}""");
            Assert.Null(await visit.Sessions.Find(cookie));
        }
        await using (var work = await visit.Gate.BeginPower())
        {
            // Even with an honest code it needs the person's own present key.
            var foreign = visit.Sessions.Start(work, wren.Person, 1, KeyPair.New(practice.Random));
            await work.Commit();
            Assert.Null(await visit.Sessions.Find(foreign));
        }
        await using (var work = await visit.Gate.BeginPower())
        {
            // Nor does it last longer because its beginning was moved.
            var own = visit.Sessions.Start(work, wren.Person, 1, wren.Own);
            await work.Commit();
            await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "Sessions" SET "StartedAt" = "StartedAt" + 1""");
            Assert.Null(await visit.Sessions.Find(own));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_is_sealed_past_an_escrow_whose_key_was_spoilt_or_taken_away(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Notes, "a note");
        await using var visit = practice.Visit();
        await visit.Db.Database.ExecuteSqlAsync($"""UPDATE "PublicKeys" SET "Number" = 2 WHERE "Actor" = {practice.Premises.Escrow.Value}""");
        await Assert.ThrowsAsync<InvalidOperationException>(() => GateTests.Seal(practice, client, Category.Request, "a request"));
        Assert.Equal(1, await practice.Swept());
        Assert.Equal(Gate.Stopped, (await visit.Gate.Open(client, folder.Id, Purpose.Own)).Refusal);
        visit.Db.EscrowShares.Add(new(client.Person, 1, 1, [1], TestPractice.Start));
        await visit.Db.SaveChangesAsync();
        await visit.Db.Database.ExecuteSqlAsync($"""DELETE FROM "PublicKeys" WHERE "Actor" = {practice.Premises.Escrow.Value}""");
        await Assert.ThrowsAsync<InvalidOperationException>(() => GateTests.Seal(practice, client, Category.Request, "a request"));
        Assert.Equal(1, await practice.Swept());
    }

    [Theory]
    [InlineData("row")]
    [InlineData("version")]
    [InlineData("kind")]
    [InlineData("generation")]
    [InlineData("folder")]
    [InlineData("practice")]
    public void A_ciphertext_moved_elsewhere_no_longer_opens(string moved)
    {
        var random = new FixedRandom(1);
        var key = random.Bytes(32);
        var place = new RecordPlace(random.Id(), random.Id<FolderId>(), 1, "note", random.Id(), 1);
        var envelope = Envelope.Seal(key, "what was said"u8, place, random);
        Assert.Equal("what was said"u8.ToArray(), Envelope.Open(key, envelope, place));
        var elsewhere = moved switch
        {
            "row" => place with { Row = random.Id() },
            "version" => place with { Version = 2 },
            "kind" => place with { Kind = "letter" },
            "generation" => place with { Generation = 2 },
            "folder" => place with { Folder = random.Id<FolderId>() },
            _ => place with { Practice = random.Id() },
        };
        Assert.Null(Envelope.Open(key, envelope, elsewhere));
    }

    [Fact]
    public void Every_flipped_byte_and_every_cut_of_a_wrap_is_refused()
    {
        var random = new FixedRandom(2);
        var (recipient, secret) = (KeyPair.New(random), random.Bytes(32));
        var place = new WrapPlace(random.Id(), Wrapped.DataKey, random.Id(), 1, random.Id<ActorId>(), 1);
        foreach (var wrap in new[] { Wrapping.To(recipient.Public, KeyPair.New(random), secret, place, random), Wrapping.Ring(recipient, secret, place, random) })
        {
            Assert.Equal(secret, Wrapping.Open(wrap, recipient, place));
            Assert.Null(Wrapping.Open(wrap, recipient, place with { Number = 2 }));
            // A mandate's key or a keeper's share under the same ids and numbers is no folder's key, nor the reverse.
            foreach (var kind in new[] { Wrapped.MandateKey, Wrapped.Share }) Assert.Null(Wrapping.Open(wrap, recipient, place with { Kind = kind }));
            Assert.Null(Wrapping.Open(wrap, KeyPair.New(random), place));
            for (var i = 0; i < wrap.Length; i++)
            {
                var flipped = wrap.ToArray();
                flipped[i] ^= 1;
                Assert.Null(Wrapping.Open(flipped, recipient, place));
                Assert.Null(Wrapping.Open(wrap.AsSpan(0, i), recipient, place));
            }
            Assert.Null(Wrapping.Open([.. wrap, 0], recipient, place));
        }
    }

    internal static async Task<ActorId> Grant(TestPractice practice, params Keyring[] holders)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        var mandate = await visit.Mandating.Grant(work, "welcome", new(work.At, work.At + NodaTime.Duration.FromDays(365)), 0, [.. holders.Select(h => h.Person)], holders[0].Person.Actor);
        await work.Commit();
        return mandate.Value.Id;
    }

    private static async Task Joins(TestPractice practice, ActorId mandate, Keyring who)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Mandating.Add(work, mandate, who.Person, new(work.At), who.Person.Actor));
        await work.Commit();
    }

    private static async Task Close(TestPractice practice, Folder folder)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await visit.Gate.Vault.Reconcile(work, folder, null, closeFirst: true);
        await work.Commit();
    }
}
