using Alongside.Features.Circle;
using Alongside.Features.Crisis;
using Alongside.Tests.Site;

namespace Alongside.Tests.Crisis;

public class ReportingTests
{
    private static readonly ConfidentialityLimit limit = ConfidentialityLimits.Offered.Limits[0];
    private static readonly ReportingCase must = Reporting.Offered.Cases[0];

    [Theory, InlineData("en", "No lawyer has looked it over"), InlineData("fr", "Aucune personne du droit ne l’a encore relu")]
    public void Each_statement_of_the_law_says_its_source_its_day_and_who_reviewed_it_or_that_nobody_has(string language, string nobody)
    {
        var T = Speaking.In(language);
        foreach (var (agreement, sources) in new (Agreement, IEnumerable<string>)[]
            { (ConfidentialityLimits.Offered, ConfidentialityLimits.Offered.Limits.Select(l => l.Source)), (Reporting.Offered, Reporting.Offered.Cases.Select(c => c.Source)) })
        {
            Assert.Null(agreement.Check());
            var said = agreement.InWords().Select(T.Say).ToList();
            foreach (var source in sources) Assert.Contains(said, s => s.Contains(source, StringComparison.Ordinal) && s.Contains("2026", StringComparison.Ordinal) && s.Contains(nobody, StringComparison.Ordinal));
        }
        var reviewed = T.Say(Reporting.SourceOf(must with { ReviewedBy = "Lou Marks" }));
        Assert.Contains("Lou Marks", reviewed, StringComparison.Ordinal);
        Assert.DoesNotContain(nobody, reviewed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "2026-11-24", "Source.0")]
    [InlineData(" ", "2026-11-24", "Source.0")]
    [InlineData("an act, s. 1", "", "AsOf.0")]
    [InlineData("an act, s. 1", "last week", "AsOf.0")]
    public void What_has_no_source_or_no_day_is_refused(string source, string asOf, string field)
    {
        Assert.Equal(field, new ConfidentialityLimits("Ontario", [limit with { Source = source, AsOf = asOf }]).Check()?.Field);
        Assert.Equal(field, new Reporting("Ontario", [must with { Source = source, AsOf = asOf }]).Check()?.Field);
    }

    [Fact]
    public void What_is_written_down_of_an_agreement_is_what_was_agreed_and_nothing_reckoned_from_it()
    {
        foreach (var offered in new Agreement[] { CrisisLines.Offered, ConfidentialityLimits.Offered, Reporting.Offered })
        {
            var json = offered.Write();
            Assert.Equal(json, Agreement.Read(offered.GetType(), json).Write());
            Assert.DoesNotMatch("\"(Checked|InOrder|ByPlace|Read|GoesOut|Answer)\":", json);
        }
    }

    [Fact]
    public void What_goes_out_says_who_by_when_how_little_and_what_is_left_out()
    {
        foreach (var duty in new[] { ReportingDuty.Must, ReportingDuty.May })
        {
            var one = must with { Duty = duty };
            foreach (var (less, field) in new[] { (one with { Who = "" }, "Who.0"), (one with { When = " " }, "When.0"), (one with { Least = "" }, "Least.0"), (one with { NotAdded = "" }, "NotAdded.0") })
                Assert.Equal(field, new Reporting("Ontario", [less]).Check()?.Field);
        }
        Assert.Null(new Reporting("Ontario", [must with { Duty = ReportingDuty.None, Who = "", When = "", Least = "", NotAdded = "" }]).Check());
    }

    [Fact]
    public void What_nobody_knows_is_no_answer_and_leads_to_counsel()
    {
        Assert.Equal(4, Enum.GetValues<ReportingDuty>().Select(d => (must with { Duty = d }).Answer).Distinct().Count());
        Assert.Contains("Ask counsel", (must with { Duty = default }).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Reporting.Offered.Cases, c => c.Duty == ReportingDuty.Unknown && c.GoesOut);
    }

    [Fact]
    public void Limits_of_another_place_stand_under_its_name_after_those_of_the_first()
    {
        var both = new ConfidentialityLimits("Ontario", [limit with { Where = "Quebec" }, limit]);
        Assert.Equal(["Ontario", "Quebec"], both.ByPlace.Select(p => p.Place));
        Assert.Contains(both.InWords().Select(Speaking.In("en").Say), s => s == "This holds in Quebec.");
        Assert.Contains(both.InWords().Select(Speaking.In("en").Say), s => s.Contains("Ontario and Quebec", StringComparison.Ordinal));
        // What was agreed before other places were asked is of the one place.
        Assert.Equal("", ((ConfidentialityLimits)Agreement.Read(typeof(ConfidentialityLimits), """{"Place":"Ontario","Limits":[{"Title":"t","What":"w","First":"","Source":"s","AsOf":"2026-11-24","ReviewedBy":""}]}""")).Limits[0].Where);
    }
}
