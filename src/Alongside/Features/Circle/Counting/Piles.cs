using System.Runtime.CompilerServices;

namespace Alongside.Features.Circle.Counting;

/// <summary>
/// The papers of a count by transfer, in one pile for each option, each with the value that it was received at. Votes
/// are counted in hundred-thousandths, as whole numbers.
/// </summary>
internal sealed class Piles
{
    public const int Vote = 100_000;

    private readonly Ballots ballots;
    private readonly int[] tops;
    private readonly Paper[] papers;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Piles(Ballots ballots)
    {
        (this.ballots, papers) = (ballots, new Paper[ballots.Groups]);
        (tops, Totals, Continuing) = (new int[ballots.Options.Count], new Int128[ballots.Options.Count], new bool[ballots.Options.Count]);
        Array.Fill(tops, -1);
        Array.Fill(Continuing, true);
        for (var group = 0; group < papers.Length; group++)
        {
            ref var paper = ref papers[group];
            (paper.At, paper.End) = ballots.Place(group);
            paper.Count = ballots.Count(group);
            var first = Mark.ReadInOrder(ballots.Marks(group), 0);
            if (first < 0) continue;
            Lay(group, first, Vote);
            Papers += paper.Count;
        }
    }

    /// <summary>How many papers have a first preference.</summary>
    public long Papers { get; }

    public Int128[] Totals { get; }

    public Int128 NonTransferable { get; private set; }

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
        var number = tops[from];
        tops[from] = -1;
        Totals[from] -= votes;
        NonTransferable += votes;
        var (known, worth) = (0, 0);
        while (number >= 0)
        {
            ref var paper = ref papers[number];
            var following = paper.Next;
            var to = NextContinuing(ref paper);
            if (to >= 0)
            {
                if (paper.Value != known) (known, worth) = (paper.Value, (int)(times * (UInt128)paper.Value / by));
                NonTransferable -= Lay(number, to, worth);
            }
            number = following;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Int128 Lay(int number, int on, int value)
    {
        ref var paper = ref papers[number];
        var votes = (Int128)paper.Count * value;
        (paper.Next, tops[on], paper.Value) = (tops[on], number, value);
        Totals[on] += votes;
        return votes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextContinuing(ref Paper paper)
    {
        var marks = ballots.Marks(paper.At, paper.End);
        for (var place = 1; place < marks.Length; place++)
        {
            var option = Mark.ReadInOrder(marks, place);
            if (option < 0) return -1;
            if (!Continuing[option]) continue;
            paper.At += place;
            return option;
        }
        return -1;
    }

    // All that is asked of a paper lies together: a count goes through a million of them in no order.
    private struct Paper
    {
        /// <summary>The one below it in its pile, and what each of these is worth.</summary>
        public int Next, Value;

        /// <summary>Where the preference stands that it lies with, and where its marks end.</summary>
        public int At, End;

        public long Count;
    }
}
