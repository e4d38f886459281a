using Alongside.Demo.Sized;

namespace Alongside.Tests.Commands;

public class DemoSizeTests
{
    [Theory]
    [InlineData(2, 40, 1, "It takes 3 to found one.")]
    [InlineData(201, 400, 1, "between 3 and 200 members")]
    [InlineData(5, 11, 1, "between 12 and 20000 people")]
    [InlineData(5, 40, 0, "between one and 10 years")]
    [InlineData(5, 40, 11, "between one and 10 years")]
    [InlineData(5, 401, 2, "Name 400 at most")]
    public void A_size_that_can_not_be_is_refused_in_a_sentence(int members, int clients, int years, string why) =>
        Assert.Contains(why, new DemoSize(members, clients, years).Check()!.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(60, null, null)]
    [InlineData(null, 5000, null)]
    [InlineData(null, null, 5)]
    [InlineData(3, null, 10)]
    [InlineData(null, 12, 10)]
    [InlineData(60, 5000, 5)]
    public void What_is_not_said_follows_from_what_is(int? members, int? clients, int? years) => Assert.Null(DemoSize.Of(members, clients, years)!.Check());
}
