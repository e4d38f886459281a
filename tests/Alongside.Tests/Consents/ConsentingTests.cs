using Alongside.Features.Consents;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Consents;

public class ConsentingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_yes_opens_what_was_ticked_and_nothing_else(string database)
    {
        await using var story = await CareStory.Begin(database);
        Assert.Null(await story.Opens(story.Amara, "name"));
        var yes = Assert.Single(await story.Said(story.Amara));
        Assert.Equal((Category.Name, Purpose.Care, false), (yes.Category, yes.Purpose, yes.MayWrite));
        Assert.NotNull((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
        await using var visit = story.Practice.Visit();
        Assert.Null(await new NameBook(visit.Db, visit.Gate).Keep(story.Client, new() { Used = "Wren" }));
        var names = await visit.Db.Folders.SingleAsync(f => f.Subject == story.Client.Person.Subject && f.Category == Category.Name);
        Assert.Null((await visit.Gate.Open(story.Amara, names.Id, Purpose.Care)).Refusal);
        Assert.Equal(Gate.NotYours, (await visit.Gate.Open(story.Amara, names.Id, Purpose.Contact)).Refusal);
        await using (var work = await visit.Gate.Begin())
            Assert.Equal(Gate.OnlyWhoMayWrite, await visit.Gate.SealOne(work, story.Amara, names, Names.Kind, new Names { Used = "Birdie" }, Purpose.Care));
        var at = story.Practice.Clock.Now + Duration.FromMinutes(1);
        Assert.Equal([story.Client.Person], await visit.Db.ClientsOf(story.Practice.Premises.House, story.Amara.Person, at));
        Assert.Empty(await visit.Db.ClientsOf(story.Practice.Premises.House, story.Bea.Person, at));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_yes_to_one_therapists_notes_never_opens_anothers(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await story.Opens(story.Bea, "notes");
        Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "between the two of us"), CareStory.Day)));
        Assert.Empty((await story.Notes(n => n.Of(story.Bea, story.Client.Person))).Notes);
        Assert.Single((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes);
        Assert.Single((await story.Notes(n => n.Own(story.Client))).Notes);
        await using var visit = story.Practice.Visit();
        var amaras = await visit.Db.Folders.SingleAsync(f => f.Subject == story.Client.Person.Subject && f.Category == Category.Notes && f.Part == story.Amara.Person.Value);
        Assert.Equal(Gate.NotYours, (await visit.Gate.Open(story.Bea, amaras.Id, Purpose.Care)).Refusal);
        Assert.Null(await visit.Gate.Vault.DataKey(amaras.Id, 1, story.Bea));
        Assert.NotNull(await visit.Gate.Vault.DataKey(amaras.Id, 1, story.Amara));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_it_is_taken_back_the_very_next_request_is_refused(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "before"), CareStory.Day));
        var yes = Assert.Single(await story.Said(story.Amara));
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, yes.Id)));
        Assert.NotNull((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
        Assert.NotNull(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "after"), CareStory.Day)));
        await using var visit = story.Practice.Visit();
        Assert.False(await visit.Db.Wraps.AnyAsync(w => w.Actor == story.Amara.Person.Actor
            && visit.Db.Folders.Any(f => f.Id == w.Folder && f.Subject == story.Client.Person.Subject)));
        Assert.Single(await visit.Db.Generations.Where(g => g.ClosedAt == null
            && visit.Db.Folders.Any(f => f.Id == g.Folder && f.Subject == story.Client.Person.Subject && f.Category == Category.Notes)).ToListAsync());
    }

    [Fact]
    public async Task Nobody_else_takes_it_back()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "name");
        var yes = Assert.Single(await story.Said(story.Amara));
        Assert.NotNull(await story.Consents(c => c.Withdraw(story.Amara, yes.Id)));
        Assert.Null(Assert.Single(await story.Said(story.Amara)).Withdrawal);
    }

    [Fact]
    public async Task Saying_yes_twice_is_one_yes()
    {
        await using var story = await CareStory.Begin("sqlite");
        Assert.Null(await story.Opens(story.Amara, "name", "notes"));
        Assert.Null(await story.Opens(story.Amara, "name", "notes"));
        Assert.Equal(2, (await story.Said(story.Amara)).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_unticked_closes_and_what_stays_ticked_stays_open(string database)
    {
        await using var story = await CareStory.Begin(database);
        Assert.Null(await story.Opens(story.Amara, "name", "notes", "channel"));
        Assert.Null(await story.Opens(story.Amara, "notes"));
        Assert.Equal([Category.Notes], await Open());
        Assert.Null(await story.Opens(story.Amara));
        Assert.Empty(await Open());
        Assert.NotNull(await story.Opens(story.Amara));

        async Task<List<Category?>> Open() => [.. (await story.Said(story.Amara)).Where(p => p.IsActive(story.Practice.Clock.Now + Duration.FromMinutes(1))).Select(p => p.Category)];
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_shorter_or_longer_yes_takes_the_place_of_the_one_that_runs(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "name", "notes");
        Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "a note"), CareStory.Day)));
        Assert.Null(await story.OpensFor(Duration.FromDays(91), story.Amara, "notes"));
        var (ended, runs) = (await Runs(story, Category.Notes, ended: true), await Runs(story, Category.Notes));
        Assert.NotNull(ended.Withdrawal);
        Assert.Equal(runs.From + Duration.FromDays(91), runs.Until);
        Assert.NotNull((await Runs(story, Category.Name, ended: true)).Withdrawal);
        Assert.Single((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes);
        await using var visit = story.Practice.Visit();
        Assert.Single(await visit.Db.Generations.Where(g => visit.Db.Folders.Any(f => f.Id == g.Folder && f.Category == Category.Notes)).ToListAsync());
        Assert.Null(await story.OpensFor(null, story.Amara, "notes"));
        Assert.Null((await Runs(story, Category.Notes)).Until);
        story.Practice.Clock.Now += Duration.FromDays(92);
        Assert.Single((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public void Only_what_care_itself_needs_stays_open_without_an_end()
    {
        var (person, reader) = (new PersonId(Guid.NewGuid()), new PersonId(Guid.NewGuid()));
        Outcome<Permission> Asks(Category category, Purpose purpose, Duration? length) => Permission.Permit(new(Guid.NewGuid()), person, reader.Actor, category, null, purpose, false,
            new(TestPractice.Start, length is { } l ? TestPractice.Start + l : null), null);
        Assert.Contains("after a year at most", Asks(Category.Channel, Purpose.Contact, null).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(Asks(Category.Channel, Purpose.Contact, Duration.FromDays(367)).Refusal);
        Assert.Null(Asks(Category.Channel, Purpose.Contact, Duration.FromDays(366)).Refusal);
        Assert.Null(Asks(Category.Notes, Purpose.Care, null).Refusal);
        Assert.NotNull(Asks(Category.Name, Purpose.Placing, null).Refusal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task How_to_be_reached_ends_after_a_year_also_where_the_rest_has_no_end(string database)
    {
        await using var story = await CareStory.Begin(database);
        Assert.Null(await story.OpensFor(null, story.Amara, "name", "channel"));
        Assert.Null((await Runs(story, Category.Name)).Until);
        var channel = await Runs(story, Category.Channel);
        Assert.Equal(channel.From + Duration.FromDays(365), channel.Until);
    }

    private static async Task<Permission> Runs(CareStory story, Category category, bool ended = false) =>
        Assert.Single(await story.Said(story.Amara), p => p.Category == category && p.Withdrawal is null != ended);

    [Fact]
    public async Task Nothing_opens_where_nothing_was_chosen_or_nobody_works_here()
    {
        await using var story = await CareStory.Begin("sqlite");
        Assert.NotNull(await story.Opens(story.Amara));
        Assert.NotNull(await story.Opens(await story.Practice.Person(), "name"));
        await using var visit = story.Practice.Visit();
        Assert.Empty(await visit.Db.Permissions.Where(p => p.Person == story.Client.Person).ToListAsync());
    }

    [Fact]
    public async Task A_no_outweighs_every_yes_until_it_is_taken_back()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Amara.Person)));
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Amara.Person)));
        Assert.NotNull((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
        Assert.NotNull(await story.Opens(story.Amara, "name"));
        var no = Assert.Single(await story.Said(story.Amara), p => p.Decision == Decision.Deny);
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, no.Id, new(story.Client.Person))));
        Assert.Null((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task To_whom_is_kept_out_it_looks_as_if_the_yes_had_just_been_taken_back(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "name", "notes");
        Instant Soon() => story.Practice.Clock.Now + Duration.FromSeconds(1);
        Assert.Null(ConsentRules.EndOf(await story.Said(story.Amara), Soon()));
        story.Practice.Clock.Now += Duration.FromDays(5);
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Amara.Person)));
        var no = (await story.Said(story.Amara)).Single(p => p.Decision == Decision.Deny);
        story.Practice.Clock.Now += Duration.FromDays(5);
        Assert.Equal(no.From, ConsentRules.EndOf(await story.Said(story.Amara), Soon()));
        await using (var visit = story.Practice.Visit())
            Assert.Empty(await visit.Db.ClientsOf(story.Practice.Premises.House, story.Amara.Person, Soon()));
        // What ended before the no keeps its own day.
        await story.Opens(story.Bea, "name");
        var yes = Assert.Single(await story.Said(story.Bea));
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, yes.Id)));
        var back = Assert.Single(await story.Said(story.Bea)).Withdrawal!.At;
        story.Practice.Clock.Now += Duration.FromDays(5);
        await story.Consents(c => c.Deny(story.Client, story.Bea.Person));
        Assert.Equal(back, ConsentRules.EndOf(await story.Said(story.Bea), Soon()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_no_is_taken_back_by_who_has_shown_that_it_is_them_and_a_yes_by_whoever_is_here(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Amara.Person)));
        var said = await story.Said(story.Amara);
        var (yes, no) = (said.Single(p => p.Decision == Decision.Permit), said.Single(p => p.Decision == Decision.Deny));
        Assert.Equal(Accounts.Unproven, await story.Consents(c => c.Withdraw(story.Client, no.Id)));
        Assert.Equal(Accounts.Unproven, await story.Consents(c => c.Withdraw(story.Client, no.Id, new(story.Bea.Person))));
        Assert.NotNull((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, yes.Id)));
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, no.Id, new(story.Client.Person))));
        Assert.All(await story.Said(story.Amara), p => Assert.NotNull(p.Withdrawal));
    }

    [Fact]
    public async Task Nobody_says_yes_by_what_another_has_shown()
    {
        await using var story = await CareStory.Begin("sqlite");
        Assert.Equal(Accounts.Unproven, await story.Consents(c => c.Give(story.Client, new(story.Amara.Person), story.Amara.Person, Sharing.All, Bounds.For(Duration.FromDays(365)), [], "en")));
        Assert.Empty(await story.Said(story.Amara));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_no_to_one_thing_closes_nothing_else(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await story.SaysNo(story.Amara, Category.Money);
        Assert.Null((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
        Assert.Null(await story.Opens(story.Amara, "name"));
        var said = await story.Said(story.Amara);
        Assert.Equal(3, said.Count);
        Assert.Equal("not the name under which you pay", Sharing.TitleOf(said.Single(p => p.Decision == Decision.Deny)));
        await using var visit = story.Practice.Visit();
        Assert.Equal([story.Client.Person], await visit.Db.ClientsOf(story.Practice.Premises.House, story.Amara.Person, story.Practice.Clock.Now + Duration.FromMinutes(1)));
        // What the no is about stays shut, of course.
        await story.SaysNo(story.Bea, Category.Notes);
        Assert.NotNull(await story.Opens(story.Bea, "name", "notes"));
        Assert.Null(await story.Opens(story.Bea, "name"));
    }

    [Fact]
    public async Task A_yes_ends_by_its_date()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        story.Practice.Clock.Now += Duration.FromDays(366);
        Assert.NotNull((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).NotesClosed);
    }

    [Fact]
    public async Task What_was_asked_in_which_words_is_kept_for_the_person_alone()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "name");
        await using var visit = story.Practice.Visit();
        var papers = await visit.Db.Folders.SingleAsync(f => f.Subject == story.Client.Person.Subject && f.Category == Category.Papers);
        var consent = (await visit.Gate.Open(story.Client, papers.Id, Purpose.Own)).Value.One<Consent>(Consent.Kind)!;
        Assert.Equal(("en", "May they?"), (consent.Language, Assert.Single(consent.Asked)));
        Assert.Equal((await story.Said(story.Amara)).Select(p => p.Id.Value), consent.Permissions);
        Assert.NotNull((await visit.Gate.Open(story.Amara, papers.Id, Purpose.Care)).Refusal);
    }

    [Fact]
    public void Each_thing_that_can_be_shared_is_one_thing() =>
        Assert.Equal(Sharing.All.Count, Sharing.All.Select(s => (s.Category, s.Purpose)).Distinct().Count());

    [Theory]
    [InlineData("", "text", false)]
    [InlineData("2026-06-01", " ", false)]
    [InlineData("2026-06-02", "text", false)]
    [InlineData("2026-05-31", "text", true)]
    public void A_note_says_something_about_a_day_that_was(string day, string text, bool fine) =>
        Assert.Equal(fine, new Note(day, text).Check(CareStory.Day) is null);
}
