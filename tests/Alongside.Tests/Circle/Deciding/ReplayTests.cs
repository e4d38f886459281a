using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>What other terms would have done to questions that have ended.</summary>
public class ReplayTests
{
    private static readonly Instant opened = Instant.FromUtc(2026, 3, 1, 9, 0);
    private static readonly PersonId[] people = [.. Enumerable.Range(1, 7).Select(n => new PersonId(new Guid(n, 0, 0, new byte[8])))];

    [Fact]
    public void By_the_same_terms_each_goes_as_it_went_and_as_the_question_itself_says()
    {
        var seen = new HashSet<Ending>();
        foreach (var seed in Enumerable.Range(0, 2000))
        {
            var chance = new Random(seed);
            var facts = Happening(chance, Some(chance));
            var (was, would) = Replay.Of(facts, t => t)!.Value;
            var stage = new Deliberation(new(default, 1, people[0], opened), facts, people, []).StageAt(opened + Duration.FromDays(400));
            var said = was.Ending switch { Ending.TakesEffect => Stage.Due, Ending.TooFew => Stage.Lapsed, _ => Stage.Integrating };
            Assert.True(was == would && stage == said, $"Seed {seed}: {was}, {would}, {stage}");
            seen.Add(was.Ending);
        }
        Assert.Equal(Enum.GetValues<Ending>(), seen.Order());
    }

    [Fact]
    public void By_other_terms_only_what_came_in_time_counts()
    {
        foreach (var seed in Enumerable.Range(0, 2000))
        {
            var chance = new Random(seed);
            var facts = Happening(chance, Some(chance));
            var other = Some(chance);
            var (slowly, would) = (Slowly(facts, other), Replay.Of(facts, _ => other)!.Value.Would);
            Assert.True(slowly == would, $"Seed {seed}: {slowly}, {would}");
        }
    }

    [Fact]
    public void What_one_decides_or_would_and_what_was_taken_back_is_not_replayed()
    {
        var consent = new Terms(Protocol.Consent, [.. people.Select(p => p.Value)], 2, 3, 1, 12);
        var advice = consent with { Protocol = Protocol.Advice };
        List<ProposalFact> facts = [At(1, 0, new VersionWritten(1)), At(2, 0, new Opened(1, consent)), At(3, 1, new StanceTaken(1, Position.Agree))];
        Assert.NotNull(Replay.Of(facts, _ => consent));
        Assert.Null(Replay.Of(facts, _ => advice));
        Assert.Null(Replay.Of([.. facts, At(4, 2, new TakenBack())], _ => consent));
        Assert.Null(Replay.Of([At(1, 0, new VersionWritten(1)), At(2, 0, new Opened(1, advice))], _ => consent));
        Assert.Null(Replay.Of([], _ => consent));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("Kind", "Unhurried")]
    public async Task Under_a_chart_that_needs_everybody_what_two_of_three_decided_would_have_had_too_few(string database)
    {
        await using var story = await CircleStory.Begin(database);
        var number = (await story.Puts(0, "Tea", "Tea, each Monday.")).Value;
        Assert.Null(await story.Takes(0, number));
        Assert.Null(await story.Takes(1, number));
        var open = (await story.Puts(1, "Still open", "Cake, too.")).Value;
        story.Later(days: 30);
        Assert.Equal(1, await story.Enacts());
        var chart = (await story.InForce<DecisionChart>())!.Value;
        var same = Assert.Single(await Replayed(story, chart), r => r.Number == number);
        Assert.Equal((Ending.TakesEffect, false, "Tea"), (same.Was.Ending, same.EndsOtherwise, same.Title));
        var everybody = chart with { Lines = [.. chart.Lines.Select(l => l with { QuorumPercent = 100 })] };
        var other = Assert.Single(await Replayed(story, everybody), r => r.Number == number);
        Assert.Equal((Ending.TooFew, 2, 3), (other.Would.Ending, other.Would.Answered, other.Would.Needed));
        // One that lapsed under the old chart lapses under any that asks for more.
        Assert.Equal((Ending.TooFew, Ending.TooFew), Endings(await Replayed(story, everybody), open));
    }

    private static (Ending, Ending) Endings(IReadOnlyList<ReplayedQuestion> replayed, int number)
    {
        var question = replayed.Single(r => r.Number == number);
        return (question.Was.Ending, question.Would.Ending);
    }

    private static async Task<IReadOnlyList<ReplayedQuestion>> Replayed(CircleStory story, DecisionChart chart)
    {
        await using var visit = story.Practice.Visit();
        return await new ChartReplay(visit.Db, story.Practice.Premises, story.Book(visit))
            .Of(CircleStory.Fresh(story.Members[2]), chart, story.Practice.Clock.Now, TestContext.Current.CancellationToken);
    }

    private static Terms Some(Random chance) =>
        new(Protocol.Consent, [.. people.Select(p => p.Value)], chance.Next(1, people.Length + 1), chance.Next(3, 15), chance.Next(1, 10), 12);

    /// <summary>Stances and recalls as the model would have let them happen, at chance's hours.</summary>
    private static List<ProposalFact> Happening(Random chance, Terms terms)
    {
        List<ProposalFact> facts = [At(1, 0, new VersionWritten(1)), At(2, 0, new Opened(1, terms))];
        for (var hour = chance.Next(1, 40); hour < 30 * 24; hour += chance.Next(1, 60))
        {
            var (by, at) = (people[chance.Next(people.Length)], opened + Duration.FromHours(hour));
            var question = new Deliberation(new(default, 1, people[0], opened), facts, people, []);
            // What is due takes effect within a minute: nobody calls it back any more.
            if (question.StageAt(at) == Stage.Due) break;
            var did = chance.Next(8) == 0
                ? question.Recall(by, at)
                : question.Take(by, 1, chance.Next(12) == 0 ? Position.Objection : (Position)chance.Next(3), at);
            if (did.Refusal is null) facts.AddRange(did.Value.Select((f, i) => new ProposalFact(default, facts.Count + 1 + i, by, at, f.Write())));
        }
        return facts;
    }

    // The end moves as long as another answer comes before it: looked for again and again until it stays.
    private static Course Slowly(List<ProposalFact> facts, Terms terms)
    {
        var stances = facts.Where(f => f.Fact is StanceTaken).ToList();
        var (planned, closes) = (opened + Duration.FromDays(terms.OpenDays), opened + Duration.FromDays(terms.OpenDays));
        while (true)
        {
            var first = stances.Where(f => f.At < closes).GroupBy(f => f.By).Select(g => g.Min(f => f.At)).Order().ToList();
            var then = first.Count < terms.Needed ? planned : Instant.Max(planned, first[terms.Needed - 1] + Duration.FromHours(24));
            if (then == closes) break;
            closes = then;
        }
        var last = stances.Where(f => f.At < closes).GroupBy(f => f.By).Select(g => ((StanceTaken)g.Last().Fact).Position).ToList();
        var window = Duration.FromDays(terms.WindowDays);
        var ending = last.Count < terms.Needed ? Ending.TooFew : last.Contains(Position.Objection) ? Ending.Objected
            : facts.Any(f => f.Fact is Recalled && f.At >= closes && f.At < closes + window) ? Ending.CalledBack : Ending.TakesEffect;
        return new(ending, last.Count, terms.Needed, closes - opened, ending is Ending.TakesEffect or Ending.CalledBack ? window : Duration.Zero);
    }

    private static ProposalFact At(int number, int hours, Fact fact) => new(default, number, people[0], opened + Duration.FromHours(hours), fact.Write());
}
