using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle;

/// <summary>The escrow's key is made anew: the old papers open nothing more, the new ones all that the old did.</summary>
public class EscrowAnewTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_old_papers_open_nothing_of_todays_database_and_the_new_ones_all_that_the_old_did(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (practice, amara) = (story.Practice, story.Keepers[0]);
        var (client, folder) = await SomebodyInCare(story);
        var (old, before) = (await Escrow(story), await Everything(practice));
        var opened = Opened(practice, before, old);
        Assert.NotEmpty(opened);

        await MadeAnew(story);
        await GateTests.Seal(practice, client, Category.Notes, "after");
        var (now, after) = (await Escrow(story), await Everything(practice));
        Assert.Empty(Opened(practice, after, old));
        Assert.Superset(opened.Select(o => o.Place).ToHashSet(), Opened(practice, after, now).Select(o => o.Place).ToHashSet());
        // Nor does it with an old copy of the database, whose keys it knows, or whose mandates' keys.
        Assert.DoesNotContain(after.Records, r => opened.Any(o => Envelope.Open(o.Secret, r.Bytes, r.Place(practice.Premises.Practice)) is not null && !before.Records.Exists(b => b.Id == r.Id)));
        Assert.DoesNotContain(after.Wraps.Where(w => !before.Wraps.Exists(b => (b.Folder, b.Generation) == (w.Folder, w.Generation))),
            w => opened.Where(o => o.Place.Mandate is not null).Any(o => Wrapping.Open(w.Bytes, KeyPair.From(o.Secret), Place(practice, w)) is not null));

        Assert.Equal([2], after.Escrows.Select(k => k.Number));
        Assert.Equal(["after", "before", "later"], await GateTests.ReadAll(practice, CircleStory.Fresh(client), folder));
        Assert.Equal(["after", "before", "later"], await GateTests.ReadAll(practice, CircleStory.Fresh(amara), folder));
        Assert.Equal([LogActs.KeepersGather, LogActs.KeeperCame, LogActs.KeeperCame, LogActs.EscrowAnew], (await story.Logged()).Select(l => l.Act));
        Assert.Equal(0, await practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_holds_key_keeping_by_decision_gets_the_papers_and_as_many_open_it_as_was_decided(string database)
    {
        // Four founders: three of four papers, by the founding text.
        await using var story = await CeremonyStory.Begin(database, founders: 4);
        var (circle, practice) = (new CircleStory(story.Founded), story.Practice);
        Assert.Equal((3, 4), await Takes(story));
        Assert.True((await Keeping(story)).Fits);
        await circle.Decides(new KeyKeepingMandate([.. story.Keepers.Where(k => k != story.Keepers[2]).Select(k => new GivenTo(k.Person.Value, "Member"))], 6, 0));
        Assert.False((await Keeping(story)).Fits);
        Assert.Equal((3, 4), await Takes(story));

        Assert.Null(await story.Gather(story.Keepers[2], CeremonyAim.Anew));
        foreach (var keeper in story.Keepers.Take(3)) Assert.Null((await story.Comes(keeper)).Refusal);
        Assert.Equal((2, 3), await Takes(story));
        Assert.True((await Keeping(story)).Fits);
        await using (var visit = practice.Visit())
        {
            Assert.Equal(3, await visit.Db.EscrowShares.CountAsync());
            Assert.True(await visit.Db.LacksPaper());
            Assert.Null(await visit.Db.LatestDrill(practice.Premises, new()));
        }
        // Whose paper it was before opens nothing any more, and two of the new ones are enough.
        Assert.NotNull(await story.Gather(story.Keepers[2]));
        Assert.Null(await story.Gather(story.Keepers[3]));
        Assert.False((await story.Comes(story.Keepers[3])).Value.Done);
        Assert.True((await story.Comes(story.Keepers[0])).Value.Done);
        await circle.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Cut_off_half_way_nothing_is_lost_and_it_goes_on_by_the_old_papers_and_by_whoever_comes_by(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var practice = story.Practice;
        var (client, folder) = await SomebodyInCare(story);
        var other = await practice.Person();
        await GateTests.Seal(practice, other, Category.Notes, "of somebody else");
        var old = await Escrow(story);
        var (papers, opened) = (new Dictionary<PersonId, string>(), Opened(practice, await Everything(practice), old).Select(o => o.Place).ToHashSet());
        foreach (var keeper in story.Keepers) papers[keeper.Person] = await story.Words(keeper);

        // The server dies as soon as the new key is there.
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await story.Anew(visit).Begin(work, 2));
            await work.Commit();
        }
        story.Restart();
        Assert.Equal(0, await practice.Swept());
        await NothingIsMissing(story, old, opened);
        Assert.NotNull(await story.Gather(story.Keepers[0]));
        await using (var visit = practice.Visit()) Assert.NotEqual(0, await visit.Gate.Settle(CircleStory.Fresh(client)));
        await NothingIsMissing(story, old, opened);
        Assert.DoesNotContain(Opened(practice, await Everything(practice), old), o => o.Place.Folder == folder.Id);
        Assert.Equal(0, await practice.Swept());

        Assert.Null(await story.Gather(story.Keepers[0], CeremonyAim.Anew));
        foreach (var keeper in story.Keepers.Skip(1)) Assert.Null((await story.Comes(keeper, papers[keeper.Person])).Refusal);
        Assert.Empty(Opened(practice, await Everything(practice), old));
        Assert.Superset(opened, Opened(practice, await Everything(practice), await Escrow(story)).Select(o => o.Place).ToHashSet());
        await using (var visit = practice.Visit()) Assert.Equal(0, await visit.Db.LeftBehind(practice.Premises));
        Assert.Equal(0, await practice.Swept());
    }

    [Fact]
    public async Task Where_everybody_came_by_themselves_a_job_forgets_the_old_key()
    {
        await using var story = await CeremonyStory.Begin();
        await using var visit = story.Practice.Visit();
        await using (var work = await visit.Gate.BeginPower())
        {
            Assert.Null(await story.Anew(visit).Begin(work, 2));
            await work.Commit();
        }
        Assert.False(await story.Renewal(visit).Finish(default));
        await visit.Db.Wraps.Where(w => w.Actor == story.Practice.Premises.Escrow && w.KeyNumber == 1).ExecuteDeleteAsync();
        await visit.Db.MandateKeys.Where(k => k.Holder == story.Practice.Premises.Escrow && k.HolderKey == 1).ExecuteDeleteAsync();
        await story.Asks(async (c, _) => { await c.ForgetEnded(); return 0; });
        Assert.Null((await visit.Db.EscrowKeys(story.Practice.Premises))!.Value.Before);
        Assert.Equal(3, await visit.Db.EscrowShares.CountAsync());
    }

    [Fact]
    public async Task An_old_key_of_the_escrow_that_somebody_puts_back_stops_everybody()
    {
        await using var story = await CeremonyStory.Begin();
        var practice = story.Practice;
        await SomebodyInCare(story);
        PublicKey before;
        await using (var visit = practice.Visit()) before = (await visit.Db.EscrowKey(practice.Premises))!;
        await MadeAnew(story);
        await using (var visit = practice.Visit())
        {
            visit.Db.PublicKeys.Add(new(before.Actor, before.Kind, before.Number, before.Point, before.MadeAt) { PapersNeeded = before.PapersNeeded, PapersMade = before.PapersMade });
            await visit.Db.SaveChangesAsync();
        }
        Assert.NotEqual(0, await practice.Swept());
    }

    [Fact]
    public async Task Nobody_lowers_in_the_database_how_many_papers_are_said_to_open_it()
    {
        await using var story = await CeremonyStory.Begin(founders: 4);
        await story.Practice.Tamper("""UPDATE "PublicKeys" SET "PapersNeeded" = 2 WHERE "Kind" = 'Escrow'""");
        Assert.NotNull(await story.Gather(story.Keepers[0]));
    }

    [Fact]
    public async Task It_is_not_made_anew_for_fewer_keepers_than_were_agreed_on()
    {
        await using var story = await CeremonyStory.Begin();
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            var keeping = (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.KeyKeeping);
            foreach (var keeper in story.Keepers.Take(2)) Assert.Null(await visit.Mandating.End(work, keeping.Id, keeper.Person, keeper.Person.Actor));
            await work.Commit();
        }
        Assert.Contains("Fewer than", (await story.Gather(story.Keepers[0], CeremonyAim.Anew))!.Format, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_keeps_papers_is_decided_with_how_many_of_them_open_it()
    {
        Assert.Null(Named(3, 0).Check());
        Assert.Null(Named(3, 3).Check());
        Assert.NotNull(Named(3, 1).Check());
        Assert.NotNull(Named(3, 4).Check());
        Assert.NotNull(Named(17, 0).Check());

        static KeyKeepingMandate Named(int keepers, int needed) => new([.. Enumerable.Range(1, keepers).Select(k => new GivenTo(new Guid(k, 0, 0, new byte[8]), $"{k}"))], 6, needed);
    }

    // Two generations of notes, one of them open to Amara; a request that the welcome mandate opens; a draft, which the escrow never opens.
    private static async Task<(Keyring Client, Folder Notes)> SomebodyInCare(CeremonyStory story)
    {
        var (practice, client) = (story.Practice, await story.Practice.Person());
        var notes = await GateTests.Seal(practice, client, Category.Notes, "before");
        await GateTests.Permit(practice, client, story.Keepers[1].Person.Actor, Category.Notes);
        await GateTests.Permit(practice, client, story.Keepers[0].Person.Actor, Category.Notes);
        await GateTests.Seal(practice, client, Category.Notes, "later");
        await GateTests.Seal(practice, client, Category.Request, "it is heavy");
        await GateTests.Seal(practice, client, Category.Draft, "not yet");
        await using var visit = practice.Visit();
        await GateTests.Permit(practice, client, (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Welcome).Id, Category.Request);
        return (client, notes);
    }

    private static async Task MadeAnew(CeremonyStory story)
    {
        Assert.Null(await story.Gather(story.Keepers[0], CeremonyAim.Anew));
        Assert.False((await story.Comes(story.Keepers[1])).Value.Done);
        Assert.True((await story.Comes(story.Keepers[2])).Value.Done);
    }

    // The key in one piece, from the newest papers.
    private static async Task<KeyPair> Escrow(CeremonyStory story) =>
        EscrowSharing.Combine([await story.Words(story.Keepers[0]), await story.Words(story.Keepers[1])]).Value;

    // Whatever the escrow opened opens to one of the two keys.
    private static async Task NothingIsMissing(CeremonyStory story, KeyPair old, HashSet<At> opened)
    {
        var (everything, now) = (await Everything(story.Practice), await Escrow(story));
        Assert.Superset(opened, Opened(story.Practice, everything, old).Concat(Opened(story.Practice, everything, now)).Select(o => o.Place).ToHashSet());
    }

    private static async Task<(int, int)?> Takes(CeremonyStory story)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.EscrowTakes(story.Practice.Premises, TestPractice.Start);
    }

    private static async Task<Keeping> Keeping(CeremonyStory story)
    {
        await using var visit = story.Practice.Visit();
        return (await visit.Db.KeyKeeping(story.Practice.Premises, visit.Gate.Vault, story.Practice.Clock.Now + NodaTime.Duration.FromMinutes(1)))!;
    }

    private static async Task<Stored> Everything(TestPractice practice)
    {
        await using var visit = practice.Visit();
        return new(await visit.Db.Wraps.AsNoTracking().ToListAsync(), await visit.Db.MandateKeys.AsNoTracking().ToListAsync(),
            await visit.Db.SealedRecords.AsNoTracking().ToListAsync(), await visit.Db.PublicKeys.AsNoTracking().Where(k => k.Kind == ActorKind.Escrow).ToListAsync());
    }

    /// <summary>What this key opens of all keys that are stored, as whichever of the escrow's it might be.</summary>
    private static List<(At Place, byte[] Secret)> Opened(TestPractice practice, Stored stored, KeyPair escrow)
    {
        var opened = new List<(At, byte[])>();
        foreach (var wrap in stored.Wraps)
            if (Wrapping.Open(wrap.Bytes, escrow, Place(practice, wrap)) is { } dataKey) opened.Add((new(wrap.Folder, null, wrap.Generation), dataKey));
        foreach (var key in stored.Keys)
            if (Wrapping.Open(key.Bytes, escrow, new(practice.Premises.Practice, Wrapped.MandateKey, key.Mandate.Value, key.Number, key.Holder, key.HolderKey)) is { } scalar)
                opened.Add((new(null, key.Mandate, key.Number), scalar));
        return opened;
    }

    private static WrapPlace Place(TestPractice practice, Wrap wrap) =>
        new(practice.Premises.Practice, Wrapped.DataKey, wrap.Folder.Value, wrap.Generation, wrap.Actor, wrap.KeyNumber);

    private readonly record struct At(FolderId? Folder, ActorId? Mandate, int Number);

    private sealed record Stored(List<Wrap> Wraps, List<MandateKey> Keys, List<SealedRecord> Records, List<PublicKey> Escrows);
}
