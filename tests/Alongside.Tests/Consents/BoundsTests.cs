using Alongside.Features.Consents;
using Alongside.Features.Crisis;
using Alongside.Features.Crisis.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Consents;

public class BoundsTests
{
    private static readonly Duration day = Duration.FromDays(1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task From_now_on_leaves_what_was_written_before_under_keys_that_it_does_not_reach(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await Writes(story, "before");
        story.Practice.Clock.Now += day;
        Assert.Null(await story.OpensWithin(new() { Since = Since.Now }, story.Amara, "notes"));
        await Writes(story, "after");
        Assert.Equal(["after"], await Reads(story));
        Assert.Equal(1, await Wraps(story));
        Assert.Equal(2, (await story.Notes(n => n.Own(story.Client))).Notes.Count);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_time_takes_the_place_of_the_yes_that_runs_and_the_same_one_changes_nothing(string database)
    {
        await using var story = await CareStory.Begin(database);
        var year = Bounds.For(Duration.FromDays(365));
        await story.OpensWithin(year, story.Amara, "name", "notes");
        await Writes(story, "before");
        story.Practice.Clock.Now += Duration.FromHours(2);
        Assert.Null(await story.OpensWithin(year with { Since = Since.Now }, story.Amara, "name", "notes"));
        var runs = Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Notes && p.Withdrawal is null);
        Assert.Equal(runs.From, runs.RecordsFrom);
        Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Notes && p.Withdrawal is not null);
        // Names have no past that anybody would close.
        Assert.Null(Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Name).RecordsFrom);

        story.Practice.Clock.Now += Duration.FromHours(2);
        Assert.Null(await story.OpensWithin(year with { Since = Since.AsItIs }, story.Amara, "name", "notes"));
        Assert.Equal(3, (await story.Said(story.Amara)).Count);
        // Later that day it is another "now": what was written in between shall stay closed.
        await Writes(story, "between");
        Assert.Null(await story.OpensWithin(year with { Since = Since.Now }, story.Amara, "name", "notes"));
        Assert.Empty(await Reads(story));
        Assert.Null(await story.OpensWithin(year, story.Amara, "name", "notes"));
        Assert.Equal(["before", "between"], (await Reads(story)).Order());
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Since_a_day_opens_the_parts_begun_since_and_nothing_that_is_older(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Amara, "notes");
        await Writes(story, "older");
        story.Practice.Clock.Now += 10 * day;
        var since = story.Practice.Clock.Now;
        story.Practice.Clock.Now += day;
        // Written after that day, and under the same key as what is older: it stays closed, as the page says.
        await Writes(story, "under the older key");
        story.Practice.Clock.Now += day;
        await TakesBack(story);
        Assert.Null(await story.Opens(story.Amara, "notes"));
        await Writes(story, "a part begun since");
        story.Practice.Clock.Now += day;
        Assert.Null(await story.OpensWithin(new() { Since = Since.Day, Day = since }, story.Amara, "notes"));
        await Writes(story, "new");
        Assert.Equal(["a part begun since", "new"], (await Reads(story)).Order());
        var runs = Assert.Single(await story.Said(story.Amara), p => p.Withdrawal is null);
        Assert.Equal(since, runs.RecordsFrom);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public async Task What_opens_beside_what_is_limited_reaches_no_further_back()
    {
        await using var story = await CareStory.Begin("sqlite");
        await story.OpensWithin(new() { Since = Since.Now }, story.Amara, "notes");
        var since = Assert.Single(await story.Said(story.Amara)).RecordsFrom;
        story.Practice.Clock.Now += day;
        Assert.Null(await story.OpensWithin(new() { Since = Since.AsItIs }, story.Amara, "notes", "crisis"));
        Assert.Equal(since, Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Crisis).RecordsFrom);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_crisis_plan_from_before_is_not_called_unwritten_and_opens_once_it_is_written_in(string database)
    {
        await using var story = await CareStory.Begin(database);
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, new() { Helps = "The river." })));
        story.Practice.Clock.Now += day;
        Assert.Null(await story.OpensWithin(new() { Since = Since.Now }, story.Amara, "crisis"));
        Assert.Equal((null, CrisisBook.FromBefore), await story.Crisis(c => c.Of(story.Amara, story.Client.Person)));
        Assert.Empty(await OpenTo(story));
        Assert.Equal([story.Amara.Person], await OpenTo(story, onceWritten: true));
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, new() { Helps = "The mill." })));
        Assert.Equal("The mill.", (await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read!.Plan.Helps);
        Assert.Equal([story.Amara.Person], await OpenTo(story));
    }

    [Fact]
    public async Task A_chosen_day_ends_it_and_what_is_no_core_care_after_a_year_at_most()
    {
        await using var story = await CareStory.Begin("sqlite");
        var now = story.Practice.Clock.Now;
        Assert.Equal("UntilDay", (await story.OpensWithin(new() { Until = now - day }, story.Amara, "notes"))!.Field);
        Assert.Equal("SinceDay", (await story.OpensWithin(new() { Since = Since.Day, Day = now + day }, story.Amara, "notes"))!.Field);
        Assert.NotNull(await story.OpensWithin(new() { Since = Since.Day }, story.Amara, "notes"));
        Assert.Empty(await story.Said(story.Amara));

        var until = now + (500 * day);
        Assert.Null(await story.OpensWithin(new() { Until = until }, story.Amara, "notes", "channel"));
        Assert.Equal(until, Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Notes).Until);
        var channel = Assert.Single(await story.Said(story.Amara), p => p.Category == Category.Channel);
        Assert.Equal(channel.From + (365 * day), channel.Until);
        // One day more is another day.
        Assert.Null(await story.OpensWithin(new() { Until = until + Duration.FromHours(12) }, story.Amara, "notes", "channel"));
        Assert.Equal(3, (await story.Said(story.Amara)).Count);
    }

    private static async Task Writes(CareStory story, string text) =>
        Assert.Null(await story.Notes(n => n.Share(story.Amara, story.Client.Person, new("2026-06-01", text), CareStory.Day)));

    private static async Task<IEnumerable<string>> Reads(CareStory story) =>
        (await story.Notes(n => n.Of(story.Amara, story.Client.Person))).Notes.Select(n => n.Note.Text);

    private static async Task TakesBack(CareStory story)
    {
        var runs = Assert.Single(await story.Said(story.Amara), p => p.Withdrawal is null);
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, runs.Id)));
    }

    private static async Task<int> Wraps(CareStory story)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Wraps.CountAsync(w => w.Actor == story.Amara.Person.Actor && visit.Db.Folders.Any(f => f.Id == w.Folder && f.Category == Category.Notes));
    }

    private static async Task<IReadOnlyList<PersonId>> OpenTo(CareStory story, bool onceWritten = false)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.CrisisPlanOpenTo(story.Practice.Premises.House, story.Client.Person, story.Soon, onceWritten);
    }
}
