using System.Text;
using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>
/// What somebody alone knows and opens their keys with: 15 to 256 Unicode characters after normalisation (NFKC), with
/// spaces at both ends left out. No rule about kinds of characters, no expiry (NIST SP 800-63B-4 §3.1.1). It never
/// prints itself.
/// </summary>
public sealed class Passphrase
{
    /// <summary>The fewest characters of a new passphrase.</summary>
    public const int Shortest = 15;

    /// <summary>The most characters of a new passphrase.</summary>
    public const int Longest = 256;

    private readonly byte[] utf8;

    private Passphrase(string normalised) => utf8 = Encoding.UTF8.GetBytes(normalised);

    /// <summary>The normalised text as UTF-8, from which keys are derived.</summary>
    public ReadOnlySpan<byte> Bytes => utf8;

    /// <summary>A new passphrase, unless somebody who knows what people like to choose would try it early on.</summary>
    public static Outcome<Passphrase> Choose(string? text, string? signInName)
    {
        var normalised = Normalise(text);
        var length = normalised.EnumerateRunes().Count();
        if (length < Shortest)
        {
            return new Refusal($"Please choose at least {Shortest} characters. Four or five words that have nothing to do with each other are easy to keep in mind.") { Field = "Passphrase" };
        }
        if (length > Longest)
        {
            return new Refusal($"Please choose at most {Longest} characters, so that it can be typed anywhere.") { Field = "Passphrase" };
        }
        return PassphraseHabits.Refuse(normalised, Normalise(signInName)) is { } refusal ? refusal : new Passphrase(normalised);
    }

    /// <summary>What was typed in order to sign in. It is tried as it is: only choosing has rules.</summary>
    public static Passphrase Typed(string? text) => new(Normalise(text));

    /// <summary>Dots, always as many, whatever it says.</summary>
    public override string ToString() => "••••••••";

    // Normalising throws on halves of characters, which the runes replace, and on U+FFFE, which is none.
    private static string Normalise(string? text) => string.Concat((text ?? "").EnumerateRunes())
        .Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC).Trim();
}
