using Alongside.Storage.Backups;
using Alongside.Tests.Backups;
using Npgsql;

namespace Alongside.Tests.Commands;

/// <summary>It starts processes of its own.</summary>
[Trait("Kind", "Process")]
[Trait("Kind", "Slow")]
public sealed class MoveCommandTests
{
    // What a killed process waited for, PostgreSQL would go on waiting for, and then do.
    private const string EndOthers = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    /// <summary>Somebody who holds what it waits for in the other database decides where it is when the kill comes.</summary>
    [Fact]
    public async Task Killed_before_its_last_step_neither_is_served_and_the_next_move_ends_it()
    {
        await using var story = await MoveStory.Begin();
        string[] command = ["move", "--data", story.Here.DataFolder, "--house", story.Practice.HouseFile, "--database", story.Target.Place.Postgres!];
        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(story.Target.Place.Postgres) { Pooling = false }.ToString());
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await Execute(holder, "SELECT pg_advisory_lock(7001)");
        using (var proven = await Executable.Begin([], command))
        {
            Assert.Matches("(?s)[0-9]+ %: .*100 %: .*All [0-9]+ rows ", await proven.SaysUpTo("root that it had"));
            Assert.Contains("has not come to its end", await story.Served(story.There), StringComparison.Ordinal);
            Assert.Null(await Left(story));
            await Execute(holder, "BEGIN; LOCK TABLE \"UnfinishedMove\" IN ACCESS SHARE MODE; SELECT pg_advisory_unlock(7001)");
            await proven.SaysUpTo("ledger");
            for (var i = 0; i < 500 && await Left(story) is null; i++) await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        await Execute(holder, $"{EndOthers}; ROLLBACK");
        await story.Target.LetGo();
        Assert.Contains("has not come to its end", await story.Served(story.There), StringComparison.Ordinal);
        Assert.Contains("moved on", await story.Served(story.Here), StringComparison.Ordinal);

        var ended = await Executable.Run(command);
        Assert.True(ended.Code == 0, ended.Out + ended.Error);
        Assert.Matches("(?s)but for the last step.*The practice is in the PostgreSQL database test_", ended.Out);
        Assert.Null(await story.Served(story.There));
        Assert.Contains("moved on", await story.Served(story.Here), StringComparison.Ordinal);
    }

    private static async Task<MovedAway?> Left(MoveStory story)
    {
        await using var db = story.Practice.Place.Open(null);
        return await MoveMarks.FindLeft(db, TestContext.Current.CancellationToken);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
