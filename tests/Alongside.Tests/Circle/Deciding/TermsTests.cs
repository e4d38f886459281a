using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>By which rules a question is decided, and how what happened to it is kept.</summary>
public class TermsTests
{
    [Fact]
    public void It_is_decided_by_the_strictest_of_the_lines_that_it_touches()
    {
        ChartLine[] lines =
        [
            new("", "", Protocol.Advice, 50, 7, 5, 12, false), new("a", "", Protocol.Consent, 66, 3, 9, 24, false),
            new("b", "", Protocol.Advice, 80, 10, 1, 6, false), new(DecisionChart.OwnKind, "", Protocol.Consent, 90, 21, 14, 18, false),
        ];
        Assert.Equal((Protocol.Advice, 5, 7, 5, 12), Terms());
        Assert.Equal((Protocol.Advice, 5, 7, 5, 12), Terms("unknown"));
        Assert.Equal((Protocol.Consent, 8, 10, 9, 6), Terms("a", "b"));
        Assert.Equal((Protocol.Consent, 9, 21, 14, 6), Terms(DecisionChart.OwnKind));

        (Protocol, int, int, int, int) Terms(params string[] kinds)
        {
            var terms = Alongside.Features.Circle.Deciding.Terms.Of(new(new(5, 45_00), lines), kinds, [.. Enumerable.Range(0, 10).Select(Question.Nth)], []);
            return (terms.Protocol, terms.Needed, terms.OpenDays, terms.WindowDays, terms.ReviewMonths);
        }
    }

    [Fact]
    public void What_one_of_us_can_hold_up_is_stricter_than_what_many_are_needed_for_and_that_than_what_one_decides()
    {
        Protocol[] strictest = [Protocol.Consent, Protocol.Consensus, Protocol.Gradients, Protocol.Advice];
        var chart = new DecisionChart(new(5, 45_00), [.. strictest.Select(p => new ChartLine(p.ToString(), "", p, 50, 7, 5, 12, false)), new("", "", Protocol.Advice, 50, 7, 5, 12, false)])
        {
            Adopted = new() { Consensus = new(25, null), Gradients = new(70, 10) },
        };
        for (var from = 0; from < strictest.Length; from++)
        {
            var terms = Terms.Of(chart, [.. strictest.Skip(from).Select(p => p.ToString())], [Question.Nth(0)], []);
            Assert.Equal(strictest[from], terms.Protocol);
            Assert.Equal((strictest[from] == Protocol.Consensus, strictest[from] == Protocol.Gradients), (terms.Consensus == chart.Adopted.Consensus, terms.Gradients == chart.Adopted.Gradients));
        }
    }

    [Theory]
    [InlineData(3, 50, 2)]
    [InlineData(3, 66, 2)]
    [InlineData(3, 67, 3)]
    [InlineData(7, 100, 7)]
    [InlineData(0, 66, 1)]
    public void How_many_are_needed_is_never_rounded_down(int members, int percent, int needed) =>
        Assert.Equal(needed, new Question(members, percent: percent).Terms.Needed);

    [Fact]
    public void Every_fact_reads_back_as_it_was_written()
    {
        Fact[] facts =
        [
            new VersionWritten(2), new StanceTaken(1, Position.StandAside), new ObjectionSettled(4), new AdviceAsked(Guid.NewGuid()), new AdviceGiven(), new AdviceAnswered(3),
            new DecidedByOne(true), new TakenOn(), new TakenBack(), new Recalled(), new TookEffect(9), new WentStale(),
            new BallotCast(2), new SaidUrgent(3), new SourceNamed(new('a', 32), "2026-02-11T09:00:00Z"), new StanceTaken(1, Position.Block) { Breaks = 2 },
            new AskedInEmergency(Guid.NewGuid()), new DeclinedInEmergency(), new ConfirmedByTwo(Guid.NewGuid()), new ConfirmedByAll(), new PutBack(3, WhyBack.Objection), new StandsReady(Guid.NewGuid()),
            new GuestAsked(new('a', 64)), new GuestCame(7), new GuestWelcomed(7), new GuestEnded(7),
        ];
        Assert.All(facts, fact => Assert.Equal(fact, Fact.Read(fact.Write())));
        var ballot = new BallotTerms(CountingMethod.Schulze, 3, 1, new('a', 32)) { Anonymous = true, Hidden = true, Unranked = Unranked.NoOpinion };
        var lot = new LotTerms(3, 1, new('a', 32), "2026-02-11T09:00:00Z");
        Fact[] whole =
        [
            new Opened(2, new Question(4).Terms), new Opened(2, new Question(4).Terms.By(ballot)), new Opened(2, new Question(4).Terms.By(lot)), new VersionWritten(2) { Ballot = ballot }, new VersionWritten(2) { Lot = lot }, new Drawn([2, 1, 3]), new BallotGiven(1, [2, 0, 1]) { For = Guid.NewGuid() }, new TookEffect(3) { Chosen = [2] },
            new Opened(1, new Question(4, Protocol.Consensus, adopted: new() { Consensus = new(25, 75) }).Terms), new Opened(1, new Question(4, Protocol.Gradients, adopted: new() { Gradients = new(75, 10) }).Terms),
        ];
        Assert.All(whole, fact => Assert.Equal(fact.Write(), Fact.Read(fact.Write()).Write()));
        Assert.Equal(typeof(Fact).Assembly.GetTypes().Where(t => t.BaseType == typeof(Fact)).ToHashSet(), facts.Concat(whole).Select(f => f.GetType()).ToHashSet());
    }
}
