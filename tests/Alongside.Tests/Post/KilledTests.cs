using Alongside.Features.Post;
using Alongside.Tests.Commands;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Alongside.Tests.Post;

/// <summary>The executable itself is killed while it sends.</summary>
[Trait("Kind", "Process"), Trait("Kind", "Slow")]
public class KilledTests
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(45);

    // Both at once: each waits for what a start sends.
    [Fact]
    public Task Killed_while_it_sends_nothing_is_lost_and_only_what_was_taken_and_not_recorded_comes_twice() =>
        Task.WhenAll(IsKilled(afterTheReply: true), IsKilled(afterTheReply: false));

    private static async Task IsKilled(bool afterTheReply)
    {
        await using var story = await MailStory.Begin("sqlite");
        story.Practice.Clock.Now = SystemClock.Instance.GetCurrentInstant();
        Assert.Null(await story.Chooses(MailStory.Wishes));
        for (var day = 2; day < 5; day++) await story.Queues(story.Client.Person, MailKind.Confirmation, Duration.FromDays(day));
        var ids = (await story.Waiting()).Select(m => m.MessageId).ToList();
        var killed = new TaskCompletionSource();
        var taken = 0;
        using (var serving = Executable.Serve("serve", "--data", Path.GetDirectoryName(story.Practice.Place.SqliteFile!)!, "--house", story.Practice.HouseFile,
            "--smtp", $"smtp://127.0.0.1:{story.Server.Port}", "--mail-from", "post@collective.example"))
        {
            // The second of three. While another holds the file, what the server said can't be recorded.
            SqliteConnection? holds = null;
            story.Server.Says = command =>
            {
                if (command != PostServer.Content || ++taken != 2) return null;
                if (afterTheReply)
                {
                    holds = new($"Data Source={story.Practice.Place.SqliteFile};Pooling=False");
                    holds.Open();
                    Run(holds, "BEGIN IMMEDIATE");
                    return null;
                }
                serving.Kill();
                killed.SetResult();
                return "451 nobody hears this";
            };
            story.Server.Took = async () =>
            {
                if (taken != 2) return;
                await Task.Delay(TimeSpan.FromSeconds(1)); // the reply has arrived, and waits to be recorded
                serving.Kill();
                holds!.Dispose();
                killed.SetResult();
            };
            await serving.SaysUpTo("Ctrl+C");
            await killed.Task.WaitAsync(patience, TestContext.Current.CancellationToken);
        }

        var before = afterTheReply ? 2 : 1;
        Assert.Equal((before, 2), (story.Server.Received.Count, (await story.Waiting()).Count));
        story.Practice.Clock.Now = SystemClock.Instance.GetCurrentInstant();
        await story.Sends();
        Assert.Equal(before + 1, story.Server.Received.Count); // what was claimed waits for who claimed it
        await story.Passes(QueuedMail.Claim + Duration.FromSeconds(1));
        await story.Passes(Duration.FromHours(1));
        Assert.Equal(ids.Order(StringComparer.Ordinal), story.Server.Received.Select(m => m.MessageId).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(afterTheReply ? 4 : 3, story.Server.Received.Count);
        Assert.Equal((0, 0), ((await story.Waiting()).Count, (await story.Dead()).Count));
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
