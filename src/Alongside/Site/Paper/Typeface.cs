using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace Alongside.Site.Paper;

/// <summary>One of the fonts that come with the application; <c>fonts/SOURCES.md</c> says whose they are.</summary>
internal sealed class Typeface
{
    // Each is read once, when the first paper needs it, and then shared: HarfBuzz's faces and fonts that can't be
    // changed any more are safe to use from many threads.
    private static readonly Lazy<Typeface> latin = From("NotoSans-Regular"), latinStrong = From("NotoSans-Bold"), arabic = From("NotoNaskhArabic-Regular", 1.2f),
        arabicStrong = From("NotoNaskhArabic-Bold", 1.2f), han = From("DroidSansFallbackFull");

    private Typeface(string name, byte[] file, float scale)
    {
        (Name, File, Scale) = (name, file, scale);
        // HarfBuzz reads where the file lies, so it must never be moved; Blob.FromStream lets it be.
        using var blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(file, 0), file.Length, MemoryMode.ReadOnly);
        var face = new HarfBuzzSharp.Face(blob, 0);
        Units = face.UnitsPerEm;
        Font = new(face);
        Font.SetFunctionsOpenType();
        Font.SetScale(Units, Units);
        Font.TryGetHorizontalFontExtents(out var extents);
        (Ascent, Descent) = ((float)extents.Ascender / Units, -(float)extents.Descender / Units);
        face.MakeImmutable();
    }

    public string Name { get; }

    public byte[] File { get; }

    /// <summary>How much larger it is drawn, so that it looks as large as the others beside it.</summary>
    public float Scale { get; }

    public Font Font { get; }

    /// <summary>Font units to the em, in which HarfBuzz answers.</summary>
    public int Units { get; }

    /// <summary>Of an em, above the baseline.</summary>
    public float Ascent { get; }

    /// <summary>Of an em, below the baseline.</summary>
    public float Descent { get; }

    /// <summary>In the order in which they are asked for a letter.</summary>
    public static IEnumerable<Typeface> All(bool strong)
    {
        yield return (strong ? latinStrong : latin).Value;
        yield return (strong ? arabicStrong : arabic).Value;
        yield return han.Value;
    }

    /// <summary>Is there one for what stands out? Of the others the outlines are drawn a little thicker.</summary>
    public bool HasStrong => this != han.Value;

    /// <summary>Has it all of what is read as one character?</summary>
    public bool Has(string cluster) => HasEach(cluster) || HasEach(cluster.Normalize(NormalizationForm.FormC)) || HasEach(cluster.Normalize(NormalizationForm.FormD));

    private bool HasEach(string cluster)
    {
        foreach (var rune in cluster.EnumerateRunes())
        {
            // What is never seen, such as a joiner, needs no picture.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value is >= 0xFE00 and <= 0xFE0F) continue;
            if (!Font.TryGetNominalGlyph((uint)rune.Value, out _)) return false;
        }
        return true;
    }

    private static Lazy<Typeface> From(string name, float scale = 1) => new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"paper/{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} was not built into the assembly.");
        var file = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        stream.ReadExactly(file);
        return new(name, file, scale);
    });
}
