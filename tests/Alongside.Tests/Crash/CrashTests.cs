using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Crash;

/// <summary>
/// The server is killed, as by kill -9, while people are at work. What it answered is there when it is back, what it did
/// not answer is there whole or not at all, and everything agrees with everything.
/// ALONGSIDE_TEST_KILLS=100 kills it so often on each database, in about half an hour.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class CrashTests
{
    private const int Usual = 1, Many = 20, Longest = 1000, LongestStart = 1500;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    // The moment is chance in any case, so that the dice need not fall alike each time.
    private static readonly Random dice = Random.Shared;

    private static int Wanted => int.Parse(Environment.GetEnvironmentVariable("ALONGSIDE_TEST_KILLS") ?? $"{Usual}", CultureInfo.InvariantCulture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Killed_while_people_are_at_work_it_loses_nothing_that_it_answered(string database)
    {
        var (began, lives, cutOff) = (Stopwatch.GetTimestamp(), 0, 0);
        await using var server = await KilledServer.Begin(database, await Executable());
        var people = await PeopleAtWork.Settle(server);
        await server.Start();
        await people.SignIn();
        for (; server.Kills < Wanted; lives++)
        {
            cutOff += await LiveOn(server, people.Work, WaitsForAnAnswer(lives) ? PeopleAtWork.Kinds[lives % PeopleAtWork.Kinds.Count] : null);
            if (dice.Next(4) == 0) await KillWhileStarting(server);
            await server.Start();
            Assert.Empty(await server.Troubles());
            await people.FindNothingHalf();
            await people.FindWhatWasAnswered();
        }
        await people.FindAllThatWasEverAnswered();
        Say($"{database}: {server.Kills} kills in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, {cutOff} cut off while they wrote, in {lives} lives: {string.Join(", ", people.Answers)}");
        Assert.NotEmpty(people.Answers);
        Assert.True(cutOff >= lives / 4, $"Only {cutOff} were writing when {lives} lives ended.");
        Assert.All(PeopleAtWork.Acts, act => Assert.True(people.Answers.GetValueOrDefault(act) >= lives / 8, $"Only {people.Answers.GetValueOrDefault(act)} {act} in {lives} lives."));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Killed_while_a_practice_is_founded_it_goes_on_from_where_the_founders_were(string database)
    {
        var (began, founded, answers, kills, cutOff, enough) = (Stopwatch.GetTimestamp(), 0, 0, 0, 0, Math.Max(2, Wanted / 4));
        for (; kills < enough; founded++)
        {
            await using var server = await KilledServer.Begin(database, await Executable(), empty: true);
            var founders = new FoundersAtWork(server);
            await KillWhileStarting(server);
            for (var life = 0; !founders.AreDone; life++)
            {
                if (dice.Next(4) == 0) await KillWhileStarting(server);
                await server.Start();
                Assert.Empty(await server.Troubles());
                if (kills + server.Kills < enough) cutOff += await LiveOn(server, founders.Work, WaitsForAnAnswer(life) ? FoundersAtWork.Further : null);
                else await LiveOut(server, founders.Work);
                Assert.True(life < 40, "It was never founded.");
            }
            await server.Start();
            Assert.Empty(await server.Troubles());
            await founders.FindThemselvesFounded();
            await using var db = server.Open();
            Assert.Equal((1, 3), (await db.Decisions.CountAsync(Stop), await db.Members.CountAsync(Stop)));
            kills += server.Kills;
            answers += founders.Answers;
        }
        Say($"{database}: {kills} kills in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, {cutOff} cut off while they wrote: {answers} answers, {founded} founded");
        Assert.True(cutOff >= kills / 8, $"Only {cutOff} were writing when {kills} lives ended.");
    }

    [Fact]
    public async Task When_PostgreSQL_itself_is_killed_nothing_that_was_answered_is_lost_and_it_is_found_again_without_a_restart()
    {
        if (!Databases.Both.Any(d => d.Data == "postgres")) return;
        await using var postgres = await OwnPostgres.Make();
        await using var server = KilledServer.Begin(postgres.Database, await Executable());
        var people = await PeopleAtWork.Settle(server);
        await server.Start();
        await people.SignIn();
        for (var kill = 0; kill < Math.Clamp(Wanted / 4, 1, PeopleAtWork.Kinds.Count); kill++)
        {
            var life = new Life();
            var working = people.Work(life);
            await UntilSomeMoment(life, working, PeopleAtWork.Kinds[kill]);
            life.End();
            await postgres.Kill();
            await working;
            await postgres.Start();
            Assert.Empty(await server.Troubles());
            await people.FindNothingHalf();
            await people.FindWhatWasAnswered();
        }
        await people.FindAllThatWasEverAnswered();
        Assert.Equal(0, server.Kills);
        Assert.NotEmpty(people.Answers);
    }

    /// <summary>Ends at a moment that nobody knows before.</summary>
    /// <returns>How many were writing when it ended, and heard nothing more.</returns>
    private static async Task<int> LiveOn(KilledServer server, Func<Life, Task> work, string? what)
    {
        var life = new Life();
        var working = work(life);
        await UntilSomeMoment(life, working, what);
        life.End();
        await server.Kill();
        await working;
        return life.CutOff;
    }

    private static async Task LiveOut(KilledServer server, Func<Life, Task> work)
    {
        await work(new()).WaitAsync(patience, Stop);
        await server.Kill();
    }

    // Mostly some time after somebody was told that this is done, which is long in coming, since all that they ask is asked
    // of this life for the first time.
    private static async Task UntilSomeMoment(Life life, Task working, string? what)
    {
        if (what is not null) await Task.WhenAny(working, life.Hears(what)).WaitAsync(patience, Stop);
        await Task.WhenAny(working, Task.Delay(dice.Next(Longest), Stop));
    }

    private static bool WaitsForAnAnswer(int life) => life % 6 != 5;

    private static async Task KillWhileStarting(KilledServer server)
    {
        server.Begins();
        await Task.Delay(dice.Next(LongestStart), Stop);
        await server.Kill();
    }

    // To compile it ahead takes as long as it gains in some twenty lives.
    private static Task<string> Executable() => Wanted > Many ? ReadyCopy.Folder : Task.FromResult(AppContext.BaseDirectory);

    private static void Say(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);
}
