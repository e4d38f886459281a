using Alongside.Commands;
using Alongside.Commands.Backups;
using Alongside.Demo;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage.Guards;
using Alongside.Tests.Journeys;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Backups;

/// <summary>What comes back is what went in. The whole demo, so that every feature has something to lose.</summary>
[Trait("Kind", "Slow")]
public class RoundTripTests
{
    public static TheoryData<string, string> FromEachToEach()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var from in Databases.Both)
            foreach (var to in Databases.Both) pairs.Add(from, to);
        return pairs;
    }

    [Theory, MemberData(nameof(FromEachToEach))]
    public async Task A_restored_practice_has_every_row_opens_for_everybody_and_goes_on(string from, string to)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await DemoTemplate.Copy(from);
        var house = House.Read(await File.ReadAllBytesAsync(Path.Combine(own.Folder, "house.key"), stop)).Value;
        Premises premises;
        await using (var db = own.Place.Open(null)) premises = new((await db.Practices.SingleAsync(stop)).Id, true, house);
        var places = BackupPlaces.At(Path.Combine(own.Folder, "backup"), Path.Combine(own.Folder, "keys")).Value;
        var before = await Rows.Of(own.Place);
        Assert.Equal(await Filled(own), Filled(before));
        var made = await new BackupMaking(own.Place, premises, CompositionRoot.Clock, CompositionRoot.Random).Make(places, stop);

        await using var target = await Databases.MakeEmpty(to);
        await using var steps = target.Place.Open(null);
        var found = FoundBackup.Look(places, Alongside.Storage.Backups.Snapshot.Steps(steps), CompositionRoot.Clock.GetCurrentInstant()).Value;
        var opened = found.Open(made.Value.Passphrase).Value;
        Assert.Null(await Restoring.Load(opened, target.Place, stop));
        var after = await Rows.Of(target.Place);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, table => Assert.True(table.Value.AsSpan().SequenceEqual(after[table.Key]), $"{table.Key} came back otherwise."));

        await using var practice = new PracticeAtHand(target.Place, premises, CompositionRoot.Clock, CompositionRoot.Random);
        var latest = LogLeaf.Read((await practice.Db.LogEntries.AsNoTracking().OrderByDescending(e => e.Index).FirstAsync(stop)).Leaf)!.At;
        Assert.Null(await practice.Db.LatestGap(latest - Gap.SaidFor, stop));
        Assert.Equal(0, await practice.Arrive(found.Known, stop));
        Assert.Equal(latest, (await practice.Db.LatestGap(latest - Gap.SaidFor, stop))!.Since);
        foreach (var person in DemoPractice.People)
            Assert.True((await practice.OpenTheirs(person.SignIn, person.Passphrase, stop)).Value.Records > 0);
        await Stands(practice, premises);
        Assert.Equal(0, await practice.Db.Sessions.CountAsync(stop));
        Assert.NotNull(await Restoring.Load(opened, target.Place, stop));
    }

    private static async Task Stands(PracticeAtHand practice, Premises premises)
    {
        var audit = await LogAudit.Run(practice.Db, premises);
        Assert.Empty(audit.Troubles);
        Assert.Contains(practice.Db.LogEntries.AsEnumerable().Select(e => LogLeaf.Read(e.Leaf)!.Act), act => act == LogActs.Restore);
        Assert.Empty(await LedgerAudit.Troubles(practice.Db, premises.House));
        Assert.Empty(await DatabaseGuards.Missing(practice.Db));
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Db.Database.ExecuteSqlRawAsync("DELETE FROM \"LogEntries\""));
    }

    // A table that the demo leaves empty proves nothing; those that it fills are counted by hand, so that none goes unnoticed.
    private static async Task<int> Filled(OwnDatabase own)
    {
        await using var db = own.Place.Open(null);
        var filled = 0;
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().Where(t => t is not ("Sessions" or "LogOnces")))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            if (Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), null) > 0) filled++;
        }
        return filled;
    }

    private static int Filled(Dictionary<string, byte[]> rows) => rows.Values.Count(r => r.Length > 1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_backup_made_while_eight_people_write_is_of_one_moment(string database)
    {
        await using var story = await BackupStory.Begin(database);
        var people = new List<Keyring>();
        while (people.Count < 8) people.Add(await story.Practice.Person());
        foreach (var person in people) await GateTests.Seal(story.Practice, person, Category.Notes, "first");
        using var enough = new CancellationTokenSource();
        var writing = people.Select(person => Task.Run(async () =>
        {
            var written = 0;
            for (; !enough.IsCancellationRequested; written++)
            {
                await GateTests.Seal(story.Practice, person, Category.Notes, "and more");
                // Keys come and go, too: what is sealed next lies under another one.
                await GateTests.Withdraw(story.Practice, person, await GateTests.Permit(story.Practice, person, people[(people.IndexOf(person) + 1) % 8].Person.Actor, Category.Notes));
            }
            return written;
        })).ToList();
        var made = new List<(string Name, MadeBackup Backup)>();
        foreach (var name in new[] { "one", "two", "three" }) made.Add((name, await story.BacksUp(name)));
        await enough.CancelAsync();
        Assert.All(await Task.WhenAll(writing), written => Assert.True(written > 0));
        Assert.True(made[2].Backup.Manifest.LogSize > made[0].Backup.Manifest.LogSize);
        foreach (var (name, backup) in made)
        {
            await using var target = await Databases.MakeEmpty(database);
            var opened = story.Opens(story.Places(name), backup.Passphrase).Value;
            Assert.Null(await Restoring.Load(opened, target.Place, TestContext.Current.CancellationToken));
            await using var practice = new PracticeAtHand(target.Place, opened.Premises, story.Practice.Clock, story.Practice.Random);
            Assert.Equal(0, await practice.Arrive(opened.Found.Known, TestContext.Current.CancellationToken));
        }
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public async Task Who_writes_does_not_wait_for_a_backup()
    {
        await using var story = await BackupStory.Begin();
        var person = await story.Practice.Person();
        await using var reading = story.Practice.Place.Open(null);
        await Alongside.Storage.Backups.Snapshot.Hold(reading, TestContext.Current.CancellationToken);
        var seen = await reading.LogEntries.CountAsync();
        var begun = System.Diagnostics.Stopwatch.StartNew();
        await GateTests.Seal(story.Practice, person, Category.Notes, "meanwhile");
        await using (var visit = story.Practice.Visit()) await story.Practice.Queue.EmptyLog(visit.Db, TestContext.Current.CancellationToken);
        await GateTests.Seal(story.Practice, person, Category.Notes, "and again");
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(5), $"It took {begun.Elapsed}.");
        Assert.Equal(seen, await reading.LogEntries.CountAsync());
    }
}
