using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Alongside.Tests.Circle;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.People;

/// <summary>Somebody took the key of a member who holds a mandate and keeps a share of the escrow. Case 17.</summary>
public class StolenDeviceTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_sealed_later_is_out_of_the_thiefs_reach_also_through_the_mandate(string database)
    {
        await using var story = await FoundingStory.Founded(database: database);
        var (practice, amara, bea) = (story.Practice, story.Founders[0], story.Founders[1]);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Request, "before");
        await using var visit = practice.Visit();
        var welcome = (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Welcome).Id;
        await GateTests.Permit(practice, client, welcome, Category.Request);
        Assert.Equal(["before"], await GateTests.ReadAll(practice, Anew(amara), folder));
        var (wraps, mandateKeys, keys) = (await visit.Db.Wraps.AsNoTracking().ToListAsync(), await visit.Db.MandateKeys.AsNoTracking().ToListAsync(), await visit.Db.PublicKeys.AsNoTracking().ToListAsync());

        var renewed = await Rekey(practice, amara);
        await GateTests.Seal(practice, client, Category.Request, "after");
        Assert.Equal(["after", "before"], await GateTests.ReadAll(practice, Anew(renewed), folder));
        Assert.Equal(["after", "before"], await GateTests.ReadAll(practice, Anew(bea), folder));

        // The thief puts back every row that was there: keys, wraps, and what opened the mandate's key.
        await PutBack(visit.Db, wraps, w => (w.Folder, w.Generation, w.Actor, w.KeyNumber));
        await PutBack(visit.Db, mandateKeys, k => (k.Mandate, k.Number, k.Holder, k.HolderKey));
        await PutBack(visit.Db, keys, k => (k.Actor, k.Number));
        var thief = Anew(amara);
        Assert.Equal(["before"], await GateTests.ReadAll(practice, thief, folder));
        var latest = await visit.Db.SealedRecords.Where(r => r.Folder == folder.Id).MaxAsync(r => r.Generation);
        Assert.Contains(welcome, thief.Actors);
        Assert.Null(await visit.Gate.Vault.DataKey(folder.Id, latest, thief));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_share_that_is_not_on_paper_yet_opens_for_its_keeper_and_no_longer_for_the_thief(string database)
    {
        await using var story = await FoundingStory.Founded(database: database);
        var amara = story.Founders[0];
        var words = await Words(story, amara);
        var renewed = await Rekey(story.Practice, amara);
        Assert.Equal(words, await Words(story, renewed));
        Assert.Null(await Words(story, amara));
    }

    private static async Task<Keyring> Rekey(TestPractice practice, Keyring old)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        var renewed = await new Rekeying(visit.Db, practice.Premises, practice.Random, visit.Gate, visit.Mandating).Rekey(work, old);
        await work.Commit();
        return renewed;
    }

    /// <summary>The same keys, as a next request finds them.</summary>
    private static Keyring Anew(Keyring keyring) => new(keyring.Person, keyring.KeyNumber, keyring.Own, keyring.Session);

    private static async Task PutBack<T, TKey>(Database db, List<T> before, Func<T, TKey> key) where T : class
    {
        var there = (await db.Set<T>().AsNoTracking().ToListAsync()).Select(key).ToHashSet();
        db.AddRange(before.Where(row => !there.Contains(key(row))));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private static async Task<string?> Words(FoundingStory story, Keyring keeper)
    {
        await using var visit = story.Practice.Visit();
        var share = await visit.Db.EscrowShares.AsNoTracking().SingleAsync(s => s.Keeper == keeper.Person);
        return EscrowSharing.Open(share, keeper, story.Practice.Premises.Practice);
    }
}
