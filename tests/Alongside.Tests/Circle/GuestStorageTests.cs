using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Circle.Deciding;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle;

/// <summary>By which keys a guest reads one question, that they read nothing else of the circle, and that nothing opens once it has ended.</summary>
[Trait("Kind", "Unhurried")]
public class GuestStorageTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_was_asked_and_welcomed_reads_one_question_and_speaks_in_it_and_opens_nothing_else_of_the_circle(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (number, other) = ((await story.Puts(0, "The stairs", "Shall we mend the stairs?")).Value, (await story.Puts(0, "Paint", "Shall we paint the door?")).Value);
        Assert.Null(await story.Says(story.Members[2], (await story.Reads(story.Members[2], number))!, "Said before they came."));
        var mere = await story.Practice.Person();
        var token = await story.AsksGuest(0, number);
        Assert.Null(await story.Reads(mere, number));
        Assert.Null(await story.Comes(mere, token));
        // The one who asked and the link together open nothing.
        Assert.Contains("nobody lets somebody in alone", (await story.Welcomes(0, number))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Reads(mere, number));
        Assert.Empty(await Reached(story, mere));
        Assert.Null(await story.Welcomes(1, number));

        // All of it at once, also what was said before: nobody has to come by for it.
        var read = (await story.ReadsAlong(mere, number))!;
        var said = Assert.Single(await story.Spoken(mere, number));
        Assert.Equal(("Shall we mend the stairs?", "Said before they came."), (read.Latest.Words.Text, said.Text));
        Assert.Null(await story.Says(mere, read, "The third step is loose.", said.Row));
        var answer = Assert.Single(Assert.Single(await story.Spoken(story.Members[2], number)).Answers);
        Assert.Equal((mere.Person, "The third step is loose."), (answer.By, answer.Text));
        Assert.Equal("Mere T.", (await story.Reads(story.Members[2], number))!.GuestNames[read.Deliberation.Guests[0].Ask]);

        // By the keys, and not by what a page leaves out.
        Assert.Null(await story.Reads(mere, other));
        Assert.Null(await story.ReadsAlong(mere, other));
        Assert.Equal([read.Folder], await Reached(story, mere));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whose_reading_along_was_ended_opens_nothing_from_the_next_request_on_and_their_wraps_are_gone(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "The stairs", "Shall we mend the stairs?")).Value;
        var (mere, ari) = (await story.Guest(number), await story.Guest(number, "Ari"));
        var before = (await story.ReadsAlong(mere, number))!;
        Assert.Null(await story.EndsGuest(story.Members[2], number));
        Assert.Null(await story.ReadsAlong(ari, number));
        Assert.Null(await story.Reads(ari, number));
        Assert.Empty(await Reached(story, ari));
        Assert.NotNull(await story.Says(ari, before, "I am still here."));
        // What is said from now on lies under a key that they never had; the other guest reads it.
        Assert.Null(await story.Says(story.Members[0], (await story.Reads(story.Members[0], number))!, "Among us."));
        Assert.Equal("Among us.", Assert.Single(await story.Spoken(mere, number)).Text);

        // The guest ends it with the same press.
        var ask = before.Deliberation.Guests[0].Ask;
        Assert.Null(await story.Guest(g => g.End(CircleStory.Fresh(mere), number, ask)));
        Assert.Null(await story.Reads(mere, number));
        Assert.Empty(await Reached(story, mere));
        Assert.Equal([mere.Person, story.Members[2].Person], (await story.Reads(story.Members[0], number))!.Deliberation.Guests.Select(g => g.EndedBy!.Value));
        await using (var visit = story.Practice.Visit())
            Assert.Equal([false, true], (await visit.Db.Permissions.AsNoTracking().Where(p => p.Folder == before.Folder).ToListAsync()).Select(p => p.Withdrawal!.HandedBack).Order());
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_nobody_ends_ends_by_itself(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var (first, second) = ((await story.Puts(0, "The stairs", "Shall we?")).Value, (await story.Puts(0, "Paint", "Shall we?")).Value);
        var (mere, ari) = (await story.Guest(first), await story.Guest(second, "Ari"));
        Assert.Null(await story.Acts(0, second, (d, by, _, at) => d.TakeBack(by, at)));
        Assert.Equal(0, await story.GuestMinute());
        Assert.NotNull(await story.ReadsAlong(ari, second));
        story.Later(days: 7, minutes: 1);
        // The page is closed before the job has come by; with it the keys go.
        Assert.Null(await story.ReadsAlong(ari, second));
        Assert.Equal(1, await story.GuestMinute());
        Assert.Equal(0, await story.GuestMinute());
        Assert.Null(await story.Reads(ari, second));
        Assert.Empty(await Reached(story, ari));
        Assert.NotNull(await story.ReadsAlong(mere, first));
        // The end of a permission needs no job.
        story.Later(days: 35);
        Assert.Null(await story.Reads(mere, first));
        Assert.Empty(await Reached(story, mere));
        await story.Agrees();
    }

    [Fact]
    public async Task A_link_works_once_until_its_day_and_stands_nowhere_as_it_is_given_out()
    {
        await using var story = await CircleStory.Begin();
        var number = (await story.Puts(0, "The stairs", "Shall we?")).Value;
        var (token, late) = (await story.AsksGuest(0, number), await story.AsksGuest(0, number));
        await using (var visit = story.Practice.Visit())
            Assert.DoesNotContain(await visit.Db.ProposalFacts.AsNoTracking().ToListAsync(), f => f.Content.Contains(token, StringComparison.Ordinal));
        var mere = await story.Practice.Person();
        Assert.Contains("You are a member", (await story.Comes(story.Members[2], token))!.ToString(), StringComparison.Ordinal);
        Assert.Contains("a name", (await story.Comes(mere, token, " "))!.ToString(), StringComparison.Ordinal);
        Assert.Contains("One of the members is called so", (await story.Comes(mere, token, await Named(story)))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Comes(mere, token));
        Assert.Null(await story.Comes(mere, token));
        Assert.Contains("opens nothing any more", (await story.Comes(await story.Practice.Person(), token))!.ToString(), StringComparison.Ordinal);
        Assert.Contains("opens nothing any more", (await story.Comes(mere, "AAAA"))!.ToString(), StringComparison.Ordinal);
        Assert.True(await story.Guest(g => g.IsAlive(late, null)));
        story.Later(days: 14, minutes: 1);
        Assert.False(await story.Guest(g => g.IsAlive(late, null)));
        Assert.Contains("opens nothing any more", (await story.Comes(await story.Practice.Person(), late))!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await story.Guest(g => g.Of(CircleStory.Fresh(mere))));
        await story.Agrees();
    }

    [Fact]
    public async Task A_guest_decides_nothing_whatever_they_send()
    {
        await using var story = await CircleStory.Begin();
        var number = (await story.Puts(0, "The stairs", "Shall we?")).Value;
        var mere = await story.Guest(number);
        foreach (var act in new Func<Deliberation, NodaTime.Instant, Outcome<Fact[]>>[] { (d, at) => d.Take(mere.Person, 1, Position.Agree, at), (d, at) => d.Take(mere.Person, 1, Position.Objection, at), (d, at) => d.Recall(mere.Person, at), (d, at) => d.AskGuest(mere.Person, "", at) })
        {
            await using var visit = story.Practice.Visit();
            Assert.NotNull(await story.Book(visit).Act(CircleStory.Fresh(mere), number, "No.", (d, _, at) => act(d, at)));
        }
        Assert.Empty((await story.Reads(story.Members[0], number))!.Deliberation.Round!.Stances);
        Assert.Contains("Only members", (await story.Guest(g => g.Ask(CircleStory.Fresh(mere), number, "A friend", "So that we are two."))).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ballots_that_are_hidden_until_the_end_are_hidden_from_guests()
    {
        await using var story = await BallotStorageTests.Adopted("sqlite");
        var number = await BallotStorageTests.Puts(story, new(CountingMethod.Schulze, 1, 0, Anonymous: false, Hidden: true, Unranked.Below));
        var mere = await story.Guest(number);
        for (var who = 0; who < 4; who++) Assert.Null(await BallotStorageTests.Gives(story, who, number, 2, 1, 0));
        var read = (await story.ReadsAlong(mere, number))!;
        Assert.Equal(4, read.Deliberation.Round!.Ballots.Count);
        Assert.All(read.Deliberation.Round.Ballots, b => Assert.Empty(b.Marks));
        Assert.All(read.Facts.Select(f => f.Fact).OfType<BallotGiven>(), b => Assert.Empty(b.Marks));
        story.Later(days: 8);
        Assert.All((await story.ReadsAlong(mere, number))!.Deliberation.Round!.Ballots, b => Assert.Equal([2, 1, 0], b.Marks));
    }

    [Fact]
    public async Task Who_read_along_stands_in_the_book()
    {
        await using var story = await CircleStory.Begin();
        var number = (await story.Puts(0, "The stairs", "Shall we?")).Value;
        var mere = await story.Guest(number);
        var book = await story.Book(story.Members[2]);
        Assert.Equal("Mere T.", book.NameOf(mere.Person));
        var guest = Assert.Single(book.Proposals.Single(p => p.Proposal.Number == number).Deliberation.Guests);
        Assert.Equal((story.Members[0].Person, story.Members[1].Person), (guest.AskedBy, guest.WelcomedBy!.Value));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_welcome_that_this_house_did_not_write_lets_nobody_in(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "The stairs", "Shall we?")).Value;
        var mere = await story.Practice.Person();
        Assert.Null(await story.Comes(mere, await story.AsksGuest(0, number)));
        var ask = await story.AskOf(number);
        await using (var visit = story.Practice.Visit())
        {
            var last = await visit.Db.ProposalFacts.AsNoTracking().OrderByDescending(f => f.Number).FirstAsync(f => f.Content.Contains("guest came"));
            var (forged, next) = (new GuestWelcomed(ask).Write(), last.Number + 1);
            await visit.Db.Database.ExecuteSqlAsync($"""INSERT INTO "ProposalFacts" ("Proposal", "Number", "By", "At", "Content", "Mac") SELECT "Proposal", {next}, {story.Members[1].Person.Value}, "At", {forged}, "Mac" FROM "ProposalFacts" WHERE "Proposal" = {last.Proposal.Value} AND "Number" = {last.Number}""");
        }
        Assert.Null(await story.ReadsAlong(mere, number));
        Assert.Empty(await Reached(story, mere));
    }

    private static async Task<string> Named(CircleStory story)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Profiles.Where(p => p.Person == story.Members[0].Person).Select(p => p.Name).SingleAsync();
    }

    // Folders of the circle's that wraps to this person open; their own name lies in another.
    private static async Task<List<FolderId>> Reached(CircleStory story, Keyring who)
    {
        await using var visit = story.Practice.Visit();
        return await visit.Db.Wraps.Where(w => w.Actor == who.Person.Actor).Join(visit.Db.Folders.Where(f => f.Subject != who.Person.Subject), w => w.Folder, f => f.Id, (_, f) => f.Id).Distinct().ToListAsync();
    }
}
