using System.Globalization;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Alongside.Tests.Circle;

public class ChartFormTests
{
    private static readonly DecisionChart offered = DecisionChart.Offer(AgreementQueries.Kinds);

    [Fact]
    public void What_stands_in_the_fields_reads_back_as_the_same_chart() => Assert.Equal(offered.Write(), Read().Write());

    [Fact]
    public void An_agreement_gets_a_line_of_its_own_that_begins_like_everything_else()
    {
        var read = Read(("NewKind", "retention"));
        var line = Assert.Single(read.Lines.Except(offered.Lines));
        Assert.Equal(offered.For("") with { Kind = "retention", Title = line.Title }, line);
        Assert.Equal("", read.Lines[^1].Kind);
        Assert.Null(read.Check());
    }

    [Theory, InlineData("no such agreement"), InlineData("mandates"), InlineData("")]
    public void What_nobody_can_propose_gets_none(string kind) => Assert.Equal(offered.Write(), Read(("NewKind", kind)).Write());

    [Fact]
    public void A_line_that_is_let_go_is_decided_like_everything_else_and_the_same_twice_is_refused()
    {
        var fees = Assert.Single(offered.Lines.Index(), l => l.Item.Kind == "fee-scale").Index;
        var read = Read(($"Drop.{fees}", "yes"));
        Assert.Equal(offered.Lines.Count - 1, read.Lines.Count);
        Assert.Equal(offered.For(""), read.For("fee-scale"));
        Assert.NotNull(Read(("NewKind", "fee-scale")).Check());
    }

    [Fact]
    public void Ways_that_are_taken_up_stand_in_the_chart_with_their_limits()
    {
        var read = Read(("Adopt", new(["Consensus", "Gradients", "Schulze", "Dots", "Sortition", "no such way"])), ("LotOptions", "12"), ("LotDrawn", "3"), ("Aside", "20"), ("Fallback", ""), ("For", "80"), ("Against", "5"), ($"Protocol.{offered.Lines.Count - 1}", "Consensus"));
        Assert.Equal((new ConsensusLimits(20, null), new GradientLimits(80, 5)), (read.Adopted.Consensus, read.Adopted.Gradients));
        Assert.Equal([CountingMethod.Schulze, CountingMethod.Dots], read.Adopted.Ballots);
        Assert.Equal(new SortitionLimits(12, 3), read.Adopted.Sortition);
        Assert.Null(Read(("LotOptions", "12"), ("LotDrawn", "3")).Adopted.Sortition);
        Assert.Equal(Protocol.Consensus, read.Lines[^1].Protocol);
        Assert.Null(read.Check());
        Assert.Equal(read.Write(), ((DecisionChart)Agreement.Read(typeof(DecisionChart), read.Write())).Write());
        Assert.Equal(75, Read(("Adopt", "Consensus"), ("Aside", "20"), ("Fallback", "75")).Adopted.Consensus!.FallbackPercent);
    }

    [Theory]
    [InlineData("Protocol.0", "Consensus", "isn’t taken up yet")]
    [InlineData("Protocol.0", "Gradients", "isn’t taken up yet")]
    [InlineData("Protocol.0", "Ballot", "a ballot chooses among options")]
    [InlineData("Adopt", "Consensus", "may stand aside")]
    [InlineData("Adopt", "Gradients", "have to be for it")]
    [InlineData("Adopt", "Sortition", "it is drawn among at most")]
    public void A_way_without_its_limits_or_that_was_not_taken_up_is_refused(string name, string value, string because) =>
        Assert.Contains(because, Read((name, value)).Check()?.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(51, 75, 75, 10, "may stand aside")]
    [InlineData(25, 66, 75, 10, "the fallback takes at least 67")]
    [InlineData(25, 101, 75, 10, "the fallback takes at least 67")]
    [InlineData(25, 75, 50, 10, "have to be for it")]
    [InlineData(25, 75, 75, 50, "may be against it")]
    public void Limits_that_would_make_another_way_of_it_are_refused(int aside, int fallback, int forIt, int against, string because)
    {
        var chart = offered with { Adopted = new() { Consensus = new(aside, fallback), Gradients = new(forIt, against) } };
        Assert.Contains(because, chart.Check()?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(61, 5, "among at most 60")]
    [InlineData(1, 1, "among at most 60")]
    [InlineData(5, 5, "fewer than there are options")]
    [InlineData(5, 0, "fewer than there are options")]
    public void A_lot_has_limits_that_people_can_read_and_never_draws_all(int options, int drawn, string because) =>
        Assert.Contains(because, (offered with { Adopted = new() { Sortition = new(options, drawn) } }).Check()?.ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_chart_itself_and_who_joins_are_decided_by_consent_whatever_was_taken_up()
    {
        var adopted = offered with { Adopted = new() { Consensus = new(25, 75), Gradients = new(75, 10) } };
        foreach (var protocol in new[] { Protocol.Consensus, Protocol.Gradients, Protocol.Advice })
        {
            var changed = adopted with { Lines = [.. adopted.Lines.Select(l => l.Kind == DecisionChart.OwnKind ? l with { Protocol = protocol } : l)] };
            Assert.Contains("by consent of all members", changed.Check()?.ToString(), StringComparison.Ordinal);
            Assert.Equal(Protocol.Consent, changed.For(DecisionChart.OwnKind).Protocol);
        }
    }

    private static DecisionChart Read(params IEnumerable<(string Name, StringValues Value)> more)
    {
        var form = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["Seats"] = Said(offered.Council.Seats),
            ["CouncilMonths"] = Said(offered.Council.Months),
            ["Hour"] = (offered.Council.HourMinor / 100m).ToString(CultureInfo.InvariantCulture),
            ["MostOpen"] = Said(offered.MostOpen),
        };
        if (offered.Council.MayPut) form["CouncilPuts"] = "yes";
        foreach (var (i, line) in offered.Lines.Index())
        {
            (form[$"Kind.{i}"], form[$"Protocol.{i}"]) = (line.Kind, line.Protocol.ToString());
            (form[$"Quorum.{i}"], form[$"Open.{i}"]) = (Said(line.QuorumPercent), Said(line.OpenDays));
            (form[$"Window.{i}"], form[$"Review.{i}"]) = (Said(line.WindowDays), Said(line.ReviewMonths));
            if (line.CouncilConsents) form[$"Council.{i}"] = "yes";
        }
        foreach (var (name, value) in more) form[name] = value;
        return (DecisionChart)new DecisionChartForm().Read(new FormCollection(form));
    }

    private static string Said(int number) => number.ToString(CultureInfo.InvariantCulture);
}
