using Alongside.Kernel;

namespace Alongside.Features.People;

/// <summary>
/// A name that somebody makes up to sign in with. It is stored nowhere: together with the passphrase it leads to a key,
/// alone it leads to nothing. So two people may have the same one, and nobody can ask whether it exists.
/// </summary>
public readonly record struct SignInName
{
    public const int Longest = 100;

    private SignInName(string text) => Text = text;

    /// <summary>As it was typed, but for spaces at both ends.</summary>
    public string Text { get; }

    public static Outcome<SignInName> Choose(string? text)
    {
        var name = Typed(text);
        if (name.Text.Length == 0) return new Refusal($"Please make up a name to sign in with. It needn't be yours.") { Field = "Name" };
        if (name.Text.EnumerateRunes().Count() > Longest) return new Refusal($"Please choose a name of at most {Longest} characters.") { Field = "Name" };
        return name;
    }

    /// <summary>What was typed in order to sign in, taken as it is.</summary>
    public static SignInName Typed(string? text)
    {
        // Normalising throws on halves of characters, which the runes replace, and on U+FFFE, which is none.
        var whole = string.Concat((text ?? "").EnumerateRunes()).Replace('\uFFFE', '\uFFFD').Trim();
        return new(whole.Length > 10 * Longest ? whole[..(10 * Longest)] : whole);
    }
}
