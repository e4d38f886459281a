using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>Counts ballots. The same ballots, seats and lot always give the same result, on every machine.</summary>
public static class Tally
{
    /// <param name="method">How.</param>
    /// <param name="ballots">What is counted.</param>
    /// <param name="seats">How many are chosen; instant run-off chooses one.</param>
    /// <param name="lot">The order drawn by lot, as far as one was drawn.</param>
    /// <param name="unranked">What it means by Schulze's method that a ballot doesn't name an option.</param>
    /// <returns>A refusal where the ballots aren't of this method's kind, the seats don't fit, or a tie needs a lot that wasn't drawn.</returns>
    public static Outcome<TallyResult> Count(CountingMethod method, Ballots ballots, int seats, IReadOnlyList<string> lot, Unranked unranked = Unranked.Below)
    {
        var drawn = Lot.Of(ballots.Options, lot);
        return drawn.Refusal is { } refusal ? refusal : Count(method, ballots, seats, drawn.Value, unranked);
    }

    /// <inheritdoc cref="Count(CountingMethod, Ballots, int, IReadOnlyList{string}, Unranked)"/>
    public static Outcome<TallyResult> Count(CountingMethod method, Ballots ballots, int seats, Lot lot, Unranked unranked = Unranked.Below)
    {
        if (seats < 1) return new Refusal($"There has to be at least one seat.");
        if (seats > ballots.Options.Count) return new Refusal($"There are more seats ({seats}) than candidates ({ballots.Options.Count}).");
        if (method == CountingMethod.Irv && seats > 1) return new Refusal($"Instant run-off elects one. For more seats there is Scottish STV.");
        if (ballots.Kind != method.Counts()) return Unfit(method);
        return method switch
        {
            CountingMethod.ScottishStv => ScottishStv.Count(ballots, seats, lot),
            CountingMethod.Irv => InstantRunoff.Count(ballots, lot),
            CountingMethod.Schulze => Schulze.Count(ballots, seats, lot, unranked),
            _ => Highest.Sum(method, ballots, seats, lot),
        };
    }

    private static Refusal Unfit(CountingMethod method) => method.Counts() switch
    {
        BallotKind.Ranks => new($"This method counts ranks, and these ballots hold none."),
        BallotKind.Scores => new($"This method counts scores, and these ballots hold none."),
        _ => new($"This method counts dots, and these ballots hold none."),
    };
}
