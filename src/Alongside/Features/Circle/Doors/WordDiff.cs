using DiffPlex;

namespace Alongside.Features.Circle.Doors;

/// <summary>What becomes of some words: they stay, they go, they come.</summary>
public enum Fate
{
    Stays,
    Goes,
    Comes,
}

/// <summary>Sentences side by side: which words go and which come. Sentences that stay as they are, are left out.</summary>
public static class WordDiff
{
    public static IReadOnlyList<IReadOnlyList<(Fate Fate, string Text)>> Of(IEnumerable<string> before, IEnumerable<string> after)
    {
        var lines = Differ.Instance.CreateLineDiffs(string.Join('\n', before), string.Join('\n', after), ignoreWhitespace: false);
        var changed = new List<IReadOnlyList<(Fate, string)>>();
        foreach (var block in lines.DiffBlocks)
            for (var i = 0; i < Math.Max(block.DeleteCountA, block.InsertCountB); i++)
                changed.Add(Words(
                    i < block.DeleteCountA ? lines.PiecesOld[block.DeleteStartA + i] : "",
                    i < block.InsertCountB ? lines.PiecesNew[block.InsertStartB + i] : ""));
        return [.. changed.Where(line => line.Count > 0)];
    }

    // Where hardly a word stays, the two sentences read better one after the other than one within the other.
    private static List<(Fate, string)> Words(string before, string after)
    {
        var words = Differ.Instance.CreateWordDiffs(before, after, ignoreWhitespace: false, [' ']);
        var staying = words.PiecesOld.Sum(p => p.Length) - words.DiffBlocks.Sum(b => words.PiecesOld.Skip(b.DeleteStartA).Take(b.DeleteCountA).Sum(p => p.Length));
        if (staying * 2 < Math.Max(before.Length, after.Length))
            return [.. new[] { (Fate.Goes, before), (Fate.Comes, after) }.Where(p => p.Item2.Length > 0)];
        var (pieces, at) = (new List<(Fate, string)>(), 0);
        foreach (var block in words.DiffBlocks)
        {
            Add(Fate.Stays, words.PiecesOld, at, block.DeleteStartA - at);
            Add(Fate.Goes, words.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            Add(Fate.Comes, words.PiecesNew, block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Add(Fate.Stays, words.PiecesOld, at, words.PiecesOld.Count - at);
        return pieces;

        void Add(Fate fate, IReadOnlyList<string> from, int start, int count)
        {
            if (count > 0) pieces.Add((fate, string.Concat(from.Skip(start).Take(count))));
        }
    }
}
