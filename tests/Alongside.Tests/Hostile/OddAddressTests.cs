using System.Reflection;
using Alongside.Site;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Components;

namespace Alongside.Tests.Hostile;

/// <summary>What somebody types after the question mark of an address, or a link brought along that was broken in two.</summary>
[Trait("Kind", "Unhurried")]
public sealed class OddAddressTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    [Theory, InlineData(Walker.Visitor), InlineData("zaynab"), InlineData("nkechi")]
    public async Task No_page_breaks_over_what_stands_after_its_question_mark(string who)
    {
        using var walker = await Walker.Come(demo.Practice.Address, who);
        var (wrong, odd) = (new List<string>(), Crawl.Odd(demo.Practice));
        foreach (var path in odd) wrong.AddRange((await walker.Get(path)).Wrong("asks for"));
        Offences.None(wrong);
        Assert.True(odd.Count > 100, $"Only {odd.Count} addresses were asked for.");
    }

    [Fact]
    public async Task What_can_be_read_beside_it_is_read()
    {
        using var visitor = new PlainBrowser(demo.Practice.Address);
        Assert.Contains("You are signed out everywhere", await visitor.Page("/sign-in?out=true"), StringComparison.Ordinal);
        Assert.DoesNotContain("You are signed out everywhere", await visitor.Page("/sign-in?out=yes"), StringComparison.Ordinal);
        Assert.Contains("You are signed out everywhere", await visitor.Page("/sign-in?back=1&out=TRUE&out=1"), StringComparison.Ordinal);
    }

    /// <summary>Words go through as they are, and of what isn't words only a yes or no is looked over on its way.</summary>
    [Fact]
    public void Pages_read_words_or_a_yes_from_their_address_and_what_stands_within_a_page_reads_nothing()
    {
        var read = typeof(SiteHost).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ComponentBase)))
            .SelectMany(t => t.GetProperties().Where(p => p.IsDefined(typeof(SupplyParameterFromQueryAttribute))).Select(p => (Type: t, Property: p))).ToList();
        Assert.NotEmpty(read);
        Offences.None(read.Where(r => !r.Type.IsDefined(typeof(RouteAttribute)) || (r.Property.PropertyType != typeof(bool) && r.Property.PropertyType != typeof(string)))
            .Select(r => $"{r.Type.Name}.{r.Property.Name}"));
    }
}
