namespace Alongside.Tests.Sealing;

[Trait("Kind", "Unhurried")]
public class KeyModelTests
{
    private const string Leaked = "an old key opens what was sealed after the permission ended";
    private const string Reach = "not who is permitted";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_each_event_wraps_are_who_is_permitted_and_old_keys_open_nothing_newer(int seed) =>
        Assert.Null(await Run(Planted.Nothing, seed, 60));

    [Theory]
    [Trait("Kind", "Slow")]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Long_sequences_hold_as_well(int seed) => Assert.Null(await Run(Planted.Nothing, seed, 200));

    [Theory]
    [Trait("Kind", "Slow")]
    [InlineData(Planted.NoCloseOnWithdrawal, Leaked, 2)]
    [InlineData(Planted.NoCloseOnLeaving, Reach, 2)]
    [InlineData(Planted.CloseOnlyWhatIsWrappedToTheMandate, Reach, 2)]
    [InlineData(Planted.OldMandateKeysForJoiners, Leaked, 8)]
    public async Task Each_planted_mistake_is_caught_where_the_honest_code_holds(Planted planted, string caught, int first)
    {
        // Most sequences show each mistake within a hundred events.
        foreach (var seed in new[] { first, 5, 3 })
        {
            if (await Run(planted, seed, 120) is not { } broken) continue;
            Assert.Contains(caught, broken, StringComparison.Ordinal);
            Assert.Null(await Run(Planted.Nothing, seed, 120));
            return;
        }
        Assert.Fail($"{planted} went unseen");
    }

    private static async Task<string?> Run(Planted planted, int seed, int steps)
    {
        await using var practice = await TestPractice.Begin(seed: seed);
        return await new KeyModel(practice, new Random(seed), planted).Run(steps);
    }
}
