using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Consents.Doors;
using Alongside.Features.Demands;
using Alongside.Features.Demands.Doors;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>Key-keepers open the least of one person without a yes, for one member to read; and the person is told.</summary>
public class OpeningWithoutYesTests
{
    private static readonly LocalDate today = new(2026, 6, 1), longAgo = new(2000, 1, 1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_law_compels_opens_for_the_named_member_alone_and_no_wider_than_named_and_the_person_is_told_at_once(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (practice, client) = (story.Practice, await InCare(story));
        await GateTests.Seal(practice, client, Category.Notes, "of today");
        await GateTests.Seal(practice, client, Category.Request, "it is heavy");
        await GateTests.Seal(practice, client, Category.Crisis, "who to ring");
        practice.Clock.Now += Duration.FromDays(2);
        await GateTests.Seal(practice, client, Category.Notes, "of later");
        await GateTests.Seal(practice, await practice.Person(), Category.Notes, "of somebody else");
        var demand = await Demanded(story, client);

        Assert.Null(await Opens(story, Compelled(story, client, demand)));
        Assert.Equal(["of today"], Read(story, story.Keepers[1]));
        Assert.Empty(Read(story, story.Keepers[0]));
        var letter = Assert.Single(await Told(story, client));
        Assert.Equal((WithoutYes.Demanded, Category.Notes, "section 12", "the hearing", story.Keepers[1].Person.Value), (letter.Basis, letter.Category, letter.Law, letter.Purpose, letter.Reader));
        Assert.Equivalent(new[] { story.Keepers[0].Person.Actor, story.Keepers[2].Person.Actor }, await Looked(story, client, LogActs.OpenedWithoutYes));
        await Reads(story, story.Keepers[1]);
        Assert.Equal([story.Keepers[1].Person.Actor], await Looked(story, client, LogActs.ReadWithoutYes));
        await using (var visit = practice.Visit())
        {
            var read = (await Docket(visit, practice).Read(CircleStory.Fresh(story.Keepers[1]), demand))!;
            Assert.Equal("section 12", read.Entries[read.Standing.Facts.Single(f => f.Step == DemandStep.Opened).Number].Opened!.Law);
        }
        Assert.Equal(0, await practice.Swept());
        practice.Clock.Now += Ceremony.AtMost;
        Assert.Empty(Read(story, story.Keepers[1]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Under_a_documented_gag_nothing_tells_it_until_the_gag_ends_and_then_they_are_told(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (practice, client) = (story.Practice, await InCare(story));
        await GateTests.Seal(practice, client, Category.Notes, "of today");
        var demand = await Demanded(story, client, gagUntil: today.PlusDays(10));
        var before = (await Looked(story, client, null)).Count;
        Assert.Null(await Opens(story, Compelled(story, client, demand)));
        await Reads(story, story.Keepers[1]);
        Assert.Equal(["of today"], Read(story, story.Keepers[1]));
        Assert.Equal(before, (await Looked(story, client, null)).Count);
        Assert.Empty(await Told(story, client));

        practice.Clock.Now += Duration.FromDays(11);
        await using (var visit = practice.Visit()) await Docket(visit, practice).TellWhatIsDue(CircleStory.Fresh(story.Keepers[2]), practice.Clock.Now);
        Assert.Equal("section 12", Assert.Single(await Told(story, client)).Law);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whom_somebody_left_behind_is_found_by_how_to_reach_them_and_by_nothing_that_they_told(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (practice, client) = (story.Practice, await InCare(story));
        await GateTests.Seal(practice, client, Category.Channel, "ring after six");
        await GateTests.Seal(practice, client, Category.Notes, "of today");
        await using (var visit = practice.Visit())
            Assert.Equal([(client.Person, 0)], await visit.Db.LeftBehindWithOthers(practice.Premises.House, story.Keepers[0].Person, practice.Clock.Now));
        Assert.NotNull(await story.Asks((c, _) => c.Begin(story.Keepers[2], LeftBehind(story, client, Category.Notes))));
        var stranger = await InCare(story, opens: false);
        Assert.NotNull(await story.Asks((c, _) => c.Begin(story.Keepers[2], LeftBehind(story, stranger, Category.Channel))));
        Assert.Null(await Opens(story, LeftBehind(story, client, Category.Channel)));
        Assert.Equal(["ring after six"], Read(story, story.Keepers[1]));
        Assert.Equal((WithoutYes.LeftBehind, Category.Channel), (Assert.Single(await Told(story, client)).Basis, (await Told(story, client))[0].Category));
        Assert.Equal(0, await practice.Swept());
    }

    [Fact]
    public async Task Nothing_opens_for_a_demand_that_is_closed_or_names_somebody_else_nor_for_a_reader_who_is_no_member()
    {
        await using var story = await CeremonyStory.Begin();
        var (client, other) = (await InCare(story), await InCare(story));
        var demand = await Demanded(story, client);
        Assert.NotNull(await Asks(story, Compelled(story, client, 7)));
        Assert.NotNull(await Asks(story, Compelled(story, other, demand)));
        Assert.NotNull(await Asks(story, Compelled(story, client, demand) with { Reader = other.Person }));
        Assert.NotNull(await Asks(story, Compelled(story, client, demand) with { Law = " " }));
        Assert.NotNull(await Asks(story, Compelled(story, client, demand) with { Category = Category.Draft }));
        Assert.NotNull(await Asks(story, Compelled(story, client, demand) with { To = today.PlusDays(-1) }));
        await using (var visit = story.Practice.Visit())
        {
            Assert.Null(await Docket(visit, story.Practice).AskEnd(CircleStory.Fresh(story.Keepers[0]), demand, DemandEnd.Refused));
            Assert.Null(await Docket(visit, story.Practice).Confirm(CircleStory.Fresh(story.Keepers[1]), demand));
        }
        Assert.NotNull(await Asks(story, Compelled(story, client, demand)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_died_leaves_by_those_who_bring_them_back_and_whom_they_saw_is_found(string database)
    {
        await using var story = await CeremonyStory.Begin(database);
        var (practice, cy, client) = (story.Practice, story.Keepers[2], await InCare(story, opens: false));
        var notes = await GateTests.Seal(practice, client, Category.Notes, "told to cy");
        await GateTests.Seal(practice, client, Category.Channel, "ring after six");
        await GateTests.Permit(practice, client, cy.Person.Actor, Category.Notes);
        await using (var visit = practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            visit.Db.People.Add(new(cy.Person, Features.People.PersonKind.Member, work.At));
            await work.Commit();
        }
        Assert.Null(await story.Gather(story.Keepers[0], CeremonyAim.LostEveryWay, cy.Person));
        Assert.Null((await story.Comes(story.Keepers[0])).Refusal);
        var code = (await story.Comes(story.Keepers[1])).Value.Code!.ToString();
        var ring = await story.Accounts.Ring((await story.Accounts.Asks((a, _) => a.Return(code))).Value.Cookie);
        Assert.Empty(await GateTests.ReadAll(practice, ring, notes));
        await using (var visit = practice.Visit())
            Assert.Null(await new Departing(visit.Db, practice.Premises, visit.Gate, visit.Mandating, visit.Sessions, [new ConsentsFollowLeaving(visit.Db, practice.Premises, visit.Gate)]).Leave(ring, new(cy.Person)));
        await using (var visit = practice.Visit())
        {
            Assert.DoesNotContain(await visit.Gate.Vault.Mandates(), m => m.Holders(practice.Clock.Now).Contains(cy.Person));
            Assert.Equal([(client.Person, 0)], await visit.Db.LeftBehindWithOthers(practice.Premises.House, cy.Person, practice.Clock.Now));
            Assert.False((await visit.Db.KeyKeeping(practice.Premises, visit.Gate.Vault, practice.Clock.Now))!.Fits);
        }
        // Two of three papers are still there, and Bea is named to read.
        Assert.Null(await story.Asks((c, _) => c.Begin(story.Keepers[0], LeftBehind(story, client, Category.Channel) with { Gone = cy.Person })));
        Assert.Null((await story.Comes(story.Keepers[0])).Refusal);
        Assert.True((await story.Comes(story.Keepers[1])).Value.Done);
        Assert.Equal(["ring after six"], Read(story, story.Keepers[1]));
        Assert.Single(await Told(story, client));
        Assert.Equal(0, await practice.Swept());
    }

    private static Task<Refusal?> Asks(CeremonyStory story, OpeningWithoutYes opening) => story.Asks((c, _) => c.Begin(story.Keepers[2], opening));

    // Amara reads nothing: she comes with her paper, and so does Cy. Bea is named to read.
    private static async Task<Refusal?> Opens(CeremonyStory story, OpeningWithoutYes opening)
    {
        if (await Asks(story, opening) is { } refusal) return refusal;
        Assert.False((await story.Comes(story.Keepers[0])).Value.Done);
        var came = await story.Comes(story.Keepers[2]);
        return came.Refusal;
    }

    private static OpeningWithoutYes Compelled(CeremonyStory story, Keyring client, int demand) =>
        new(WithoutYes.Demanded, client.Person, Category.Notes, today, today, story.Keepers[1].Person, "section 12", "the hearing") { Demand = demand };

    private static OpeningWithoutYes LeftBehind(CeremonyStory story, Keyring client, Category category) =>
        new(WithoutYes.LeftBehind, client.Person, category, longAgo, today, story.Keepers[1].Person, "Amara died", "to tell them") { Gone = story.Keepers[0].Person };

    private static async Task<Keyring> InCare(CeremonyStory story, bool opens = true)
    {
        var client = await story.Practice.Person();
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            visit.Db.People.Add(new(client.Person, Features.People.PersonKind.Client, work.At));
            await work.Commit();
        }
        if (opens) await GateTests.Permit(story.Practice, client, story.Keepers[0].Person.Actor, Category.Notes);
        return client;
    }

    private static async Task<int> Demanded(CeremonyStory story, Keyring client, LocalDate? gagUntil = null)
    {
        await using var visit = story.Practice.Visit();
        return (await Docket(visit, story.Practice).Write(CircleStory.Fresh(story.Keepers[0]),
            new(DemandKind.CourtOrder, today, null, Concerned.Somebody, client.Person, gagUntil is not null, gagUntil, new(0) { Scope = "notes" }))).Value;
    }

    private static DemandBook Docket(Visitor visit, TestPractice practice) => new(visit.Db, practice.Premises, practice.Random, visit.Gate, new(visit.Db, practice.Premises, visit.Gate.Vault, visit.Mandating));

    private static string[] Read(CeremonyStory story, Keyring reader) => [.. story.Table.OpenedFor(reader.Person).SelectMany(o => o.Records).SelectMany(r => r.Said).Select(s => s.Text)];

    private static async Task Reads(CeremonyStory story, Keyring reader)
    {
        foreach (var opened in story.Table.OpenedFor(reader.Person)) await story.Asks(async (_, v) => { await story.Uncovering(v).WriteDown(opened); return 0; });
    }

    private static async Task<IReadOnlyList<OpenedLetter>> Told(CeremonyStory story, Keyring client)
    {
        await using var visit = story.Practice.Visit();
        var folders = await visit.Db.LettersOfOpenings(client.Person);
        return [.. (await visit.Gate.OpenAll(CircleStory.Fresh(client), folders, Purpose.Own)).SelectMany(f => f.Read<OpenedLetter>(OpenedLetter.Kind)).Select(l => l.Content)];
    }

    private static async Task<IReadOnlyList<ActorId>> Looked(CeremonyStory story, Keyring client, string? act)
    {
        await using var visit = story.Practice.Visit();
        return [.. (await visit.Db.Looks(client.Person)).Where(l => act is null || l.Act == act).Select(l => l.Actor)];
    }
}
