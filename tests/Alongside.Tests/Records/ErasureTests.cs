using Alongside.Features.Calendar;
using Alongside.Features.Crisis;
using Alongside.Features.Demands;
using Alongside.Features.Demands.Doors;
using Alongside.Features.Post.Doors;
using Alongside.Features.Records;
using Alongside.Features.Records.Doors;
using Alongside.Features.Records.Jobs;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Records;

public class ErasureTests
{
    private static readonly DateTimeZone utc = DateTimeZone.Utc;
    private static readonly LocalDate met = new(2026, 6, 1);

    [Fact]
    public void What_is_kept_goes_so_many_years_after_the_last_contact_and_a_promise_holds_whatever_is_agreed_later()
    {
        Assert.Equal(new(2038, 6, 1), KeptUntil.Of(met, new(12), [], utc));
        var promised = Promise(new(2038, 6, 1), met.PlusDays(9));
        // Fewer years agreed on later don't bring the day nearer, more don't put it off, and nor does asking again.
        Assert.Equal(new(2038, 6, 1), KeptUntil.Of(met, new(10), [promised], utc));
        Assert.Equal(new(2038, 6, 1), KeptUntil.Of(met, new(20), [promised], utc));
        Assert.Equal(new(2038, 6, 1), KeptUntil.Of(met, new(10), [promised, Promise(new(2036, 6, 1), met.PlusDays(20))], utc));
        // None goes below the law, whoever wrote it.
        Assert.Equal(new(2036, 6, 1), KeptUntil.Of(met, new(12), [Promise(new(2027, 1, 1), met)], utc));
        // They met again since.
        Assert.Equal(new(2039, 6, 1), KeptUntil.Of(met.PlusYears(1), new(12), [promised], utc));
    }

