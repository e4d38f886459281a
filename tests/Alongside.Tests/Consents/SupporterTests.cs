using System.Text;
using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.Crisis;
using Alongside.Features.People.Doors;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Consents;

/// <summary>Somebody of a person's own: let in by them alone, with an end, and by keys no further than was ticked.</summary>
public class SupporterTests
{
    private static readonly Supporter rosa = new("Rosa Quillfeather", SupporterRole.Interpreter) { Words = "Tigrinya", Reach = "416 555 0170" };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_stands_by_somebody_reads_what_was_ticked_from_then_on_and_nothing_else(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await Writes(story, "before");
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, new() { Helps = "tea" })));
        var by = await ComesIn(story, await LetsIn(story, "read-notes"));
        await Writes(story, "after");
        Assert.Equal("after", Assert.Single(await story.Notes(n => n.Along(by, story.Client.Person))).Note.Text);
        Assert.Equal(Gate.NotYours, (await story.Crisis(c => c.Along(by, story.Client.Person))).Closed);
        await using var visit = story.Practice.Visit();
        foreach (var folder in await visit.Db.Folders.Where(f => f.Subject == story.Client.Person.Subject && f.Category != Category.Notes).ToListAsync())
            foreach (var purpose in Enum.GetValues<Purpose>())
                Assert.Empty(await visit.Gate.OpenAll(by, [folder.Id], purpose));
        // Who reads along is seen, and writes nothing.
        var looked = (await visit.Db.Looks(story.Client.Person)).First(l => l.Actor == by.Person.Actor);
        Assert.Equal(("open", Purpose.Support, Category.Notes), (looked.Act, looked.Purpose, looked.Category));
        await using (var work = await visit.Gate.Begin())
            Assert.NotNull(await visit.Gate.Seal(work, by, await visit.Db.Folders.SingleAsync(f => f.Category == Category.Notes), Note.Kind, Guid.NewGuid(), new Note("2026-06-01", "x"), Purpose.Support));
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Ended_it_is_dead_at_the_next_request_and_code_and_old_backups_open_nothing_since(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        var code = await LetsIn(story, "read-notes");
        var cookie = (await story.Support((_, accounts, _) => accounts.Return(code))).Value.Cookie;
        var by = (await story.Support((_, _, visit) => visit.Sessions.Find(cookie)))!;
        await Writes(story, "while it held");
        Assert.Single(await story.Notes(n => n.Along(by, story.Client.Person)));
        var backup = await Wraps(story);

        Assert.Null(await story.Support((s, _, _) => s.End(story.Client, by.Person)));
        await Writes(story, "since");
        Assert.Null(await story.Support((_, _, visit) => visit.Sessions.Find(cookie)));
        Assert.Equal(Accounts.Closed, (await story.Support((_, accounts, _) => accounts.Return(code))).Refusal);
        Assert.Empty(await story.Notes(n => n.Along(by, story.Client.Person)));
        Assert.Empty(await story.Support((s, _, _) => s.StandsBeside(by.Person, story.Soon)));
        await using var visit = story.Practice.Visit();
        var notes = await visit.Db.Folders.SingleAsync(f => f.Category == Category.Notes);
        var newest = await visit.Db.SealedRecords.Where(r => r.Folder == notes.Id).MaxAsync(r => r.Generation);
        var opened = backup.Concat(await Wraps(story)).Where(w => w.Folder == notes.Id && visit.Gate.Vault.Unwrap(w, by) is not null).Select(w => w.Generation).ToList();
        Assert.NotEmpty(opened);
        Assert.DoesNotContain(newest, opened);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_ends_by_its_day(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        var by = await ComesIn(story, await LetsIn(story, "read-notes"));
        await Writes(story, "a note");
        Assert.Single(await story.Support((s, _, _) => s.StandsBeside(by.Person, story.Soon)));
        story.Practice.Clock.Now += Duration.FromDays(91);
        await Writes(story, "after the day");
        Assert.Empty(await story.Notes(n => n.Along(by, story.Client.Person)));
        Assert.Empty(await story.Support((s, _, _) => s.StandsBeside(by.Person, story.Soon)));
        Assert.Empty(await story.Support((s, _, _) => s.Own(story.Client, story.Soon)));
        Assert.DoesNotContain(await Wraps(story), w => w.Actor == by.Person.Actor);
        // For a month the code leads to a page that says so, and then nowhere.
        Assert.Equal(0, await story.Support((s, _, _) => s.ForgetEnded()));
        story.Practice.Clock.Now += Duration.FromDays(30);
        Assert.Equal(1, await story.Support((s, _, _) => s.ForgetEnded()));
        await using (var visit = story.Practice.Visit()) Assert.False(await visit.Db.Credentials.AnyAsync(c => c.Person == by.Person));
        // Nobody is let in for longer than a year, or without an end.
        Assert.Contains("ends after a year at most", (await Lets(story, new(rosa, null, [], false, false, story.Practice.Clock.Now + Duration.FromDays(367)))).Refusal!.Format, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_a_code_it_is_an_agreed_rule_that_opens_nothing(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes", "channel");
        await Writes(story, "a note");
        var people = await Count(story);
        var let = (await Lets(story, Asked("speak-notes"))).Value;
        Assert.Null(let.Code);
        Assert.Equal(people, await Count(story));
        Assert.DoesNotContain(await Wraps(story), w => w.Actor == let.Who.Actor);
        // What is only spoken of is open to nobody, so no page says that it is.
        Assert.Null((await Lets(story, Asked("speak-crisis"))).Refusal);
        await using (var visit = story.Practice.Visit()) Assert.Empty(await visit.Db.CrisisPlanOpenTo(story.Practice.Premises.House, story.Client.Person, story.Soon));
        var own = (await story.Support((s, _, _) => s.Own(story.Client, story.Soon))).Single(s => s.Who == let.Who);
        Assert.Equal((rosa, let.Who), (own.About, own.Who));
        Assert.Equal(["meets", "speak-notes"], own.Things(Purpose.Disclosure).Select(t => t.Key));
        Assert.Empty(own.Things(Purpose.Support));

        static async Task<int> Count(CareStory story)
        {
            await using var visit = story.Practice.Visit();
            return await visit.Db.People.CountAsync() + await visit.Db.Credentials.CountAsync() + await visit.Db.PublicKeys.CountAsync();
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_it_is_is_read_by_the_person_and_by_whom_they_opened_how_to_reach_them_to(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "name", "notes", "channel");
        await story.Opens(story.Bea, "name", "notes");
        var let = (await Lets(story, Asked("speak-notes"))).Value;
        Assert.Equal(rosa, (await story.Notes(n => n.Of(story.Amara, story.Client.Person, channels: true))).Supporters[let.Who]);
        Assert.Empty((await story.Notes(n => n.Of(story.Bea, story.Client.Person, channels: true))).Supporters);
        await using var visit = story.Practice.Visit();
        var everywhere = await Stored.Values(visit.Db);
        foreach (var word in new[] { "Quillfeather", "Tigrinya", "555 0170" })
            Assert.DoesNotContain(everywhere, value => value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_guardian_hears_when_they_meet_and_reads_nothing_that_was_written_for_oneself(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await Writes(story, "a note");
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, new() { Helps = "tea" })));
        var guardian = new Supporter("An uncle", SupporterRole.Guardian);
        foreach (var key in new[] { "read-notes", "read-crisis" })
            Assert.Contains("never opens to a guardian", (await Lets(story, Asked(key) with { Who = guardian, Basis = GuardianBasis.CourtOrder })).Refusal!.Format, StringComparison.Ordinal);
        Assert.Equal("Basis", (await Lets(story, Asked() with { Who = guardian })).Refusal!.Field);
        Assert.Equal("Basis", (await Lets(story, Asked() with { Basis = GuardianBasis.Parent })).Refusal!.Field);
        Assert.Empty(await story.Support((s, _, _) => s.Own(story.Client, story.Soon)));

        var code = (await Lets(story, Asked() with { Who = guardian, Basis = GuardianBasis.CourtOrder, Code = true })).Value.Code!;
        var by = await ComesIn(story, $"{code}");
        Assert.Equal(GuardianBasis.CourtOrder, Assert.Single(await story.Support((s, _, _) => s.StandsBeside(by.Person, story.Soon))).As.Basis);
        Assert.Empty(await story.Notes(n => n.Along(by, story.Client.Person)));
        Assert.NotNull((await story.Crisis(c => c.Along(by, story.Client.Person))).Closed);
        Assert.DoesNotContain(await Wraps(story), w => w.Actor == by.Person.Actor);

        // After a no, as a court may order it, no later yes opens anything.
        Assert.Null(await story.Support((s, _, _) => s.Never(story.Client, by.Person)));
        await using var visit = story.Practice.Visit();
        await using (var work = await visit.Gate.BeginPower())
        {
            var later = Permission.Permit(story.Practice.Random.Id<PermissionId>(), story.Client.Person, by.Person.Actor, Category.Channel, null, Purpose.Support, false,
                new(work.At, work.At + Duration.FromDays(9)), null, guardian: GuardianBasis.Parent).Value;
            Assert.Null(await visit.Gate.Permit(work, story.Client, later));
            await work.Commit();
        }
        Assert.DoesNotContain(await Wraps(story), w => w.Actor == by.Person.Actor);
        Assert.Empty(await story.Support((s, _, _) => s.StandsBeside(by.Person, story.Soon)));
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public async Task Only_the_person_lets_somebody_in_and_only_whom_they_let_in_they_send_away()
    {
        await using var story = await CareStory.Begin("sqlite");
        Assert.Equal(Accounts.Unproven, (await story.Support((s, _, _) => s.LetIn(story.Client, new(story.Amara.Person), Asked(), [], "en"))).Refusal);
        await story.Opens(story.Amara, "notes");
        var let = (await Lets(story, Asked())).Value;
        // A member's way in isn't ended by calling them somebody of one's own.
        Assert.Equal(Gate.NotYours, await story.Support((s, _, _) => s.End(story.Client, story.Amara.Person)));
        Assert.Equal(Gate.NotYours, await story.Support((s, _, _) => s.Never(story.Client, story.Amara.Person)));
        Assert.Equal(Gate.NotYours, await story.Support((s, _, _) => s.End(story.Amara, let.Who)));
        Assert.Single(await story.Support((s, _, _) => s.Own(story.Client, story.Soon)));
    }

    [Fact]
    public async Task Whoever_stands_by_somebody_lays_it_down_alone()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        var by = await ComesIn(story, await LetsIn(story, "read-notes"));
        await Writes(story, "a note");
        Assert.Null(await story.Support((s, _, _) => s.LayDown(by)));
        Assert.Empty(await story.Notes(n => n.Along(by, story.Client.Person)));
        Assert.Empty(await story.Support((s, _, _) => s.Own(story.Client, story.Soon)));
        Assert.Single((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes);
    }

    [Fact]
    public async Task The_receipt_says_to_whom_for_what_and_with_whose_support()
    {
        await using var story = await CareStory.Begin("sqlite");
        await Lets(story, Asked("speak-notes", "read-notes") with { TellMe = true });
        var receipt = Assert.Single(await story.Receipts(story.Client));
        Assert.Equal("Rosa Quillfeather", receipt.To);
        Assert.Equal(["meets", "speak-notes", "read-notes"], receipt.Consent.Yes);
        Assert.Equal([false, false, true], receipt.Things.Select(t => t.Permission.TellMe));
        Assert.Null(await story.Consents(c => c.Give(story.Client, new(story.Client.Person), story.Amara.Person, [Sharing.All[0]], Bounds.For(null), [], "en", "  my aunt ")));
        Assert.Equal("my aunt", (await story.Receipts(story.Client))[0].Consent.Support);
        Assert.Equal("Support", (await story.Consents(c => c.Give(story.Client, new(story.Client.Person), story.Bea.Person, [Sharing.All[0]], Bounds.For(null), [], "en", new string('x', 121))))!.Field);
        Assert.Equal("Name", (await Lets(story, Asked() with { Who = rosa with { Name = " " } })).Refusal!.Field);
    }

    private static SupportAsked Asked(params string[] keys) =>
        new(rosa, null, [.. Supporting.All.Where(s => keys.Contains(s.Key))], false, false, TestPractice.Start + Duration.FromDays(90));

    private static Task<Outcome<LetIn>> Lets(CareStory story, SupportAsked asked) =>
        story.Support((s, _, _) => s.LetIn(story.Client, new(story.Client.Person), asked, ["May they?"], "en"));

    private static async Task<string> LetsIn(CareStory story, params string[] keys) => $"{(await Lets(story, Asked(keys))).Value.Code}";

    private static async Task<Keyring> ComesIn(CareStory story, string code)
    {
        var cookie = (await story.Support((_, accounts, _) => accounts.Return(code))).Value.Cookie;
        return (await story.Support((_, _, visit) => visit.Sessions.Find(cookie)))!;
    }

    private static async Task Writes(CareStory story, string text)
    {
        story.Practice.Clock.Now += Duration.FromMinutes(1);
        Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", text), CareStory.Day)));
    }

    private static async Task<List<Wrap>> Wraps(CareStory story)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Wraps.AsNoTracking().ToListAsync();
    }
}
