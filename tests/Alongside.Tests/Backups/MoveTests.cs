using Alongside.Commands;
using Alongside.Commands.Backups;
using Alongside.Demo;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage;
using Alongside.Storage.Backups;
using Alongside.Storage.Guards;
using Alongside.Tests.Journeys;
using Alongside.Tests.Sealing;
using Alongside.Tests.Solidarity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Backups;

/// <summary>A practice moves as a whole, once, and nobody serves it twice.</summary>
[Trait("Kind", "Unhurried")]
public class MoveTests
{
    private const string Passphrase = "copper kettles sing at dusk";

    [Fact, Trait("Kind", "Slow")]
    public async Task Every_row_of_a_whole_practice_arrives_as_it_was_and_everybody_opens_theirs()
    {
        MoveStory.NeedsPostgres();
        var stop = TestContext.Current.CancellationToken;
        await using var own = await DemoTemplate.CopyAsReal("sqlite");
        await using (var db = own.Place.Open(null)) await DatabaseGuards.Restore(db, stop);
        await using var target = await Databases.MakeEmpty("postgres");
        var settings = new Settings(own.Folder, target.Place, Path.Combine(own.Folder, "house.key"), new("http://localhost:5080"), []);
        var before = await Rows.Of(own.Place, "LogEntries", "LogHeads");
        var moved = await new Moving(settings, CompositionRoot.Clock, CompositionRoot.Random, _ => { }).Run(stop);
        Assert.Null(moved.Refusal);
        var after = await Rows.Of(target.Place, "LogEntries", "LogHeads");
        Assert.All(before, table => Assert.True(table.Value.AsSpan().SequenceEqual(after[table.Key]), $"{table.Key} arrived otherwise."));

        var premises = (await ExistingPractice.Read(settings, stop)).Value;
        await using var practice = new PracticeAtHand(target.Place, premises, CompositionRoot.Clock, CompositionRoot.Random);
        foreach (var person in DemoPractice.People)
            Assert.True((await practice.OpenTheirs(person.SignIn, person.Passphrase, stop)).Value.Records > 0);
        Assert.Empty((await LogAudit.Run(practice.Db, premises, stop)).Troubles);
        // What the demo lacks, or this machine, and no move brings.
        string[] known = ["shares of it are not printed yet", "No backup of this practice", "No backup was made", "free on the disk"];
        var found = await Checks.All(settings, stop).ToListAsync(stop);
        Assert.All(found.Where(f => !f.IsWell), f => Assert.Contains(known, k => f.Sentence.Contains(k, StringComparison.Ordinal)));
        Assert.Contains(found, f => f.Sentence.StartsWith("The ledger’s 5 entries balance", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Db.Database.ExecuteSqlRawAsync("DELETE FROM \"LogEntries\"", stop));
    }

    [Fact]
    public async Task Whoever_is_signed_in_stays_so_mail_that_waits_goes_on_waiting_and_the_log_says_that_it_moved()
    {
        await using var story = await MoveStory.Begin();
        var wren = await story.Told.SomebodyWith("wren", Passphrase);
        string cookie;
        await using (var visit = story.Practice.Visit())
        await using (var work = await visit.Gate.BeginPower())
        {
            cookie = visit.Sessions.Start(work, wren.Person, 1, wren.Own);
            visit.Db.Outbox.Add(new(Guid.Empty, [1], [2], default, "1@collective.example", [3], story.Practice.Clock.Now));
            await work.Commit();
        }
        Assert.Null((await story.Moves()).Refusal);
        await using (var db = story.Target.Place.Open(story.Practice.Premises.House))
        {
            using var queue = new WriterQueue();
            Assert.Equal(wren.Person, (await new Sessions(db, story.Practice.Premises, story.Practice.Time, story.Practice.Random, queue).Find(cookie))!.Person);
            Assert.Single(await db.Outbox.ToListAsync());
            Assert.Equal(LogActs.Move, LogLeaf.Read((await db.LogEntries.OrderByDescending(e => e.Index).FirstAsync()).Leaf)!.Act);
        }
        // What lets somebody in doesn't lie about in a file that nobody serves.
        await using var old = story.Practice.Place.Open(null);
        Assert.Empty(await old.Sessions.ToListAsync());
        Assert.Contains(story.Said, line => line.StartsWith("100 %", StringComparison.Ordinal));
        Assert.Contains("All 1 ciphertexts are what the access log says.", story.Said);
        Assert.Contains($"All {DatabaseGuards.All.Count + DeferredKey.All.Count} guards of the database are in their places.", story.Said);
    }

    [Fact]
    public async Task What_accounts_stand_at_arrives_and_is_counted_on()
    {
        MoveStory.NeedsPostgres();
        await using var money = await MoneyStory.Begin(inTheFund: 1000);
        await money.Chooses("some");
        await money.TakesPlace(await money.Books());
        await money.Books();
        await using var story = await MoveStory.Of(money.Practice);
        Assert.Null((await story.Moves()).Refusal);
        var left = await money.Standing();
        await using var visit = new Visitor(money.Practice, story.Target.Place.Open(money.Practice.Premises.House));
        Assert.Equal(left, await visit.Db.Standing(MoneyStory.Currency, FundShare.Offered, money.Today));
        Assert.True(left is { Held.Minor: > 0, Promised.Minor: > 0 });
        var books = new Bookkeeping(visit.Db, money.Practice.Premises, visit.Gate, money.Practice.Random, money.Ledger(visit));
        Assert.Null(await books.RecordGift(money.Bookkeeper, MoneyStory.Dollars(50), money.Today));
        Assert.Equal(left.Balance + MoneyStory.Dollars(50), (await visit.Db.Standing(MoneyStory.Currency, FundShare.Offered, money.Today)).Balance);
        Assert.Empty(await LedgerAudit.Troubles(visit.Db, money.Practice.Premises.House));
    }

    [Fact]
    public async Task Once_it_moved_the_file_is_refused_by_name_of_the_other_and_never_moves_again()
    {
        await using var story = await MoveStory.Begin();
        var moved = (await story.Moves()).Value;
        Assert.StartsWith("the PostgreSQL database test_", moved.Where, StringComparison.Ordinal);
        foreach (var said in new[] { await story.Served(story.Here), await MoveStory.Looked(story.Here), (await story.Moves()).Refusal?.ToString() })
        {
            Assert.Contains("moved on 2026-06-01", said, StringComparison.Ordinal);
            Assert.Contains(moved.Where, said, StringComparison.Ordinal);
        }
        Assert.Null(await story.Served(story.There));
        await using var other = await Databases.MakeEmpty("postgres");
        Assert.Contains("moved on", (await story.MovesTo(story.There with { Place = other.Place })).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_writes_to_the_file_while_it_moves()
    {
        await using var story = await MoveStory.Begin();
        SqliteException? refused = null;
        await story.Moves(line =>
        {
            if (refused is not null || !line.Contains(" %:", StringComparison.Ordinal)) return;
            using var beside = new SqliteConnection($"Data Source={story.Practice.Place.SqliteFile};Pooling=False;Default Timeout=1");
            beside.Open();
            using var command = beside.CreateCommand();
            command.CommandText = "DELETE FROM \"Pendings\"";
            refused = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());
        });
        Assert.Equal(5, refused!.SqliteErrorCode);
    }

    [Fact]
    public async Task Broken_off_before_the_file_knows_only_the_file_is_served_and_the_next_move_begins_anew()
    {
        await using var story = await MoveStory.Begin();
        using var enough = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => story.Moves(line =>
        {
            if (line.Contains("ciphertexts", StringComparison.Ordinal)) enough.Cancel();
        }, enough.Token));
        foreach (var said in new[] { await story.Served(story.There), await MoveStory.Looked(story.There) })
            Assert.Contains("has not come to its end", said, StringComparison.Ordinal);
        Assert.Null(await story.Served(story.Here));
        var late = await story.Told.SomebodyWith("wren", Passphrase);
        Assert.Null((await story.Moves()).Refusal);
        Assert.Null(await story.Served(story.There));
        await using var db = story.Target.Place.Open(null);
        Assert.True(await db.PublicKeys.AnyAsync(k => k.Actor == late.Person.Actor));
    }

    [Fact]
    public async Task Broken_off_before_the_last_step_neither_is_served_and_the_next_move_ends_it()
    {
        await using var story = await MoveStory.Begin();
        var moved = (await story.Moves()).Value;
        await using var db = story.Target.Place.Open(null);
        await MoveMarks.MarkArriving(db, moved.Move, CancellationToken.None);
        Assert.NotNull(await story.Served(story.There));
        Assert.NotNull(await story.Served(story.Here));
        var rows = await Rows.Of(story.Target.Place);
        Assert.Equal(moved, (await story.Moves()).Value);
        Assert.Equal(rows.Values, (await Rows.Of(story.Target.Place)).Values);
        Assert.Null(await story.Served(story.There));

        // An older try that the file knows nothing of is not taken for the one that it left for.
        await MoveMarks.MarkArriving(db, Guid.NewGuid(), CancellationToken.None);
        Assert.Contains("moved on", (await story.Moves()).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(await story.Served(story.There));
    }

    [Fact]
    public async Task Another_practice_that_has_all_but_arrived_is_never_emptied()
    {
        await using var story = await MoveStory.Begin();
        var moved = (await story.Moves()).Value;
        await using var db = story.Target.Place.Open(null);
        await MoveMarks.MarkArriving(db, moved.Move, CancellationToken.None);
        await using var other = await TestPractice.Begin(seed: 2);
        var settings = story.There with { DataFolder = Path.GetDirectoryName(other.HouseFile)!, HouseFile = other.HouseFile };
        Assert.Contains("There is something in", (await story.MovesTo(settings)).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.True(await db.Practices.AnyAsync(p => p.Id == story.Practice.Premises.Practice));
    }

    [Fact]
    public async Task Where_another_move_came_between_the_file_stays_the_one_that_is_served()
    {
        await using var story = await MoveStory.Begin();
        var between = Guid.NewGuid();
        await using var db = story.Target.Place.Open(null);
        var refused = (await story.Moves(line =>
        {
            if (line.Contains("ledger", StringComparison.Ordinal)) db.Database.ExecuteSqlRaw("UPDATE \"UnfinishedMove\" SET \"Move\" = {0}", between);
        })).Refusal!.ToString();
        Assert.StartsWith("Another move into the PostgreSQL database test_", refused, StringComparison.Ordinal);
        Assert.Equal(between, await MoveMarks.FindArriving(db, CancellationToken.None));
        Assert.True(await db.Practices.AnyAsync());
        Assert.Null(await story.Served(story.Here));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_row_that_arrives_otherwise_is_seen(string database)
    {
        await using var practice = await TestPractice.Begin();
        await practice.Person();
        await using var target = await Databases.Make(database);
        await using var from = practice.Place.Open(null);
        await using var to = target.Place.Open(null);
        await to.Database.ExecuteSqlRawAsync(to.IsPostgres
            ? "CREATE FUNCTION otherwise() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.\"Number\" := 7; RETURN NEW; END $$; CREATE TRIGGER otherwise BEFORE INSERT ON \"PublicKeys\" FOR EACH ROW EXECUTE FUNCTION otherwise()"
            : "CREATE TRIGGER otherwise AFTER INSERT ON \"PublicKeys\" BEGIN UPDATE \"PublicKeys\" SET \"Number\" = 7; END");
        await Snapshot.Hold(from, CancellationToken.None);
        await using var writing = await to.Database.BeginTransactionAsync();
        Assert.Equal(1, await Carry("Practices"));
        Assert.Null(await Carry("PublicKeys"));

        Task<long?> Carry(string table) => TableMove.Carry(from, Table(from, table), to, Table(to, table), () => { }, CancellationToken.None);
    }

    [Fact]
    public async Task Rows_arrive_in_the_same_order_where_PostgreSQL_sorts_as_a_language_does()
    {
        await using var story = await MoveStory.Begin();
        foreach (var kind in new[] { "b", "A", "a", "B", "ä", "-c" })
            await story.Harm($"INSERT INTO \"FoundingParts\" (\"Kind\", \"Value\", \"ChangedBy\", \"ChangedAt\") VALUES ('{kind}', '', '{Guid.Empty}', 0)");
        await using var there = await Databases.Make("postgres");
        await using var from = story.Practice.Place.Open(null);
        await using var to = there.Place.Open(null);
        await to.Database.ExecuteSqlRawAsync("ALTER TABLE \"FoundingParts\" ALTER COLUMN \"Kind\" TYPE text COLLATE \"en-x-icu\"");
        await Snapshot.Hold(from, CancellationToken.None);
        await using var writing = await to.Database.BeginTransactionAsync();
        Assert.Equal(6, await TableMove.Carry(from, Table(from, "FoundingParts"), to, Table(to, "FoundingParts"), () => { }, CancellationToken.None));
    }

    [Fact]
    public async Task Check_names_the_old_file_and_asks_for_its_end_after_the_time_that_a_backups_keys_have()
    {
        await using var story = await MoveStory.Begin();
        Assert.DoesNotContain(await Findings(), f => f.Sentence.Contains("before the move", StringComparison.Ordinal));
        story.Practice.Clock.Now = SystemClock.Instance.GetCurrentInstant() - Duration.FromDays(29);
        await story.Moves();
        Assert.True(Assert.Single(await Findings(), f => f.Sentence.Contains("before the move", StringComparison.Ordinal)).IsWell);
        await using (var old = story.Practice.Place.Open(null)) await old.Database.ExecuteSqlRawAsync("UPDATE \"MovedAway\" SET \"At\" = \"At\" - {0}", 2 * NodaConstants.TicksPerDay);
        Assert.False(Assert.Single(await Findings(), f => f.Sentence.Contains("before the move", StringComparison.Ordinal)).IsWell);

        async Task<List<Finding>> Findings()
        {
            await using var db = story.Target.Place.Open(null);
            if (!await Snapshot.Has(db, "Practices", CancellationToken.None)) return [];
            return await BackupChecks.All(story.There, db, story.Practice.Premises, CancellationToken.None).ToListAsync();
        }
    }

    private static BackupTable Table(Database db, string name) => BackupTables.Of(db, [name]).Single();
}
