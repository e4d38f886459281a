using System.Globalization;
using Alongside.Features.Circle;
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

    private static DecisionChart Read(params IEnumerable<(string Name, string Value)> more)
    {
        var form = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["Seats"] = Said(offered.Council.Seats),
            ["Hour"] = (offered.Council.HourMinor / 100m).ToString(CultureInfo.InvariantCulture),
            ["MostOpen"] = Said(offered.MostOpen),
        };
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
