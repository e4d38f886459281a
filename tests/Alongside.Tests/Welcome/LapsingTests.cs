using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Welcome;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Welcome;

/// <summary>What goes by itself: drafts, codes that lead nowhere, and what was written for a request that is over.</summary>
[Trait("Kind", "Unhurried")]
public class LapsingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Names_and_numbers_go_with_the_request_but_not_from_who_is_in_care_or_has_an_account(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        AskDraft asked = new() { Brings = "a", Used = "Wren", Phone = "416 555 0101", ShutOut = [story.Bea.Person.Value] };
        var (alone, inCare, known) = (await story.Asks(asked), await story.Asks(asked), await story.Asks(asked));
        await story.GetsACode(alone);
        await story.GetsACode(known, CredentialKind.Passphrase);
        Assert.Null(await story.Visits(d => d.Consenting.Give(inCare, new(inCare.Person), story.Amara.Person, Sharing.All, Bounds.For(Duration.FromDays(300)), [], "en")));
        foreach (var who in new[] { alone, inCare, known })
        {
            var request = await story.Request(who);
            Assert.Null(await story.Visits(d => d.Asking.Stop(who, request)));
        }
        await using var visit = story.Practice.Visit();
        Assert.False(await visit.Db.Folders.AnyAsync(f => f.Subject == alone.Person.Subject));
        foreach (var who in new[] { inCare, known }) Assert.Equal("416 555 0101", (await story.Visits(d => d.Channels.Of(who, who.Person)))!.Phone);
        Assert.Equal("Wren", (await story.Visits(d => d.Names.Of(story.Amara, [inCare.Person], Purpose.Care)))[inCare.Person].Used);
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_that_nobody_came_back_to_is_gone_after_thirty_days(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var (left, sent) = (await story.Begins(), await story.Asks());
        await story.Writes(left, new() { Brings = "Never mind." });
        story.Practice.Clock.Now += Duration.FromDays(28);
        await story.Lapses();
        Assert.NotNull(await story.Request(left));
        story.Practice.Clock.Now += Duration.FromDays(3);
        await story.Lapses();
        Assert.Null(await story.Visits(d => d.Visit.Db.RequestOf(left.Person)));
        await using var visit = story.Practice.Visit();
        Assert.False(await visit.Db.Folders.AnyAsync(f => f.Subject == left.Person.Subject));
        Assert.NotNull((await story.Request(sent)).SentAt);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_code_goes_with_a_draft_only_where_it_leads_to_nothing_else_and_then_with_all_that_was_written(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var (left, inCare) = (await story.Begins(), await story.Begins());
        foreach (var who in new[] { left, inCare })
        {
            await story.GetsACode(who);
            await story.Writes(who, new() { Brings = "Never mind." });
            Assert.Null(await story.Visits(d => d.Names.Keep(who, new() { Used = "Wren" })));
            Assert.Null(await story.Visits(d => d.Channels.Keep(who, new() { Phone = "416 555 0101" })));
        }
        Assert.Null(await story.Visits(d => d.Consenting.Give(inCare, new(inCare.Person), story.Amara.Person, Sharing.All, Bounds.For(Duration.FromDays(300)), [], "en")));
        story.Practice.Clock.Now += Duration.FromDays(31);
        await story.Lapses();
        await using var visit = story.Practice.Visit();
        Assert.Equal(inCare.Person, Assert.Single(await visit.Db.Credentials.Where(c => c.Person == left.Person || c.Person == inCare.Person).ToListAsync()).Person);
        Assert.False(await visit.Db.Folders.AnyAsync(f => f.Subject == left.Person.Subject));
        Assert.Equal("Wren", (await story.Visits(d => d.Names.Own(inCare)))!.Used);
        Assert.Equal("416 555 0101", (await story.Visits(d => d.Channels.Of(story.Amara, inCare.Person)))!.Phone);
        Assert.False(await visit.Db.CareRequests.AnyAsync());
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_code_stays_where_somebody_meets_a_therapist_or_opened_something_to_one(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var (meets, opened) = (await story.Begins(), await story.Begins());
        await story.GetsACode(meets);
        await story.GetsACode(opened);
        await GateTests.Permit(story.Practice, opened, story.Amara.Person.Actor, Category.Name);
        await using var visit = story.Practice.Visit();
        visit.Db.Appointments.Add(new(new(Guid.NewGuid()), story.Amara.Person, meets.Person, story.Practice.Clock.Now, 50, "America/Toronto", "room", story.Practice.Clock.Now));
        await visit.Db.SaveChangesAsync();
        story.Practice.Clock.Now += Duration.FromDays(31);
        await story.Lapses();
        Assert.Equal(2, await visit.Db.Credentials.CountAsync(c => c.Person == meets.Person || c.Person == opened.Person));
    }
}
