using Alongside.Features.Circle.Deciding;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>Random sequences on the model, held against <see cref="DeliberationOracle"/> after each step; see <see cref="DeliberationPlay"/>.</summary>
public class DeliberationModelTests
{
    private static readonly string[] Acts =
        ["take", "take for", "amend", "settle", "ask again", "recall", "take back", "take on", "ask advice", "advise", "answer advice", "decide", "say urgent", "name source", "draw", "stand in", "confirm", "decline"];

    [Fact]
    public void Whatever_people_do_and_whenever_the_model_agrees_with_who_keeps_it_on_paper() => Plays(1, 3000, 40);

    [Fact]
    [Trait("Kind", "Slow")]
    public void Long_sequences_hold_as_well() => Plays(100_001, 600, 150);

    private static void Plays(int firstSeed, int times, int steps)
    {
        var seen = new HashSet<string>();
        foreach (var seed in Enumerable.Range(firstSeed, times))
        {
            var play = new DeliberationPlay(seed);
            if (play.Run(steps) is { } wrong) Assert.Fail($"Seed {seed}: {wrong}");
            seen.UnionWith(play.Seen);
        }
        // The way back, which is a question of its own, is played through by EmergencyTests.
        var ordinary = Enum.GetValues<Stage>().Except([Stage.Ready]).Select(stage => stage.ToString());
        Assert.All(["it stays", .. Enum.GetValues<WhyBack>().Select(why => $"back: {why}")], settled => Assert.Contains(settled, seen));
        Assert.All(ordinary, stage => Assert.Contains(stage, seen));
        Assert.All(Acts, act => Assert.Contains($"{act} {Answer.Done}", seen));
        Assert.All(Acts, act => Assert.Contains($"{act} {Answer.Refused}", seen));
        Assert.All([nameof(GuestAsked), nameof(GuestCame), nameof(GuestWelcomed), nameof(GuestEnded)], fact => Assert.Contains(fact, seen));
        Assert.All(["council answers", "council recalls"], act => Assert.Contains($"{act} {Answer.Done}", seen));
    }
}
