using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Records;

public class LookFilterTests
{
    private static readonly PersonId Me = new(Guid.Parse("00000000-0000-0000-0000-00000000000a"));
    private static readonly ActorId Amara = new(Guid.Parse("00000000-0000-0000-0000-00000000000b"));
    private static readonly ActorId Welcome = new(Guid.Parse("00000000-0000-0000-0000-00000000000c"));

    [Fact]
    public void Without_a_choice_everything_that_others_did_is_shown()
    {
        var all = Read();
        Assert.False(all.IsNarrow);
        Assert.True(all.Shows(Opened(Amara), Me));
        Assert.False(all.Shows(Opened(Me.Actor), Me));
    }

    [Fact]
    public void A_person_a_mandate_or_oneself_is_chosen_by_a_random_id()
    {
        Assert.True(Read(who: $"{Amara.Value}").Shows(Opened(Amara), Me));
        Assert.False(Read(who: $"{Amara.Value}").Shows(Opened(new(Guid.NewGuid())), Me));
        Assert.True(Read(who: $"{Welcome.Value}").Shows(Opened(Amara) with { Mandate = Welcome }, Me));
        Assert.False(Read(who: $"{Welcome.Value}").Shows(Opened(Amara), Me));
        Assert.True(Read(who: LookFilter.Mine).Shows(Opened(Me.Actor), Me));
    }

    [Fact]
    public void What_and_when_narrow_it_and_the_last_day_counts_as_a_whole()
    {
        var notes = Read(what: "notes", from: "2026-05-02", until: "2026-05-03");
        Assert.True(notes.Shows(Opened(Amara, Instant.FromUtc(2026, 5, 3, 23, 55)), Me));
        Assert.False(notes.Shows(Opened(Amara, Instant.FromUtc(2026, 5, 4, 0, 0)), Me));
        Assert.False(notes.Shows(Opened(Amara, Instant.FromUtc(2026, 5, 1, 23, 55)), Me));
        Assert.False(notes.Shows(Opened(Amara, Instant.FromUtc(2026, 5, 3, 1, 0)) with { Category = Category.Crisis }, Me));
        Assert.True(notes.IsBefore(Opened(Amara, Instant.FromUtc(2026, 5, 1, 23, 55))));
    }

    [Fact]
    public void What_is_no_day_is_said_at_its_field_and_a_span_that_ends_before_it_begins_too()
    {
        Assert.Equal("from", LookFilter.Read(Me, null, null, "tomorrow", null, DateTimeZone.Utc).Refusal!.Field);
        Assert.Equal("until", LookFilter.Read(Me, null, null, null, "2026-13-01", DateTimeZone.Utc).Refusal!.Field);
        Assert.Equal("until", LookFilter.Read(Me, null, null, "2026-05-03", "2026-05-01", DateTimeZone.Utc).Refusal!.Field);
        Assert.False(Read(who: "nobody", what: "Unheard").IsNarrow);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_elses_line_is_shown_whatever_is_asked_for(string database)
    {
        await using var story = await CareStory.Begin(database);
        var other = await story.Practice.Person();
        foreach (var who in new[] { story.Client, other })
        {
            var folder = await GateTests.Seal(story.Practice, who, Category.Notes, "a note");
            await GateTests.Permit(story.Practice, who, story.Amara.Person.Actor, Category.Notes);
            await GateTests.Read(story.Practice, story.Amara, folder);
        }
        await using var visit = story.Practice.Visit();
        var all = await visit.Db.Looks(story.Client.Person);
        var shown = await visit.Db.Looks(story.Client.Person, new(story.Amara.Person.Actor, Category.Notes, null, null), long.MaxValue, 30);
        Assert.Equal("open", Assert.Single(shown.Lines).Act);
        Assert.Contains(shown.Lines[0].Entry, all.Select(l => l.Entry));
        var theirs = Assert.Single(await visit.Db.Looks(other.Person), l => l.Actor == story.Amara.Person.Actor);
        Assert.Null(await visit.Db.Look(story.Client.Person, theirs.Entry));
        Assert.Equal(theirs, await visit.Db.Look(other.Person, theirs.Entry));
        Assert.Null(await visit.Db.Look(other.Person, -1));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Pages_follow_each_other_without_a_gap_and_none_ends_within_five_minutes(string database)
    {
        await using var story = await CareStory.Begin(database);
        var folder = await GateTests.Seal(story.Practice, story.Client, Category.Crisis, "a plan");
        await GateTests.Permit(story.Practice, story.Client, story.Amara.Person.Actor, Category.Crisis);
        for (var i = 0; i < 12; i++)
        {
            await GateTests.Read(story.Practice, story.Amara, folder);
            story.Practice.Clock.Now += Duration.FromMinutes(6);
        }
        await using var visit = story.Practice.Visit();
        var pages = new List<LookPage>();
        for (long? before = long.MaxValue; before is { } at; before = pages[^1].Before) pages.Add(await visit.Db.Looks(story.Client.Person, LookFilter.Others, at, 5));
        Assert.Equal([5, 5, 2], pages.Select(p => p.Lines.Count));
        var all = (await visit.Db.Looks(story.Client.Person)).Where(l => l.Actor != story.Client.Person.Actor);
        Assert.Equal(all, pages.SelectMany(p => p.Lines));
    }

    private static LookFilter Read(string? who = null, string? what = null, string? from = null, string? until = null) => LookFilter.Read(Me, who, what, from, until, DateTimeZone.Utc).Value;

    private static Look Opened(ActorId by, Instant? at = null) => new(1, at ?? Instant.FromUtc(2026, 5, 2, 10, 0), "open", by, Purpose.Care, Category.Notes, null, null);
}