    [Fact]
    public void The_plan_names_each_kind_and_what_becomes_of_it()
    {
        var subject = new SubjectId(Guid.NewGuid());
        Folder[] all = [.. Enum.GetValues<Category>().Select(c => new Folder(new(Guid.NewGuid()), subject, c, Guid.Empty))];
        var kept = all.Where(f => KeptUntil.Records.Contains(f.Category)).ToDictionary(f => f.Id, _ => (met.PlusYears(10), false));
        var plan = ErasurePlan.Of(all, waits: false, met, kept);
        Assert.Equal(all.Length, plan.Parts.Count);
        Assert.Equal([Category.Notes, Category.Plan, Category.Measures], plan.Parts.Where(p => p.Fate == Fate.SealedUntil).Select(p => p.What.Category));
        Assert.Equal([Category.Money, Category.Papers, Category.Process, Category.Circle, Category.Unknown], plan.Parts.Where(p => !p.MayGo).Select(p => p.What.Category));
        Assert.Equal([Category.Name, Category.Channel, Category.Request, Category.Fit],
            ErasurePlan.Of(all, waits: true, met, kept).Parts.Where(p => p.Fate == Fate.StaysWhileWaiting).Select(p => p.What.Category));
        Assert.DoesNotContain(ErasurePlan.Of(all, waits: false, met.PlusYears(10), kept).Parts, p => p.Fate == Fate.SealedUntil);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_no_law_keeps_goes_at_once_with_its_keys_and_with_whose_it_was_in_the_log(string database)
    {
        await using var story = await Written(database);
        var (crisis, shown) = (await FolderOf(story, Category.Crisis), await Plan(story));
        Assert.Equal(2, shown.Parts.Count(p => p.MayGo));
        var receipt = await Erases(story, "Crisis");

        var visit = story.Practice.Visit();
        await using (visit)
        {
            Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Folder == crisis) || await visit.Db.Generations.AnyAsync(g => g.Folder == crisis) || await visit.Db.SealedRecords.AnyAsync(r => r.Folder == crisis));
            Assert.False(await visit.Db.LogSides.AnyAsync(s => s.Folder == crisis));
            Assert.Empty((await LogAudit.Run(visit.Db, story.Practice.Premises)).Troubles);
            // What the page showed as going is what the receipt says went.
            var line = Assert.Single(receipt.Lines);
            Assert.Equal((Category.Crisis, null), (line.What.Category, line.Day));
            Assert.Equal(new Kept(Category.Crisis, Aspect.Plain), line.What);
            Assert.Equal(Today(story).PlusDays((int)BackupProof.KeysLive.TotalDays + 1), receipt.BeyondReachOn);
            Assert.Equal(visit.Db.IsPostgres, receipt.OnPostgres);
            Assert.DoesNotContain((await story.Said(story.Amara)), p => p.Category == Category.Crisis && p.IsActive(story.Soon));
        }
        Assert.Equal(1, (await Plan(story)).Parts.Count(p => p.MayGo));
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Notes_close_to_everybody_who_works_here_at_once_and_are_shredded_on_their_day_by_themselves(string database)
    {
        await using var story = await Written(database);
        var notes = await FolderOf(story, Category.Notes);
        Assert.Contains(notes, await SeizureOracle.Opens(story.Practice, story.Amara.Own));
        var until = Assert.Single((await Erases(story, "Notes")).Lines).Day;
        Assert.Equal(Today(story).PlusYears(10), until);

        Assert.DoesNotContain(notes, await SeizureOracle.Opens(story.Practice, story.Amara.Own));
        Assert.Contains(notes, await SeizureOracle.Opens(story.Practice, story.Client.Own));
        Assert.Empty((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes);
        await using (var visit = story.Practice.Visit())
            Assert.Equal([story.Practice.Premises.Escrow, story.Client.Person.Actor],
                (await visit.Db.Wraps.Where(w => w.Folder == notes && visit.Db.SealedRecords.Any(r => r.Folder == w.Folder && r.Generation == w.Generation)).Select(w => w.Actor).Distinct().ToListAsync()).OrderBy(a => a == story.Client.Person.Actor));
        Assert.Equal(Fate.SealedAlready, Assert.Single((await Plan(story)).Parts, p => p.What.Category == Category.Notes).Fate);

        story.Practice.Clock.Now += Duration.FromDays((365 * 10) + 1);
        Assert.Equal(0, await Shreds(story));
        story.Practice.Clock.Now += Duration.FromDays(3);
        Assert.Equal(1, await Shreds(story));
        Assert.Equal(0, await Shreds(story));
        foreach (var key in new[] { story.Client.Own, story.Amara.Own, story.Bea.Own }) Assert.DoesNotContain(notes, await SeizureOracle.Opens(story.Practice, key));
        await using var after = story.Practice.Visit();
        Assert.False(await after.Db.Wraps.AnyAsync(w => w.Folder == notes) || await after.Db.SealedRecords.AnyAsync(r => r.Folder == notes));
        Assert.False(await OpenedInSides(after, notes));
        Assert.Empty((await LogAudit.Run(after.Db, story.Practice.Premises)).Troubles);
        Assert.Equal(0, await story.Practice.Swept());

    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_past_its_time_is_shredded_unasked_but_for_who_met_somebody_since_and_never_while_the_clock_is_in_question(string database)
    {
        await using var story = await Written(database);
        await using var visit = story.Practice.Visit();
        story.Practice.Clock.Now += Duration.FromDays(366 * 10);
        visit.Db.ClockChecks.Add(new(TestPractice.Start));
        await visit.Db.SaveChangesAsync();
        Assert.Equal(0, await Shreds(story));
        await visit.Db.ClockChecks.ExecuteDeleteAsync();
        visit.Db.Appointments.Add(new(new(Guid.NewGuid()), story.Bea.Person, story.Client.Person, story.Practice.Clock.Now - Duration.FromDays(99), 50, "America/Toronto", "room", TestPractice.Start));
        await visit.Db.SaveChangesAsync();
        Assert.Equal(0, await Shreds(story));
        Assert.Single((await story.Notes(n => n.Own(story.Client))).Notes);
        story.Practice.Clock.Now += Duration.FromDays(366 * 10);
        // A session that is still to come is no contact yet, but nobody is shredded who is about to be met.
        var until = await Until();
        var ahead = new Appointment(new(Guid.NewGuid()), story.Bea.Person, story.Client.Person, story.Practice.Clock.Now + Duration.FromDays(3), 50, "America/Toronto", "room", TestPractice.Start);
        visit.Db.Appointments.Add(ahead);
        await visit.Db.SaveChangesAsync();
        Assert.Equal(until, await Until());
        Assert.Equal(0, await Shreds(story));
        Assert.Null(ahead.CallOff(story.Client.Person, story.Practice.Clock.Now));
        await visit.Db.SaveChangesAsync();
        Assert.Equal(1, await Shreds(story));
        Assert.Empty((await story.Notes(n => n.Own(story.Client))).Notes);
        // What no law asked to be kept waits for its person.
        Assert.NotNull((await story.Crisis(c => c.Of(story.Client, story.Client.Person))).Read);

        async Task<LocalDate> Until()
        {
            await using var now = story.Practice.Visit();
            return (await now.Db.KeptOf(now.Gate, story.Practice.Premises.House, story.Client.Person.Subject, story.Practice.Clock.Now)).Max(k => k.Until);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task While_a_demand_is_open_nothing_goes_by_asking_or_by_its_day(string database)
    {
        await using var story = await Written(database);
        await Erases(story, "Notes");
        await using (var visit = story.Practice.Visit())
            Assert.Null((await new DemandBook(visit.Db, story.Practice.Premises, story.Practice.Random, visit.Gate, new(visit.Db, story.Practice.Premises, visit.Gate.Vault, visit.Mandating)).Write(
                story.Amara, new(DemandKind.Subpoena, CareStory.Day, null, Concerned.Everybody, null, false, null, new(0)))).Refusal);
        Assert.Equal(Gate.Held, (await Asks(story, b => b.Erase(story.Client, new(story.Client.Person), ["Crisis"]))).Refusal);
        story.Practice.Clock.Now += Duration.FromDays(366 * 10);
        Assert.Equal(0, await Shreds(story));
        Assert.Single((await story.Notes(n => n.Own(story.Client))).Notes);
        Assert.NotNull((await story.Crisis(c => c.Of(story.Client, story.Client.Person))).Read);
    }

    [Fact]
    public async Task Only_the_person_erases_what_is_theirs_and_only_what_they_chose()
    {
        await using var story = await Written("sqlite");
        Assert.NotNull((await Asks(story, b => b.Erase(story.Client, new(story.Amara.Person), ["Crisis"]))).Refusal);
        Assert.Equal(ErasureBook.NothingChosen, (await Asks(story, b => b.Erase(story.Client, new(story.Client.Person), ["Papers", "Nothing"]))).Refusal);
        Assert.Empty((await Asks(story, b => b.Plan(story.Practice.Random.Id<PersonId>(), story.Soon))).Parts);
        Assert.NotNull((await story.Crisis(c => c.Of(story.Client, story.Client.Person))).Read);
        await Erases(story, "Crisis", "Notes");
        Assert.Empty(await Asks(story, b => b.Receipts(story.Amara)));
        Assert.Equal(2, Assert.Single(await Asks(story, b => b.Receipts(story.Client))).Receipt.Lines.Count);
    }

    private static SealedUntil Promise(LocalDate until, LocalDate said) => new(until, said.AtStartOfDayInZone(utc).ToInstant());

    private static LocalDate Today(CareStory story) => story.Practice.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["America/Toronto"]).Date;

    // What stays about a folder in the log's side rows is who was permitted on it: as long as that rule itself stays.
    private static async Task<bool> OpenedInSides(Visitor visit, FolderId folder) =>
        (await visit.Db.LogSides.Where(s => s.Folder == folder).Join(visit.Db.LogEntries, s => s.Index, e => e.Index, (_, e) => e.Leaf).ToListAsync())
            .Exists(leaf => !LogActs.IsPower(LogLeaf.Read(leaf)!.Act));

    private static async Task<CareStory> Written(string database)
    {
        var story = await CareStory.Begin(database);
        Assert.Null(await story.Opens(story.Amara, "notes", "crisis"));
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, new CrisisPlan { Helps = "Water." })));
        Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "as I heard it"), CareStory.Day)));
        Assert.NotNull((await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read);
        return story;
    }

    private static async Task<FolderId> FolderOf(CareStory story, Category category)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Folders.Where(f => f.Subject == story.Client.Person.Subject && f.Category == category).Select(f => f.Id).SingleAsync();
    }

    private static Task<ErasurePlan> Plan(CareStory story) => Asks(story, b => b.Plan(story.Client.Person, story.Soon));

    private static async Task<ErasureReceipt> Erases(CareStory story, params string[] what)
    {
        var id = (await Asks(story, b => b.Erase(story.Client, new(story.Client.Person), what))).Value;
        return Assert.Single(await Asks(story, b => b.Receipts(story.Client)), r => r.Id == id).Receipt;
    }

    private static async Task<T> Asks<T>(CareStory story, Func<ErasureBook, Task<T>> ask)
    {
        await using var visit = story.Practice.Visit();
        return await ask(new(visit.Db, visit.Gate, story.Practice.Premises, story.Practice.Random, story.Practice.Queue, [new MailStops(visit.Db, story.Practice.Premises)]));
    }

    private static async Task<int> Shreds(CareStory story)
    {
        await using var visit = story.Practice.Visit();
        return await Shredding.Run(visit.Db, visit.Gate, story.Practice.Premises, story.Practice.Time, story.Practice.Queue);
    }
}
