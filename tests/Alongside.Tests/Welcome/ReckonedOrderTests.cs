using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Doors;
using Alongside.Tests.Circle;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Welcome;

/// <summary>Who shows a part of a long list opens the wishes of the others only when something moved.</summary>
[Trait("Kind", "Unhurried")]
public class ReckonedOrderTests
{
    private static readonly OrderOfPlacing rules = OrderOfPlacing.Offered;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whatever_moves_the_order_moves_it_for_whoever_looked_before(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var people = new List<Keyring>();
        foreach (var circumstance in new[] { null, WelcomeStory.Second, WelcomeStory.First })
            people.Add(await story.Asks(new() { Brings = "I can’t sleep.", Circumstances = circumstance is null ? [] : [circumstance] }));
        await Agrees(story);

        await story.Writes(people[0], new() { Brings = "I can’t sleep.", Circumstances = [WelcomeStory.First] });
        Assert.Null(await story.Sends(people[0]));
        await Agrees(story);
        Assert.Equal(people[0].Person, (await Part(story))[0].Request.Person);

        await Withdraws(story, people[0]);
        await Agrees(story);
        Assert.NotEqual(people[0].Person, (await Part(story))[0].Request.Person);

        var ada = await story.Asks(new() { Brings = "Soon.", Circumstances = [WelcomeStory.First] });
        await Agrees(story);
        Assert.Contains(await Part(story), w => w.Request.Person == ada.Person);
        var request = await story.Request(people[2]);
        Assert.Null(await story.Visits(d => d.Asking.Stop(people[2], request)));
        await Agrees(story);

        await story.SaysNo(ada, story.Bea);
        await Agrees(story);
        Assert.Contains(await Part(story), w => w.ShutsOut);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task While_nothing_moves_no_wish_beyond_what_is_shown_opens_and_nothing_is_written(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        for (var i = 0; i < 3; i++) await story.Asks(new() { Brings = "I can’t sleep." });
        await Part(story);
        story.Practice.Clock.Now += Duration.FromDays(2);
        var third = (await story.List(story.Amara))[2];
        var told = await Told(story, third);
        Assert.Equal(third.Request.Id, (await Part(story))[2].Request.Id);
        Assert.Equal(told, await Told(story, third));
        third = (await Part(story))[2];
        Assert.Null(third.Fit);
        Assert.True(await Age(story, third) < Duration.FromSeconds(1));
        var entries = await Entries(story);
        story.Practice.Clock.Now += Duration.FromMinutes(59);
        Assert.Equal(third.Request.Id, (await Part(story))[2].Request.Id);
        Assert.Equal(entries, await Entries(story));
        Assert.True(await Age(story, third) > Duration.FromMinutes(58));
        story.Practice.Clock.Now += Duration.FromMinutes(2);
        await Part(story);
        Assert.True(await Age(story, third) < Duration.FromSeconds(1));
    }

    private static async Task Withdraws(WelcomeStory story, Keyring who)
    {
        var yes = await story.Visits(async d => (await d.Visit.Db.Said(story.Practice.Premises.House, who.Person)).Single(p => p.Category == Category.Fit && p.Withdrawal is null).Id);
        Assert.Null(await story.Visits(d => d.Consenting.Withdraw(who, yes)));
    }

    // How much stands about them in the access log.
    private static Task<int> Told(WelcomeStory story, Waiter waiter) =>
        story.Visits(d => d.Visit.Db.LogSides.CountAsync(s => s.Subject == waiter.Request.Person.Subject, TestContext.Current.CancellationToken));

    private static async Task Agrees(WelcomeStory story)
    {
        var whole = await story.List(story.Bea);
        // Twice: what was just reckoned, and what was kept of it.
        for (var look = 0; look < 2; look++) Assert.Equal(whole.Select(w => w.Turn), (await Part(story)).Select(w => w.Turn));
    }

    // A request of its own, whose keyring holds no mandate's key yet.
    private static Task<IReadOnlyList<Waiter>> Part(WelcomeStory story) => story.Visits(d => d.List.All(CircleStory.Fresh(story.Bea), rules, 2));

    private static async Task<Duration> Age(WelcomeStory story, Waiter waiter) => story.Practice.Clock.Now
        - (await story.Visits(d => d.Visit.Db.CareRequests.Where(r => r.Id == waiter.Request.Id).Select(r => r.PlacedInOrderAt).SingleAsync(TestContext.Current.CancellationToken)))!.Value;

    private static Task<int> Entries(WelcomeStory story) => story.Visits(d => d.Visit.Db.LogEntries.CountAsync(TestContext.Current.CancellationToken));
}
