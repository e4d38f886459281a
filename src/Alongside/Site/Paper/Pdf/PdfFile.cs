using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Alongside.Site.Paper.Pdf;

/// <summary>The objects of a PDF file (ISO 32000-1), written one after the other. The same objects always make the same bytes.</summary>
internal sealed class PdfFile
{
    private readonly MemoryStream written = new();
    private readonly List<long> places = [];

    public PdfFile() => Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");

    /// <summary>A number for an object that others speak of before it is written.</summary>
    public int Reserve()
    {
        places.Add(0);
        return places.Count;
    }

    /// <summary>Writes an object and returns its number.</summary>
    public int Add(string content) => Add(Reserve(), content);

    public int Add(int number, string content)
    {
        Begin(number);
        Write($"{content}\nendobj\n");
        return number;
    }

    /// <summary>Writes a stream, packed, and returns its number.</summary>
    public int AddStream(ReadOnlySpan<byte> bytes, string entries = "")
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(bytes);
        var number = Reserve();
        Begin(number);
        Write($"<</Filter /FlateDecode /Length {packed.Length}{entries}>>\nstream\n");
        written.Write(packed.ToArray());
        Write("\nendstream\nendobj\n");
        return number;
    }

    public byte[] Finish(int catalog, int info)
    {
        var table = written.Length;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) Write($"{place:D10} 00000 n \n");
        Write($"trailer\n<</Size {places.Count + 1} /Root {catalog} 0 R /Info {info} 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return written.ToArray();
    }

    /// <summary>A number as PDF writes it: a thousandth of a point is finer than any printer.</summary>
    public static string Number(float number) => Math.Round(number, 3).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Text of any script as a PDF string.</summary>
    public static string Text(string text) => $"<FEFF{Hex(text)}>";

    public static string Hex(string text) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));

    private void Begin(int number)
    {
        places[number - 1] = written.Length;
        Write($"{number} 0 obj\n");
    }

    private void Write(string text) => written.Write(Encoding.Latin1.GetBytes(text));
}
