using static Alongside.Site.Paper.BidiClass;

namespace Alongside.Site.Paper;

/// <summary>One isolating run sequence of a paragraph: the rules W1 to I2 of UAX #9.</summary>
internal sealed class BidiRuns(int[] sequence, int[] characters, BidiClass[] original, BidiClass[] types, byte[] levels)
{
    // BD16: deeper brackets than these are not looked at.
    private const int MostOpenBrackets = 63;

    private BidiClass Embedding => levels[sequence[0]] % 2 == 1 ? R : L;

    public void Resolve((BidiClass Before, BidiClass After) outside)
    {
        Weak(outside.Before);
        Brackets(outside.Before);
        Neutral(outside);
        foreach (var i in sequence)
        {
            // I1 and I2.
            if (levels[i] % 2 == 1) levels[i] += (byte)(types[i] == R ? 0 : 1);
            else levels[i] += (byte)(types[i] switch { R => 1, AN or EN => 2, _ => 0 });
        }
    }

    private void Weak(BidiClass before)
    {
        var (previous, strong) = (before, before);
        foreach (var i in sequence)
        {
            // W1 and W2, then W3 once nobody asks any more which letter was an Arabic one.
            if (types[i] == NSM) types[i] = previous is LRI or RLI or FSI or PDI ? ON : previous;
            previous = types[i];
            if (types[i] is L or R or AL) strong = types[i];
            if (types[i] == EN && strong == AL) types[i] = AN;
        }
        foreach (var i in sequence) if (types[i] == AL) types[i] = R;
        for (var k = 1; k < sequence.Length - 1; k++)
        {
            // W4
            var (left, here, right) = (types[sequence[k - 1]], types[sequence[k]], types[sequence[k + 1]]);
            if (left == right && ((left == EN && here is ES or CS) || (left == AN && here == CS))) types[sequence[k]] = left;
        }
        for (var k = 0; k < sequence.Length; k++)
        {
            // W5
            if (types[sequence[k]] != ET) continue;
            var end = k;
            while (end < sequence.Length && types[sequence[end]] == ET) end++;
            var besideNumber = (k > 0 && types[sequence[k - 1]] == EN) || (end < sequence.Length && types[sequence[end]] == EN);
            for (var each = k; each < end && besideNumber; each++) types[sequence[each]] = EN;
            k = end - 1;
        }
        strong = before;
        foreach (var i in sequence)
        {
            // W6 and W7
            if (types[i] is ES or ET or CS) types[i] = ON;
            if (types[i] is L or R) strong = types[i];
            if (types[i] == EN && strong == L) types[i] = L;
        }
    }

    // N0
    private void Brackets(BidiClass before)
    {
        foreach (var (open, close) in Pairs())
        {
            var inside = Enumerable.Range(open + 1, close - open - 1).Select(k => Strong(types[sequence[k]])).Where(t => t != ON).ToHashSet();
            if (inside.Count == 0) continue;
            var side = Embedding;
            if (!inside.Contains(side))
            {
                var context = before;
                for (var k = open - 1; k >= 0; k--)
                {
                    if (Strong(types[sequence[k]]) is not (L or R)) continue;
                    context = Strong(types[sequence[k]]);
                    break;
                }
                if (context != side) side = context;
            }
            foreach (var bracket in new[] { open, close })
            {
                types[sequence[bracket]] = side;
                for (var k = bracket + 1; k < sequence.Length && original[sequence[k]] == NSM; k++) types[sequence[k]] = side;
            }
        }
    }

    private List<(int Open, int Close)> Pairs()
    {
        var pairs = new List<(int, int)>();
        var open = new List<(int Bracket, int At)>();
        for (var k = 0; k < sequence.Length; k++)
        {
            var bracket = Canonical(characters[sequence[k]]);
            if (types[sequence[k]] != ON) continue;
            if (BidiTable.Closing.ContainsKey(bracket))
            {
                if (open.Count == MostOpenBrackets) break;
                open.Add((bracket, k));
            }
            else if (BidiTable.Opening.TryGetValue(bracket, out var opening) && open.FindLastIndex(o => o.Bracket == opening) is >= 0 and var found)
            {
                pairs.Add((open[found].At, k));
                open.RemoveRange(found, open.Count - found);
            }
        }
        return [.. pairs.Order()];
    }

    // N1 and N2
    private void Neutral((BidiClass Before, BidiClass After) outside)
    {
        for (var k = 0; k < sequence.Length; k++)
        {
            if (!IsNeutral(types[sequence[k]])) continue;
            var end = k;
            while (end < sequence.Length && IsNeutral(types[sequence[end]])) end++;
            var left = k == 0 ? outside.Before : Strong(types[sequence[k - 1]]);
            var right = end == sequence.Length ? outside.After : Strong(types[sequence[end]]);
            for (var each = k; each < end; each++) types[sequence[each]] = left == right ? left : Embedding;
            k = end - 1;
        }
    }

    private static bool IsNeutral(BidiClass type) => type is B or S or WS or ON or FSI or LRI or RLI or PDI;

    // Numbers count as right to left beside neutrals and in brackets.
    private static BidiClass Strong(BidiClass type) => type switch { L => L, R or AN or EN => R, _ => ON };

    // The two angle brackets that Unicode holds to be the same.
    private static int Canonical(int character) => character switch { 0x2329 => 0x3008, 0x232A => 0x3009, _ => character };
}
