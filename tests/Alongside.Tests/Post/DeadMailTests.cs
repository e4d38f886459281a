using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Post.Doors;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Post;

public class DeadMailTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_therapist_sees_what_failed_to_who_is_in_their_care_welcome_that_something_failed_and_others_nothing(string database)
    {
        await using var story = await Failed(database);
        var (care, therapist, other) = (story.Calendar.Care, await story.Practice.Person(), await story.Practice.Person());
        await GateTests.Permit(story.Practice, story.Client, therapist.Person.Actor, Category.Name);
        foreach (var theirs in new[] { therapist, care.Amara })
        {
            var named = Assert.Single(await Seen(theirs));
            Assert.Equal((story.Client.Person, "Robin"), (named.To, named.Name));
        }
        var welcome = Assert.Single(await Seen(care.Bea));
        Assert.Equal((null, null), (welcome.To, welcome.Name));
        Assert.Empty(await Seen(other));
        // No longer in their care, no longer theirs to see.
        foreach (var yes in await care.Said(therapist)) Assert.Null(await care.Consents(c => c.Withdraw(story.Client, yes.Id)));
        Assert.Empty(await Seen(therapist));

        Task<IReadOnlyList<DeadLetter>> Seen(Keyring by) => story.DeadMail(d => d.For(by, story.Practice.Clock.Now + Duration.FromMinutes(1)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_who_may_see_that_it_failed_can_put_it_aside(string database)
    {
        await using var story = await Failed(database);
        var (id, therapist, other) = (Assert.Single(await story.Dead()).Id, await story.Practice.Person(), await story.Practice.Person());
        await GateTests.Permit(story.Practice, story.Client, therapist.Person.Actor, Category.Name);
        foreach (var nobody in new[] { other, story.Client })
            Assert.Contains("Only who holds welcome", (await story.DeadMail(d => d.PutAside(nobody, id)))?.ToString() ?? "put aside", StringComparison.Ordinal);
        Assert.Single(await story.Dead());
        Assert.Null(await story.DeadMail(d => d.PutAside(therapist, id)));
        Assert.Empty(await story.Dead());
        Assert.Null(await story.DeadMail(d => d.PutAside(therapist, id)));
    }

    [Fact]
    public async Task Who_holds_welcome_can_put_aside_what_they_see_unnamed()
    {
        await using var story = await Failed("sqlite");
        var dead = await story.Dead();
        Assert.Null(await story.DeadMail(d => d.PutAside(story.Calendar.Care.Bea, Assert.Single(dead).Id)));
        Assert.Empty(await story.Dead());
    }

    private static async Task<MailStory> Failed(string database)
    {
        var story = await MailStory.Begin(database, MailStory.Wishes with { Lead = 0 });
        await using (var visit = story.Practice.Visit())
            Assert.Null(await new NameBook(visit.Db, visit.Gate).Keep(story.Client, new Names { Used = "Robin" }));
        await story.HasBooked();
        story.Server.Says = command => command == PostServer.Recipient ? "550 no such box" : null;
        await story.Sends();
        return story;
    }
}
