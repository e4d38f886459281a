using Alongside.Commands;
using Alongside.Commands.Backups;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Tests.Circle;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Backups;

/// <summary>How a living practice comes to know that its backups work.</summary>
[Trait("Kind", "Slow")]
public class TrialTests
{
    private const string Passphrase = "copper kettles sing at dusk";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_trial_that_somebody_opens_theirs_in_is_written_down_and_nothing_else_stays_of_it(string database)
    {
        await using var story = await BackupStory.Begin(database);
        var wren = await story.SomebodyWith("wren", Passphrase);
        var made = await story.BacksUp();
        var places = await Lies(story);
        Assert.Null((await Try(story, made)).Refusal);
        await using var visit = story.Practice.Visit();
        var proof = await visit.Db.LatestProof(story.Practice.Premises.House);
        Assert.Equal((made.Manifest.Backup, made.Manifest.MadeAt, wren.Person), (proof!.Backup, proof.MadeAt, proof.OpenedBy));
        Assert.Equal(await visit.Db.SealedRecords.LongCountAsync(), proof.Records);
        var acts = (await visit.Db.LogEntries.OrderBy(e => e.Index).ToListAsync()).ConvertAll(e => LogLeaf.Read(e.Leaf)!);
        Assert.Equal([LogActs.Backup, LogActs.BackupProven], acts.TakeLast(2).Select(l => l.Act));
        Assert.Equal(proof.Hash(), acts[^1].Content);
        Assert.Equal(places, await Lies(story));
        Assert.Equal(0, await story.Practice.Swept());
        Assert.Null((await Try(story, made)).Refusal);
    }

