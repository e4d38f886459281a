using System.Text;
using Alongside.Features.Post;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Post;

[Trait("Kind", "Unhurried")]
public class PostTests
{
    // The practice's clock moves by a tick with each act, so "five minutes later" is a tick too early.
    private static readonly Duration aMoment = Duration.FromSeconds(1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_booked_is_confirmed_at_once_and_reminded_of_a_day_before_and_then_nothing_of_it_is_kept(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        var session = await story.HasBooked(inDays: 3);
        await story.HasBooked(inDays: 4);
        await story.Sends();
        Assert.Equal(2, story.Server.Received.Count);
        Assert.All(story.Server.Received, m => Assert.Equal(MailStory.Address, Assert.Single(m.To.Mailboxes).Address));
        Assert.Contains("Thursday 4 June, 16:00", story.Server.Received[0].TextBody, StringComparison.Ordinal);
        Assert.Contains("Friday 5 June, 16:00", story.Server.Received[1].TextBody, StringComparison.Ordinal);
        Assert.All(await story.Waiting(), m => Assert.Equal(MailKind.Reminder, m.Kind));

        await story.Passes(session.Start - Duration.FromHours(25) - story.Practice.Clock.Now);
        Assert.Equal(2, story.Server.Received.Count);
        await story.Passes(Duration.FromHours(1));
        Assert.Equal(3, story.Server.Received.Count);
        Assert.Single(await story.Waiting());
        await story.Passes(Duration.FromDays(1));
        Assert.Equal(4, story.Server.Received.Count);
        Assert.Empty(await story.Waiting());
        Assert.Empty(await story.Dead());
        Assert.Equal(4, story.Server.Received.Select(m => m.MessageId).Distinct().Count());
        await story.Passes(Duration.FromDays(3));
        Assert.Equal(4, story.Server.Received.Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task To_who_never_asked_for_mail_nothing_is_queued(string database)
    {
        await using var story = await MailStory.Begin(database);
        await story.HasBooked();
        Assert.Empty(await story.Waiting());
        await story.Sends();
        Assert.Empty(story.Server.Heard);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_what_has_begun_nothing_is_said_and_a_row_tells_no_more_of_its_time_than_the_log(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        story.Practice.Clock.Now += Duration.FromSeconds(133);
        await story.Queues(story.Client.Person, MailKind.Confirmation, Duration.Zero);
        Assert.Empty(await story.Waiting());
        await story.Queues(story.Client.Person, MailKind.Confirmation, Duration.FromHours(1));
        Assert.Equal(0, Assert.Single(await story.Waiting()).DueAt.ToUnixTimeTicks() % Duration.FromMinutes(5).BclCompatibleTicks);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_asks_for_mail_later_is_reminded_of_what_was_booked_before(string database)
    {
        await using var story = await MailStory.Begin(database);
        var session = await story.HasBooked();
        Assert.Null(await story.Chooses(MailStory.Wishes));
        Assert.Null(await story.Chooses(MailStory.Wishes with { Lead = 2 }));
        Assert.Equal(MailKind.Reminder, Assert.Single(await story.Waiting()).Kind);
        await story.Passes(session.Start - Duration.FromHours(3) - story.Practice.Clock.Now);
        Assert.Empty(story.Server.Received);
        await story.Passes(Duration.FromHours(1));
        Assert.Single(story.Server.Received);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_refused_for_now_is_tried_again_as_the_same_message(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        var id = (await story.Waiting())[0].MessageId;
        story.Server.Says = command => command == PostServer.Recipient ? "451 come back later" : null;
        await story.Sends();
        Assert.Equal(1, (await story.Waiting())[0].Tries);
        story.Server.Says = command => command == PostServer.Content ? "452 no room at present" : null;
        await story.Passes(Duration.FromMinutes(5) + aMoment);
        Assert.Equal(2, (await story.Waiting())[0].Tries);
        story.Server.Says = _ => null;
        await story.Passes(Duration.FromMinutes(5));
        Assert.Empty(story.Server.Received);
        await story.Passes(Duration.FromMinutes(5) + aMoment);
        Assert.Equal(id, Assert.Single(story.Server.Received).MessageId);
        Assert.DoesNotContain(await story.Waiting(), m => m.Kind == MailKind.Confirmation);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_refused_as_often_as_we_try_is_given_up(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        story.Server.Says = command => command == PostServer.Recipient ? "451 come back later" : null;
        for (var tries = 0; tries < QueuedMail.MostTries; tries++)
        {
            Assert.Empty(await story.Dead());
            await story.Passes(Duration.FromHours(6));
        }
        Assert.Equal(MailTrouble.TriedOften, Assert.Single(await story.Dead()).Trouble);
        Assert.Equal(MailKind.Reminder, Assert.Single(await story.Waiting()).Kind);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_refused_for_good_is_dead_at_once_and_the_next_still_goes_out(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked(inDays: 3);
        await story.HasBooked(inDays: 4);
        var refused = 0;
        story.Server.Says = command => command == PostServer.Recipient && Interlocked.Increment(ref refused) == 1 ? "550 no such box" : null;
        await story.Sends();
        var dead = Assert.Single(await story.Dead());
        Assert.Equal((MailTrouble.Refused, MailKind.Confirmation), (dead.Trouble, dead.Kind));
        Assert.Contains("Friday 5 June", Assert.Single(story.Server.Received).TextBody, StringComparison.Ordinal);
        await story.Passes(Duration.FromDays(31));
        Assert.DoesNotContain(await story.Dead(), d => d.Id == dead.Id);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task While_the_server_is_away_mail_waits_nothing_is_opened_and_nothing_is_lost(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        await story.Server.Leave();
        for (var minutes = 0; minutes < 20; minutes++) await story.Passes(Duration.FromHours(3));
        Assert.Equal((2, 0), ((await story.Waiting()).Count, await story.Openings()));
        Assert.Contains(story.Log.Lines, l => l.Contains("doesn’t answer", StringComparison.Ordinal));
        story.Server.Come();
        await story.Passes(Duration.FromMinutes(1));
        Assert.Single(story.Server.Received);
        Assert.Empty(await story.Dead());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_could_not_go_out_before_its_hour_is_dead_and_not_sent_after_it(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked(inDays: 1);
        await story.Server.Leave();
        await story.Passes(Duration.FromDays(2));
        Assert.Equal(2, (await story.Dead()).Count(d => d.Trouble == MailTrouble.TooLate));
        story.Server.Come();
        await story.Sends();
        Assert.Empty(story.Server.Received);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Killed_between_the_last_reply_and_our_record_it_goes_out_once_more_as_the_same_message(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        story.IsKilled = true;
        await Assert.ThrowsAsync<IOException>(story.Sends);
        story.IsKilled = false;
        await story.Sends();
        Assert.Single(story.Server.Received);
        await story.Passes(QueuedMail.Claim + aMoment);
        Assert.Equal(2, story.Server.Received.Count);
        Assert.Single(story.Server.Received.Select(m => m.MessageId).Distinct());
        await story.Passes(QueuedMail.Claim + aMoment);
        Assert.Equal(2, story.Server.Received.Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Killed_before_it_was_sent_it_is_not_lost(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        foreach (var mail in await story.Waiting()) Assert.NotNull(await story.Mail(m => m.Outbox.Claim(mail.Id, default)));
        await story.Sends();
        Assert.Empty(story.Server.Received);
        await story.Passes(QueuedMail.Claim + aMoment);
        Assert.Single(story.Server.Received);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_who_send_at_once_send_each_mail_once(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        for (var day = 2; day < 6; day++) await story.HasBooked(day);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(story.Sends)));
        Assert.Equal(4, story.Server.Received.Count);
        Assert.Equal(4, story.Server.Received.Select(m => m.MessageId).Distinct().Count());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_act_undoes_is_not_queued_either(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        Assert.Null(await story.Calendar.Offers(story.Calendar.InDays(3)));
        story.Calendar.Followed.No = new($"Not now.");
        var opening = Assert.Single(await story.Calendar.OpeningsOf(story.Amara));
        Assert.NotNull((await story.Appointments(a => a.BookFor(story.Amara, opening.Id, story.Client.Person))).Refusal);
        Assert.Empty(await story.Waiting());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_others_call_off_is_told_and_nobody_is_reminded_of_it(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes with { OffWords = "The library is closed." });
        var (one, other) = (await story.HasBooked(inDays: 3), await story.HasBooked(inDays: 4));
        await story.Sends();
        Assert.Null(await story.Appointments(a => a.CallOff(story.Amara, one.Id)));
        Assert.Null(await story.Appointments(a => a.CallOff(story.Client, other.Id)));
        Assert.Equal(MailKind.CalledOff, Assert.Single(await story.Waiting()).Kind);
        await story.Sends();
        Assert.StartsWith("The library is closed.", story.Server.Received[^1].TextBody, StringComparison.Ordinal);
        Assert.Contains("Thursday 4 June", story.Server.Received[^1].TextBody, StringComparison.Ordinal);
        await story.Passes(Duration.FromDays(5));
        Assert.Equal(3, story.Server.Received.Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Outside_of_the_hours_that_somebody_chose_it_waits(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes with { From = 9, Until = 18 });
        await story.HasBooked();
        await story.Sends();
        await story.Passes(Duration.FromHours(3));
        Assert.Empty(story.Server.Received);
        await story.Passes(Duration.FromHours(1)); // nine in Toronto
        Assert.Single(story.Server.Received);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Taking_back_the_yes_takes_what_waits_in_the_same_transaction(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        var yes = await story.Yes();
        Assert.Null(await story.Calendar.Care.Consents(c => c.Withdraw(story.Client, yes.Id)));
        Assert.Empty(await story.Waiting());
        await story.HasBooked(inDays: 8);
        await story.Sends();
        Assert.Empty(story.Server.Heard);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_row_that_is_still_there_after_the_yes_has_ended_is_not_sent(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        story.Practice.Clock.Now += Duration.FromDays(363);
        await story.HasBooked(inDays: 6);
        Assert.Equal(2, (await story.Waiting()).Count);
        await story.Passes(Duration.FromDays(3));
        Assert.Empty(story.Server.Received);
        Assert.Equal((0, 0), ((await story.Waiting()).Count, await story.Openings()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_post_box_opens_this_alone_and_each_opening_stands_in_the_log(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked();
        await story.Sends();
        Assert.Equal(2, await story.Openings()); // one mail sent, of the other only when
        await using var visit = story.Practice.Visit();
        await using (var work = await visit.Gate.Begin())
        {
            foreach (var category in new[] { Category.Name, Category.Channel })
                Assert.Null(await visit.Gate.SealOne(work, story.Client, await visit.Gate.Vault.FolderOf(story.Client.Person.Subject, category, Guid.Empty, work.At), "x", new object()));
            await work.Commit();
        }
        var postBox = new Keyring(new(story.Practice.Premises.PostBox.Value), 1, story.Practice.Premises.House.PostBox, []);
        var folders = await visit.Db.Folders.Where(f => f.Subject == story.Client.Person.Subject).ToListAsync();
        var opened = new List<Folder>();
        foreach (var purpose in Enum.GetValues<Purpose>())
            opened.AddRange((await visit.Gate.OpenAll(postBox, [.. folders.Select(f => f.Id)], purpose)).Select(o => o.Folder));
        var only = Assert.Single(opened);
        Assert.Equal((Category.Channel, MailWishes.Part), (only.Category, only.Part));
        Assert.NotEqual(Guid.Empty, only.Part); // where telephone numbers lie
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Neither_the_database_nor_the_log_holds_an_address_words_or_an_id_beside_the_mail(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes with { Subject = "Tangerine crate" });
        var session = await story.HasBooked();
        story.Server.Says = command => command == PostServer.Recipient ? "550 no such box robin@inbox.example" : null;
        await story.Sends();
        Assert.Single(await story.Dead());
        Assert.Single(await story.Waiting());
        await using var visit = story.Practice.Visit();
        var everywhere = await Stored.Values(visit.Db);
        foreach (var word in new[] { MailStory.Address, "robin@", "library books", "Tangerine" })
            Assert.DoesNotContain(everywhere, value => value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0);
        var beside = await Stored.Values(visit.Db, typeof(QueuedMail), typeof(Undelivered));
        foreach (var id in new[] { session.Client.Value, session.Therapist.Value, session.Id.Value, (await story.Yes()).Id.Value })
            foreach (var written in new[] { Encoding.UTF8.GetBytes(id.ToString()), Encoding.UTF8.GetBytes(id.ToString("N")), id.ToByteArray(), id.ToByteArray(bigEndian: true) })
                Assert.DoesNotContain(beside, value => value.AsSpan().IndexOf(written) >= 0);
        Assert.All(await story.Waiting(), m => Assert.NotEqual(session.BookedAt, m.DueAt));
        foreach (var line in story.Log.Lines)
            foreach (var word in new[] { "robin", "library", "Tangerine", session.Client.Value.ToString() })
                Assert.DoesNotContain(word, line, StringComparison.OrdinalIgnoreCase);
        if (database == "sqlite") foreach (var word in new[] { "robin@inbox", "library books", "Tangerine" }) await OnDisk.HoldsNothing(story.Practice, word);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_row_that_somebody_changed_sends_nothing_to_anybody(string database)
    {
        await using var story = await MailStory.Begin(database, MailStory.Wishes);
        await story.HasBooked(inDays: 3);
        await story.HasBooked(inDays: 4);
        var (one, other) = ((await story.Waiting())[0], (await story.Waiting())[1]);
        await story.Practice.Tamper("UPDATE \"Outbox\" SET \"Bytes\" = {0} WHERE \"Id\" = {1}", other.Bytes, one.Id);
        await story.Sends();
        Assert.Equal(MailTrouble.Damaged, Assert.Single(await story.Dead()).Trouble);
        Assert.Single(story.Server.Received);
    }

    [Fact]
    public async Task Words_with_the_end_of_a_mail_in_them_stay_one_mail()
    {
        await using var story = await MailStory.Begin("sqlite", MailStory.Wishes with { Words = "one\n.\ntwo\r.\rthree\r\n.\r\nMAIL FROM:<other@inbox.example>\n.\r\nfour\u0000" });
        await story.HasBooked();
        await story.Sends();
        Assert.StartsWith("one\n.\ntwo\n.\nthree\n.\nMAIL FROM:<other@inbox.example>\n.\nfour", Assert.Single(story.Server.Received).TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(story.Server.Heard, said => said.Contains("lone sign", StringComparison.Ordinal) || said.Contains("other@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_lies_in_a_calendar_leads_to_no_row()
    {
        await using var story = await MailStory.Begin("sqlite", MailStory.Wishes);
        await story.HasBooked();
        var row = (await story.Waiting())[0];
        await story.Sends();
        var file = ((MimeKit.TextPart)Assert.Single(Assert.Single(story.Server.Received).Attachments)).Text;
        var uid = file.Split('\n').Single(line => line.StartsWith("UID:", StringComparison.Ordinal))[4..].Trim();
        foreach (var code in new[] { row.About, row.Mailbox, row.Id.ToByteArray() })
            Assert.DoesNotContain(uid[..8], Convert.ToHexStringLower(code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_for_that_has_not_been_proven_to_come_from_them()
    {
        await using var story = await MailStory.Begin("sqlite");
        Assert.NotNull(await story.Mail(m => m.Book.Keep(story.Client, new(story.Amara.Person), MailStory.Wishes, [], "en")));
        Assert.Null(await story.Mail(m => m.Book.Own(story.Client)));
    }
}
