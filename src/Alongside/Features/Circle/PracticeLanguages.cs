using System.Globalization;
using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>In which languages the practice speaks and writes to people. What a therapist speaks besides is their own to say.</summary>
/// <param name="Spoken">Two-letter codes (ISO 639-1); the first is used where nobody named another.</param>
public sealed record PracticeLanguages(IReadOnlyList<string> Spoken) : Agreement
{
    public static PracticeLanguages Offered { get; } = new(["en", "fr"]);

    public override Refusal? Check()
    {
        if (Spoken.Count == 0) return new($"Please choose at least one language.") { Field = "Spoken" };
        if (Spoken.FirstOrDefault(code => NameOf(code) is null) is { } unknown)
            return new($"We don't know a language by the code {unknown}. Codes have two letters, as in en or fr.") { Field = "Spoken" };
        return Spoken.Distinct().Count() < Spoken.Count ? new($"One of the languages is there twice.") { Field = "Spoken" } : null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"Languages we write in: {string.Join(", ", Spoken.Select(code => NameOf(code) ?? code))}.";
        if (Spoken.Count > 1) yield return $"Where somebody named none of these, the first is used: {NameOf(Spoken[0]) ?? Spoken[0]}.";
    }

    /// <summary>The language's own name for itself, or null where the code is none.</summary>
    public static string? NameOf(string code)
    {
        var known = Array.Find(CultureInfo.GetCultures(CultureTypes.NeutralCultures), c => c.Name == code && c.TwoLetterISOLanguageName == code);
        return known is null || code.Length != 2 ? null : known.NativeName;
    }
}
