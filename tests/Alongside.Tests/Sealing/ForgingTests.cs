using Alongside.Features.Sealing;
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
        Assert.Null(await GateTests.Read(practice, therapist, folder));
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
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_forged_holder_of_a_mandate_reaches_nothing(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, holder, stranger) = (await practice.Person(), await practice.Person(), await practice.Person());
        var folder = await GateTests.Seal(practice, client, Category.Request, "a request");
        var mandate = await Grant(practice, holder);
        await GateTests.Permit(practice, client, mandate, Category.Request);
        await using (var visit = practice.Visit())
            await visit.Db.Database.ExecuteSqlAsync($"""
                INSERT INTO "Holdings" ("Id", "Mandate", "Holder", "From", "Until", "Mac")
                SELECT {Guid.NewGuid()}, "Mandate", {stranger.Person.Value}, "From", "Until", "Mac" FROM "Holdings" LIMIT 1
                """);
        Assert.Equal("a request", await GateTests.Read(practice, holder, folder));
        Assert.Null(await GateTests.Read(practice, stranger, folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_deletes_the_withdrawal_of_a_no_is_refused_by_the_database(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        var (client, therapist) = (await practice.Person(), await practice.Person());
        var yes = await GateTests.Permit(practice, client, therapist.Person.Actor, Category.Notes);
        await GateTests.Withdraw(practice, client, yes);
        await using var visit = practice.Visit();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => visit.Db.Database.ExecuteSqlAsync($"""DELETE FROM "Withdrawals" """));
        Assert.Contains("final", refused.Message, StringComparison.Ordinal);
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
        var place = new WrapPlace(random.Id(), random.Id(), 1, random.Id<ActorId>(), 1);
        foreach (var wrap in new[] { Wrapping.To(recipient.Public, KeyPair.New(random), secret, place, random), Wrapping.Ring(recipient, secret, place, random) })
        {
            Assert.Equal(secret, Wrapping.Open(wrap, recipient, place));
            Assert.Null(Wrapping.Open(wrap, recipient, place with { Number = 2 }));
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

    private static async Task Close(TestPractice practice, Folder folder)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        await visit.Gate.Vault.Reconcile(folder, work.At, null, closeFirst: true);
        await work.Commit();
    }
}
