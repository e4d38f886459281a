using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Records;

public class NoteTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_person_writes_beside_a_note_is_read_by_who_reads_the_note(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "as I heard it"), CareStory.Day));
        var mine = Assert.Single((await story.Notes(n => n.Own(story.Client))).Notes);
        Assert.Null(await story.Notes(n => n.WriteBeside(story.Client, mine.Row, "as I said it")));
        var read = Assert.Single((await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes);
        Assert.Equal("as I heard it", read.Note.Text);
        Assert.Equal((story.Client.Person.Actor, "as I said it"), (read.Beside[0].By, read.Beside[0].Aside.Text));
    }

    [Fact]
    public async Task A_page_unseals_the_notes_that_were_written_last_and_says_how_many_lie_before()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        foreach (var (day, text) in new[] { ("2026-05-20", "first"), ("2026-05-30", "second"), ("2026-05-25", "third") })
        {
            Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new(day, text), CareStory.Day)));
            story.Practice.Clock.Now += NodaTime.Duration.FromHours(1);
        }
        var first = (await story.Notes(n => n.Own(story.Client))).Notes[^1];
        Assert.Null(await story.Notes(n => n.WriteBeside(story.Client, first.Row, "beside the first")));
        var (latest, before) = await story.Notes(n => n.Own(story.Client, 2));
        Assert.Equal(["second", "third"], latest.Select(n => n.Note.Text));
        Assert.Equal(1, before);
        var seen = await story.Notes(n => n.Of(story.Amara, story.Client.Person, latest: 1));
        Assert.Equal(("third", 2), (Assert.Single(seen.Notes).Note.Text, seen.Before));
        var (all, none) = await story.Notes(n => n.Own(story.Client));
        Assert.Equal(["second", "third", "first"], all.Select(n => n.Note.Text));
        Assert.Equal(0, none);
        Assert.Equal("beside the first", Assert.Single(all[2].Beside).Aside.Text);
    }

    [Fact]
    public async Task Nobody_writes_beside_the_notes_of_somebody_else()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "hers"), CareStory.Day));
        var row = Assert.Single((await story.Notes(n => n.Own(story.Client))).Notes).Row;
        var stranger = await story.Practice.Person();
        Assert.NotNull(await story.Notes(n => n.WriteBeside(stranger, row, "not mine")));
        Assert.NotNull(await story.Notes(n => n.WriteBeside(story.Client, row, "  ")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_being_typed_is_kept_for_its_author_and_gone_once_it_is_shared(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        foreach (var text in new[] { "a first", "a first thought", "a second thought" })
            Assert.Null(await story.Notes(n => n.Keep(story.Amara, story.Client.Person, new("2026-06-01", text))));
        Assert.Equal("a second thought", (await story.Notes(n => n.Draft(story.Amara, story.Client.Person)))!.Text);
        Assert.Null(await story.Notes(n => n.Draft(story.Bea, story.Client.Person)));
        Assert.Empty((await story.Notes(n => n.Own(story.Client))).Notes);
        await using var visit = story.Practice.Visit();
        Assert.Single(await visit.Db.SealedRecords.Where(r => r.Kind == NoteDraft.Kind).ToListAsync());
        Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "a second thought"), CareStory.Day)));
        Assert.Empty(await visit.Db.SealedRecords.Where(r => r.Kind == NoteDraft.Kind).ToListAsync());
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public async Task No_word_of_a_note_stands_on_the_disk()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.Opens(story.Amara, "notes");
        await story.Notes(n => n.Keep(story.Amara, story.Client.Person, new("2026-06-01", "tangerine drafts")));
        await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "tangerine notes"), CareStory.Day));
        var row = Assert.Single((await story.Notes(n => n.Own(story.Client))).Notes).Row;
        await story.Notes(n => n.WriteBeside(story.Client, row, "tangerine asides"));
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_log_tells_the_person_who_looked_and_why_they_could_also_afterwards(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", "seen"), CareStory.Day));
        await story.Notes(n => n.Of(story.Amara, story.Client.Person));
        var yes = Assert.Single(await story.Said(story.Amara));
        await story.Consents(c => c.Withdraw(story.Client, yes.Id));
        await story.Notes(n => n.Of(story.Amara, story.Client.Person));
        await using var visit = story.Practice.Visit();
        var looks = await visit.Db.Looks(story.Client.Person);
        var opened = Assert.Single(looks, l => l.Act == "open" && l.Actor == story.Amara.Person.Actor);
        Assert.Equal((Category.Notes, yes.Id, Purpose.Care), (opened.Category, opened.Permission, opened.Purpose));
        Assert.Contains(looks, l => l.Act == "seal" && l.Actor == story.Amara.Person.Actor && l.Permission == yes.Id);
        Assert.Contains(looks, l => l.Act == "withdraw" && l.Permission == yes.Id);
        Assert.Empty(await visit.Db.Looks(story.Bea.Person));
    }
}
