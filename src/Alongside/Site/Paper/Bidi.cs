using static Alongside.Site.Paper.BidiClass;

namespace Alongside.Site.Paper;

/// <summary>
/// Which way each character of a paragraph runs, and in which order the runs of a line stand: the Unicode Bidirectional
/// Algorithm, UAX #9 (revision 46, Unicode 15.0), with the names of its rules. Mirrored brackets are the shaper's part.
/// </summary>
internal sealed class Bidi
{
    private const int DeepestLevel = 125;

    private readonly int[] characters;
    private readonly int[] at;
    private readonly BidiClass[] original;
    private readonly BidiClass[] types;
    private readonly byte[] levels;
    private readonly int[] match;

    /// <param name="text">One paragraph.</param>
    /// <param name="rightToLeft">Its direction; null for that of its first letter (P2, P3), and left to right where it has none.</param>
    public Bidi(string text, bool? rightToLeft)
    {
        var runes = text.EnumerateRunes().ToList();
        characters = [.. runes.Select(r => r.Value)];
        at = new int[runes.Count + 1];
        for (var i = 0; i < runes.Count; i++) at[i + 1] = at[i] + runes[i].Utf16SequenceLength;
        original = [.. characters.Select(BidiTable.Of)];
        types = [.. original];
        levels = new byte[characters.Length];
        match = Isolates();
        Level = (byte)(rightToLeft ?? FirstStrong(0, characters.Length) == 1 ? 1 : 0);
        Explicit();
        // What lies beside a sequence counts as it was before any was resolved.
        foreach (var (sequence, outside) in Sequences().Select(sequence => (sequence, Outside(sequence))).ToList())
            new BidiRuns(sequence, characters, original, types, levels).Resolve(outside);
        for (var i = 0; i < levels.Length; i++) if (IsRemoved(original[i])) levels[i] = i == 0 ? Level : levels[i - 1];
    }

    /// <summary>Of the paragraph: 0 runs left to right, 1 right to left.</summary>
    public byte Level { get; }

    /// <summary>The level of each UTF-16 unit of one line of the text: even ones run left to right. What is white at its end stays at the end (L1).</summary>
    public byte[] OfLine(int start, int end)
    {
        var line = new byte[end - start];
        var trailing = true;
        for (var i = Array.BinarySearch(at, end) - 1; i >= 0 && at[i] >= start; i--)
        {
            trailing = original[i] is S or B || (trailing && (original[i] is WS or FSI or LRI or RLI or PDI || IsRemoved(original[i])));
            for (var unit = at[i]; unit < at[i + 1]; unit++) line[unit - start] = trailing ? Level : levels[i];
        }
        return line;
    }

    /// <summary>The order in which things of these levels stand from left to right (L2).</summary>
    public static int[] Order(IReadOnlyList<byte> levels)
    {
        var order = Enumerable.Range(0, levels.Count).ToArray();
        var lowestOdd = levels.Where(level => level % 2 == 1).DefaultIfEmpty((byte)255).Min();
        for (int level = levels.DefaultIfEmpty((byte)0).Max(); level >= lowestOdd; level--)
        {
            for (var from = 0; from < order.Length; from++)
            {
                if (levels[order[from]] < level) continue;
                var to = from;
                while (to < order.Length && levels[order[to]] >= level) to++;
                Array.Reverse(order, from, to - from);
                from = to;
            }
        }
        return order;
    }

    /// <summary>What rule X9 takes out of the reckoning.</summary>
    internal static bool IsRemoved(BidiClass type) => type is LRE or LRO or RLE or RLO or PDF or BN;

    private static bool IsIsolate(BidiClass type) => type is LRI or RLI or FSI;

    // BD9: where each isolate ends, and each end begins; -1 for those without.
    private int[] Isolates()
    {
        var found = Enumerable.Repeat(-1, characters.Length).ToArray();
        var open = new Stack<int>();
        for (var i = 0; i < characters.Length; i++)
        {
            if (IsIsolate(original[i])) open.Push(i);
            else if (original[i] == PDI && open.TryPop(out var begun)) (found[begun], found[i]) = (i, begun);
            else if (original[i] == B) open.Clear();
        }
        return found;
    }

