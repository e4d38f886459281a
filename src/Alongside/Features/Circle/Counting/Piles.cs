using System.Runtime.CompilerServices;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// The papers of a count by transfer: with whom each lies, and the value that it was received at. Votes are counted in
/// hundred-thousandths, as whole numbers. Papers are gone through as they lie in memory, which for a million of them is
/// several times as fast as lists of those that lie with one option.
/// </summary>
internal sealed class Piles
{
    public const int Vote = 100_000;

    private const ushort Nobody = ushort.MaxValue;

    private readonly Ballots ballots;
    private readonly ushort[] holders, places;
    private readonly int[] values;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Piles(Ballots ballots)
    {
        (this.ballots, Totals, Continuing) = (ballots, new Int128[ballots.Options.Count], new bool[ballots.Options.Count]);
        (holders, places, values) = (new ushort[ballots.Groups], new ushort[ballots.Groups], new int[ballots.Groups]);
        Array.Fill(Continuing, true);
        for (var paper = 0; paper < holders.Length; paper++)
        {
            var first = Mark.ReadInOrder(ballots.Marks(paper), 0);
            holders[paper] = first < 0 ? Nobody : (ushort)first;
            if (first < 0) continue;
            Lay(paper, first, Vote);
            Papers += ballots.Count(paper);
        }
    }

    /// <summary>How many papers have a first preference.</summary>
    public long Papers { get; }

    public Int128[] Totals { get; }

    /// <summary>What was used up, or lost where a value was cut.</summary>
    public Int128 NonTransferable => Totals.Aggregate((Int128)Papers * Vote, (left, total) => left - total);

    /// <summary>Who is neither elected nor excluded.</summary>
    public bool[] Continuing { get; }

    public IEnumerable<int> Those => Enumerable.Range(0, Continuing.Length).Where(option => Continuing[option]);

    /// <summary>Takes an option out, and passes every paper on at the value that it was received at.</summary>
    public void Exclude(int option)
    {
        Continuing[option] = false;
        PassOn(option, Totals[option], 1, 1);
    }

    /// <summary>Leaves the quota and passes every paper on at its part of the surplus, cut after five decimals.</summary>
    public void PassOnSurplus(int option, Int128 quota)
    {
        var surplus = Totals[option] - quota;
        PassOn(option, surplus, (UInt128)surplus, (UInt128)Totals[option]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PassOn(int from, Int128 votes, UInt128 times, UInt128 by)
    {
        Totals[from] -= votes;
        var (known, worth, paper) = (0, 0, -1);
        while (holders.AsSpan(paper + 1).IndexOf((ushort)from) is >= 0 and var further)
        {
            paper += 1 + further;
            var to = NextContinuing(paper);
            holders[paper] = to < 0 ? Nobody : (ushort)to;
            if (to < 0) continue;
            if (values[paper] != known) (known, worth) = (values[paper], (int)(times * (UInt128)values[paper] / by));
            Lay(paper, to, worth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Lay(int paper, int on, int value)
    {
        values[paper] = value;
        Totals[on] += (Int128)Math.BigMul((ulong)ballots.Count(paper), (ulong)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextContinuing(int paper)
    {
        var marks = ballots.Marks(paper);
        for (var place = places[paper] + 1; place < marks.Length; place++)
        {
            var option = Mark.ReadInOrder(marks, place);
            if (option < 0) return -1;
            if (!Continuing[option]) continue;
            places[paper] = (ushort)place;
            return option;
        }
        return -1;
    }
}
