using System.Globalization;
using NodaTime;

namespace Alongside.Tests.Site;

public class SaidTests
{
    [Theory]
    [InlineData("en", "Tuesday 24 November, 10:30")]
    [InlineData("fr", "mardi 24 novembre, 10\u00A0h\u00A030")]
    [InlineData("en-XA", "⟦Tuesday 24 November, 10:30⟧")]
    public void An_instant_is_said_by_the_clock_on_the_readers_wall(string language, string said) =>
        Assert.Equal(said, Speaking.In(language).Said.At(Speaking.Tuesday));

    [Fact]
    public void Who_lives_by_another_clock_hears_both()
    {
        var pune = Speaking.In("en", Speaking.Pune).Said;
        Assert.Equal("Tuesday 24 November, 21:00 (10:30 in Toronto)", pune.AtBoth(Speaking.Tuesday));
        Assert.Equal("Wednesday 25 November, 3:30 (Tuesday 24 November, 17:00 in Toronto)",
            pune.AtBoth(Speaking.Tuesday + Duration.FromMinutes(390)));
        Assert.Equal("Tuesday 24 November, 10:30", Speaking.In("en").Said.AtBoth(Speaking.Tuesday));
    }

    [Theory]
    [InlineData("en", 25_00, "CAD", "$25")]
    [InlineData("en", 25_50, "CAD", "$25.50")]
    [InlineData("en", 1_234_00, "CAD", "$1,234")]
    [InlineData("en", -25_00, "CAD", "\u2212$25")]
    [InlineData("en", 25_00, "USD", "25\u00A0USD")]
    [InlineData("en", 2_500, "JPY", "2,500\u00A0JPY")]
    [InlineData("en", 2_500, "BHD", "2.500\u00A0BHD")]
    [InlineData("fr", 25_50, "CAD", "25,50\u00A0$")]
    [InlineData("en", 0, "CAD", "$0")]
    public void Whole_amounts_need_no_decimals_and_foreign_ones_name_their_currency(string language, long minor, string currency, string said) =>
        Assert.Equal(said, Speaking.In(language).Said.Money(new(minor, currency)));

    [Fact]
    public void Every_currency_has_the_decimals_that_ISO_4217_gives_it()
    {
        var said = Speaking.In("en").Said;
        var rows = File.ReadLines("Vectors/iso4217.csv").Skip(1).Select(line => line.Split(','))
            .Select(cells => (Currency: cells[^4], Decimals: cells[^2], Withdrawn: cells[^1]))
            .Where(row => row.Withdrawn.Length == 0 && row.Decimals is "0" or "2" or "3").DistinctBy(row => row.Currency).ToList();
        Assert.InRange(rows.Count, 140, 200);
        foreach (var (currency, decimals, _) in rows)
        {
            var figures = said.Money(new(1_111, currency)).Split('\u00A0', '$')[currency == "CAD" ? 1 : 0];
            Assert.Equal((currency, decimals), (currency, (figures.Contains('.', StringComparison.Ordinal) ? figures.Length - figures.IndexOf('.') - 1 : 0).ToString(CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData(50, "50 minutes")]
    [InlineData(1, "one minute")]
    [InlineData(60, "one hour")]
    [InlineData(75, "one hour 15 minutes")]
    [InlineData(47 * 60, "47 hours")]
    [InlineData(3 * 24 * 60, "3 days")]
    public void A_length_of_time_is_said_as_one_says_it(int minutes, string said) =>
        Assert.Equal(said, Speaking.In("en").Said.Length(Duration.FromMinutes(minutes)));

    [Fact]
    public void The_first_of_a_month_has_its_own_word_in_French()
    {
        var first = new LocalDate(2026, 12, 1);
        Assert.Equal("1er décembre 2026", Speaking.In("fr").Said.Date(first));
        Assert.Equal("mardi 1er décembre", Speaking.In("fr").Said.Day(first));
        Assert.Equal("1 December 2026", Speaking.In("en").Said.Date(first));
    }

    [Fact]
    public void A_list_ends_with_and()
    {
        var said = Speaking.In("en").Said;
        Assert.Equal("", said.List([]));
        Assert.Equal("Amina", said.List(["Amina"]));
        Assert.Equal("Amina, Leila and Sione", said.List(["Amina", "Leila", "Sione"]));
    }
}
