using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>Who holds a mandate after the founding: by a decision, from the day it takes effect.</summary>
[Trait("Kind", "Unhurried")]
public class GivenMandateTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_is_held_by_exactly_those_named_and_not_before_it_takes_effect(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var before = await Welcome(story);
        var number = (await story.Puts(0, "Two of us", "", Named(story, 6, 1, 2))).Value;
        await story.Agree(number);
        Assert.Equal(story.Members.Select(m => m.Person).Order(ById), (await Welcome(story)).Holders(Now(story)).Order(ById));
        story.Later(days: 36);
        Assert.Equal(1, await story.Enacts());
        var after = await Welcome(story);
        Assert.Equal((before.Id, 1), (after.Id, after.Decision));
        Assert.Equal(People(story, 1, 2), after.Holders(Now(story)).Order(ById));
        Assert.InRange((after.Until - Now(story)).TotalDays, 178, 185);
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_stays_hands_what_waits_to_who_joins_and_who_leaves_opens_it_no_more(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Decides(Named(story, 12, 0, 1));
        var client = await story.Practice.Person();
        var folder = await GateTests.Seal(story.Practice, client, Category.Request, "it is heavy");
        await GateTests.Permit(story.Practice, client, (await Welcome(story)).Id, Category.Request);
        Assert.Equal(["it is heavy"], await GateTests.ReadAll(story.Practice, CircleStory.Fresh(story.Members[0]), folder));
        Assert.Empty(await GateTests.ReadAll(story.Practice, CircleStory.Fresh(story.Members[2]), folder));

        await story.Decides(Named(story, 12, 1, 2));
        Assert.Empty(await GateTests.ReadAll(story.Practice, CircleStory.Fresh(story.Members[0]), folder));
        await HandsOver(story, 1);
        Assert.Equal(["it is heavy"], await GateTests.ReadAll(story.Practice, CircleStory.Fresh(story.Members[2]), folder));
        Assert.Empty(await GateTests.ReadAll(story.Practice, CircleStory.Fresh(story.Members[0]), folder));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_people_once_more_is_a_renewal_and_needs_no_new_key(string database)
    {
        await using var story = await CircleStory.Begin(database);
        await story.Decides(Named(story, 3, 0, 1));
        var first = await Welcome(story);
        await story.Decides(Named(story, 3, 0, 1));
        var second = await Welcome(story);
        Assert.Equal((first.Id, first.KeyNumber, 2), (second.Id, second.KeyNumber, second.Decision));
        Assert.True(second.Until > first.Until + Duration.FromDays(30));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_ran_out_is_given_anew_to_those_named_and_stays_with_them(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var before = await Welcome(story);
        var number = (await story.Puts(0, "Once more", "", Named(story, 12, 0, 1))).Value;
        await story.Agree(number);
        // Nobody looked at it for years, so that it has run out by then.
        story.Later(days: 800);
        Assert.Empty((await Welcome(story)).Holders(Now(story)));
        Assert.Equal(1, await story.Enacts());
        await story.Does((visit, work) => visit.Mandating.EndRunOut(work));
        var after = await Welcome(story);
        Assert.Equal(before.Id, after.Id);
        Assert.True(after.KeyNumber > before.KeyNumber);
        Assert.Equal(People(story, 0, 1), after.Holders(Now(story)).Order(ById));
        await using var visit = story.Practice.Visit();
        var keys = await visit.Db.MandateKeys.Where(k => k.Mandate == after.Id && k.Number == after.KeyNumber).Select(k => k.Holder).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Superset(People(story, 0, 1).Select(p => p.Actor).ToHashSet(), keys.ToHashSet());
        await story.Agrees();
    }

    [Fact]
    public async Task It_is_never_held_by_one_alone_nor_for_more_than_a_year_nor_by_somebody_unknown()
    {
        await using var story = await CircleStory.Begin();
        Assert.NotNull(Named(story, 6, 0).Check());
        Assert.NotNull(Named(story, 13, 0, 1).Check());
        Assert.NotNull(Named(story, 0, 0, 1).Check());
        Assert.NotNull(Named(story, 6, 0, 0).Check());
        Assert.NotNull(Named(story, 6, 0, 1).Naming(new Dictionary<PersonId, string>()).Check());
        Assert.Null(Named(story, 6, 0, 1).Check());
    }

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static IEnumerable<PersonId> People(CircleStory story, params int[] who) => who.Select(w => story.Members[w].Person).Order(ById);

    private static WelcomeMandate Named(CircleStory story, int months, params int[] who) => new([.. who.Select(w => new GivenTo(story.Members[w].Person.Value, $"Member {w}"))], months);

    private static Instant Now(CircleStory story) => story.Practice.Clock.Now + Duration.FromMinutes(1);

    private static async Task<Mandate> Welcome(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return (await visit.Gate.Vault.Mandates()).Single(m => m.Name == MandateNames.Welcome);
    }

    // With any page that they open.
    private static async Task HandsOver(CircleStory story, int who)
    {
        await using var visit = story.Practice.Visit();
        Assert.Equal(1, await visit.Gate.Settle(CircleStory.Fresh(story.Members[who])));
    }
}
