using Alongside.Kernel;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// The single transferable vote as Scottish councils are elected: the Scottish Local Government Elections Order 2007
/// (SSI 2007/42), Schedule 1, rules 45 to 52. Votes are whole hundred-thousandths, as rule 48(3) cuts a transfer value
/// after five decimals; nothing is rounded otherwise.
/// </summary>
internal sealed class ScottishStv
{
    private readonly Piles piles;
    private readonly Standing standing;
    private readonly List<int> winners = [], surpluses = [];
    private readonly List<TallyRound> rounds = [];
    private readonly Int128 quota;
    private readonly int seats;

    private ScottishStv(Ballots ballots, int seats, Lot lot)
    {
        (piles, standing, this.seats) = (new(ballots), new(lot), seats);
        // Rule 46. Nobody is excluded for a paper that can't be read: it is none of the valid ones.
        quota = (Int128)Quota * Piles.Vote;
    }

    private long Quota => (piles.Papers / (seats + 1)) + 1;

    public static Outcome<TallyResult> Count(Ballots ballots, int seats, Lot lot)
    {
        var count = new ScottishStv(ballots, seats, lot);
        if (count.Run() is { } refusal) return refusal;
        return new TallyResult(CountingMethod.ScottishStv, seats, ballots.Options, count.piles.Papers, count.Quota, count.winners, count.rounds);
    }

    private Refusal? Run()
    {
        End([], null);
        while (winners.Count < seats)
        {
            var refusal = surpluses.Count > 0 ? PassOnASurplus() : ExcludeTheLowest();
            if (refusal is not null) return refusal;
        }
        return null;
    }

    // Rules 48 and 49: the largest first, one a stage.
    private Refusal? PassOnASurplus()
    {
        var picked = standing.Highest(surpluses);
        if (picked.Refusal is { } refusal) return refusal;
        surpluses.Remove(picked.Value);
        piles.PassOnSurplus(picked.Value, quota);
        End([], picked.Value);
        return null;
    }

    // Rules 50 and 51.
    private Refusal? ExcludeTheLowest()
    {
        var picked = standing.Lowest(piles.Those);
        if (picked.Refusal is { } refusal) return refusal;
        piles.Exclude(picked.Value);
        End([picked.Value], null);
        return null;
    }

    // Rule 47, then rule 52: when as many continue as there are vacancies, they are elected without further transfer.
    private void End(IReadOnlyList<int> excluded, int? surplus)
    {
        standing.End(piles.Totals);
        var reached = standing.InOrder(piles.Those.Where(option => piles.Totals[option] >= quota));
        Elect(reached);
        var left = standing.InOrder(piles.Those);
        if (left.Count == seats - winners.Count) Elect(left);
        else left.Clear();
        surpluses.AddRange(reached.Where(option => piles.Totals[option] > quota));
        rounds.Add(new([.. piles.Totals.Select(Votes)], Votes(piles.NonTransferable), [.. reached, .. left], excluded, surplus));
    }

    private void Elect(List<int> elected)
    {
        foreach (var option in elected) piles.Continuing[option] = false;
        winners.AddRange(elected);
    }

    private static decimal Votes(Int128 parts) => (decimal)parts / Piles.Vote;
}
