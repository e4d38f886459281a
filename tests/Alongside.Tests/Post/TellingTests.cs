using Alongside.Features.Consents;
using Alongside.Features.Post;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Tests.Consents;
using NodaTime;

namespace Alongside.Tests.Post;

/// <summary>“Tell me when”: of each reader once a day, without content, and only to who gets mail.</summary>
[Trait("Kind", "Unhurried")]
public class TellingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_asked_is_told_once_a_day_for_each_reader_and_never_what(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes with { Confirms = false, Lead = 2, Subject = "Library" });
        var care = story.Calendar.Care;
        Assert.Null(await care.OpensWithin(Yes, care.Amara, "name", "notes"));
        Assert.Equal(0, await Tells(story));
        for (var i = 0; i < 3; i++) await Reads(care, care.Amara);
        Assert.Equal(1, await Tells(story));
        Assert.Equal(0, await Tells(story));
        await story.Sends();
        var mail = Assert.Single(story.Server.Received);
        Assert.Equal("Library", mail.Subject);
        Assert.Equal("Somebody opened something of yours. Who it was stands under “Who looked”.", mail.TextBody!.Trim());
        // Sent is gone from the outbox, and the same day says it no second time.
        story.Practice.Clock.Now += Duration.FromHours(1);
        await Reads(care, care.Amara);
        Assert.Equal(0, await Tells(story));
        // Another reader is another matter, and so is another day.
        Assert.Null(await care.OpensWithin(Yes, care.Bea, "name", "notes"));
        await Reads(care, care.Bea);
        Assert.Equal(1, await Tells(story));
        story.Practice.Clock.Now += Duration.FromDays(1);
        await Reads(care, care.Amara);
        Assert.Equal(1, await Tells(story));
        await story.Sends();
        Assert.Equal(3, story.Server.Received.Count);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_did_not_ask_or_gets_no_mail_gets_none(string database)
    {
        await using var story = await MailStory.Begin(database);
        var care = story.Calendar.Care;
        await Reads(care, care.Amara);
        Assert.Equal(0, await Tells(story));
        Assert.Null(await care.OpensWithin(Yes, care.Amara, "name", "notes"));
        // What one does oneself is told to nobody.
        await care.Notes(n => n.Own(care.Client));
        Assert.Equal(0, await Tells(story));
        await Reads(care, care.Amara);
        Assert.Equal(1, await Tells(story));
        Assert.Empty(await story.Waiting());
    }

    [Fact]
    public async Task It_waits_for_their_hours_and_goes_with_their_yes_to_mail()
    {
        await using var story = await MailStory.Begin("sqlite", MailStory.Wishes with { From = 9, Until = 18 });
        var care = story.Calendar.Care;
        Assert.Null(await care.OpensWithin(Yes, care.Amara, "name", "notes"));
        await Reads(care, care.Amara);
        Assert.Equal(1, await Tells(story));
        await story.Sends();
        Assert.Empty(story.Server.Received);
        Assert.Equal(MailKind.Looked, Assert.Single(await story.Waiting()).Kind);
        await story.Passes(Duration.FromHours(5));
        Assert.Single(story.Server.Received);
        story.Practice.Clock.Now += Duration.FromDays(1);
        await Reads(care, care.Amara);
        Assert.Equal(1, await Tells(story));
        Assert.Null(await care.Consents(async c => await c.Withdraw(story.Client, (await story.Yes()).Id)));
        Assert.Empty(await story.Waiting());
    }

    private static Bounds Yes => Bounds.For(Duration.FromDays(365)) with { TellMe = true };

    private static async Task Reads(CareStory care, Keyring reader)
    {
        care.Practice.Clock.Now += Duration.FromMinutes(1);
        Assert.Null(await care.Notes(n => n.Keep(reader, care.Client.Person, new("2026-06-01", "half a thought"))));
        Assert.Null(await care.Notes(n => n.Share(reader, care.Client.Person, new("2026-06-01", "a note"), CareStory.Day.PlusDays(30))));
        await care.Notes(n => n.Of(reader, care.Client.Person));
    }

    private static async Task<int> Tells(MailStory story)
    {
        await using var visit = story.Practice.Visit();
        var outbox = new Outbox(visit.Db, visit.Gate, story.Practice.Premises, story.Practice.Random, new(story.Server.Mail));
        return await new Telling(visit.Db, story.Practice.Premises, story.Practice.Time, visit.Gate, story.Practice.Random, outbox).Run();
    }
}