    // P2, P3: 1 for right to left, 0 for left to right, -1 where no letter says so.
    private int FirstStrong(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (original[i] == L) return 0;
            if (original[i] is R or AL) return 1;
            if (IsIsolate(original[i])) i = match[i] < 0 ? to : match[i];
        }
        return -1;
    }

    // X1 to X8.
    private void Explicit()
    {
        var within = new Stack<(byte Level, BidiClass Override, bool Isolate)>([(Level, ON, false)]);
        var (tooManyIsolates, tooManyEmbeddings, isolates) = (0, 0, 0);
        for (var i = 0; i < characters.Length; i++)
        {
            var type = original[i];
            if (type == PDI)
            {
                if (tooManyIsolates > 0) tooManyIsolates--;
                else if (isolates > 0)
                {
                    tooManyEmbeddings = 0;
                    while (!within.Pop().Isolate) continue;
                    isolates--;
                }
            }
            if (type == PDF && tooManyIsolates == 0)
            {
                if (tooManyEmbeddings > 0) tooManyEmbeddings--;
                else if (!within.Peek().Isolate && within.Count > 1) within.Pop();
            }
            var here = within.Peek();
            levels[i] = type == B ? Level : here.Level;
            if (here.Override != ON && !IsRemoved(type) && type != B) types[i] = here.Override;
            if (!IsIsolate(type) && type is not (LRE or LRO or RLE or RLO)) continue;
            var next = Next(here.Level, IsRightToLeft(i));
            var fits = next <= DeepestLevel && tooManyIsolates == 0 && tooManyEmbeddings == 0;
            if (fits) within.Push(((byte)next, type switch { LRO => L, RLO => R, _ => ON }, IsIsolate(type)));
            if (IsIsolate(type)) (isolates, tooManyIsolates) = fits ? (isolates + 1, tooManyIsolates) : (isolates, tooManyIsolates + 1);
            else if (!fits && tooManyIsolates == 0) tooManyEmbeddings++;
        }
    }

    private bool IsRightToLeft(int i) => original[i] switch
    {
        RLE or RLO or RLI => true,
        FSI => FirstStrong(i + 1, match[i] < 0 ? characters.Length : match[i]) == 1,
        _ => false,
    };

    private static int Next(int level, bool rightToLeft) => rightToLeft ? (level + 1) | 1 : (level + 2) & ~1;

    // BD13: runs of one level, joined where an isolate lies between them.
    private List<int[]> Sequences()
    {
        var runs = new List<List<int>>();
        foreach (var i in Enumerable.Range(0, characters.Length).Where(i => !IsRemoved(original[i])))
        {
            if (runs.Count > 0 && levels[runs[^1][^1]] == levels[i]) runs[^1].Add(i);
            else runs.Add([i]);
        }
        var beginning = runs.ToDictionary(run => run[0]);
        var sequences = new List<int[]>();
        foreach (var run in runs.Where(run => original[run[0]] != PDI || match[run[0]] < 0))
        {
            var sequence = new List<int>(run);
            while (IsIsolate(original[sequence[^1]]) && match[sequence[^1]] >= 0) sequence.AddRange(beginning[match[sequence[^1]]]);
            sequences.Add([.. sequence]);
        }
        return sequences;
    }

    // X10: what stands before and after a sequence.
    private (BidiClass Before, BidiClass After) Outside(int[] sequence)
    {
        var (first, last) = (sequence[0], sequence[^1]);
        var before = first - 1;
        while (before >= 0 && IsRemoved(original[before])) before--;
        var after = last + 1;
        while (after < characters.Length && IsRemoved(original[after])) after++;
        var endsOpen = IsIsolate(original[last]) || after == characters.Length;
        return (Side(levels[first], before < 0 ? Level : levels[before]), Side(levels[first], endsOpen ? Level : levels[after]));
    }

    private static BidiClass Side(byte one, byte other) => Math.Max(one, other) % 2 == 1 ? R : L;
}
