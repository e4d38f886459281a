using System.Text.Json;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Circle;

/// <summary>Everything that was put, said and decided, in one piece.</summary>
[Trait("Kind", "Unhurried")]
public sealed class CircleBookTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    private static readonly string[] parts = ["at", "language", "people", "members", "mandates", "council", "decisions", "agreements", "reviews", "questions", "meetings"];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Any_member_reads_all_that_was_put_said_and_decided_and_nobody_else_reads_a_word(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var tea = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        Assert.Null(await story.Takes(1, tea, Position.Reservations, "Not too strong."));
        await Says(story, 2, tea, "Mint grows at the door.");
        await story.Decides(new Zone("Europe/Lisbon"));

        var book = await story.Book(story.Members[2]);
        Assert.Equal([0, 1], book.Decisions.Select(d => d.Number));
        Assert.Equal(story.Members.Select(m => m.Person).ToHashSet(), book.Signers.ToHashSet());
        var (kind, said) = Assert.Single(book.EnactedBy(1));
        Assert.Equal(("zone", "Europe/Lisbon"), (kind.Name, ((Zone)said.Value).Id));
        Assert.Equal([2, 1], book.Agreements.Single(a => a.Kind.Name == "zone").Versions.Select(v => v.Number));
        Assert.Equal("A change", book.ProposalOf(book.Decisions[1])!.Latest.Words.Title);
        Assert.Null(book.ProposalOf(book.Decisions[0]));
        var first = book.Proposals[0];
        Assert.Equal(("Tea", "Tea, each Monday."), (first.Latest.Words.Title, first.Latest.Words.Text));
        Assert.Equal(["Not too strong."], first.Said.Values);
        Assert.Equal(["Mint grows at the door."], book.Spoken[first.Proposal.Id].Select(r => r.Text));
        Assert.Equal(3, book.Members.Count);

        var outside = await story.Book(await story.Practice.Person());
        Assert.Empty(outside.Proposals);
        await story.Agrees();
    }

    [Fact]
    public async Task The_file_of_everything_says_each_thing_once_and_names_whoever_it_speaks_of()
    {
        using var member = await demo.SignedIn("sione");
        using var everything = JsonDocument.Parse(await PlainBrowser.Raw(await member.Get("/circle/everything.json")));
        var all = everything.RootElement;
        Assert.Equal(parts, all.EnumerateObject().Select(p => p.Name));
        var people = all.GetProperty("people").EnumerateArray().ToDictionary(p => p.GetProperty("id").GetGuid(), p => p.GetProperty("name").GetString());
        Assert.Contains("Sione Taufa", people.Values);
        Assert.All(all.GetProperty("members").EnumerateArray(), m => Assert.Contains(m.GetProperty("person").GetGuid(), people.Keys));
        var founding = all.GetProperty("decisions")[0];
        Assert.Equal(3, founding.GetProperty("signedBy").GetArrayLength());
        var questions = all.GetProperty("questions").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, questions.Count), questions.Select(q => q.GetProperty("number").GetInt32()));
        Assert.All(questions, q => Assert.NotEqual("", q.GetProperty("versions")[0].GetProperty("words").GetProperty("Title").GetString()));
        Assert.All(questions.SelectMany(q => q.GetProperty("facts").EnumerateArray()), f => Assert.Contains(f.GetProperty("by").GetGuid(), people.Keys));
        Assert.Equal("fee-scale", all.GetProperty("agreements").EnumerateArray().Select(a => a.GetProperty("kind").GetString()).First(k => k == "fee-scale"));
    }

    [Fact]
    public async Task Nobody_but_a_member_finds_the_book_or_the_file()
    {
        using var client = await demo.SignedIn("zaynab");
        foreach (var path in new[] { "/circle/book", "/circle/everything.json" })
        {
            using var answer = await client.Get(path);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static async Task Says(CircleStory story, int who, int number, string text)
    {
        var read = (await story.Reads(story.Members[who], number))!;
        await using var visit = story.Practice.Visit();
        Assert.Null(await story.Talk(visit).Say(CircleStory.Fresh(story.Members[who]), read.Folder, await story.Spoken(story.Members[who], number), Guid.NewGuid(), new(null, text), TestContext.Current.CancellationToken));
    }
}
