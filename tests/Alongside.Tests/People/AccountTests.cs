using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.People;

public class AccountTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_made_up_name_and_a_passphrase_lead_back_to_what_one_wrote(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var made = (await story.SignsUp()).Value;
        var folder = await GateTests.Seal(story.Practice, await story.Ring(made.Cookie), Category.Request, "it is heavy");
        var back = (await story.SignsIn(" Wren ")).Value;
        Assert.Equal(made.Person, back.Person);
        Assert.Equal("it is heavy", await GateTests.Read(story.Practice, await story.Ring(back.Cookie), folder));
    }

    [Fact]
    public async Task Two_people_may_make_up_the_same_name()
    {
        await using var story = await AccountStory.Begin();
        var (first, second) = ((await story.SignsUp()).Value, (await story.SignsUp(passphrase: AccountStory.Another)).Value);
        Assert.NotEqual(first.Person, second.Person);
        Assert.Equal(second.Person, (await story.SignsIn(passphrase: AccountStory.Another)).Value.Person);
        Assert.NotNull((await story.SignsUp()).Refusal);
    }

    [Theory]
    [InlineData("wren", "password1234567")]
    [InlineData("wren", "fourteen chars")]
    [InlineData("", AccountStory.Passphrase)]
    [InlineData(null, null)]
    public async Task What_is_too_easily_guessed_or_missing_makes_no_account(string? name, string? passphrase)
    {
        await using var story = await AccountStory.Begin();
        Assert.NotNull((await story.SignsUp(name, passphrase)).Refusal);
        Assert.Equal(0, await story.Count<Person>());
        Assert.Empty(story.Derived);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whether_a_name_exists_is_told_to_nobody(string database)
    {
        await using var story = await AccountStory.Begin(database);
        await story.SignsUp();
        story.Derived.Clear();
        var wrong = (await story.SignsIn(passphrase: AccountStory.Another)).Refusal!;
        var unknown = (await story.SignsIn("somebody", AccountStory.Another)).Refusal!;
        var codeless = (await story.Asks((a, _) => a.Return(ReturnCode.New(story.Practice.Random).ToString()))).Refusal!;
        Assert.Equal([Accounts.Closed.ToString(), Accounts.Closed.ToString(), Accounts.Closed.ToString()], [wrong.ToString(), unknown.ToString(), codeless.ToString()]);
        // The same words after the same work: one slow hash each.
        Assert.Equal(3, story.Derived.Count);
    }

    [Fact]
    public async Task Guessing_at_a_name_grows_slow_whether_it_exists_or_not_and_shuts_nobody_out()
    {
        await using var story = await AccountStory.Begin();
        await story.SignsUp();
        story.Practice.Clock.Now += Duration.FromHours(2);
        foreach (var name in new[] { "wren", "nobody" })
        {
            for (var i = 0; i < Throttle.Free; i++) Assert.Equal(Accounts.Closed.ToString(), (await story.SignsIn(name, AccountStory.Another)).Refusal?.ToString());
            story.Derived.Clear();
            Assert.Contains("wait half a minute", (await story.SignsIn(name, AccountStory.Passphrase)).Refusal!.ToString(), StringComparison.Ordinal);
            Assert.Empty(story.Derived);
        }
        story.Practice.Clock.Now += Duration.FromSeconds(30);
        Assert.Null((await story.SignsIn()).Refusal);
    }

    [Fact]
    public async Task A_recovery_code_works_at_once_however_many_guessed_before()
    {
        await using var story = await AccountStory.Begin();
        var made = (await story.SignsUp()).Value;
        for (var i = 0; i < 20; i++) await story.SignsIn(passphrase: AccountStory.Another);
        var back = await story.Asks((a, _) => a.Recover(made.Recovery!.ToString(), "wren", AccountStory.Another));
        Assert.Equal(made.Person, back.Value.Person);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_recovery_the_old_passphrase_code_and_sessions_open_nothing(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var made = (await story.SignsUp()).Value;
        var folder = await GateTests.Seal(story.Practice, await story.Ring(made.Cookie), Category.Request, "it is heavy");
        var back = (await story.Asks((a, _) => a.Recover(made.Recovery!.ToString(), "robin", AccountStory.Another))).Value;
        Assert.Equal("it is heavy", await GateTests.Read(story.Practice, await story.Ring(back.Cookie), folder));
        Assert.NotNull((await story.SignsIn()).Refusal);
        Assert.Null(await story.Find(made.Cookie));
        Assert.NotNull((await story.Asks((a, _) => a.Recover(made.Recovery!.ToString(), "robin", AccountStory.Passphrase))).Refusal);
        Assert.Null((await story.SignsIn("robin", AccountStory.Another)).Refusal);
        Assert.NotNull(back.Recovery);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_return_code_reopens_what_was_begun_from_any_browser(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var (person, code) = await story.WithReturnCode();
        var spoken = code.Replace(" ", "-", StringComparison.Ordinal);
        Assert.Equal(person, (await story.Asks((a, _) => a.Return(spoken))).Value.Person);
        Assert.NotNull((await story.Asks((a, _) => a.Return(""))).Refusal);
        Assert.NotNull((await story.Asks((a, _) => a.Return(null))).Refusal);
    }

    [Fact]
    public async Task Whoever_came_with_a_code_makes_an_account_for_the_same_person_with_the_code_in_hand()
    {
        await using var story = await AccountStory.Begin();
        var (person, code) = await story.WithReturnCode();
        var here = await story.Ring((await story.Asks((a, _) => a.Return(code))).Value.Cookie);
        Assert.NotNull((await story.Asks((a, _) => a.SignUp(PersonKind.Client, "wren", AccountStory.Passphrase, here))).Refusal);
        var made = await story.Asks((a, _) => a.SignUp(PersonKind.Client, "wren", AccountStory.Passphrase, here, code));
        Assert.Equal(person, made.Value.Person);
        Assert.Equal(person, (await story.SignsIn()).Value.Person);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Signing_out_everywhere_ends_every_session_and_only_ones_own(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var (wren, robin) = ((await story.SignsUp()).Value, (await story.SignsUp("robin", AccountStory.Another)).Value);
        var phone = (await story.SignsIn()).Value;
        Assert.Equal(2, (await story.Asks((_, v) => v.Sessions.Of(wren.Person))).Count);
        await story.SignsOutEverywhere(phone.Cookie);
        Assert.Null(await story.Find(wren.Cookie));
        Assert.Null(await story.Find(phone.Cookie));
        Assert.NotNull(await story.Find(robin.Cookie));
        Assert.Empty(await story.Asks((_, v) => v.Sessions.Of(wren.Person)));
    }

    [Fact]
    public async Task Changing_the_passphrase_asks_for_the_one_before_and_signs_out_everywhere_else()
    {
        await using var story = await AccountStory.Begin();
        var made = (await story.SignsUp()).Value;
        var here = await story.Ring((await story.SignsIn()).Value.Cookie);
        Task<Outcome<SignedIn>> Change(string proof) => story.Asks((a, _) => a.ChangePassphrase(here, new("wren", proof), "wren", AccountStory.Another));
        Assert.NotNull((await Change(AccountStory.Another)).Refusal);
        Assert.Null((await Change(AccountStory.Passphrase)).Refusal);
        Assert.Null(await story.Find(made.Cookie));
        Assert.NotNull((await story.SignsIn()).Refusal);
        Assert.Null((await story.SignsIn(passphrase: AccountStory.Another)).Refusal);
    }

    [Fact]
    public async Task Nobody_proves_themselves_with_somebody_elses_passphrase()
    {
        await using var story = await AccountStory.Begin();
        var made = (await story.SignsUp()).Value;
        await story.SignsUp("robin", AccountStory.Another);
        var here = await story.Ring(made.Cookie);
        Assert.NotNull((await story.Asks((a, _) => a.Prove(here, new("robin", AccountStory.Another)))).Refusal);
        Assert.NotNull((await story.Asks((a, _) => a.NewRecoveryCode(here, new("robin", AccountStory.Another)))).Refusal);
    }

    [Fact]
    public async Task Whoever_left_the_passphrase_blank_is_asked_to_type_it_and_not_to_look_at_it_again()
    {
        await using var story = await AccountStory.Begin();
        var here = await story.Ring((await story.SignsUp()).Value.Cookie);
        foreach (var blank in new Proof[] { new("wren", " "), new("wren", null), new(null, "") })
        {
            var refusal = (await story.Asks((a, _) => a.Prove(here, blank))).Refusal!;
            Assert.Contains("type here once more", refusal.Format, StringComparison.Ordinal);
        }
    }

    /// <summary>Case 22: what is stored of a credential is no function of the name and the house key alone.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task With_database_and_house_file_no_list_of_names_can_be_tried_without_their_passphrases(string database)
    {
        await using var story = await AccountStory.Begin(database);
        foreach (var passphrase in new[] { AccountStory.Passphrase, AccountStory.Another }) Assert.Null((await story.SignsUp("wren@example.org", passphrase)).Refusal);
        await using var visit = story.Practice.Visit();
        var rows = await visit.Db.Credentials.Where(c => c.Kind == CredentialKind.Passphrase).ToListAsync();
        Assert.Equal(2, rows.Select(c => Convert.ToHexString(c.Locator)).Distinct().Count());
        var salt = visit.Credentials.SaltForName("wren@example.org");
        foreach (var stored in await Stored.Values(visit.Db))
        {
            Assert.False(stored.AsSpan().IndexOf(salt) >= 0, "The salt of a name is stored.");
            Assert.False(stored.AsSpan().IndexOf("wren@example.org"u8) >= 0, "A sign-in name is stored.");
        }
    }

    [Fact]
    public async Task What_counts_the_tries_lies_in_memory_alone()
    {
        await using var story = await AccountStory.Begin();
        await story.SignsUp();
        var before = await Rows(story);
        for (var i = 0; i < 20; i++) await story.SignsIn(passphrase: AccountStory.Another);
        Assert.Equal(before, await Rows(story));
        story.Restart();
        Assert.Null((await story.SignsIn()).Refusal);
    }

    private static async Task<int> Rows(AccountStory story)
    {
        await using var visit = story.Practice.Visit();
        return (await Stored.Values(visit.Db)).Count;
    }
}
