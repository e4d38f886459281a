using System.Globalization;
using System.Reflection;

namespace Alongside.Site.Paper;

/// <summary>The classes that UAX #9 sorts characters into, under its own short names.</summary>
internal enum BidiClass : byte
{
    L, R, AL, EN, ES, ET, AN, CS, NSM, BN, B, S, WS, ON, LRE, LRO, RLE, RLO, PDF, LRI, RLI, FSI, PDI,
}

/// <summary>What Unicode says about characters in text of two directions; <c>SOURCES.md</c> says where it is from.</summary>
internal static class BidiTable
{
    private static readonly List<int> starts = [];
    private static readonly List<BidiClass> classes = [];
    private static readonly Dictionary<int, int> closing = [];

    static BidiTable()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("paper/bidi.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#') continue;
            var parts = line.Split(' ');
            if (parts.Length == 3) closing[Hex(parts[0])] = Hex(parts[1]);
            else (starts, classes).Add(Hex(parts[0]), Enum.Parse<BidiClass>(parts[1]));
        }
        Opening = closing.ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>The bracket that opens what this one closes.</summary>
    public static IReadOnlyDictionary<int, int> Opening { get; }

    /// <summary>The bracket that closes what this one opens.</summary>
    public static IReadOnlyDictionary<int, int> Closing => closing;

    public static BidiClass Of(int character)
    {
        var at = starts.BinarySearch(character);
        return classes[at < 0 ? ~at - 1 : at];
    }

    private static void Add(this (List<int> Starts, List<BidiClass> Classes) table, int start, BidiClass its)
    {
        table.Starts.Add(start);
        table.Classes.Add(its);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
