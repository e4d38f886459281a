using System.Buffers.Text;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.People;

/// <summary>A session is cookie and row together. Cases 16 and 17.</summary>
public class SessionTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_cookie_without_its_row_and_a_row_without_its_cookie_open_nothing(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var made = (await story.SignsUp()).Value;
        Assert.Equal(made.Person, (await story.Find(made.Cookie))?.Person);
        var bytes = Base64Url.DecodeFromChars(made.Cookie);
        // Whoever has the row knows the id's hash, not the key; whoever guesses at the key has one chance in 2^256.
        foreach (var place in new[] { 0, 15, 16, 47 })
        {
            var other = bytes.ToArray();
            other[place] ^= 1;
            Assert.Null(await story.Find(Base64Url.EncodeToString(other)));
        }
        Assert.Null(await story.Find(made.Cookie[..^2]));
        Assert.Null(await story.Find(""));
        Assert.Null(await story.Find(null));
        await Change(story, "DELETE FROM \"Sessions\"");
        Assert.Null(await story.Find(made.Cookie));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_cookie_with_another_persons_row_is_no_session(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var (wren, robin) = ((await story.SignsUp()).Value, (await story.SignsUp("robin", AccountStory.Another)).Value);
        var sealedForWren = await story.Asks((_, v) => v.Db.Sessions.Where(s => s.Person == wren.Person).Select(s => s.SealedScalar).SingleAsync());
        await using (var visit = story.Practice.Visit())
            await visit.Db.Sessions.Where(s => s.Person == robin.Person).ExecuteUpdateAsync(set => set.SetProperty(s => s.SealedScalar, sealedForWren), TestContext.Current.CancellationToken);
        Assert.Null(await story.Find(robin.Cookie));
        await using (var visit = story.Practice.Visit())
            await visit.Db.Sessions.Where(s => s.Person == wren.Person).ExecuteUpdateAsync(set => set.SetProperty(s => s.Person, robin.Person), TestContext.Current.CancellationToken);
        Assert.Null(await story.Find(wren.Cookie));
    }

    [Fact]
    public async Task A_session_ends_after_half_an_hour_of_quiet_and_after_twelve_hours_whatever_happens()
    {
        await using var story = await AccountStory.Begin();
        var cookie = (await story.SignsUp()).Value.Cookie;
        // Every ten minutes, the last time ten minutes before the twelve hours are over.
        for (var i = 0; i < 72; i++)
        {
            Assert.NotNull(await story.Find(cookie));
            story.Practice.Clock.Now += Duration.FromMinutes(10);
        }
        // A session begins a few ticks after the clock's time where something was written at that very instant.
        story.Practice.Clock.Now += Duration.FromSeconds(1);
        Assert.Null(await story.Find(cookie));

        var quiet = (await story.SignsIn()).Value.Cookie;
        story.Practice.Clock.Now += Duration.FromMinutes(30) + Duration.FromSeconds(1);
        Assert.Null(await story.Find(quiet));
    }

    [Fact]
    public async Task A_session_outlives_a_restart_and_ends_with_the_first_sign_in_after_its_time()
    {
        await using var story = await AccountStory.Begin();
        var cookie = (await story.SignsUp()).Value.Cookie;
        story.Restart();
        Assert.NotNull(await story.Find(cookie));
        story.Practice.Clock.Now += Duration.FromHours(13);
        await story.SignsIn();
        Assert.Equal(1, await story.Count<Session>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_somebody_had_my_device_a_stolen_cookie_with_an_old_database_opens_nothing_newer(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var practice = story.Practice;
        var stolen = (await story.SignsUp()).Value.Cookie;
        var thief = await story.Ring(stolen);
        var folder = await GateTests.Seal(practice, thief, Category.Request, "before");
        var (wraps, keys, sessions) = await story.Asks(async (_, v) => (
            await v.Db.Wraps.AsNoTracking().ToListAsync(), await v.Db.PublicKeys.AsNoTracking().ToListAsync(), await v.Db.Sessions.AsNoTracking().ToListAsync()));

        var renewed = (await story.Asks((a, _) => a.SomebodyHadMyDevice(thief, new("wren", AccountStory.Passphrase), "wren", AccountStory.Another))).Value;
        await GateTests.Seal(practice, await story.Ring(renewed.Cookie), Category.Request, "after");
        Assert.Null(await story.Find(stolen));
        Assert.NotNull((await story.SignsIn()).Refusal);
        Assert.Equal(["after", "before"], await GateTests.ReadAll(practice, await story.Ring(renewed.Cookie), folder));

        // The thief writes every old row back as well: what lies under it is what they had read already.
        await using (var visit = practice.Visit())
        {
            var (haveWraps, haveKeys) = (await visit.Db.Wraps.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken), await visit.Db.PublicKeys.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
            visit.Db.Sessions.AddRange(sessions);
            visit.Db.PublicKeys.AddRange(keys.Where(k => !haveKeys.Exists(h => h.Actor == k.Actor && h.Number == k.Number)));
            visit.Db.Wraps.AddRange(wraps.Where(w => !haveWraps.Exists(h => h.Folder == w.Folder && h.Generation == w.Generation && h.Actor == w.Actor && h.KeyNumber == w.KeyNumber)));
            await visit.Db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Assert.DoesNotContain("after", await GateTests.ReadAll(practice, await story.Ring(stolen), folder));
    }

    private static async Task Change(AccountStory story, string sql)
    {
        await using var visit = story.Practice.Visit();
        await visit.Db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}
