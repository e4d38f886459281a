using System.Data.Common;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

/// <summary>What the database itself refuses, whoever writes to it.</summary>
public class LedgerTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_entry_without_its_stamp_is_not_committed(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await using var visit = story.Practice.Visit();
        await using var transaction = await visit.Db.Database.BeginTransactionAsync();
        visit.Db.Entries.Add(await Gift(story, visit, 5));
        await visit.Db.SaveChangesAsync();
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.CommitAsync());
    }

    /// <summary>In it, EF could order neither before the other, and saved neither.</summary>
    [Fact]
    public async Task The_key_from_entry_to_stamp_is_no_part_of_the_model()
    {
        await using var db = DatabasePlace.Sqlite("none.db").Open(null);
        Assert.DoesNotContain(db.Model.FindEntityType(typeof(Features.Solidarity.Entry))!.GetForeignKeys(), k => k.PrincipalEntityType.ClrType == typeof(Features.Solidarity.Stamp));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_stamp_is_refused_for_fewer_than_two_lines_and_for_lines_that_do_not_balance(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await Refused(story, "two lines", Entry("01"), Stamp("01"));
        await Refused(story, "two lines", Entry("01"), Line("01", 1, "Till", 5), Stamp("01"));
        await Refused(story, "sum to zero", Entry("01"), Line("01", 1, "Till", 5), Line("01", 2, "Work", -4), Stamp("01"));
        await Refused(story, "says an amount", Entry("01"), Line("01", 1, "Till", 0));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Lines_balance_in_each_currency_and_an_account_keeps_its_own(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await story.Does(async (visit, _) => await story.Ledger(visit).Purse("USD"));
        await Refused(story, "sum to zero", Entry("01"), Line("01", 1, "Till", 5), Line("01", 2, "Work", -5, "USD"), Stamp("01"));
        await Refused(story, "", Entry("01"), $"""
            INSERT INTO "Lines" ("Entry", "Number", "Account", "Minor", "Currency") SELECT {Id("01")}, 1, "Id", 5, 'USD' FROM "Accounts" WHERE "Kind" = 'Till' AND "Currency" = 'CAD'
            """);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_stamped_entry_takes_no_more_lines_and_is_stamped_once(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await Refused(story, "no more lines", """
            INSERT INTO "Lines" ("Entry", "Number", "Account", "Minor", "Currency") SELECT "Entry", 9, "Account", 5, "Currency" FROM "Lines"
            """);
        await Refused(story, "stamped once", """INSERT INTO "Stamps" ("Entry", "Content", "At", "Mac") SELECT "Entry", "Content", "At", "Mac" FROM "Stamps" """);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_fund_never_pays_what_is_not_in_it_nor_what_is_held(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await Refused(story, "what isn’t in it", Entry("01"), Line("01", 1, "Fund", 100_01), Line("01", 2, "Work", -100_01), Stamp("01"));
        await story.Does(async (visit, work) => await story.Ledger(visit).Hold(work, (await story.Ledger(visit).Purse(Currency)).Fund, [1], null, Dollars(60)));
        await Refused(story, "held for somebody else", Entry("01"), Line("01", 1, "Fund", 40_01), Line("01", 2, "Work", -40_01), Stamp("01"));
        await Allowed(story, Entry("01"), Line("01", 1, "Fund", 40_00), Line("01", 2, "Work", -40_00), Stamp("01"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_hold_is_within_the_fund_of_more_than_nothing_and_resolved_once(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await Refused(story, "more than what is free", Hold("01", "Fund", 100_01));
        await Refused(story, "more than nothing", Hold("01", "Fund", 0));
        await Refused(story, "more than nothing", Hold("01", "Fund", -5));
        await Refused(story, "Only a fund", Hold("01", "Till", 5));
        await Allowed(story, Hold("01", "Fund", 100_00));
        await Refused(story, "more than what is free", Hold("02", "Fund", 1));
        await Refused(story, "in the ledger", Resolution("01", "Posted"));
        await Allowed(story, Resolution("01", "Voided"));
        await Refused(story, "resolved once", Resolution("01", "Voided"));
        await Allowed(story, Hold("02", "Fund", 100_00));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_in_the_ledger_is_changed_deleted_or_emptied(string database)
    {
        await using var story = await Begin(database, inTheFund: 1000);
        await story.Chooses("some");
        await story.TakesPlace(await story.Books());
        await story.Chooses("a-little");
        await story.Books();
        foreach (var (table, column) in new[]
        {
            ("Accounts", "Kind"), ("Entries", "Kind"), ("Lines", "Minor"), ("Stamps", "At"), ("Holds", "Minor"),
            ("HoldResolutions", "How"), ("Promises", "Minor"), ("PromiseEnds", "At"), ("FeeAgreements", "Minor"), ("RunningBalances", "Minor"),
        })
        {
            Assert.True(await Count(story, table) > 0, table);
            await Refused(story, "", $"""UPDATE "{table}" SET "{column}" = "{column}" """);
            await Refused(story, "", $"""DELETE FROM "{table}" """);
            if (database == "postgres") await Refused(story, "", $"""TRUNCATE "{table}" CASCADE""");
            else await Refused(story, "", $"""INSERT OR REPLACE INTO "{table}" ({await Columns(story, table)}) SELECT {await Columns(story, table)} FROM "{table}" """);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_accounts_stand_at_is_counted_along_and_nobody_writes_it_otherwise(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await Allowed(story, Hold("01", "Fund", 60_00));
        await Allowed(story, Entry("02"), Line("02", 1, "Fund", 30_00), Line("02", 2, "Work", -30_00), Stamp("02"));
        await Allowed(story, Resolution("01", "Voided"));
        var fund = await story.Reads(db => db.RunningBalances.AsNoTracking().Where(b => db.Accounts.Any(a => a.Id == b.Account && a.Kind == AccountKind.Fund)).OrderBy(b => b.Number).ToListAsync());
        (long, Happened, long, long, int)[] expected =
            [(1, Happened.Stamped, -100_00, 0, 0), (2, Happened.Held, -100_00, 60_00, 1), (3, Happened.Stamped, -70_00, 60_00, 1), (4, Happened.Resolved, -70_00, 0, 0)];
        Assert.Equal(expected, fund.Select(b => (b.Number, b.What, b.Minor, b.Held, b.Holds)));
        // Once more, with a sum of one's own, of a hold that is none, at a number of one's own, and all of it anew.
        await Refused(story, "counted once", Balance(5, "Stamped", Id("02"), -40_00, 0, 0));
        await Refused(story, "What an account stands at", Balance(4, "Counted", Id("07"), -70_00, 0, 0));
        await Refused(story, "follows from", Balance(5, "Stamped", Id("07"), -1000_00, 0, 0));
        await Refused(story, "follows from", Balance(5, "Held", Id("07"), -70_00, 10_00, 1));
        await Refused(story, "follows from", Balance(5, "Counted", Id("07"), -1000_00, 0, 0));
        await Refused(story, "what isn’t in it", Entry("03"), Line("03", 1, "Fund", 70_01), Line("03", 2, "Work", -70_01), Stamp("03"));
        await Allowed(story, Entry("03"), Line("03", 1, "Fund", 70_00), Line("03", 2, "Work", -70_00), Stamp("03"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_promised_until_a_day_is_counted_along_and_nobody_writes_it_otherwise(string database)
    {
        await using var story = await Begin(database, inTheFund: 1000);
        await story.Chooses("some");
        await story.Books();
        Assert.Equal(1, await Count(story, "PromisedUntil"));
        await Refused(story, "and stays so", """UPDATE "PromisedUntil" SET "Minor" = "Minor" - 1""");
        await Refused(story, "and stays so", """UPDATE "PromisedUntil" SET "People" = "People" + 1""");
        await Refused(story, "stays written", """DELETE FROM "PromisedUntil" """);
        await Refused(story, "is what its promises sum to", """
            INSERT INTO "PromisedUntil" ("Fund", "Until", "Minor", "People") SELECT a."Id", p."Until", 5, 1 FROM "PromisedUntil" p, "Accounts" a WHERE a."Kind" = 'Till'
            """);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_written_while_nobody_counted_along_is_noticed(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        Assert.Empty(await story.Reads(db => LedgerAudit.Troubles(db, story.Practice.Premises.House)));
        await using var visit = story.Practice.Visit();
        await DatabaseGuards.Drop(visit.Db, DatabaseGuards.All.Single(g => g.Name == "Holds_counted"));
        await Allowed(story, Hold("01", "Fund", 60_00));
        Assert.Contains("Holds_counted", await DatabaseGuards.Missing(visit.Db));
        await DatabaseGuards.Restore(visit.Db);
        Assert.Contains("What 1 accounts stand at", FormattableString.Invariant(Assert.Single(await LedgerAudit.Troubles(visit.Db, story.Practice.Premises.House))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_opens_the_file_with_a_tool_of_their_own_replaces_nothing_either()
    {
        await using var story = await Begin(inTheFund: 100);
        await using var connection = new SqliteConnection($"Data Source={story.Practice.Place.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        foreach (var table in new[] { "Accounts", "Entries", "Lines", "Stamps", "RunningBalances" })
        {
            await using var command = connection.CreateCommand();
            var columns = await Columns(story, table);
            command.CommandText = $"""PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF; INSERT OR REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" """;
            await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync());
        }
        await using var unstamped = connection.CreateCommand();
        unstamped.CommandText = $"{Entry("01")}; {Line("01", 1, "Till", 5)}; {Line("01", 2, "Fund", -5)}";
        await unstamped.ExecuteNonQueryAsync();
        // Nobody looked at the key there; yet what isn't stamped doesn't count, and is noticed.
        Assert.Equal(Dollars(100), (await story.Standing()).Balance);
        Assert.Equal(1, await story.Reads(db => DeferredKey.EntryToStamp.Dangling(db)));
    }

    [Fact]
    public async Task A_stamp_finds_its_entry_without_reading_all_of_them()
    {
        await using var story = await Begin(inTheFund: 100);
        await using var connection = new SqliteConnection($"Data Source={story.Practice.Place.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var plan = connection.CreateCommand();
        plan.CommandText = "EXPLAIN QUERY PLAN SELECT 1 FROM \"Entries\" WHERE \"StampedBy\" = 'some id'";
        await using var steps = await plan.ExecuteReaderAsync();
        Assert.True(await steps.ReadAsync());
        Assert.StartsWith("SEARCH", steps.GetString(3), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Guards_and_the_stamps_key_that_somebody_took_away_are_missed_and_made_again(string database)
    {
        await using var story = await Begin(database, inTheFund: 100);
        await using var visit = story.Practice.Visit();
        Assert.Empty(await DatabaseGuards.Missing(visit.Db));
        await TakeAwayKey(visit.Db, database);
        await DatabaseGuards.Drop(visit.Db, DatabaseGuards.All.Single(g => g.Name == "Stamps_balance"));
        var missing = await DatabaseGuards.Missing(visit.Db);
        Assert.Contains("StampedBy", missing);
        Assert.Contains("Stamps_balance", missing);
        await DatabaseGuards.Restore(visit.Db);
        Assert.Empty(await DatabaseGuards.Missing(visit.Db));
        Assert.Equal(Dollars(100), (await story.Standing()).Balance);
        await using var transaction = await visit.Db.Database.BeginTransactionAsync();
        visit.Db.Entries.Add(await Gift(story, visit, 5));
        await visit.Db.SaveChangesAsync();
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.CommitAsync());
    }

    // As EF rebuilds a table on SQLite: a new one, a copy, a drop, a new name. Triggers and the computed key are gone.
    private static async Task TakeAwayKey(Database db, string database)
    {
        if (database == "postgres")
        {
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Entries" DROP CONSTRAINT "StampedBy" """);
            return;
        }
        await db.Database.ExecuteSqlRawAsync("""
            PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;
            CREATE TABLE "ef_temp" ("Id" TEXT NOT NULL PRIMARY KEY, "Kind" TEXT NOT NULL, "On" TEXT NOT NULL, "Proof" TEXT NULL, "Reverses" TEXT NULL, "Session" BLOB NULL);
            INSERT INTO "ef_temp" SELECT "Id", "Kind", "On", "Proof", "Reverses", "Session" FROM "Entries";
            DROP TRIGGER "Entries_never_go";
            DROP TABLE "Entries"; ALTER TABLE "ef_temp" RENAME TO "Entries"; PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON;
            """);
    }

    private static async Task<Features.Solidarity.Entry> Gift(MoneyStory story, Visitor visit, long dollars) =>
        Posting.Gift(story.Practice.Random.Id<EntryId>(), Dollars(dollars), story.Today, await story.Ledger(visit).Purse(Currency));

    private static string Id(string two) => $"'{string.Concat(Enumerable.Repeat(two, 4))}-{two}{two}-{two}{two}-{two}{two}-{string.Concat(Enumerable.Repeat(two, 6))}'";

    private static string Entry(string id) => $"""INSERT INTO "Entries" ("Id", "Kind", "On") VALUES ({Id(id)}, 'Gift', '2026-06-01')""";

    private static string Line(string id, int number, string account, long minor, string currency = "CAD") => $"""
        INSERT INTO "Lines" ("Entry", "Number", "Account", "Minor", "Currency")
        SELECT {Id(id)}, {number}, "Id", {minor}, "Currency" FROM "Accounts" WHERE "Kind" = '{account}' AND "Currency" = '{currency}'
        """;

    private static string Stamp(string id) => $"""INSERT INTO "Stamps" ("Entry", "Content", "At", "Mac") VALUES ({Id(id)}, '', 1, '')""";

    private static string Hold(string id, string account, long minor) => $"""
        INSERT INTO "Holds" ("Id", "Fund", "Session", "Minor", "Currency", "At")
        SELECT {Id(id)}, "Id", '', {minor}, "Currency", 1 FROM "Accounts" WHERE "Kind" = '{account}' AND "Currency" = 'CAD'
        """;

    private static string Balance(long number, string what, string source, long minor, long held, int holds) => $"""
        INSERT INTO "RunningBalances" ("Account", "Number", "What", "Source", "Minor", "Held", "Holds")
        SELECT "Id", {number}, '{what}', {source}, {minor}, {held}, {holds} FROM "Accounts" WHERE "Kind" = 'Fund' AND "Currency" = 'CAD'
        """;

    private static string Resolution(string hold, string how) => $"""INSERT INTO "HoldResolutions" ("Hold", "How", "At") VALUES ({Id(hold)}, '{how}', 1)""";

    private static async Task<int> Count(MoneyStory story, string table)
    {
        var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\"";
        return (int)await story.Reads(db => db.Database.SqlQueryRaw<long>(sql).SingleAsync());
    }

    // The computed key is in no list of columns that one may write.
    private static async Task<string> Columns(MoneyStory story, string table)
    {
        var sql = $"SELECT name AS \"Value\" FROM pragma_table_info('{table}')";
        return string.Join(", ", (await story.Reads(db => db.Database.SqlQueryRaw<string>(sql).ToListAsync())).Select(c => $"\"{c}\""));
    }

    private static async Task Refused(MoneyStory story, string because, params string[] statements)
    {
        var no = await Assert.ThrowsAnyAsync<DbException>(() => Run(story, statements));
        Assert.Contains(because, no.Message, StringComparison.Ordinal);
    }

    private static Task Allowed(MoneyStory story, params string[] statements) => Run(story, statements);

    private static async Task Run(MoneyStory story, string[] statements)
    {
        await using var visit = story.Practice.Visit();
        await using var transaction = await visit.Db.Database.BeginTransactionAsync();
        foreach (var statement in statements) await visit.Db.Database.ExecuteSqlRawAsync(statement);
        await transaction.CommitAsync();
    }
}