    [Fact]
    public async Task Whoever_opens_nothing_there_proves_nothing()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", Passphrase);
        var made = await story.BacksUp();
        var places = await Lies(story);
        Assert.Contains("open nothing in the backup", (await Try(story, made, passphrase: "seven moths around a lantern")).Refusal!.ToString(), StringComparison.Ordinal);
        await story.SomebodyWith("heron", Passphrase);
        Assert.NotNull((await Try(story, made, "heron")).Refusal);
        await using (var visit = story.Practice.Visit()) Assert.Null(await visit.Db.LatestProof(story.Practice.Premises.House));
        Assert.Equal(places, await Lies(story));
    }

    [Fact]
    public async Task A_backup_of_what_differs_from_the_log_already_proves_nothing()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", Passphrase);
        var other = await story.Practice.Person();
        var folder = await GateTests.Seal(story.Practice, other, Category.Notes, "gone");
        await story.Practice.Tamper("DELETE FROM \"SealedRecords\" WHERE \"Folder\" = {0}", folder.Id.Value);
        Assert.Contains("the records of 1 people differ", (await Try(story, await story.BacksUp())).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_another_practice_or_of_another_past_proves_nothing_here()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", Passphrase);
        await using var other = await BackupStory.Begin(seed: 2);
        await other.SomebodyWith("wren", Passphrase);
        Assert.Contains("another practice's", (await Try(other, await other.BacksUp(), living: story)).Refusal!.ToString(), StringComparison.Ordinal);

        // Restored and gone on with, while the old one went on, too: since then they are two.
        var made = await story.BacksUp();
        await using var fork = await Databases.MakeEmpty("sqlite");
        Assert.Null(await Restoring.Load(story.Opens(story.Places("first"), made.Passphrase).Value, fork.Place, TestContext.Current.CancellationToken));
        var theirs = new BackupMaking(fork.Place, story.Practice.Premises, story.Practice.Clock, story.Practice.Random);
        var unknown = (await theirs.Make(story.Places("theirs"), TestContext.Current.CancellationToken)).Value;
        Assert.Contains("has another past", (await Try(story, unknown, name: "theirs")).Refusal!.ToString(), StringComparison.Ordinal);
        await GateTests.Seal(story.Practice, await story.Practice.Person(), Category.Notes, "more");
        Assert.Contains("has another past", (await Try(story, unknown, name: "theirs")).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Null((await Try(story, made)).Refusal);
    }

    [Fact]
    public async Task Whoever_opens_only_a_part_of_theirs_or_has_nothing_here_proves_nothing()
    {
        await using var story = await BackupStory.Begin();
        var wren = await story.SomebodyWith("wren", Passphrase);
        var second = await GateTests.Seal(story.Practice, wren, Category.Plan, "more");
        await using var practice = new PracticeAtHand(story.Practice.Place, story.Practice.Premises, story.Practice.Clock, story.Practice.Random);
        Assert.Equal(2, (await practice.OpenTheirs("wren", Passphrase, TestContext.Current.CancellationToken)).Value.Records);
        await story.Practice.Tamper("DELETE FROM \"Wraps\" WHERE \"Folder\" = {0} AND \"Actor\" = {1}", second.Id.Value, wren.Person.Value);
        Assert.Contains("2 records only 1 open", (await practice.OpenTheirs("wren", Passphrase, TestContext.Current.CancellationToken)).Refusal!.ToString(), StringComparison.Ordinal);
        await story.Practice.Tamper("DELETE FROM \"SealedRecords\"");
        Assert.Contains("Nothing is sealed about", (await practice.OpenTheirs("wren", Passphrase, TestContext.Current.CancellationToken)).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_with_another_house_file_proves_nothing_even_where_only_the_post_boxs_key_differs()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", Passphrase);
        var made = await story.BacksUp();
        var opened = story.Opens(story.Places("first"), made.Passphrase);
        var bytes = opened.Value.House.Write();
        bytes[60] ^= 1;
        var trial = new Trial(SettingsOf(story.Practice), story.Practice.Premises, opened.Value with { House = House.Read(bytes).Value }, story.Practice.Clock, story.Practice.Random);
        Assert.Contains("The house file in this backup", (await trial.IsOurs(TestContext.Current.CancellationToken))!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_that_this_house_did_not_write_is_none()
    {
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", Passphrase);
        await Try(story, await story.BacksUp());
        await story.Practice.Tamper("UPDATE \"BackupProofs\" SET \"Records\" = \"Records\" + 1");
        await using var visit = story.Practice.Visit();
        Assert.Null(await visit.Db.LatestProof(story.Practice.Premises.House));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_page_says_not_yet_until_all_shares_are_on_paper_and_a_backup_is_proven(string database)
    {
        await using var circle = await FoundingStory.Founded(database: database);
        await using var story = new BackupStory(circle.Practice, ownsPractice: false);
        await story.SomebodyWith("wren", Passphrase);
        Assert.Equal((true, true), await Face(story.Practice));
        await Try(story, await story.BacksUp());
        Assert.Equal((true, false), await Face(story.Practice));
        foreach (var keeper in circle.Founders)
        {
            Assert.Equal((true, false), await Face(story.Practice));
            await using var visit = story.Practice.Visit();
            Assert.Null(await new EscrowPaper(visit.Db, story.Practice.Premises, story.Practice.Time, visit.Gate).Printed(keeper));
        }
        Assert.Equal((false, false), await Face(story.Practice));
    }

    [Fact]
    public async Task Check_asks_for_a_backup_once_the_latest_opens_nothing_any_more()
    {
        await using var story = await BackupStory.Begin();
        for (var i = 0; i < 3; i++) await story.Practice.Person();
        await using var visit = story.Practice.Visit();
        var before = story.Practice.Clock.Now - BackupProof.KeysLive;
        Assert.Null(await visit.Db.LatestBackup(before));
        await story.BacksUp();
        for (var i = 0; i < 3; i++) await story.Practice.Person();
        Assert.Equal(TestPractice.Start, await visit.Db.LatestBackup(before));
        story.Practice.Clock.Now += Duration.FromDays(31);
        Assert.Null(await visit.Db.LatestBackup(story.Practice.Clock.Now - BackupProof.KeysLive));
    }

    [Fact]
    public async Task Keys_that_outlived_their_time_are_found_and_deleted_and_nothing_else_is()
    {
        await using var story = await BackupStory.Begin();
        await using var other = await BackupStory.Begin(seed: 2);
        var folder = Directory.CreateDirectory(Path.Combine(story.Root, "practice")).FullName;
        await story.BacksUp("first");
        Directory.Move((await Foreign(other)).Keys, Path.Combine(story.Root, "keys", "theirs"));
        Directory.CreateDirectory(Path.Combine(story.Root, "keys", "letters"));
        KeyShelf.Note(folder, story.Places("first").Keys);
        story.Practice.Clock.Now += Duration.FromDays(10);
        await story.BacksUp("second");
        KeyShelf.Note(folder, story.Places("second").Keys);
        story.Practice.Clock.Now += Duration.FromDays(25);
        var (premises, now) = (story.Practice.Premises, story.Practice.Clock.Now);
        Assert.Equal([story.Places("first").Keys], KeyShelf.Outlived(folder, premises, now));
        await story.BacksUp("third");
        Assert.Equal([story.Places("first").Keys], KeyShelf.Clear(folder, story.Places("third").Keys, premises, now));
        Assert.Equal(["letters", "second", "theirs", "third"], Directory.EnumerateDirectories(Path.Combine(story.Root, "keys")).Select(Path.GetFileName).Order());
        Assert.Empty(KeyShelf.Outlived(folder, premises, now));
        Assert.True(Directory.Exists(story.Places("first").Data));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_trials_of_a_practice_never_run_at_once_and_one_that_was_killed_is_named_and_goes(string database)
    {
        await using var story = await BackupStory.Begin(database);
        await story.SomebodyWith("wren", Passphrase);
        var made = await story.BacksUp();
        var (settings, premises) = (SettingsOf(story.Practice), story.Practice.Premises);
        var stop = TestContext.Current.CancellationToken;
        await using var db = story.Practice.Place.Open(null);
        using (BackupTurn.Take(settings.DataFolder).Value)
            Assert.Contains("is under way", (await Try(story, made)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Null(await Trial.Left(settings, premises, db, stop));
        if (db.IsPostgres) await story.Practice.Tamper($"CREATE SCHEMA \"alongside_trial_{premises.Practice:n}\"");
        else await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(settings.DataFolder, Trial.FolderName)).FullName, "practice.db"), "old", stop);
        Assert.NotNull(await Trial.Left(settings, premises, db, stop));
        Assert.Null((await Try(story, made)).Refusal);
        Assert.Null(await Trial.Left(settings, premises, db, stop));
    }

    [Fact]
    public async Task A_trial_writes_over_nothing_that_a_link_leads_to()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var story = await BackupStory.Begin();
        await story.SomebodyWith("wren", Passphrase);
        var made = await story.BacksUp();
        var letter = Path.Combine(Directory.CreateDirectory(Path.Combine(story.Root, "letters")).FullName, "letter");
        await File.WriteAllTextAsync(letter, "dear", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(SettingsOf(story.Practice).DataFolder, Trial.FolderName), Path.GetDirectoryName(letter)!);
        Assert.Null((await Try(story, made)).Refusal);
        Assert.Equal("dear", await File.ReadAllTextAsync(letter, TestContext.Current.CancellationToken));
    }

    private static async Task<BackupPlaces> Foreign(BackupStory other)
    {
        await other.BacksUp();
        return other.Places("first");
    }

    private static async Task<Outcome<BackupProof>> Try(
        BackupStory story, MadeBackup made, string signIn = "wren", string passphrase = Passphrase, BackupStory? living = null, string name = "first")
    {
        var practice = (living ?? story).Practice;
        var opened = story.Opens(story.Places(name), made.Passphrase).Value;
        var trial = new Trial(SettingsOf(practice), practice.Premises, opened, practice.Clock, practice.Random);
        return await trial.Run(tried => tried.OpenTheirs(signIn, passphrase, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    private static Settings SettingsOf(TestPractice practice) =>
        new(Path.GetDirectoryName(practice.HouseFile)!, practice.Place, practice.HouseFile, new("http://localhost:5080"), []);

    // Files of the data folder, and on PostgreSQL the schemas.
    private static async Task<IReadOnlyList<string>> Lies(BackupStory story)
    {
        var files = Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(story.Practice.HouseFile)!, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != BackupTurn.FileName && !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        await using var db = story.Practice.Place.Open(null);
        return db.IsPostgres ? [.. files, .. await db.Database.SqlQuery<string>($"SELECT nspname::text AS \"Value\" FROM pg_namespace ORDER BY 1").ToListAsync()] : [.. files];
    }

    private static async Task<(bool Paper, bool Backup)> Face(TestPractice practice)
    {
        await using var visit = practice.Visit();
        var face = new PracticeFace();
        await new Faces(visit.Db, practice.Premises, practice.Time, face, new()).Refresh();
        return (face.LacksPaper, face.LacksBackup);
    }
}
