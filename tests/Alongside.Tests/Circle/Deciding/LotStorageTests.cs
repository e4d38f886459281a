using System.Text.Json;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Pages;
using Alongside.Kernel;
using Alongside.Tests.Site;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Lots from the draft to what takes effect, as they are kept.</summary>
[Trait("Kind", "Unhurried")]
public class LotStorageTests
{
    private const string Source = "The public lottery of the Saturday after";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_drawn_takes_effect_by_itself_and_anybody_recomputes_it_from_its_file(string database)
    {
        await using var story = await Adopted(database);
        var number = await Puts(story, days: 15);
        await story.Agree(number);
        story.Later(days: 13);
        Assert.Equal(Stage.ToDraw, await story.StageOf(number));
        Assert.Equal(0, await story.Enacts());
        Assert.Contains("can’t be known yet", (await Draws(story, 1, number))?.ToString(), StringComparison.Ordinal);
        story.Later(days: 3);
        Assert.Equal(0, await story.Enacts());
        var answers = await Task.WhenAll(Draws(story, 1, number), Draws(story, 2, number, "17 4 34"));
        Assert.Single(answers, a => a is null);
        Assert.Contains("drawn already", Assert.Single(answers, a => a is not null)!.ToString(), StringComparison.Ordinal);
        Assert.Contains("drawn already", (await Draws(story, 0, number))?.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await story.Enacts());
        var read = (await story.Reads(story.Members[2], number))!;
        Assert.Equal(Stage.InEffect, await story.StageOf(number));
        var lot = read.Deliberation.Lot!;
        Assert.Equal(lot.Drawn, read.Deliberation.Chosen);
        Assert.Single(read.Facts, f => f.Fact is Drawn);
        var file = SortitionFile.Read(LotFile.Write(read)!).Value;
        Assert.True(file.Agrees(file.Order().Value));
        Assert.Equal((Source, lot.Terms.From, 2), (file.Source, file.From, file.Seats));
        Assert.Equal(lot.Drawn.Select(o => LotTests.Options[o - 1]), file.Drawn);
        var everything = JsonDocument.Parse(CircleFile.Write(await story.Book(story.Members[0]), Speaking.In("en"))).RootElement;
        Assert.Equal(file.Drawn, everything.GetProperty("questions")[number - 1].GetProperty("lot").GetProperty("drawn").EnumerateArray().Select(d => d.GetString()));
        await story.Agrees();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_lot_comes_from_and_what_it_said_stands_nowhere_in_the_open(string database)
    {
        await using var story = await Adopted(database);
        var number = await Puts(story, days: 15);
        await story.Agree(number);
        story.Later(days: 16);
        Assert.Null(await Draws(story, 1, number));
        await using var visit = story.Practice.Visit();
        var kept = string.Join('\n', (await visit.Db.ProposalFacts.AsNoTracking().ToListAsync()).Select(f => f.Content));
        Assert.DoesNotContain("lottery", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(LotTests.Said, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(LotTests.Options[0], kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_put_only_where_it_was_taken_up_within_its_limits_and_with_a_source_that_lies_ahead()
    {
        await using var story = await CircleStory.Begin();
        Assert.Contains("haven’t taken up", await Said(story, Draft(story, 15)), StringComparison.Ordinal);
        await Adopts(story, new(4, 2));
        Assert.Contains("nobody may know", await Said(story, Draft(story, 11)), StringComparison.Ordinal);
        Assert.Contains("too far away", await Said(story, Draft(story, 120)), StringComparison.Ordinal);
        Assert.Contains("between 2 and 4", await Said(story, Draft(story, 15) with { Options = ["1", "2", "3", "4", "5"] }), StringComparison.Ordinal);
        var draft = Draft(story, 15);
        Assert.Contains("at most 2 at once", await Said(story, draft with { Lot = draft.Lot! with { Seats = 3 } }), StringComparison.Ordinal);
        Assert.Contains("fewer than there are", await Said(story, draft with { Lot = draft.Lot! with { Seats = 5 } }), StringComparison.Ordinal);
        Assert.Contains("where the numbers will come from", await Said(story, draft with { Lot = draft.Lot! with { Source = " " } }), StringComparison.Ordinal);
        Assert.Contains("from when on", await Said(story, draft with { Lot = draft.Lot! with { From = "" } }), StringComparison.Ordinal);
        Assert.Equal(2, (await story.Puts(0, await story.Keeps(0, draft))).Value);
    }

    [Fact]
    public async Task Asked_anew_or_from_another_source_it_has_a_code_that_nobody_has_seen()
    {
        await using var story = await Adopted("sqlite");
        var number = await Puts(story, days: 15);
        var codes = new HashSet<string> { await Code(story, number) };
        story.Later(days: 8);
        Assert.Equal(Stage.Lapsed, await story.StageOf(number));
        Assert.Null(await story.Acts(0, number, (d, by, terms, at) => d.AskAgain(by, terms, at)));
        Assert.True(codes.Add(await Code(story, number)));
        await story.Agree(number);
        story.Later(days: 13);
        Assert.Contains("draws nothing", (await Draws(story, 1, number))?.ToString(), StringComparison.Ordinal);
        Assert.Contains("so that everybody can look there", (await Names(story, " ", 6, number))?.ToString(), StringComparison.Ordinal);
        Assert.Null(await Names(story, "The river gauge at noon", 6, number));
        Assert.True(codes.Add(await Code(story, number)));
        story.Later(days: 7);
        Assert.Null(await Draws(story, 1, number));
        var file = SortitionFile.Read(LotFile.Write((await story.Reads(story.Members[0], number))!)!).Value;
        Assert.Equal(("The river gauge at noon", await Code(story, number)), (file.Source, file.Code));
        Assert.True(file.Agrees(file.Order().Value));
    }

    [Fact]
    public async Task New_words_that_wait_for_an_objection_are_asked_as_they_say()
    {
        await using var story = await Adopted("sqlite");
        var number = await Puts(story, days: 15);
        await story.Agree(number);
        story.Later(days: 8);
        Assert.Null(await story.Acts(2, number, (d, by, _, at) => d.Recall(by, at), "One is missing"));
        var draft = (await story.Reads(story.Members[0], number))!.AsDraft();
        Assert.Equal((2, Source), (draft.Lot!.Seats, draft.Lot.Source));
        draft = draft with { Options = [.. LotTests.Options, "A swing"], Lot = draft.Lot with { From = LotTerms.Write(story.Practice.Clock.Now + Duration.FromDays(20)) } };
        Assert.Equal(number, (await story.Puts(0, await story.Keeps(0, draft))).Value);
        Assert.Null(await story.Acts(2, number, (d, by, terms, at) => d.Settle(by, d.Objections[0].Fact, terms, at)));
        var round = (await story.Reads(story.Members[0], number))!.Deliberation.Round!;
        Assert.Equal((2, 5, draft.Lot.From), (round.Version, round.Terms.Lot!.Options, round.Terms.Lot.From));
    }

    private static async Task<CircleStory> Adopted(string database)
    {
        var story = await CircleStory.Begin(database);
        await Adopts(story, SortitionLimits.Offered);
        return story;
    }

    private static async Task Adopts(CircleStory story, SortitionLimits limits) => await story.Decides((await story.InForce<DecisionChart>())!.Value with { Adopted = new() { Sortition = limits } });

    private static ProposalDraft Draft(CircleStory story, int days) => ProposalDraft.New with
    {
        Title = "The yard",
        Options = LotTests.Options,
        Lot = new(2, Source, LotTerms.Write(story.Practice.Clock.Now + Duration.FromDays(days))),
    };

    private static async Task<int> Puts(CircleStory story, int days) => (await story.Puts(0, await story.Keeps(0, Draft(story, days)))).Value;

    private static async Task<string?> Said(CircleStory story, ProposalDraft draft) => (await story.Puts(0, await story.Keeps(0, draft))).Refusal?.ToString();

    private static async Task<string> Code(CircleStory story, int number) => (await story.Reads(story.Members[0], number))!.Deliberation.Lot!.Terms.Code;

    private static async Task<Refusal?> Draws(CircleStory story, int who, int number, string said = LotTests.Said)
    {
        await using var visit = story.Practice.Visit();
        return await new Drawing(story.Book(visit), story.Practice.Random).Draw(CircleStory.Fresh(story.Members[who]), number, said);
    }

    private static async Task<Refusal?> Names(CircleStory story, string source, int days, int number)
    {
        await using var visit = story.Practice.Visit();
        return await new Drawing(story.Book(visit), story.Practice.Random).NameSource(CircleStory.Fresh(story.Members[1]), number, source, story.Practice.Clock.Now + Duration.FromDays(days));
    }
}
