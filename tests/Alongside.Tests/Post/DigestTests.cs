using Alongside.Features.Circle.Deciding;
using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Site;
using Alongside.Tests.Circle;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Post;

/// <summary>Mail that something waits for a member's answer: only if something does, only to who asked for it, and never what.</summary>
[Trait("Kind", "Unhurried")]
public class DigestTests
{
    private static readonly DateTimeZone toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];

    private static readonly MailWishes Daily = new()
    {
        Address = "amara@inbox.example",
        Confirms = false,
        Lead = 0,
        Digest = 24,
        From = 8,
        Until = 20,
        Zone = "America/Toronto",
        Home = "https://collective.example/",
        Subject = "Quetzalberg",
    };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_comes_at_their_hour_once_a_day_as_long_as_something_waits_and_says_nothing_of_what(string database)
    {
        await using var post = await Begun.With(database, Daily);
        await post.Hours(30);
        Assert.Empty(post.Server.Received);
        Assert.Equal(1, (await post.Circle.Puts(1, "Marzipanbrook", "Shall we?")).Value);
        await post.Hours(48);
        Assert.Equal(2, post.Server.Received.Count);
        Assert.All(post.Server.Received, m =>
        {
            Assert.Equal(8, Instant.FromDateTimeOffset(m.Date).InZone(toronto).Hour);
            Assert.Equal("Something waits for your answer.\n\nhttps://collective.example/", m.TextBody!.ReplaceLineEndings("\n").Trim());
            Assert.Equal("A reminder", m.Subject);
        });
        Assert.Equal(2, post.Server.Received.Select(m => m.MessageId).Distinct().Count());
        Assert.Null(await post.Circle.Takes(0, 1));
        await post.Hours(72);
        Assert.Equal(2, post.Server.Received.Count);
        Assert.Equal(MailKind.Digest, Assert.Single(await post.Waiting()).Kind);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Once_a_week_is_no_more_than_that(string database)
    {
        await using var post = await Begun.With(database, Daily with { Digest = 168 });
        for (var week = 0; week < 3; week++)
        {
            Assert.Null((await post.Circle.Puts(1, "Tea", $"The {week}th kind")).Refusal);
            await post.Hours(24 * 7);
        }
        Assert.InRange(post.Server.Received.Count, 2, 3);
        var days = post.Server.Received.Select(m => Instant.FromDateTimeOffset(m.Date)).ToList();
        Assert.All(days.Zip(days.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Duration.FromHours(164)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_did_not_ask_for_it_gets_none_and_nothing_is_opened_while_nothing_waits(string database)
    {
        await using var post = await Begun.With(database, Daily with { Digest = 0, Lead = 24 });
        Assert.Equal(1, (await post.Circle.Puts(1, "Tea", "Shall we?")).Value);
        await post.Hours(48);
        Assert.Empty(post.Server.Received);
        Assert.Empty(await post.Waiting());

        await using var quiet = await Begun.With(database, Daily);
        await quiet.Hours(48);
        Assert.Equal(0, await quiet.Openings());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Killed_between_the_last_reply_and_the_record_it_goes_once_more_as_the_same_message_and_then_goes_on(string database)
    {
        await using var post = await Begun.With(database, Daily);
        Assert.Equal(1, (await post.Circle.Puts(1, "Tea", "Shall we?")).Value);
        post.IsKilled = true;
        await Assert.ThrowsAsync<IOException>(() => post.Hours(48));
        post.IsKilled = false;
        Assert.Single(post.Server.Received);
        await post.Minutes(15);
        Assert.Equal(2, post.Server.Received.Count);
        Assert.Single(post.Server.Received.Select(m => m.MessageId).Distinct());
        await post.Hours(24);
        Assert.Equal(2, post.Server.Received.Select(m => m.MessageId).Distinct().Count());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_server_that_is_away_for_a_week_ends_nothing(string database)
    {
        await using var post = await Begun.With(database, Daily with { From = 0, Until = 24 });
        Assert.Equal(1, (await post.Circle.Puts(1, "Tea", "Shall we?")).Value);
        post.Server.Says = command => command == PostServer.Recipient ? "451 not now" : null;
        await post.Hours(24 * 7);
        Assert.Empty(post.Server.Received);
        Assert.Single(await post.Waiting());
        post.Server.Says = _ => null;
        Assert.Null((await post.Circle.Puts(1, "More tea", "And cake")).Refusal);
        await post.Hours(48);
        Assert.NotEmpty(post.Server.Received);
    }

    [Fact]
    public async Task Whoever_left_gets_none_any_more()
    {
        await using var post = await Begun.With("sqlite", Daily);
        Assert.Equal(1, (await post.Circle.Puts(1, "Tea", "Shall we?")).Value);
        await post.Circle.Practice.Tamper("""DELETE FROM "Members" WHERE "Person" = {0}""", post.Circle.Members[0].Person.Value);
        await post.Hours(48);
        Assert.Empty(post.Server.Received);
        Assert.Empty(await post.Waiting());
    }

    /// <summary>A circle, of which the first lets the practice write. Each call is a request of its own.</summary>
    private sealed class Begun(CircleStory circle) : IAsyncDisposable
    {
        public CircleStory Circle { get; } = circle;

        public PostServer Server { get; } = new();

        public bool IsKilled { get; set; }

        public static async Task<Begun> With(string database, MailWishes wishes)
        {
            var begun = new Begun(await CircleStory.Begin(database));
            var amara = CircleStory.Fresh(begun.Circle.Members[0]);
            Assert.Null(await begun.Mail(m => m.Book.Keep(amara, new(amara.Person), wishes, ["Where shall it go?"], "en")));
            return begun;
        }

        public async Task Hours(int hours)
        {
            for (var i = 0; i < hours; i++) await Minutes(60);
        }

        public Task<bool> Minutes(int minutes)
        {
            Circle.Later(minutes: minutes);
            return Mail(m => m.Dispatch.Run(default));
        }

        public async Task<List<QueuedMail>> Waiting()
        {
            await using var visit = Circle.Practice.Visit();
            return await visit.Db.Outbox.AsNoTracking().ToListAsync();
        }

        public async Task<int> Openings()
        {
            await using var visit = Circle.Practice.Visit();
            return (await visit.Db.LogEntries.AsNoTracking().ToListAsync()).Select(e => LogLeaf.Read(e.Leaf)!).Count(l => l.Act == "open" && l.Actor == Circle.Practice.Premises.PostBox);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Circle.DisposeAsync();
        }

        private async Task<T> Mail<T>(Func<(MailBook Book, Dispatch Dispatch), Task<T>> ask)
        {
            await using var visit = Circle.Practice.Visit();
            var mailing = new Mailing(Server.Mail);
            var outbox = new Outbox(visit.Db, visit.Gate, Circle.Practice.Premises, Circle.Practice.Random, mailing);
            var digests = new Digests(visit.Db, Circle.Practice.Premises, outbox, Circle.Practice.Time);
            var book = new MailBook(visit.Db, visit.Gate, Circle.Practice.Premises, Circle.Practice.Random, mailing, outbox, [digests]);
            return await ask((book, new Killed(this, visit, outbox, book, mailing, digests)));
        }

        private sealed class Killed(Begun begun, Visitor visit, Outbox outbox, MailBook book, Mailing mailing, Digests digests)
            : Dispatch(visit.Gate, outbox, book, new(new Languages(), new() { Name = "Tamarind Street", Zone = toronto }), mailing, digests, new Heard())
        {
            protected override Task Record(QueuedMail mail, CancellationToken stop) => begun.IsKilled ? throw new IOException("killed") : base.Record(mail, stop);
        }
    }
}
