using System.Buffers.Binary;
using System.Text;

namespace Alongside.Site.Paper.Pdf;

/// <summary>
/// A TrueType font (OpenType specification, tables of <c>glyf</c> outlines) with the outlines of some glyphs only. Their
/// numbers stay, so that what was shaped with the whole font can be drawn with this part of it.
/// </summary>
internal sealed class SubsetFont
{
    // What a PDF reader needs to draw glyphs by number (ISO 32000-1, 9.9).
    private static readonly string[] kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] file;
    private readonly Dictionary<string, (int At, int Length)> tables = new(StringComparer.Ordinal);

    private SubsetFont(byte[] file)
    {
        this.file = file;
        for (var (i, count) = (0, Short(4)); i < count; i++)
        {
            var entry = 12 + (16 * i);
            tables[Encoding.ASCII.GetString(file, entry, 4)] = (Long(entry + 8), Long(entry + 12));
        }
    }

    /// <param name="file">The whole font.</param>
    /// <param name="glyphs">Those that are drawn. What they are composed of comes along.</param>
    public static byte[] Of(byte[] file, IEnumerable<int> glyphs) => new SubsetFont(file).Keep(glyphs);

    private byte[] Keep(IEnumerable<int> glyphs)
    {
        var all = new SortedSet<int> { 0 };
        var waiting = new Queue<int>(glyphs);
        while (waiting.TryDequeue(out var glyph))
        {
            if (!all.Add(glyph)) continue;
            foreach (var part in Parts(glyph)) waiting.Enqueue(part);
        }
        var count = all.Max + 1;
        var (outlines, places) = (new MemoryStream(), new byte[4 * (count + 1)]);
        for (var glyph = 0; glyph < count; glyph++)
        {
            if (all.Contains(glyph)) outlines.Write(Outline(glyph));
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * (glyph + 1)), (int)outlines.Length);
        }
        return Written(kept.Where(tables.ContainsKey).Select(name => (name, name switch
        {
            "glyf" => outlines.ToArray(),
            "loca" => places,
            "hmtx" => Widths(all, count),
            "head" => Patched("head", (8, 0), (10, 0), (50, 1)),
            "hhea" => Patched("hhea", (34, count)),
            "maxp" => Patched("maxp", (4, count)),
            _ => Table(name).ToArray(),
        })).ToList());
    }

    private ReadOnlySpan<byte> Table(string name) => file.AsSpan(tables[name].At, tables[name].Length);

    private ReadOnlySpan<byte> Outline(int glyph)
    {
        var (places, isLong) = (tables["loca"].At, Short(tables["head"].At + 50) == 1);
        var (from, to) = isLong ? (Long(places + (4 * glyph)), Long(places + (4 * glyph) + 4)) : (2 * Short(places + (2 * glyph)), 2 * Short(places + (2 * glyph) + 2));
        return Table("glyf")[from..to];
    }

    private List<int> Parts(int glyph)
    {
        const int words = 1, scaled = 8, more = 32, scaledBoth = 64, matrix = 128;
        var parts = new List<int>();
        var outline = Outline(glyph);
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return parts;
        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & words) != 0 ? 4 : 2) + ((flags & scaled) != 0 ? 2 : (flags & scaledBoth) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
            if ((flags & more) == 0) return parts;
        }
    }

    private byte[] Widths(SortedSet<int> glyphs, int count)
    {
        var (metrics, widths) = (Short(tables["hhea"].At + 34), new byte[4 * count]);
        var from = Table("hmtx");
        foreach (var glyph in glyphs)
        {
            from.Slice(4 * Math.Min(glyph, metrics - 1), 2).CopyTo(widths.AsSpan(4 * glyph));
            from.Slice(glyph < metrics ? (4 * glyph) + 2 : (4 * metrics) + (2 * (glyph - metrics)), 2).CopyTo(widths.AsSpan((4 * glyph) + 2));
        }
        return widths;
    }

    private byte[] Patched(string name, params (int At, int Value)[] shorts)
    {
        var table = Table(name).ToArray();
        foreach (var (at, value) in shorts) BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(at), (ushort)value);
        return table;
    }

    private static byte[] Written(List<(string Name, byte[] Bytes)> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        using var written = new MemoryStream();
        Span<byte> four = stackalloc byte[4];
        Write(four, 0x00010000);
        Write(four, (tables.Count << 16) | (16 << power));
        Write(four, (power << 16) | ((tables.Count * 16) - (16 << power)));
        var at = 12 + (16 * tables.Count);
        foreach (var (name, bytes) in tables)
        {
            written.Write(Encoding.ASCII.GetBytes(name));
            Write(four, Sum(bytes));
            Write(four, at);
            Write(four, bytes.Length);
            at += (bytes.Length + 3) & ~3;
        }
        foreach (var (_, bytes) in tables)
        {
            written.Write(bytes);
            while (written.Length % 4 != 0) written.WriteByte(0);
        }
        return written.ToArray();

        void Write(Span<byte> four, int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(four, value);
            written.Write(four);
        }
    }

    private static int Sum(byte[] bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i++) sum += (uint)bytes[i] << (24 - (8 * (i % 4)));
        return (int)sum;
    }

    private int Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private int Long(int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
