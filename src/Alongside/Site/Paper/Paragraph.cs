using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace Alongside.Site.Paper;

/// <summary>How letters are drawn, their size in points.</summary>
internal sealed record Style(float Size, bool Strong = false);

/// <summary>
/// One line of a paragraph: where its text begins and where the next line's does, and its runs from left to right. White at
/// its end belongs to it, and isn't drawn.
/// </summary>
internal sealed record Line(int Start, int End, IReadOnlyList<Run> Runs)
{
    public float Width => Runs.Sum(run => run.Width);

    public float Above => Runs.Max(run => run.Above);

    public float Below => Runs.Max(run => run.Below);

    /// <summary>The same, drawn smaller.</summary>
    public Line Scaled(float by) => by == 1 ? this : this with { Runs = [.. Runs.Select(run => run.Scaled(by))] };
}

/// <summary>A phrase that finds its lines: in fonts that have its letters, shaped, and each run in its direction.</summary>
internal sealed class Paragraph
{
    // Of the size of its letters: so many marks may be stacked on one of them that a line would fill pages.
    private const float Highest = 6;

    // In UTF-16 units, more than any line holds: a word that goes on for ever isn't measured whole for each of its lines.
    private const int MostInLine = 1_000;

    private readonly string text;
    private readonly Style style;
    private readonly CultureInfo language;
    private readonly Bidi bidi;
    private readonly int[] clusters;
    private readonly int[] breaks;
    private readonly List<(int Start, int End, Typeface? Typeface, Script Script)> items = [];

    public Paragraph(Phrase phrase, Style style, CultureInfo language)
    {
        text = Clean(phrase.Text);
        (this.style, this.language) = (style, language);
        bidi = new(text, phrase.AsWritten ? null : language.TextInfo.IsRightToLeft);
        clusters = LineBreaks.Clusters(text);
        breaks = LineBreaks.Of(text);
        for (var i = 0; i < clusters.Length - 1; i++) Add(clusters[i], clusters[i + 1]);
    }

    /// <summary>Is there a character that none of our fonts has?</summary>
    public bool IsMissingSome => items.Exists(item => item.Typeface is null) || Set(0, text.Length).Runs.Any(run => run.Glyphs.Any(glyph => glyph.Id == 0));

    /// <summary>Its lines, each no wider than this. One character that is wider by itself is drawn smaller.</summary>
    public IReadOnlyList<Line> Break(float width)
    {
        var lines = new List<Line>();
        for (var start = 0; start < text.Length || lines.Count == 0;)
        {
            var line = Longest(breaks, start, width) ?? Longest(clusters, start, width) ?? Squeezed(start, width);
            lines.Add(line);
            start = line.End;
            if (text.Length == 0) break;
        }
        return lines;
    }

    // A tab or a line end would be drawn as a box; lone halves of characters, and what Unicode keeps free for ever, aren't text at all.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029) clean.Append(' ');
            else clean.Append((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF ? Rune.ReplacementChar : rune);
        }
        return clean.ToString();
    }

    private void Add(int start, int end)
    {
        var cluster = text[start..end];
        var script = UnicodeFunctions.Default.GetScript((uint)char.ConvertToUtf32(cluster, 0));
        var before = items.Count == 0 ? (0, 0, null, Script.Common) : items[^1];
        // Spaces and signs go with the letters before them, so that a phrase isn't torn into one run a word.
        var shared = script == Script.Common || script == Script.Inherited;
        var face = shared && before.Typeface?.Has(cluster) == true ? before.Typeface : Typeface.All(style.Strong).FirstOrDefault(f => f.Has(cluster));
        if (shared) script = before.Script;
        if (items.Count > 0 && before.Typeface == face && (before.Script == script || before.Script == Script.Common)) items[^1] = (before.Start, end, face, script);
        else items.Add((start, end, face, script));
    }

    // The longest line from here that ends at one of these places and fits; null where none does.
    private Line? Longest(int[] places, int start, float width)
    {
        Line? fits = null;
        foreach (var place in places.Where(place => place > start))
        {
            if (place - start > MostInLine) break;
            var line = Set(start, place);
            if (line.Width > width) break;
            fits = line;
        }
        return fits;
    }

    private Line Squeezed(int start, float width)
    {
        var line = Set(start, Array.Find(clusters, place => place > start));
        return line.Scaled(Math.Min(1, width / line.Width));
    }

    private Line Set(int start, int end)
    {
        var shown = end;
        while (shown > start && LineBreaks.IsSpace(text[shown - 1])) shown--;
        var levels = bidi.OfLine(start, shown);
        var runs = new List<Run>();
        var runLevels = new List<byte>();
        foreach (var item in items.Where(item => item.Start < shown && item.End > start))
        {
            var (from, to) = (Math.Max(item.Start, start), Math.Min(item.End, shown));
            while (from < to)
            {
                var until = from;
                while (until < to && levels[until - start] == levels[from - start]) until++;
                runLevels.Add(levels[from - start]);
                runs.Add(Run.Shape(item.Typeface ?? Typeface.All(style.Strong).First(), style, levels[from - start] % 2 == 1, item.Script, language, text, from, until));
                from = until;
            }
        }
        if (runs.Count == 0) runs.Add(Run.Shape(Typeface.All(style.Strong).First(), style, bidi.Level == 1, Script.Common, language, text, start, start));
        var line = new Line(start, end, runs.Count == runLevels.Count ? [.. Bidi.Order(runLevels).Select(i => runs[i])] : runs);
        return line.Scaled(Math.Min(1, Highest * style.Size / (line.Above + line.Below)));
    }
}
