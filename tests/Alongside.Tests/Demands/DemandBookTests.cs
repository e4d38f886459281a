using Alongside.Features.Circle;
using Alongside.Features.Crisis;
using Alongside.Features.Demands;
using Alongside.Features.Demands.Doors;
using Alongside.Features.People;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Jobs;
using Alongside.Tests.Circle;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Demands;

public class DemandBookTests
{
    private static readonly CrisisPlan plan = new() { Helps = "Water." };
    private static readonly LocalDate today = CareStory.Day;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task From_the_demand_on_nothing_of_the_person_is_erased_until_two_have_closed_it(string database)
    {
        await using var story = await Begin(database);
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan)));
        var number = (await Asks(story, b => b.Write(story.Amara, Draft(story)))).Value;
        Assert.Equal(Gate.Held, await story.Crisis(c => c.Erase(story.Client)));
        Assert.Equal(plan, (await story.Crisis(c => c.Of(story.Client, story.Client.Person))).Read!.Plan);

        Assert.NotNull(await Asks(story, b => b.Confirm(story.Bea, number)));
        Assert.Null(await Asks(story, b => b.AskEnd(story.Amara, number, DemandEnd.Refused)));
        Assert.NotNull(await Asks(story, b => b.Confirm(story.Amara, number)));
        Assert.Equal(Gate.Held, await story.Crisis(c => c.Erase(story.Client)));
        Assert.Null(await Asks(story, b => b.Confirm(story.Bea, number)));
        Assert.Null(await story.Crisis(c => c.Erase(story.Client)));
        await using var visit = story.Practice.Visit();
        Assert.Null(await visit.Db.CrisisPlanWrittenAt(story.Client.Person));
        Assert.Equal(0, await story.Practice.Swept());
        Assert.Empty((await LogAudit.Run(visit.Db, story.Practice.Premises)).Troubles);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_concerns_everybody_keeps_everybodys_and_another_ones_stays_theirs_to_erase(string database)
    {
        await using var story = await Begin(database);
        var other = await story.Practice.Person();
        Assert.Null(await story.Crisis(c => c.Keep(other, plan)));
        await Asks(story, b => b.Write(story.Amara, Draft(story)));
        Assert.Null(await story.Crisis(c => c.Erase(other)));
        Assert.Null(await story.Crisis(c => c.Keep(other, plan)));
        await Asks(story, b => b.Write(story.Bea, Draft(story) with { Concerned = Concerned.Everybody, Person = null }));
        Assert.Equal(Gate.Held, await story.Crisis(c => c.Erase(other)));
        // What somebody types and has told nobody goes as it is sent or shared.
        await using var visit = story.Practice.Visit();
        await using var work = await visit.Gate.BeginPower();
        Assert.Null(await visit.Gate.Erase(work, other, await visit.Gate.Vault.FolderOf(other.Person.Subject, Category.Draft, Guid.Empty, work.At)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_person_is_told_at_once_under_their_own_key_and_finds_it_in_their_log(string database)
    {
        await using var story = await Begin(database);
        var number = (await Asks(story, b => b.Write(story.Amara, Draft(story, "We are with you.")))).Value;
        Assert.Null(await Asks(story, b => b.Add(story.Bea, number, new(0) { Tell = "Counsel has answered." }, null)));
        var told = Assert.Single(await Told(story));
        Assert.Equal(DemandKind.Subpoena, told.Standing.Demand.Kind);
        Assert.Equal(["We are with you.", "Counsel has answered."], await Letters(story, story.Client));
        // Whoever wrote it can't read it again, and who reads their notes doesn't either.
        Assert.Empty(await Letters(story, story.Amara));
        await using var visit = story.Practice.Visit();
        Assert.Equal(2, (await visit.Db.Looks(story.Client.Person)).Count(l => l.Act == "seal" && l.Category == Category.Messages));
        var read = await Asks(story, b => b.Read(story.Bea, number));
        Assert.Equal(2, read!.Letters.Count);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Under_a_gag_nothing_shows_to_the_person_and_after_it_the_notice_comes_by_itself_and_the_words_with_a_members_day(string database)
    {
        await using var story = await Begin(database);
        var before = await Traces(story);
        var number = (await Asks(story, b => b.Write(story.Amara, Draft(story, "At last we may say it.") with { IsGagged = true, GagUntil = today.PlusDays(3) }))).Value;
        Assert.Null(await Asks(story, b => b.Add(story.Bea, number, new(0) { Note = "Counsel came." }, today.PlusDays(9))));
        await Asks(story, async b => { await b.TellWhatIsDue(story.Bea, story.Practice.Clock.Now); return true; });
        Assert.Empty(await Told(story));
        Assert.Equal(before, await Traces(story));
        Assert.Equal(Gate.Held, await story.Crisis(async c => { Assert.Null(await c.Keep(story.Client, plan)); return await c.Erase(story.Client); }));

        story.Practice.Clock.Now += Duration.FromDays(5);
        Assert.Single(await Told(story));
        Assert.Empty(await Letters(story, story.Client));
        await Asks(story, async b => { await b.TellWhatIsDue(story.Bea, story.Practice.Clock.Now); return true; });
        await Asks(story, async b => { await b.TellWhatIsDue(story.Amara, story.Practice.Clock.Now); return true; });
        Assert.Equal(["At last we may say it."], await Letters(story, story.Client));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_members_write_and_read_it_and_only_of_whom_they_know(string database)
    {
        await using var story = await Begin(database);
        var number = (await Asks(story, b => b.Write(story.Amara, Draft(story)))).Value;
        Assert.Null(await Asks(story, b => b.Read(story.Client, number)));
        Assert.Equal(Gate.NotYours, (await Asks(story, b => b.Write(story.Client, Draft(story)))).Refusal);
        Assert.Equal(Gate.NotYours, await Asks(story, b => b.Add(story.Client, number, new(0) { Note = "x" }, null)));
        Assert.Equal(Gate.NotYours, await Asks(story, b => b.AskEnd(story.Client, number, DemandEnd.Withdrawn)));
        // Bea was opened nothing, so she can't name them.
        Assert.NotNull((await Asks(story, b => b.Write(story.Bea, Draft(story)))).Refusal);
        Assert.Equal("the file of the tangerine", (await Asks(story, b => b.Read(story.Bea, number)))!.Entries[1].Scope);
    }

    [Fact]
    public async Task No_word_of_it_stands_on_the_disk()
    {
        await using var story = await Begin("sqlite");
        var number = (await Asks(story, b => b.Write(story.Amara, Draft(story, "mangosteen") with { IsGagged = true }))).Value;
        Assert.Null(await Asks(story, b => b.AskEnd(story.Amara, number, DemandEnd.Answered)));
        Assert.Null(await Asks(story, b => b.Confirm(story.Bea, number)));
        Assert.Empty(await Letters(story, story.Client));
        Assert.Null(await Asks(story, b => b.EndGag(story.Bea, number)));
        Assert.Equal(["mangosteen"], await Letters(story, story.Client));
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
        await OnDisk.HoldsNothing(story.Practice, "mangosteen");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_job_that_forgets_what_was_never_sent_leaves_whom_a_demand_concerns_and_comes_back_for_it(string database)
    {
        await using var story = await Begin(database);
        var asking = await story.Practice.Person();
        await using (var visit = story.Practice.Visit())
        await using (var work = await visit.Gate.BeginPower())
        {
            visit.Db.CareRequests.Add(new CareRequest(story.Practice.Random.Id<CareRequestId>(), asking.Person, work.At));
            var names = await visit.Gate.Vault.FolderOf(asking.Person.Subject, Category.Name, Guid.Empty, work.At);
            Assert.Null(await visit.Gate.SealOne(work, asking, names, Names.Kind, new Names { Used = "Ib" }));
            await work.Commit();
        }
        var number = (await Asks(story, b => b.Write(story.Amara, Draft(story) with { Concerned = Concerned.Everybody, Person = null }))).Value;
        story.Practice.Clock.Now += Duration.FromDays(31);
        Assert.Equal(1, await Lapses(story, asking));
        Assert.Null(await Asks(story, b => b.AskEnd(story.Amara, number, DemandEnd.Withdrawn)));
        Assert.Null(await Asks(story, b => b.Confirm(story.Bea, number)));
        Assert.Equal(0, await Lapses(story, asking));
    }

    private static async Task<int> Lapses(CareStory story, Keyring asking)
    {
        await using var visit = story.Practice.Visit();
        await Lapsing.Run(visit.Db, visit.Gate, story.Practice.Premises);
        return await visit.Db.Folders.CountAsync(f => f.Subject == asking.Person.Subject);
    }

    // Whatever a person's own pages are made of: their folders, their log, what a seizure would yield.
    private static async Task<(int Folders, int Looks, LyingOpen Open)> Traces(CareStory story)
    {
        await using var visit = story.Practice.Visit();
        return (await visit.Db.Folders.CountAsync(f => f.Subject == story.Client.Person.Subject), (await visit.Db.Looks(story.Client.Person)).Count, await visit.Db.LiesOpen(story.Client.Person));
    }

    private static async Task<IReadOnlyList<DemandOf>> Told(CareStory story)
    {
        await using var visit = story.Practice.Visit();
        var now = story.Practice.Clock.Now;
        return await visit.Db.DemandsOf(story.Practice.Premises.House, story.Client.Person, now, await visit.Db.PracticeZone(story.Practice.Premises.House, now));
    }

    private static async Task<IEnumerable<string?>> Letters(CareStory story, Keyring by)
    {
        await using var visit = story.Practice.Visit();
        var folders = await visit.Db.Folders.Where(f => f.Subject == story.Client.Person.Subject && f.Category == Category.Messages).Select(f => f.Id).ToListAsync();
        var opened = await visit.Gate.OpenAll(CircleStory.Fresh(by), folders, Purpose.Own);
        return opened.SelectMany(o => o.Read<DemandLetter>(DemandLetter.Kind)).OrderBy(l => l.Content.Fact).Select(l => l.Content.Words).Where(w => w is not null);
    }

    private static async Task<CareStory> Begin(string database)
    {
        var story = await CareStory.Begin(database);
        Assert.Null(await story.Opens(story.Amara, "name", "notes"));
        return story;
    }

    private static DemandDraft Draft(CareStory story, string? tell = null) =>
        new(DemandKind.Subpoena, today, null, Concerned.Somebody, story.Client.Person, false, null, new(0) { Scope = "the file of the tangerine", Tell = tell });

    private static async Task<T> Asks<T>(CareStory story, Func<DemandBook, Task<T>> ask)
    {
        await using var visit = story.Practice.Visit();
        return await ask(new(visit.Db, story.Practice.Premises, story.Practice.Random, visit.Gate, new(visit.Db, story.Practice.Premises, visit.Gate.Vault, visit.Mandating)));
    }
}
