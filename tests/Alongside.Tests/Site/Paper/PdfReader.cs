using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Alongside.Tests.Site.Paper;

/// <summary>Reads our own PDF files as somebody's reader does who knows nothing of us: through each font's table of meanings.</summary>
internal sealed partial class PdfReader
{
    private const RegexOptions Options = RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    private readonly Dictionary<int, (string Head, byte[] Stream)> objects = [];
    private readonly Dictionary<string, Dictionary<string, string>> fonts = new(StringComparer.Ordinal);

    public PdfReader(byte[] file)
    {
        Whole = Encoding.Latin1.GetString(file);
        foreach (Match each in Objects().Matches(Whole))
        {
            var stream = each.Groups["stream"];
            objects[int.Parse(each.Groups["number"].Value, CultureInfo.InvariantCulture)] =
                (each.Groups["head"].Value, stream.Success ? Unpacked(file.AsSpan(stream.Index, stream.Length)) : []);
        }
        foreach (Match font in Fonts().Matches(Whole)) fonts[font.Groups["name"].Value] = Meanings(int.Parse(font.Groups["at"].Value, CultureInfo.InvariantCulture));
    }

    public string Whole { get; }

    public int Pages => Regex.Count(Whole, "/Type /Page ", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>All that is written on the pages, in the order of the file, a space between runs that stand apart.</summary>
    public string Text => string.Concat(Contents().Select(content => string.Concat(Runs().Matches(content).Select(Read))));

    /// <summary>The characters that its glyphs mean, one run after the other, without what the file says in their place.</summary>
    public string Drawn => string.Concat(Contents().Select(content => string.Concat(Runs().Matches(content).Select(run => Read(Replaced().Replace(run.Value, ""))))));

    private IEnumerable<string> Contents() => Kids().Matches(Whole)
        .Select(kid => Encoding.Latin1.GetString(objects[int.Parse(kid.Groups["at"].Value, CultureInfo.InvariantCulture)].Stream));

    private string Read(Match run) => Read(run.Value);

    private string Read(string run)
    {
        var meanings = fonts[FontName().Match(run).Groups["name"].Value];
        var clusters = Shown().Matches(run).Select(shown => shown.Groups["text"].Success
            ? Encoding.BigEndianUnicode.GetString(Convert.FromHexString(shown.Groups["text"].Value))
            : meanings.GetValueOrDefault(shown.Groups["glyph"].Value, ""));
        return string.Concat(run.StartsWith("/ReversedChars", StringComparison.Ordinal) ? clusters.Reverse() : clusters);
    }

    private Dictionary<string, string> Meanings(int font)
    {
        var at = int.Parse(Unicode().Match(objects[font].Head).Groups["at"].Value, CultureInfo.InvariantCulture);
        return Meaning().Matches(Encoding.ASCII.GetString(objects[at].Stream)).ToDictionary(
            m => m.Groups["glyph"].Value, m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups["text"].Value)), StringComparer.Ordinal);
    }

    private static byte[] Unpacked(ReadOnlySpan<byte> packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        zlib.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    [GeneratedRegex(@"(?<number>\d+) 0 obj\n(?<head><<.*?>>)\n(stream\n(?<stream>.*?)\nendstream\n)?endobj", Options, 5000)]
    private static partial Regex Objects();

    [GeneratedRegex(@"/(?<name>F\d+) (?<at>\d+) 0 R", Options, 1000)]
    private static partial Regex Fonts();

    [GeneratedRegex(@"/Type /Page /.*?/Contents (?<at>\d+) 0 R", Options, 1000)]
    private static partial Regex Kids();

    [GeneratedRegex(@"/ToUnicode (?<at>\d+) 0 R", Options, 1000)]
    private static partial Regex Unicode();

    [GeneratedRegex(@"<(?<glyph>[0-9A-F]{4})> <(?<text>[0-9A-F]+)>", Options, 1000)]
    private static partial Regex Meaning();

    [GeneratedRegex(@"(/ReversedChars BMC )?BT .*? ET", Options, 1000)]
    private static partial Regex Runs();

    [GeneratedRegex(@"/(?<name>F\d+) ", Options, 1000)]
    private static partial Regex FontName();

    [GeneratedRegex(@"/ActualText <FEFF(?<text>[0-9A-F]*)>>> BDC.*?EMC|<(?<glyph>[0-9A-F]{4})> Tj", Options, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex(@"/Span <</ActualText <[0-9A-F]*>>> BDC|(?<=Tj) EMC", Options, 1000)]
    private static partial Regex Replaced();
}
