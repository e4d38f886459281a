using System.Net;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.People;

/// <summary>Guessing at somebody's passphrase, by whichever door, is slow; and it takes nobody's own way in.</summary>
public class GuessingTests
{
    private const string Wait = "wait half a minute";
    private static readonly IPAddress elsewhere = IPAddress.Parse("198.51.100.7");

    [Fact]
    public async Task Making_accounts_under_a_name_is_no_quicker_way_to_guess_at_it()
    {
        await using var story = await AccountStory.Begin();
        for (var i = 0; i < Throttle.Free; i++) Assert.Null((await story.SignsUp(passphrase: $"{AccountStory.Another} {i}")).Refusal);
        story.Derived.Clear();
        Assert.Contains(Wait, Said(await story.SignsUp()), StringComparison.Ordinal);
        Assert.Contains(Wait, Said(await story.SignsIn()), StringComparison.Ordinal);
        Assert.Empty(story.Derived);
        story.Practice.Clock.Now += Duration.FromMinutes(1);
        Assert.Null((await story.SignsUp()).Refusal);
    }

    [Fact]
    public async Task Nor_is_choosing_the_name_anew_for_an_account_of_ones_own()
    {
        await using var story = await AccountStory.Begin();
        var (made, name, passphrase) = ((await story.SignsUp("robin")).Value, "robin", AccountStory.Passphrase);
        for (var i = 0; i < Throttle.Free; i++)
        {
            var (here, proof, next) = (await story.Ring(made.Cookie), new Proof(name, passphrase), $"{AccountStory.Another} {i}");
            made = (await story.Asks((a, _) => a.ChangePassphrase(here, proof, "wren", next))).Value;
            (name, passphrase) = ("wren", next);
        }
        var ring = await story.Ring(made.Cookie);
        Assert.Contains(Wait, Said(await story.Asks((a, _) => a.ChangePassphrase(ring, new(name, passphrase), "wren", AccountStory.Another))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_paper_in_hand_a_name_is_chosen_at_once_however_many_tried_it_and_yet_not_without_end()
    {
        await using var story = await AccountStory.Begin();
        var code = (await story.SignsUp("robin")).Value.Recovery!.ToString();
        for (var i = 0; i < 20; i++) await story.SignsIn(passphrase: AccountStory.Another);
        Task<Outcome<SignedIn>> Recovers(int i) => story.Asks((a, _) => a.Recover(code, "wren", $"{AccountStory.Another} {i}"));
        for (var i = 0; i < Throttle.Free; i++) code = (await Recovers(i)).Value.Recovery!.ToString();
        Assert.Contains(Wait, Said(await Recovers(Throttle.Free)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_tries_a_name_without_end_keeps_nobody_out_who_comes_from_elsewhere()
    {
        await using var story = await AccountStory.Begin();
        await story.SignsUp();
        for (var i = 0; i < 600; i++)
        {
            await story.SignsIn(passphrase: AccountStory.Another);
            story.Practice.Clock.Now += Duration.FromSeconds(1);
        }
        Assert.Contains(Wait, Said(await story.SignsIn()), StringComparison.Ordinal);
        story.From = elsewhere;
        Assert.Null((await story.SignsIn()).Refusal);
    }

    [Fact]
    public async Task Whoever_has_an_account_under_the_same_name_does_not_wipe_out_their_guesses_by_signing_in()
    {
        await using var story = await AccountStory.Begin();
        await story.SignsUp();
        story.From = elsewhere;
        await story.SignsUp(passphrase: AccountStory.Another);
        for (var i = 1; i < Throttle.Free; i++)
        {
            Assert.Equal(Accounts.Closed, (await story.SignsIn(passphrase: $"a guess of fifteen {i}")).Refusal);
            if (i < Throttle.Free - 1) Assert.Null((await story.SignsIn(passphrase: AccountStory.Another)).Refusal);
        }
        Assert.Contains(Wait, Said(await story.SignsIn()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_tried_because_too_many_waited_does_not_count()
    {
        await using var story = await AccountStory.Begin();
        await story.SignsUp();
        story.Practice.Clock.Now += Duration.FromHours(2);
        var done = new TaskCompletionSource();
        story.Queue = new(atOnce: 1, waiting: 0, (secret, salt) =>
        {
            done.Task.Wait(TestContext.Current.CancellationToken);
            return story.Derive(secret, salt);
        });
        var before = story.SignsIn("somebody");
        for (var i = 0; i < 20; i++)
        {
            Assert.Contains("Many people", Said(await story.SignsIn()), StringComparison.Ordinal);
            Assert.Contains("Many people", Said(await story.SignsUp(passphrase: AccountStory.Another)), StringComparison.Ordinal);
        }
        done.SetResult();
        await before;
        Assert.Null((await story.SignsIn()).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_sign_in_that_was_under_way_when_the_passphrase_changed_opens_nothing(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var here = await story.Ring((await story.SignsUp()).Value.Cookie);
        var opened = (await story.Asks((a, _) => a.Open(new("wren", AccountStory.Passphrase), CancellationToken.None))).Value;
        Assert.Null((await story.Asks((a, _) => a.ChangePassphrase(here, new("wren", AccountStory.Passphrase), "wren", AccountStory.Another))).Refusal);
        Assert.Equal(Accounts.Closed, (await story.Asks((a, _) => a.Enter(opened, CancellationToken.None))).Refusal);
        Assert.Equal(1, await story.Count<Session>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_recovery_code_that_is_used_twice_at_once_works_once(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var code = (await story.SignsUp()).Value.Recovery!.ToString();
        // Both have opened it before either goes on.
        using var both = new Barrier(2);
        story.Meanwhile = () => both.SignalAndWait(TestContext.Current.CancellationToken);
        string[] names = ["robin", "thief"];
        var ends = await Task.WhenAll(names.Select(name => story.Asks((a, _) => a.Recover(code, name, AccountStory.Another))));
        Assert.Equal(Accounts.Closed, Assert.Single(ends, e => e.Refusal is not null).Refusal);
        Assert.Equal(1, await story.Count<Session>());
        Assert.Equal(2, await story.Count<Credential>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_makes_an_account_twice_at_once_has_one(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var here = await story.Ring((await story.Asks((a, _) => a.SignUp(PersonKind.Client, "wren", AccountStory.Passphrase))).Value.Cookie);
        await story.Asks((_, v) => v.Db.Credentials.ExecuteDeleteAsync());
        using var both = new Barrier(2);
        story.Meanwhile = () => both.SignalAndWait(TestContext.Current.CancellationToken);
        string[] names = ["robin", "wren"];
        var ends = await Task.WhenAll(names.Select(name => story.Asks((a, _) => a.SignUp(PersonKind.Client, name, AccountStory.Another, here))));
        Assert.Single(ends, e => e.Refusal is null);
        Assert.Equal(1, await story.Asks((_, v) => v.Db.Credentials.CountAsync(c => c.Kind == CredentialKind.Passphrase)));
    }

    private static string Said(Outcome<SignedIn> outcome) => outcome.Refusal?.ToString() ?? "Nothing was refused.";
}
