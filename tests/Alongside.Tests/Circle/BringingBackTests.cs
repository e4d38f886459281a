using Alongside.Features.Circle;
using Alongside.Features.People.Doors;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.People;
using Alongside.Tests.Sealing;

namespace Alongside.Tests.Circle;

/// <summary>Somebody lost every way to what is theirs, and enough key-keepers bring them back.</summary>
public class BringingBackTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_lost_passphrase_and_recovery_code_comes_back_to_what_was_theirs(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (practice, accounts) = (story.Practice, story.Accounts);
        var lost = (await accounts.SignsUp()).Value;
        var (wren, amara) = (await accounts.Ring(lost.Cookie), story.Keepers[0]);
        var folder = await GateTests.Seal(practice, wren, Category.Notes, "before");
        await GateTests.Permit(practice, wren, amara.Person.Actor, Category.Notes);
        await GateTests.Seal(practice, wren, Category.Notes, "later");

        var code = await Back(story, lost.Person);
        Assert.NotNull((await accounts.SignsIn()).Refusal);
        Assert.NotNull((await accounts.Asks((a, _) => a.Recover(lost.Recovery!.ToString(), "wren", AccountStory.Another))).Refusal);
        Assert.Null(await accounts.Find(lost.Cookie));
        Assert.Empty(await GateTests.ReadAll(practice, wren, folder));

        var back = (await accounts.Asks((a, _) => a.Return(code))).Value;
        Assert.Equal(lost.Person, back.Person);
        var ring = await accounts.Ring(back.Cookie);
        Assert.Equal(["before", "later"], await GateTests.ReadAll(practice, ring, folder));
        await GateTests.Seal(practice, ring, Category.Notes, "again");
        Assert.Equal(["again", "before", "later"], await GateTests.ReadAll(practice, ring, folder));
        Assert.Equal(["again", "before", "later"], await GateTests.ReadAll(practice, amara, folder));
        Assert.Equal(0, await practice.Swept());
    }

    [Fact]
    public async Task Their_access_log_names_each_keeper_who_came()
    {
        await using var story = await CeremonyStory.Begin();
        var wren = (await story.Accounts.SignsUp()).Value.Person;
        await Back(story, wren);
        await using var visit = story.Practice.Visit();
        var looks = await visit.Db.Looks(wren, TestContext.Current.CancellationToken);
        Assert.Equivalent(new[] { story.Keepers[0].Person.Actor, story.Keepers[2].Person.Actor }, looks.Where(l => l.Act == LogActs.BroughtBack).Select(l => l.Actor));
        Assert.Contains(looks, l => l.Act == LogActs.KeepersGather && l.Actor == story.Keepers[1].Person.Actor);
    }

    [Fact]
    public async Task With_fewer_papers_than_are_needed_nothing_of_theirs_changes()
    {
        await using var story = await CeremonyStory.Begin();
        var lost = (await story.Accounts.SignsUp()).Value;
        Assert.Null(await story.Gather(story.Keepers[1], CeremonyAim.LostEveryWay, lost.Person));
        var came = (await story.Comes(story.Keepers[0])).Value;
        Assert.Equal((false, null), (came.Done, came.Code));
        Assert.Null((await story.Accounts.SignsIn()).Refusal);
        Assert.NotNull(await story.Accounts.Find(lost.Cookie));
        Assert.Null(await story.Asks((c, _) => c.End(story.Keepers[1])));
        Assert.Equal((LogActs.KeepersPart, (SubjectId?)lost.Person.Subject), ((await story.Logged())[^1].Act, (await story.Logged())[^1].About));
    }

    [Fact]
    public async Task Nothing_of_anybody_elses_is_handed_over_with_it()
    {
        await using var story = await CeremonyStory.Begin();
        var practice = story.Practice;
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Notes, "told to wren");
        var wren = (await story.Accounts.SignsUp()).Value.Person;
        await GateTests.Permit(practice, client, wren.Actor, Category.Notes);

        var code = await Back(story, wren);
        var ring = await story.Accounts.Ring((await story.Accounts.Asks((a, _) => a.Return(code))).Value.Cookie);
        Assert.Empty(await GateTests.ReadAll(practice, ring, folder));
        // It opens as soon as the one whose it is comes by.
        await using (var visit = practice.Visit()) Assert.Equal(1, await visit.Gate.Settle(client));
        Assert.Equal(["told to wren"], await GateTests.ReadAll(practice, ring, folder));
        Assert.Equal(0, await practice.Swept());
    }

    [Fact]
    public async Task The_code_that_keepers_saw_ends_with_a_passphrase_of_ones_own()
    {
        await using var story = await CeremonyStory.Begin();
        var wren = (await story.Accounts.WithReturnCode()).Person;
        var code = await Back(story, wren, CeremonyAim.LostTheCode);
        var ring = await story.Accounts.Ring((await story.Accounts.Asks((a, _) => a.Return(code))).Value.Cookie);
        Assert.Null((await story.Accounts.Asks((a, _) => a.SignUp(Features.People.PersonKind.Client, "wren", AccountStory.Passphrase, ring, code))).Refusal);
        Assert.Equal(Accounts.Closed.ToString(), (await story.Accounts.Asks((a, _) => a.Return(code))).Refusal?.ToString());
        Assert.Equal(wren, (await story.Accounts.SignsIn()).Value.Person);
    }

    [Fact]
    public async Task A_member_who_holds_a_mandate_comes_back_and_nobody_else_loses_it()
    {
        await using var story = await CeremonyStory.Begin();
        var (practice, bea) = (story.Practice, story.Keepers[1]);
        var client = await practice.Person();
        var folder = await GateTests.Seal(practice, client, Category.Request, "it is heavy");
        await using (var visit = practice.Visit())
            await GateTests.Permit(practice, client, (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Welcome).Id, Category.Request);
        Assert.Equal(["it is heavy"], await GateTests.ReadAll(practice, Anew(bea), folder));
        await Arrived(practice, bea.Person);

        var code = await Back(story, bea.Person);
        Assert.Empty(await GateTests.ReadAll(practice, Anew(bea), folder));
        Assert.Equal(["it is heavy"], await GateTests.ReadAll(practice, Anew(story.Keepers[0]), folder));
        await using (var visit = practice.Visit()) Assert.NotEqual(0, await visit.Gate.Settle(Anew(story.Keepers[0])));
        var ring = await story.Accounts.Ring((await story.Accounts.Asks((a, _) => a.Return(code))).Value.Cookie);
        Assert.Equal(["it is heavy"], await GateTests.ReadAll(practice, ring, folder));
        Assert.Equal(0, await practice.Swept());
    }

    [Fact]
    public async Task A_keeper_who_comes_back_before_printing_finds_the_same_share()
    {
        await using var story = await CeremonyStory.Begin();
        var bea = story.Keepers[1];
        await Arrived(story.Practice, bea.Person);
        var words = await story.Words(bea);
        var code = await Back(story, bea.Person);
        var ring = await story.Accounts.Ring((await story.Accounts.Asks((a, _) => a.Return(code))).Value.Cookie);
        Assert.Equal(words, await story.Words(ring));
        Assert.Null(await story.Gather(story.Keepers[0]));
        Assert.Null((await story.Comes(story.Keepers[0])).Refusal);
        Assert.True((await story.Comes(ring)).Value.Done);
    }

    [Fact]
    public async Task Nobody_is_brought_back_whom_nobody_knows_and_no_keeper_brings_back_themselves()
    {
        await using var story = await CeremonyStory.Begin();
        Assert.NotNull(await story.Gather(story.Keepers[0], CeremonyAim.LostEveryWay));
        Assert.NotNull(await story.Gather(story.Keepers[0], CeremonyAim.LostEveryWay, story.Practice.Random.Id<PersonId>()));
        await Arrived(story.Practice, story.Keepers[0].Person);
        Assert.NotNull(await story.Gather(story.Keepers[0], CeremonyAim.LostEveryWay, story.Keepers[0].Person));
        Assert.Null(await story.Gather(story.Keepers[1], CeremonyAim.LostEveryWay, story.Keepers[0].Person));
        Assert.NotNull((await story.Comes(story.Keepers[0])).Refusal);
    }

    // Amara and Cy come, Bea asked them to; for Bea it is Amara who asks.
    private static async Task<string> Back(CeremonyStory story, PersonId whom, CeremonyAim aim = CeremonyAim.LostEveryWay)
    {
        Assert.Null(await story.Gather(whom == story.Keepers[1].Person ? story.Keepers[0] : story.Keepers[1], aim, whom));
        Assert.Null((await story.Comes(story.Keepers[2])).Value.Code);
        var came = (await story.Comes(story.Keepers[0])).Value;
        Assert.True(came.Done);
        return came.Code!.ToString();
    }

    private static async Task Arrived(TestPractice practice, PersonId member)
    {
        await using var visit = practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        visit.Db.People.Add(new(member, Features.People.PersonKind.Member, work.At));
        await work.Commit();
    }

    /// <summary>The same keys, as a next request finds them.</summary>
    private static Keyring Anew(Keyring keyring) => new(keyring.Person, keyring.KeyNumber, keyring.Own, keyring.Session);
}
