using System.Text.Json;
using Alongside.Kernel;
using CsCheck;

namespace Alongside.Tests.Kernel;

public class MoneyTests
{
    [Fact]
    public void Parts_always_sum_to_the_whole() =>
        Gen.Select(Gen.Long[-1_000_000_00, 1_000_000_00], Gen.Long[0, 1000].Array[1, 8].Where(p => p.Sum() > 0))
            .Sample((minor, parts) => new Money(minor, "CAD").Share(parts).Sum(m => m.Minor) == minor);

    [Fact]
    public void Sharing_agrees_with_the_published_cases_and_a_negative_amount_mirrors_its_positive()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText("Vectors/money-allocation.json"));
        foreach (var one in vectors.RootElement.GetProperty("cases").EnumerateArray())
        {
            var amount = one.GetProperty("amount").GetInt64();
            var ratios = Longs(one.GetProperty("ratios"));
            var shares = new Money(amount, "CAD").Share(ratios).Select(m => m.Minor);
            // The published negative case splits -5 otherwise than 5; ours mirrors, so that a refund can't drift.
            var expected = amount < 0
                ? new Money(-amount, "CAD").Share(ratios).Select(m => -m.Minor)
                : Longs(one.GetProperty("parts"));
            Assert.Equal(expected, shares);
        }
    }

    [Fact]
    public void Two_currencies_are_never_reckoned_together() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CAD") + new Money(1, "USD"));

    private static long[] Longs(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt64())];
}
