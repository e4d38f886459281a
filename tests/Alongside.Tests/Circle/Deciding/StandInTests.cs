using Alongside.Features.Circle.Deciding;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>A member lends another their voice for a time, and keeps it.</summary>
[Trait("Kind", "Unhurried")]
public class StandInTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_stance_by_a_stand_in_counts_names_both_and_stays_its_owners_to_change(string database)
    {
        await using var story = await Asked(database);
        Assert.NotNull(await story.StandsIn(1, 0, 1));
        Assert.Null(await story.Names(0, 1));
        Assert.Null(await story.StandsIn(1, 0, 1, Position.Reservations, "They would want to know the hours."));
        var read = (await story.Reads(story.Members[0], 1))!;
        var stance = read.Deliberation.Round!.Of(story.Members[0].Person)!;
        Assert.Equal((Position.Reservations, true, story.Members[1].Person, "They would want to know the hours."), (stance.Position, stance.AsStandIn, stance.EnteredBy!.Value, read.SaidAt(stance.Fact)));
        Assert.True(read.Deliberation.WaitsFor(story.Members[0].Person, story.Practice.Clock.Now));
        Assert.Null(await story.Takes(0, 1, Position.StandAside));
        Assert.Contains("themselves", (await story.StandsIn(1, 0, 1))!.ToString(), StringComparison.Ordinal);
        var own = (await story.Reads(story.Members[2], 1))!.Deliberation.Round!.Of(story.Members[0].Person)!;
        Assert.Equal((Position.StandAside, false, null), (own.Position, own.AsStandIn, own.EnteredBy));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_holds_in_its_days_in_its_question_and_until_either_of_the_two_ends_it(string database)
    {
        await using var story = await Asked(database);
        Assert.Equal(2, (await story.Puts(0, "More tea", "And cake")).Value);
        Assert.Null(await story.Names(0, 1, days: 3, question: 1, inDays: 1));
        Assert.NotNull(await story.StandsIn(1, 0, 1));
        story.Later(days: 1, minutes: 10);
        Assert.NotNull(await story.StandsIn(1, 0, 2));
        Assert.Null(await story.StandsIn(1, 0, 1));
        Assert.NotNull(await story.StandsIn(2, 0, 1));
        Assert.NotNull(await Ends(story, 2));
        Assert.Null(await Ends(story, 1));
        Assert.NotNull(await story.StandsIn(1, 0, 1, Position.StandAside));
        Assert.Null(await story.Names(0, 2, days: 1));
        story.Later(days: 2);
        Assert.NotNull(await story.StandsIn(2, 0, 1, Position.StandAside));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_passes_on_a_voice_that_was_lent_to_them_and_it_says_no_more_than_a_stance(string database)
    {
        await using var story = await Asked(database);
        Assert.Null(await story.Names(0, 1));
        Assert.Null(await story.Names(1, 2));
        Assert.NotNull(await story.StandsIn(2, 0, 1));
        Assert.Null(await story.StandsIn(1, 0, 1, Position.Objection, "It would keep them up."));
        story.Later(days: 8);
        Assert.Null(await story.Acts(1, 1, (d, by, terms, at) => d.TakeBack(by, at)) is null ? "taken back for them" : null);
        Assert.NotNull(await story.Acts(1, 1, (d, by, terms, at) => d.Settle(by, d.Objections[0].Fact, terms, at)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_lends_their_voice_twice_at_a_time_to_themselves_to_others_or_for_too_long(string database)
    {
        await using var story = await Asked(database);
        Assert.NotNull(await story.Names(0, 0));
        Assert.NotNull(await story.Names(0, 1, days: 0));
        Assert.NotNull(await story.Names(0, 1, days: 200));
        Assert.NotNull(await story.Names(0, 1, question: 9));
        Assert.Null(await story.Names(0, 1));
        Assert.NotNull(await story.Names(0, 2, question: 1));
        Assert.Null(await story.Names(0, 2, inDays: 15));
        story.Members.Add(await story.Practice.Person());
        Assert.NotNull(await story.Names(3, 1));
        Assert.NotNull(await story.Names(2, 3));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_row_that_was_forged_lends_nobodys_voice(string database)
    {
        await using var story = await Asked(database);
        Assert.Null(await story.Names(0, 1, days: 2));
        await story.Practice.Tamper("""UPDATE "StandIns" SET "Until" = "Until" * 2""");
        Assert.NotNull(await story.StandsIn(1, 0, 1));
    }

    private static async Task<CircleStory> Asked(string database)
    {
        var story = await CircleStory.Begin(database);
        Assert.Equal(1, (await story.Puts(0, "Tea", "On Mondays")).Value);
        return story;
    }

    private static async Task<Alongside.Kernel.Refusal?> Ends(CircleStory story, int who)
    {
        await using var visit = story.Practice.Visit();
        var named = await story.StandIns(visit).Around(story.Members[0].Person);
        return await story.StandIns(visit).End(CircleStory.Fresh(story.Members[who]), named[0].Id);
    }
}
