using System.Text.RegularExpressions;
using Alongside.Features.Circle;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Tests.Site;

namespace Alongside.Tests.Circle;

public partial class AgreementWordsTests
{
    private static readonly DecisionChart offered = DecisionChart.Offer(AgreementQueries.Kinds);

    /// <summary>Each agreement that counts something, where it counts one.</summary>
    public static TheoryData<string, Agreement> OfOne => new()
    {
        { "en", Short(offered) }, { "fr", Short(offered) },
        { "en", FundShare.Offered with { PromisedSessions = 1 } }, { "fr", FundShare.Offered with { PromisedSessions = 1 } },
        { "en", new Redistribution([new("a centre", 200, "")], 1) }, { "fr", new Redistribution([new("a centre", 200, "")], 1) },
        { "en", FirstMandates.Offered with { Months = 1 } }, { "fr", FirstMandates.Offered with { Months = 1 } },
        { "en", new WelcomeMandate([new(Guid.Empty, "Amina"), new(Guid.Empty, "Nkechi")], 1) }, { "fr", new WelcomeMandate([new(Guid.Empty, "Amina"), new(Guid.Empty, "Nkechi")], 1) },
        { "en", ConfidentialityLimits.Offered with { Limits = [ConfidentialityLimits.Offered.Limits[0]] } }, { "fr", ConfidentialityLimits.Offered with { Limits = [ConfidentialityLimits.Offered.Limits[0]] } },
        { "en", new Joining(1) }, { "fr", new Joining(1) },
    };

    [Theory, MemberData(nameof(OfOne))]
    public void One_is_never_many_in_the_words_of_an_agreement(string language, Agreement agreement)
    {
        var words = Speaking.In(language);
        Assert.DoesNotContain(agreement.InWords().Select(words.Say), said => Many().IsMatch(said));
    }

    [Theory]
    [InlineData("en", "At least 66% take part; open for 3 days or more; then one day in which any member can stop it; looked at again after one month.")]
    [InlineData("fr", "Au moins 66\u00A0% prennent part\u00A0; ouvert 3 jours ou plus\u00A0; puis, pendant 1 jour, tout membre peut l’arrêter\u00A0; revu après 1 mois.")]
    public void The_chart_says_percent_and_counts_in_the_readers_way(string language, string said) =>
        Assert.Contains(Short(offered).InWords().Select(Speaking.In(language).Say), sentence => sentence.EndsWith(said, StringComparison.Ordinal));

    [Fact]
    public void Nobody_is_counted_of_a_hundred()
    {
        var taken = offered with { Adopted = new() { Consensus = ConsensusLimits.Offered, Gradients = GradientLimits.Offered, Ballots = [.. Enum.GetValues<CountingMethod>()], Sortition = SortitionLimits.Offered } };
        Assert.DoesNotContain(taken.InWords().Select(Speaking.In("en").Say), said => said.Contains("of 100", StringComparison.Ordinal));
        Assert.DoesNotContain(taken.InWords().Select(Speaking.In("fr").Say), said => said.Contains("sur 100", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_counted_in_a_no_is_said_in_its_own_form_too()
    {
        var refusal = new Refusal($"Wait {Counted.Days(1)} or {Counted.Days(2)}.");
        Assert.Equal("Wait one day or 2 days.", refusal.ToString());
        Assert.Equal("Wait 1 jour or 2 jours.", Speaking.In("fr").Say(refusal));
    }

    private static DecisionChart Short(DecisionChart chart) => chart with
    {
        MostOpen = 1,
        Council = chart.Council with { Months = 1 },
        Lines = [.. chart.Lines.Select(l => l with { OpenDays = 3, WindowDays = 1, ReviewMonths = 1 })],
    };

    // In French a month ends in an s however many they are.
    [GeneratedRegex(@"\b1 (?!mois\b)\p{L}+s\b", RegexOptions.None, 1000)]
    private static partial Regex Many();
}
