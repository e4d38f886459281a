using Alongside.Features.Consents;
using Alongside.Features.Crisis;
using Alongside.Features.Crisis.Doors;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Tests.Consents;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Crisis;

public class CrisisBookTests
{
    private static readonly CrisisPlan plan = new() { Called = "Zé", Helps = "Water.\n\nQuiet “for a while”.", CallNot = "No police — اصلاً" };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_opens_to_whom_the_person_chose_alone_and_to_nobody_from_the_request_after_they_take_it_back(string database)
    {
        await using var story = await CareStory.Begin(database);
        await story.Opens(story.Bea, "name", "notes");
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan with { Call = "my aunt" })));
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan)));
        Assert.Equal(plan, (await story.Crisis(c => c.Of(story.Client, story.Client.Person))).Read!.Plan);
        Assert.Equal((null, Gate.NotYours), await story.Crisis(c => c.Of(story.Amara, story.Client.Person)));

        Assert.Null(await story.Opens(story.Amara, "crisis"));
        Assert.Equal(plan, (await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read!.Plan);
        // Who reads the notes doesn't read this.
        Assert.Equal((null, Gate.NotYours), await story.Crisis(c => c.Of(story.Bea, story.Client.Person)));
        await using (var visit = story.Practice.Visit())
        {
            Assert.Equal([story.Amara.Person], await visit.Db.CrisisPlanOpenTo(story.Practice.Premises.House, story.Client.Person, Later(story)));
            var look = Assert.Single(await visit.Db.Looks(story.Client.Person), l => l.Act == "open" && l.Category == Category.Crisis && l.Actor != story.Client.Person.Actor);
            Assert.Equal((story.Amara.Person.Actor, Purpose.Care), (look.Actor, look.Purpose));
        }

        var yes = Assert.Single(await story.Said(story.Amara));
        Assert.Equal((Category.Crisis, false), (yes.Category, yes.MayWrite));
        Assert.Null(await story.Consents(c => c.Withdraw(story.Client, yes.Id)));
        Assert.Equal((null, Gate.NotYours), await story.Crisis(c => c.Of(story.Amara, story.Client.Person)));
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Once_erased_nothing_of_it_is_left_to_anybody_and_another_one_can_be_written(string database)
    {
        await using var story = await CareStory.Begin(database);
        Assert.Null(await story.Opens(story.Amara, "crisis"));
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan with { Call = "my aunt" })));
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan)));
        await using var visit = story.Practice.Visit();
        Assert.Equal(2, await visit.Db.SealedRecords.CountAsync(r => r.Kind == CrisisPlan.Kind));
        Assert.NotNull(await visit.Db.CrisisPlanWrittenAt(story.Client.Person));
        Assert.Null(await story.Crisis(c => c.Erase(story.Amara)));
        Assert.Equal(plan, (await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read!.Plan);

        Assert.Null(await story.Crisis(c => c.Erase(story.Client)));
        Assert.Null(await story.Crisis(c => c.Erase(story.Client)));
        Assert.Equal((null, null), await story.Crisis(c => c.Of(story.Client, story.Client.Person)));
        Assert.Equal((null, null), await story.Crisis(c => c.Of(story.Amara, story.Client.Person)));
        Assert.False(await visit.Db.Folders.AnyAsync(f => f.Category == Category.Crisis));
        Assert.False(await visit.Db.SealedRecords.AnyAsync(r => r.Kind == CrisisPlan.Kind));
        Assert.Null(await visit.Db.CrisisPlanWrittenAt(story.Client.Person));
        Assert.Equal(0, await story.Practice.Swept());

        // The yes was to the plan, whichever stands there, and the page says so before.
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan with { Needs = "glasses" })));
        Assert.Equal("glasses", (await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read!.Plan.Needs);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_is_taken_along_only_to_a_device_that_is_theirs_alone_and_each_time_stands_in_their_log(string database)
    {
        await using var story = await CareStory.Begin(database);
        Assert.NotNull((await story.Crisis(c => c.TakeAlong(story.Client, alone: true))).Refusal);
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, plan)));
        Assert.Equal(CrisisBook.NotAlone, (await story.Crisis(c => c.TakeAlong(story.Client, alone: false))).Refusal);
        await using var visit = story.Practice.Visit();
        Assert.DoesNotContain(await visit.Db.Looks(story.Client.Person), l => l.Act == "take along");

        Assert.Equal(plan, (await story.Crisis(c => c.TakeAlong(story.Client, alone: true))).Value.Plan);
        var look = Assert.Single(await visit.Db.Looks(story.Client.Person), l => l.Act == "take along");
        Assert.Equal((story.Client.Person.Actor, Category.Crisis, Purpose.Own), (look.Actor, look.Category, look.Purpose));
        // Who may read it there takes nothing of theirs along.
        Assert.Null(await story.Opens(story.Amara, "crisis"));
        Assert.NotNull((await story.Crisis(c => c.TakeAlong(story.Amara, alone: true))).Refusal);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Fact]
    public async Task Who_is_kept_out_reads_it_no_more_and_no_word_of_it_stands_on_the_disk()
    {
        await using var story = await CareStory.Begin("sqlite");
        Assert.Null(await story.Crisis(c => c.Keep(story.Client, new() { Helps = "tangerine peel" })));
        Assert.Null(await story.Opens(story.Amara, "crisis"));
        Assert.NotNull((await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read);
        Assert.True((await story.Said(story.Amara)).Opens(Category.Crisis, Later(story)));
        Assert.Null(await story.Consents(c => c.Deny(story.Client, story.Amara.Person)));
        Assert.Null((await story.Crisis(c => c.Of(story.Amara, story.Client.Person))).Read);
        Assert.False((await story.Said(story.Amara)).Opens(Category.Crisis, Later(story)));
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
    }

    // What was permitted a moment ago holds from a moment after the clock's last step.
    private static Instant Later(CareStory story) => story.Practice.Clock.Now + Duration.FromMinutes(1);
}
