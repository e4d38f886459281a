using System.Globalization;
using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Alongside.Site.Paper;

/// <summary>One glyph of a run, in points.</summary>
/// <param name="Id">Its number in the font.</param>
/// <param name="X">From the run's left edge.</param>
/// <param name="Y">Above the baseline.</param>
/// <param name="Advance">How far the next one stands from it.</param>
/// <param name="Cluster">Where in the text what it shows begins.</param>
internal sealed record Glyph(ushort Id, float X, float Y, float Advance, int Cluster);

/// <summary>A stretch of text in one font, one script and one direction, shaped: its glyphs stand from left to right.</summary>
internal sealed record Run(Typeface Typeface, float Size, bool RightToLeft, string Text, int Start, int End)
{
    /// <summary>Is it to stand out by thicker outlines, as its font has no strong one?</summary>
    public bool Thickened { get; init; }

    public required IReadOnlyList<Glyph> Glyphs { get; init; }

    public required float Width { get; init; }

    /// <summary>How far it reaches above the baseline, marks stacked on letters included.</summary>
    public required float Above { get; init; }

    /// <summary>How far it reaches below the baseline.</summary>
    public required float Below { get; init; }

    public static Run Shape(Typeface face, Style style, bool rightToLeft, Script script, CultureInfo language, string text, int start, int end)
    {
        using var buffer = new Buffer { ClusterLevel = ClusterLevel.MonotoneGraphemes };
        buffer.AddUtf16(text, start, end - start);
        buffer.Direction = rightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.Script = script;
        buffer.Language = new(language);
        face.Font.Shape(buffer);
        var size = style.Size * face.Scale;
        var (infos, places, unit) = (buffer.GlyphInfos, buffer.GlyphPositions, size / face.Units);
        var glyphs = new List<Glyph>(infos.Length);
        var (x, above, below) = (0f, face.Ascent * size, face.Descent * size);
        for (var i = 0; i < infos.Length; i++)
        {
            var y = places[i].YOffset * unit;
            glyphs.Add(new((ushort)infos[i].Codepoint, x + (places[i].XOffset * unit), y, places[i].XAdvance * unit, (int)infos[i].Cluster));
            x += places[i].XAdvance * unit;
            if (!face.Font.TryGetGlyphExtents(infos[i].Codepoint, out var ink)) continue;
            above = Math.Max(above, y + (ink.YBearing * unit));
            below = Math.Max(below, -(y + ((ink.YBearing + ink.Height) * unit)));
        }
        return new(face, size, rightToLeft, text, start, end) { Thickened = style.Strong && !face.HasStrong, Glyphs = glyphs, Width = x, Above = above, Below = below };
    }

    /// <summary>What is read as one, from left to right: its glyphs and the characters that they show.</summary>
    public IEnumerable<(IReadOnlyList<Glyph> Glyphs, string Text)> Clusters()
    {
        var starts = Glyphs.Select(glyph => glyph.Cluster).Distinct().Order().Append(End).ToList();
        return Glyphs.GroupBy(glyph => glyph.Cluster)
            .Select(cluster => ((IReadOnlyList<Glyph>)[.. cluster], Text[cluster.Key..starts[starts.IndexOf(cluster.Key) + 1]]));
    }

    /// <summary>The same, drawn smaller.</summary>
    public Run Scaled(float by) => this with
    {
        Size = Size * by,
        Glyphs = [.. Glyphs.Select(g => g with { X = g.X * by, Y = g.Y * by, Advance = g.Advance * by })],
        Width = Width * by,
        Above = Above * by,
        Below = Below * by,
    };
}
