using Alongside.Features.Post;
using Alongside.Features.Post.Jobs;
using Alongside.Features.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Post;

/// <summary>What goes wrong with one mail, or with the server, costs the others nothing.</summary>
public class PostTroubleTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_mail_that_cannot_be_written_holds_up_no_other(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        var other = await story.Practice.Person();
        Assert.Null(await story.Chooses(MailStory.Wishes with { Address = "sam@inbox.example" }, other));
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            var folder = await visit.Gate.Vault.FolderOf(story.Client.Person.Subject, Category.Channel, MailWishes.Part, work.At);
            Assert.Null(await visit.Gate.SealOne(work, story.Client, folder, MailWishes.Kind, MailStory.Wishes with { Address = "robin at inbox" }));
            await work.Commit();
        }
        await story.Queues(story.Client.Person, MailKind.Confirmation, Duration.FromDays(9));
        await story.Queues(other.Person, MailKind.Confirmation, Duration.FromDays(9));
        await story.Sends();
        Assert.Equal("sam@inbox.example", Assert.Single(Assert.Single(story.Server.Received).To.Mailboxes).Address);
        Assert.Equal("One mail could not be written: ParseException ", Assert.Single(story.Log.Lines));
        for (var tries = 1; tries < QueuedMail.MostTries; tries++) await story.Passes(Duration.FromHours(6));
        Assert.Equal(MailTrouble.TriedOften, Assert.Single(await story.Dead()).Trouble);
        Assert.Empty(await story.Waiting());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_belongs_to_a_folder_that_was_erased_is_not_sent_and_does_not_stay(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        await using (var visit = story.Practice.Visit())
        {
            await using var work = await visit.Gate.BeginPower();
            Assert.Null(await visit.Gate.Erase(work, story.Client, await visit.Db.Folders.SingleAsync(f => f.Part == MailWishes.Part)));
            await work.Commit();
        }
        await story.Sends();
        Assert.Equal((0, 0, 0), (story.Server.Received.Count, (await story.Waiting()).Count, (await story.Dead()).Count));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task While_a_person_is_stopped_their_mail_waits_and_is_not_taken_for_taken_back(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        await story.Practice.Tamper("UPDATE \"SealedRecords\" SET \"Bytes\" = {0} WHERE \"Kind\" = {1}", new byte[300], MailWishes.Kind);
        Assert.Equal(1, await story.Practice.Swept());
        await story.Sends();
        await story.Passes(Duration.FromHours(2));
        Assert.Equal((0, 2), (story.Server.Received.Count, (await story.Waiting()).Count));
        Assert.All(await story.Waiting(), m => Assert.Equal(0, m.Tries));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_mail_that_makes_the_server_hang_up_each_time_holds_up_no_other(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked(inDays: 3);
        await story.HasBooked(inDays: 4);
        var refused = 0;
        story.Server.Says = command => command == PostServer.Recipient && refused++ == 0 ? "421 I have had enough of this" : null;
        await story.Sends();
        Assert.Equal((0, 1), (story.Server.Received.Count, (await story.Waiting()).Count(m => m.Tries == 1)));
        await story.Passes(Duration.FromMinutes(1));
        Assert.Contains("Friday 5 June", Assert.Single(story.Server.Received).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_cannot_be_reached_is_tried_less_and_less_often() =>
        Assert.Equal([1, 2, 4, 8, 16, 16, 16], Enumerable.Range(0, 7).Select(Sending.MinutesUntilNext));

    [Fact]
    public async Task Only_a_server_that_was_reached_counts_as_reached()
    {
        await using var story = await MailStory.Begin("sqlite", MailStory.Wishes);
        Assert.True(await story.Sends());
        await story.HasBooked();
        await story.Server.Leave();
        Assert.False(await story.Sends());
        story.Server.Come();
        Assert.True(await story.Sends());
    }
}
