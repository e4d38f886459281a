using System.Text;

namespace Alongside.Features.Sealing;

/// <summary>The 1024 words of SLIP-0039, ten bits each. They are recognised by their first four letters.</summary>
internal static class Slip39Words
{
    public const int Bits = 10;

    private static readonly string[] Words = Load();

    private static readonly Dictionary<string, int> ByBeginning =
        Words.Select((word, place) => (word, place)).ToDictionary(p => p.word[..4], p => p.place, StringComparer.Ordinal);

    public static string At(int place) => Words[place];

    /// <summary>The word's place, or null. Its first four letters, or more of it, are enough, in any case.</summary>
    public static int? Find(string typed)
    {
        var word = typed.ToLowerInvariant();
        return word.Length >= 4 && ByBeginning.TryGetValue(word[..4], out var place)
            && Words[place].StartsWith(word, StringComparison.Ordinal) ? place : null;
    }

    private static string[] Load()
    {
        using var list = typeof(Slip39Words).Assembly.GetManifestResourceStream("slip39-words.txt")
            ?? throw new InvalidOperationException("The list of words is missing from the build.");
        return new StreamReader(list, Encoding.UTF8).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
