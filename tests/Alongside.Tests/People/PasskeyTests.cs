using System.Text;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.People;

/// <summary>Coming in with a passkey: what it opens, what it doesn't, and when it opens nothing any more. Case 20.</summary>
public class PasskeyTests
{
    private static SoftKey Sealing => new([7, 7, 7]);

    private static SoftKey Signing => new(null);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_holds_a_secret_opens_what_is_sealed_and_nobody_is_asked_who_they_are(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var phone = Sealing;
        var wren = await story.With(phone);
        var folder = await GateTests.Seal(story.Practice, wren, Category.Request, "it is heavy");
        var ring = await story.Accounts.Ring((await story.Enters(phone)).Value.Open!.Cookie);
        Assert.Equal(wren.Person, ring.Person);
        Assert.Equal(["it is heavy"], await GateTests.ReadAll(story.Practice, ring, folder));
        var (_, options) = await story.Challenged();
        Assert.DoesNotContain("allowCredentials\":[{", options, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_holds_none_shows_who_is_there_and_opens_nothing_before_their_own_passphrase(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var stick = Signing;
        var wren = await story.With(stick);
        await story.Accounts.SignsUp("robin");
        var sessions = await story.Accounts.Count<Session>();
        var shown = (await story.Enters(stick)).Value;
        Assert.Null(shown.Open);
        Assert.Equal(wren.Person, await story.Asks((b, _, _) => b.Sealed(shown.Sealed)));
        Assert.Equal(sessions, await story.Accounts.Count<Session>());
        Assert.Null(await story.Accounts.Find(shown.Sealed));

        var other = await story.Asks((b, _, _) => b.Unseal(shown.Sealed, "robin", AccountStory.Passphrase));
        Assert.Same(Accounts.Closed, other.Refusal);
        var opened = await story.Asks((b, _, _) => b.Unseal(shown.Sealed, "wren", AccountStory.Passphrase));
        Assert.Equal(wren.Person, (await story.Accounts.Ring(opened.Value.Cookie)).Person);
        Assert.Null(await story.Asks((b, _, _) => b.Sealed(shown.Sealed)));

        var late = (await story.Enters(stick)).Value.Sealed;
        story.Practice.Clock.Now += Duration.FromMinutes(10);
        Assert.Null(await story.Asks((b, _, _) => b.Sealed(late)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_wrong_secret_opens_nothing_and_neither_does_another_persons_beside_ones_own_signature(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var (phone, other) = (Sealing, new SoftKey([9]));
        await story.With(phone);
        await story.With(other, "robin");
        var sessions = await story.Accounts.Count<Session>();
        var (token, options) = await story.Challenged();
        Assert.Same(PasskeyBook.Closed, (await story.Enters(token, phone.Use(options) with { Secret = new('A', 43) })).Refusal);
        (token, options) = await story.Challenged();
        var robins = other.Use(options).Secret;
        Assert.Same(PasskeyBook.Closed, (await story.Enters(token, phone.Use(options) with { Secret = robins })).Refusal);
        // What is no secret at all opens nothing either; who is there is known all the same.
        (token, options) = await story.Challenged();
        Assert.Null((await story.Enters(token, phone.Use(options) with { Secret = "AAAA" })).Value.Open);
        Assert.Equal(sessions, await story.Accounts.Count<Session>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_challenge_is_good_for_one_try_for_five_minutes_and_for_what_it_was_asked(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var phone = Sealing;
        var wren = await story.With(phone);
        var (token, options) = await story.Challenged();
        var answer = phone.Use(options);
        Assert.NotNull((await story.Enters(token, answer)).Value.Open);
        Assert.Contains("twice", (await story.Enters(token, answer)).Refusal!.Format, StringComparison.Ordinal);
        // Beside another challenge the same answer says nothing.
        Assert.Same(PasskeyBook.Closed, (await story.Enters((await story.Challenged()).Token, answer)).Refusal);

        (token, options) = await story.Challenged();
        story.Practice.Clock.Now += Duration.FromMinutes(5);
        Assert.NotNull((await story.Enters(token, phone.Use(options))).Refusal);

        (token, options) = await story.Challenged();
        Assert.NotNull((await story.Asks((b, c, _) => b.Add(wren, token, phone.Use(options), c))).Refusal);
        var prepared = await story.Asks((b, c, _) => b.Prepare(wren, new("wren", AccountStory.Passphrase), "", "The practice", c));
        Assert.NotNull((await story.Enters(prepared.Value, phone.Use(options))).Refusal);
        var robin = await story.Accounts.Ring((await story.Accounts.SignsUp("robin")).Value.Cookie);
        prepared = await story.Asks((b, c, _) => b.Prepare(wren, new("wren", AccountStory.Passphrase), "", "The practice", c));
        Assert.Null(await story.Asks((b, _, _) => Task.FromResult(b.OptionsFor(robin, prepared.Value))));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_site_a_holder_who_was_not_asked_and_a_copy_open_nothing(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var phone = Sealing;
        await story.With(phone);
        phone.Origin = "https://practice.example.evil.example";
        Assert.Same(PasskeyBook.Closed, (await story.Enters(phone)).Refusal);
        (phone.Origin, phone.Asks) = ("https://practice.example", false);
        Assert.Same(PasskeyBook.Closed, (await story.Enters(phone)).Refusal);
        phone.Asks = true;
        Assert.NotNull((await story.Enters(phone)).Value.Open);
        phone.Count = 1;
        Assert.Same(PasskeyBook.Closed, (await story.Enters(phone)).Refusal);
        var synced = new SoftKey([5]) { Count = null };
        await story.With(synced, "robin");
        Assert.NotNull((await story.Enters(synced)).Value.Open);
        Assert.NotNull((await story.Enters(synced)).Value.Open);
        Assert.NotNull((await story.Enters((await story.Challenged()).Token, new("{ no JSON", null))).Refusal);
        Assert.Same(PasskeyBook.Closed, (await story.Enters(Sealing)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_is_lost_is_taken_away_with_what_it_opened_and_other_sessions_end(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var (phone, stick) = (Sealing, new SoftKey([8]));
        var wren = await story.With(phone);
        Assert.True((await story.Adds(wren, stick, label: "")).Value);
        var onPhone = (await story.Enters(phone)).Value.Open!.Cookie;
        var mine = await story.Of(wren);
        Assert.Equal(["my phone", ""], mine.Select(p => p.Label));
        Assert.Same(Accounts.Closed, await story.Removes(wren, mine[0].Passkey.Id, "something else entirely"));
        Assert.Null(await story.Removes(wren, mine[0].Passkey.Id));
        Assert.NotNull(await story.Removes(wren, mine[0].Passkey.Id));
        Assert.Null(await story.Accounts.Find(onPhone));
        Assert.Same(PasskeyBook.Closed, (await story.Enters(phone)).Refusal);
        // Neither is there anything that the phone's secret alone would open.
        Assert.Equal([mine[1].Passkey.Credential!], await story.Asks((_, _, v) => v.Db.Credentials.Where(c => c.Kind == CredentialKind.Passkey).Select(c => c.Locator).ToListAsync()));
        Assert.NotNull((await story.Enters(stick)).Value.Open);
        Assert.Null((await story.Accounts.SignsIn()).Refusal);
        var robin = await story.Accounts.Ring((await story.Accounts.SignsUp("robin")).Value.Cookie);
        Assert.NotNull(await story.Asks((b, _, _) => b.Remove(robin, new("robin", AccountStory.Passphrase), mine[1].Passkey.Id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_somebody_had_my_device_no_passkey_is_left_also_not_one_that_is_put_back(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var (phone, stick) = (Sealing, Signing);
        var wren = await story.With(phone);
        await story.Adds(wren, stick);
        await using var visit = story.Practice.Visit();
        var (rows, ways) = (await visit.Db.Passkeys.AsNoTracking().ToListAsync(), await visit.Db.Credentials.AsNoTracking().Where(c => c.Kind == CredentialKind.Passkey).ToListAsync());
        Assert.Null((await story.Accounts.Asks((a, _) => a.SomebodyHadMyDevice(wren, new("wren", AccountStory.Passphrase), "wren", AccountStory.Another))).Refusal);
        Assert.Equal(0, await visit.Db.Passkeys.CountAsync() + await visit.Db.Credentials.CountAsync(c => c.Kind == CredentialKind.Passkey));
        visit.Db.AddRange(rows);
        visit.Db.AddRange(ways);
        await visit.Db.SaveChangesAsync();
        Assert.Same(PasskeyBook.Closed, (await story.Enters(phone)).Refusal);
        Assert.Same(PasskeyBook.Closed, (await story.Enters(stick)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_was_written_into_the_database_is_nobodys(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var stick = Signing;
        var wren = await story.With(stick);
        var robin = await story.Accounts.Ring((await story.Accounts.SignsUp("robin")).Value.Cookie);
        await story.Practice.Tamper("UPDATE \"Passkeys\" SET \"Person\" = {0} WHERE \"Person\" = {1}", robin.Person.Value, wren.Person.Value);
        Assert.Same(PasskeyBook.Closed, (await story.Enters(stick)).Refusal);
        Assert.Empty(await story.Of(robin));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Adding_one_asks_for_the_passphrase_keeps_its_name_sealed_and_stops_at_ten(string database)
    {
        await using var story = await PasskeyStory.Begin(database);
        var phone = Sealing;
        var wren = await story.With(phone);
        Assert.Same(Accounts.Closed, (await story.Asks((b, c, _) => b.Prepare(wren, new("wren", AccountStory.Another), "", "The practice", c))).Refusal);
        Assert.Equal("Label", (await story.Asks((b, c, _) => b.Prepare(wren, new("wren", AccountStory.Passphrase), new('x', 61), "The practice", c))).Refusal!.Field);
        Assert.False((await story.Adds(wren, Signing, label: "grandmother’s tablet")).Value);
        for (var more = 2; more < Passkey.Most; more++) Assert.Null((await story.Adds(wren, Signing)).Refusal);
        Assert.Contains("already", (await story.Adds(wren, Signing)).Refusal!.Format, StringComparison.Ordinal);
        Assert.Equal("grandmother’s tablet", (await story.Of(wren))[1].Label);
        var stored = await story.Asks((_, _, v) => Stored.Values(v.Db));
        Assert.DoesNotContain(stored, value => value.AsSpan().IndexOf(Encoding.UTF8.GetBytes("tablet")) >= 0);
        await story.Enters(phone);
        var used = (await story.Of(wren))[0].Passkey.UsedOn;
        Assert.Equal(Instant.FromUtc(2026, 6, 1, 0, 0), used);
    }
}
