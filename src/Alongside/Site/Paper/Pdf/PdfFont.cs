using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alongside.Site.Paper.Pdf;

/// <summary>What of one of our fonts a file draws, and what its glyphs mean to who copies the text or has it read aloud.</summary>
internal sealed class PdfFont(Typeface face, string name)
{
    private readonly SortedDictionary<int, string> meanings = [];
    private readonly SortedSet<int> used = [];

    public Typeface Typeface { get; } = face;

    /// <summary>What pages call it.</summary>
    public string Name { get; } = name;

    /// <summary>How wide a glyph is by itself, of an em.</summary>
    public float WidthOf(int glyph) => (float)Typeface.Font.GetHorizontalGlyphAdvance((uint)glyph) / Typeface.Units;

    public void Use(Run run)
    {
        used.UnionWith(run.Glyphs.Select(glyph => (int)glyph.Id));
        foreach (var (glyphs, text) in run.Clusters()) Learn([.. glyphs.Select(glyph => (int)glyph.Id)], text);
    }

    /// <summary>What these glyphs say to who knows nothing but each glyph's meaning.</summary>
    public string Read(IEnumerable<Glyph> glyphs, bool rightToLeft) =>
        string.Concat((rightToLeft ? glyphs.Reverse() : glyphs).Select(glyph => meanings.GetValueOrDefault(glyph.Id)));

    /// <summary>Writes it and returns its number.</summary>
    public int Write(PdfFile file)
    {
        var font = SubsetFont.Of(Typeface.File, used);
        // ISO 32000-1, 9.6.4: a part of a font is marked by six letters.
        var mark = new string([.. SHA256.HashData(font)[..6].Select(b => (char)('A' + (b % 26)))]);
        var program = file.AddStream(font, $" /Length1 {font.Length}");
        var (ascent, descent) = ((int)(Typeface.Ascent * 1000), (int)(Typeface.Descent * -1000));
        var descriptor = file.Add($"<</Type /FontDescriptor /FontName /{mark}+{Typeface.Name} /Flags 4 /FontBBox [-1000 {descent} 2000 {ascent}] /ItalicAngle 0 " +
            $"/Ascent {ascent} /Descent {descent} /CapHeight 714 /StemV 80 /FontFile2 {program} 0 R>>");
        var widths = string.Join(' ', used.Select(glyph => $"{glyph} [{PdfFile.Number(WidthOf(glyph) * 1000)}]"));
        var descendant = file.Add($"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{mark}+{Typeface.Name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> " +
            $"/CIDToGIDMap /Identity /DW 0 /W [{widths}] /FontDescriptor {descriptor} 0 R>>");
        var unicode = file.AddStream(Encoding.ASCII.GetBytes(Meanings()));
        return file.Add($"<</Type /Font /Subtype /Type0 /BaseFont /{mark}+{Typeface.Name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R>>");
    }

    // A glyph that the font has for a character means that one; what is left of the characters, the first glyph that is left.
    private void Learn(List<int> glyphs, string text)
    {
        var characters = text.EnumerateRunes().ToList();
        foreach (var glyph in glyphs.ToList())
        {
            var at = characters.FindIndex(rune => Typeface.Font.TryGetNominalGlyph((uint)rune.Value, out var nominal) && nominal == glyph);
            if (at < 0) continue;
            meanings.TryAdd(glyph, characters[at].ToString());
            characters.RemoveAt(at);
            glyphs.Remove(glyph);
        }
        if (glyphs.Count > 0 && characters.Count > 0) meanings.TryAdd(glyphs[0], string.Concat(characters));
    }

    private string Meanings()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var hundred in meanings.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{hundred.Length} beginbfchar\n");
            foreach (var (glyph, text) in hundred) map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{PdfFile.Hex(text)}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
