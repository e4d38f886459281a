using System.Globalization;
using System.Text.RegularExpressions;

namespace Alongside.Site;

/// <summary>What French asks of a sentence once it is known what fills it.</summary>
internal static partial class French
{
    // A y or an h at a name's beginning is taken either way, so it is left as it stands.
    private const string Vowels = "aeiouàâäéèêëîïôöùûüœæ";

    /// <summary>"de {0}" before a vowel is "d’{0}": d’octobre, d’Amina.</summary>
    public static string Elide(string said, IReadOnlyList<object?> args) => Shortened().Replace(said, found =>
        int.Parse(found.Groups["place"].Value, CultureInfo.InvariantCulture) is var place && place < args.Count
        && args[place]?.ToString() is { Length: > 0 } text && Vowels.Contains(char.ToLowerInvariant(text[0]), StringComparison.Ordinal)
            ? $"{found.Groups["word"]}’{found.Groups["filled"]}"
            : found.Value);

    [GeneratedRegex(@"\b(?<word>[dD]|[qQ]u)e (?<filled>(<[^<>]*>)?\{(?<place>\d))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shortened();
}
