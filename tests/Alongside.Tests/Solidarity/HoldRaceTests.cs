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
[Trait("Kind", "Unhurried")]
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

    /// <summary>The lock seen red: without it whoever comes second counts from the same number, and is refused what there is.</summary>
    [Fact]
    public async Task Without_the_lock_the_second_would_be_refused_what_is_there()
    {
        string[] locking = ["Holds_within_the_fund", "Holds_counted"];
        var bodies = DatabaseGuards.All.Where(g => locking.Contains(g.Name)).Select(g => g.Postgres).ToList();
        Assert.All(bodies, body => Assert.Contains("FOR UPDATE", body, StringComparison.Ordinal));
        if (!Databases.Both.Any(row => row.Data == "postgres")) return;
        await using var story = await Begin("postgres", inTheFund: 40);
        Assert.Null(await Second(story, await HoldTen(story)));
        await using (var visit = story.Practice.Visit())
            foreach (var body in bodies)
                await visit.Db.Database.ExecuteSqlRawAsync(body[..body.IndexOf("CREATE TRIGGER", StringComparison.Ordinal)].Replace(" FOR UPDATE", "", StringComparison.Ordinal));
        Assert.IsType<DbUpdateException>(await Second(story, await HoldTen(story)));
        Assert.Equal(Dollars(30), (await story.Standing()).Held);
    }

    // Whoever comes second waits for the first, in any case.
    private static async Task<Exception?> Second(MoneyStory story, Visitor first)
    {
        var second = Task.Run(async () => await Record.ExceptionAsync(async () =>
        {
            await using var visit = await HoldTen(story);
            await visit.Db.Database.CommitTransactionAsync();
        }));
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(300))));
        await first.Db.Database.CommitTransactionAsync();
        await first.DisposeAsync();
        return await second;
    }

    private static async Task<Visitor> HoldTen(MoneyStory story)
    {
        var visit = story.Practice.Visit();
        await visit.Db.Database.BeginTransactionAsync();
        var fund = await visit.Db.Accounts.AsNoTracking().SingleAsync(a => a.Kind == AccountKind.Fund);
        visit.Db.Holds.Add(new(story.Practice.Random.Id<HoldId>(), fund.Id, [1], null, 10_00, Currency, story.Practice.Clock.Now));
        await visit.Db.SaveChangesAsync();
        return visit;
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
