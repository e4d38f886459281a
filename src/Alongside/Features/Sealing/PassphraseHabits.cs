using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>Ways of choosing a passphrase that are long and still guessed early.</summary>
internal static class PassphraseHabits
{
    // So many letters and digits must remain when everything common is taken away.
    private const int OfOnesOwn = 8;
    private const int Variety = 6;

    private static readonly string[] Rows =
    [
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
        "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop", "yxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1aqw2zsx3edc4rfv5tgb6yhn7uj8ik9ol0pm",
        "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
    ];

    private static readonly HashSet<(char, char)> Neighbours =
        [.. Rows.SelectMany(row => row.Zip(row[1..]).SelectMany(p => new[] { p, (p.Second, p.First) }))];

    private static readonly Dictionary<char, char> Masks = "0o1i!i|i3e€e4a@a5s$s7t+t8b".Chunk(2).ToDictionary(p => p[0], p => p[1]);

    // Longest first, so that a sentence is taken away before the short words in it.
    private static readonly string[] Common =
        [.. CommonPassphrases.Lines.Select(Fold).Distinct(StringComparer.Ordinal).OrderByDescending(line => line.Length)];

    /// <summary>Both texts are normalised; the name may be empty.</summary>
    public static Refusal? Refuse(string text, string signInName)
    {
        if (Names(text, signInName)) return new($"Please leave your sign-in name out of the passphrase: it is what somebody would try first.") { Field = "Passphrase" };
        var folded = Fold(text);
        var typed = string.Concat(text.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c)));
        // Signs between letters hide neither a repetition nor a row of keys; where signs are most of it they count.
        var looks = folded.Length * 2 > typed.Length ? new[] { typed, folded } : [typed];
        if (looks.Any(Repeats))
        {
            return new($"The same characters or words come again and again here. Please choose words that differ from each other.") { Field = "Passphrase" };
        }
        if (looks.Any(Walks))
        {
            return new($"Neighbouring keys, and letters or numbers in their order, are tried first. Please choose words of your own.") { Field = "Passphrase" };
        }
        if (IsCommon(folded) || IsCommon(Unmask(text)))
        {
            return new($"Many people choose these words, so they are tried first. Please choose words that only you would put together.") { Field = "Passphrase" };
        }
        return null;
    }

    private static bool Names(string text, string signInName)
    {
        if (signInName.Length == 0) return false;
        var folded = Fold(text);
        var words = Words(text);
        return new[] { signInName, signInName.Split('@')[0] }.Select(Fold).Any(name =>
            name.Length >= 4 ? folded.Contains(name, StringComparison.Ordinal) : name.Length > 1 && words.Contains(name));
    }

    private static HashSet<string> Words(string text) =>
        [.. string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ').Select(Fold)];

    // Of the threes of characters in a sentence nearly all differ; in anything said twice only half of them do.
    private static bool Repeats(string text)
    {
        var threes = Enumerable.Range(0, Math.Max(0, text.Length - 2)).Select(at => text.Substring(at, 3)).ToArray();
        return text.Distinct().Count() < Variety || threes.Distinct(StringComparer.Ordinal).Count() * 3 < threes.Length * 2;
    }

    // In ordinary sentences one pair of neighbours in ten is a step on the keyboard or in the alphabet.
    private static bool Walks(string text)
    {
        var steps = text.Zip(text.Skip(1)).Count(p => Math.Abs(p.First - p.Second) <= 1 || Neighbours.Contains(p));
        return text.Length > 1 && steps * 2 > text.Length - 1;
    }

    private static bool IsCommon(string folded)
    {
        if (folded.Length >= OfOnesOwn && Common.Any(line => line.Contains(folded, StringComparison.Ordinal))) return true;
        var rest = folded;
        foreach (var line in Common) rest = rest.Replace(line, "", StringComparison.Ordinal);
        return rest.Length < folded.Length && rest.Count(char.IsLetter) < OfOnesOwn;
    }

    /// <summary>Letters and digits only, in lower case and without accents: how people vary a sentence.</summary>
    private static string Fold(string text) => string.Concat(text.Normalize(NormalizationForm.FormKD).ToLowerInvariant()
        .Where(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)))
        .Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal);

    // Digits and signs that stand for letters: pa$$w0rd.
    private static string Unmask(string text) => Fold(string.Concat(text.Select(c => Masks.GetValueOrDefault(c, c))));
}
