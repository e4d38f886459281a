using System.Data.Common;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Doors;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

/// <summary>Many at once want what is in the fund.</summary>
public class HoldRaceTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_eight_who_hold_ten_of_thirty_at_once_three_succeed(string database)
    {
        await using var story = await Begin(database, inTheFund: 30);
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Holds(story, (byte)i))));
        Assert.Equal(3, held.Count(h => h));
        Assert.Equal(Dollars(30), (await story.Standing()).Held);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Eight_who_choose_at_once_are_held_no_more_than_there_is(string database)
    {
        await using var story = await Begin(database, inTheFund: 320);
        var people = new List<Keyring>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await story.Another());
            await story.Books(who: people[i]);
        }
        await Task.WhenAll(people.Select(p => Task.Run(() => story.Chooses("nothing", p))));
        var standing = await story.Standing();
        Assert.Equal(Dollars(320), standing.Held + standing.Promised);
        Assert.True(standing.HeldSessions >= 1);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_writes_to_the_ledger_and_who_reads_beside_it_never_wait_for_each_other_for_good(string database)
    {
        await using var story = await Begin(database, inTheFund: 30);
        var folder = await GateTests.Seal(story.Practice, story.Client, Category.Notes, "a note");
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            if (i % 2 == 0) Assert.Null(await story.Books(b => b.RecordGift(story.Bookkeeper, Dollars(1), story.Today)));
            else Assert.Equal("a note", await GateTests.Read(story.Practice, new(story.Client.Person, 1, story.Client.Own, []), folder));
        }))).WaitAsync(TimeSpan.FromMinutes(2));
        await using var visit = story.Practice.Visit();
        Assert.Empty((await LogAudit.Run(visit.Db, story.Practice.Premises)).Troubles);
        Assert.Empty(await LedgerAudit.Troubles(visit.Db, story.Practice.Premises.House));
        Assert.Equal(Dollars(42), (await story.Standing()).Free);
    }

    /// <summary>The guard seen red: without the lock on the fund's row, all of them hold what is there once.</summary>
    [Fact]
    public async Task Without_the_lock_they_would_all_succeed()
    {
        if (!Databases.Both.Any(row => row.Data == "postgres"))
        {
            Assert.Contains("FOR UPDATE", DatabaseGuards.All.Single(g => g.Name == "Holds_within_the_fund").Postgres, StringComparison.Ordinal);
            return;
        }
        await using var story = await Begin("postgres", inTheFund: 30);
        await using (var visit = story.Practice.Visit())
        {
            var body = DatabaseGuards.All.Single(g => g.Name == "Holds_within_the_fund").Postgres;
            var planted = body[..body.IndexOf("CREATE TRIGGER", StringComparison.Ordinal)].Replace(" FOR UPDATE", "", StringComparison.Ordinal);
            await visit.Db.Database.ExecuteSqlRawAsync(planted);
        }
        var fund = (await story.Reads(db => db.Accounts.SingleAsync(a => a.Kind == AccountKind.Fund))).Id;
        var visits = Enumerable.Range(0, 8).Select(_ => story.Practice.Visit()).ToList();
        foreach (var visit in visits)
        {
            await visit.Db.Database.BeginTransactionAsync();
            visit.Db.Holds.Add(new(story.Practice.Random.Id<HoldId>(), fund, [1], null, 10_00, Currency, story.Practice.Clock.Now));
            await visit.Db.SaveChangesAsync();
        }
        foreach (var visit in visits)
        {
            await visit.Db.Database.CommitTransactionAsync();
            await visit.DisposeAsync();
        }
        Assert.Equal(Dollars(80), (await story.Standing()).Held);
    }

    private static async Task<bool> Holds(MoneyStory story, byte session)
    {
        await using var visit = story.Practice.Visit();
        try
        {
            var fund = await visit.Db.Accounts.AsNoTracking().SingleAsync(a => a.Kind == AccountKind.Fund);
            await using var transaction = await visit.Db.Database.BeginTransactionAsync();
            await story.Ledger(visit).Purse(Currency);
            visit.Db.Holds.Add(new(new(Guid.NewGuid()), fund.Id, [session], null, 10_00, Currency, story.Practice.Clock.Now));
            await visit.Db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        }
        catch (Exception no) when (no is DbException or DbUpdateException)
        {
            return false;
        }
    }
}
