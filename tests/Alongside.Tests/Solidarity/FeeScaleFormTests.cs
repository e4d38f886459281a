using System.Globalization;
using Alongside.Features.Solidarity;
using Alongside.Features.Solidarity.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Alongside.Tests.Solidarity;

public class FeeScaleFormTests
{
    private static readonly FeeScale offered = FeeScale.Offered;

    [Fact]
    public void What_stands_in_the_fields_reads_back_as_the_same_scale() => Assert.Equal(offered.Write(), Read().Write());

    [Fact]
    public void A_tier_on_the_last_lines_stands_between_the_two_its_amount_lies_between()
    {
        var read = Read(("Tier.6", "A little more"), ("Words.6", "Some months there is something left."), ("Price.6", "40"));
        Assert.Equal([0L, 25_00, 40_00, 60_00, 110_00, 160_00, 200_00], read.Tiers.Select(t => t.Minor));
        Assert.Equal(("a-little-more", "A little more"), (read.Tiers[2].Key, read.Tiers[2].Name));
        Assert.Equal(offered.Tiers, read.Tiers.Where(t => t.Name != "A little more"));
        Assert.Null(read.Check());
    }

    [Fact]
    public void One_that_is_emptied_goes_and_the_others_keep_who_chose_them()
    {
        var read = Read(("Tier.2", ""), ("Words.2", ""), ("Price.2", ""));
        Assert.Equal(["nothing", "a-little", "most", "yours", "yours-and-more"], read.Tiers.Select(t => t.Key));
    }

    [Theory]
    [InlineData("Price.1", "some", "in figures", "Price.5")]
    [InlineData("Price.1", "60", "Tiers rise", "Price.2")]
    [InlineData("Price.0", "5", "begins at nothing", "Price.0")]
    [InlineData("Tier.3", "", "needs a name", "Tier.3")]
    [InlineData("Words.4", "", "needs a description", "Words.4")]
    [InlineData("Minutes.2", "25", "stands there twice", "Minutes.2")]
    [InlineData("Full.1", "free", "more than nothing", "Full.1")]
    public void What_is_refused_says_where_it_stands_once_the_lines_are_in_order(string name, string value, string because, string field)
    {
        var refusal = Read((name, value)).Check();
        Assert.Contains(because, refusal?.ToString(), StringComparison.Ordinal);
        Assert.Equal(field, refusal!.Field);
    }

    [Theory]
    [InlineData("Price.1", "about 30", "Price.5")]
    [InlineData("Full.1", "free", "Full.1")]
    [InlineData("Minutes.2", "", "Minutes.2")]
    public void What_cannot_be_read_comes_back_as_it_was_typed_where_it_is_refused(string name, string value, string field)
    {
        var form = new FeeScaleForm();
        var refusal = form.Read(Sent((name, value))).Check();
        Assert.Equal((field, value), (refusal!.Field, form.Typed[field]));
        Assert.Null(form.Typed["Price.0"]);
    }

    private static FeeScale Read(params (string Name, string Value)[] typed) => (FeeScale)new FeeScaleForm().Read(Sent(typed));

    private static FormCollection Sent(params (string Name, string Value)[] typed)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["Currency"] = offered.Currency };
        foreach (var (i, full) in offered.Full.Index())
            (fields[$"Minutes.{i}"], fields[$"Full.{i}"]) = (full.Minutes.ToString(CultureInfo.InvariantCulture), Amounts.Write(new(full.Minor, offered.Currency)));
        foreach (var (i, tier) in offered.Tiers.Index())
            (fields[$"Key.{i}"], fields[$"Tier.{i}"], fields[$"Words.{i}"], fields[$"Price.{i}"]) = (tier.Key, tier.Name, tier.Words, Amounts.Write(new(tier.Minor, offered.Currency)));
        foreach (var (name, value) in typed) fields[name] = value;
        return new FormCollection(fields);
    }
}
