using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using static Alongside.Tests.Circle.Deciding.Verdict;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Somebody on the client council, 10, puts a question. Four members decide; 10 to 12 sit.</summary>
public class CouncilPutTests
{
    private static readonly DecisionChart chart = DecisionChart.Offer(AgreementQueries.Kinds);

    [Fact]
    public void Members_put_questions_and_whoever_sits_on_the_council_where_the_chart_says_so()
    {
        var (members, council) = (Enumerable.Range(0, 3).Select(Question.Nth).ToList(), new[] { Question.Nth(10) });
        var not = chart with { Council = chart.Council with { MayPut = false } };
        foreach (var either in new[] { chart, not }) Assert.Null(either.MayPut(Question.Nth(0), members, council));
        Assert.Null(chart.MayPut(Question.Nth(10), members, council));
        Assert.Contains("members put the questions", not.MayPut(Question.Nth(10), members, council)!.ToString(), StringComparison.Ordinal);
        Assert.Contains("and whoever sits on the client council", chart.MayPut(Question.Nth(11), members, council)!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Only members", not.MayPut(Question.Nth(11), members, council)!.ToString(), StringComparison.Ordinal);
        Assert.Contains(chart.InWords(), s => s.ToString().Contains("can put a question to us, in words", StringComparison.Ordinal));
        Assert.Contains(not.InWords(), s => s.ToString().Contains("Questions are put by members", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chart_and_terms_that_were_written_before_read_as_no()
    {
        Assert.False(System.Text.Json.JsonSerializer.Deserialize<ClientCouncil>("""{"Seats":5,"HourMinor":4500}""")!.MayPut);
        Assert.False(Assert.IsType<Opened>(Fact.Read(new Opened(1, new Question(3).Terms).Write())).Terms.FromCouncil);
        Assert.DoesNotContain("FromCouncil", new Opened(1, new Question(3).Terms).Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_decide_it_as_any_other_and_whoever_put_it_amends_it_and_takes_it_back()
    {
        var asked = Put(asksCouncil: false);
        Refused("weren’t among those", asked.Takes(10));
        foreach (var who in Enumerable.Range(0, 3)) Allowed(asked.Takes(who));
        Allowed(asked.Amends(10));
        Assert.Empty(asked.Deliberation.Round!.Stances);
        Refused("Only whoever put it forward", asked.Amends(11));
        Refused("Only whoever put it forward", asked.TakesBack(0));
        foreach (var who in Enumerable.Range(0, 3)) Allowed(asked.Takes(who));
        asked.Later(days: 7);
        Assert.Equal(Stage.Waiting, asked.Stage);
        // Where the council isn't asked, nobody of it holds anything up.
        Refused("Only members", asked.Recalls(10));
        Refused("any member can call it back", asked.TakesBack(10));
        var other = Put(asksCouncil: false);
        Allowed(other.TakesBack(10));
        Assert.Equal(Stage.Withdrawn, other.Stage);
    }

    [Fact]
    public void An_objection_is_resolved_when_the_member_and_whoever_put_it_from_the_council_say_so()
    {
        var asked = Put(asksCouncil: false);
        Allowed(asked.Takes(0, Position.Objection));
        foreach (var who in Enumerable.Range(1, 2)) Allowed(asked.Takes(who));
        asked.Later(days: 7);
        Assert.True(asked.Deliberation.WaitsFor(asked[10], asked.Now));
        Refused("Nobody else can", asked.Settles(11, of: 0));
        Allowed(asked.Settles(10, of: 0));
        Allowed(asked.Settles(0, of: 0));
        Assert.Equal((2, true), (asked.Deliberation.Round!.Number, asked.Deliberation.IsFromCouncil));
    }

    [Fact]
    public void Where_the_council_consents_whoever_put_it_answers_as_a_member_does_their_own()
    {
        var asked = Put(asksCouncil: true);
        foreach (var who in new[] { 0, 1, 2, 10, 11 }) Allowed(asked.Takes(who));
        asked.Later(days: 7);
        Assert.Equal(Stage.Waiting, asked.Stage);
        Assert.Equal(2, asked.Deliberation.Round!.CouncilStances.Count);
    }

    [Fact]
    public void Whoever_does_not_sit_any_more_carries_nothing_and_a_member_takes_it_on()
    {
        var asked = Put(asksCouncil: false);
        Refused("still here to carry it", asked.TakesOn(0));
        asked.StepsDown(10);
        Refused("don’t sit on the client council any more", asked.Amends(10));
        Refused("don’t sit on the client council any more", asked.TakesBack(10));
        Refused("Only members", asked.TakesOn(11));
        Allowed(asked.TakesOn(0));
        asked.Sits(10);
        Refused("Only whoever put it forward", asked.Amends(10));
        Allowed(asked.Amends(0));
        Assert.True(asked.Deliberation.IsFromCouncil);
    }

    [Fact]
    public void Nobody_on_the_council_decides_for_us_alone()
    {
        var asked = Put(asksCouncil: false, Protocol.Advice);
        Assert.Equal((Protocol.Consent, Stage.Open), (asked.Terms.Protocol, asked.Stage));
        Refused("Only members", asked.Decides(10));
    }

    [Fact]
    public void No_link_lets_somebody_in_who_reads_it_from_the_council()
    {
        var asked = Put(asksCouncil: false);
        Allowed(asked.Does(0, (d, by) => d.AskGuest(by, "link", asked.Now)));
        Refused("from which this was put", asked.Does(11, (d, by) => d.Come(by, d.Guests[0].Ask, asked.Now)));
    }

    private static Question Put(bool asksCouncil, Protocol protocol = Protocol.Consent) => new(4, protocol, council: [10, 11, 12], by: 10, asksCouncil: asksCouncil);
}
