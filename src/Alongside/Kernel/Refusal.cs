using System.Globalization;

namespace Alongside.Kernel;

/// <summary>
/// A no, as a sentence that a person understands. Its format is the key under which a translation is looked up,
/// so it never holds what somebody told us, only what they need in order to go on.
/// </summary>
public sealed class Refusal
{
    public Refusal(FormattableString sentence)
    {
        Format = sentence.Format;
        Arguments = sentence.GetArguments();
    }

    private Refusal(Refusal same, string field) => (Format, Arguments, Field) = (same.Format, same.Arguments, field);

    /// <summary>The English sentence with its places, which is also the translation key.</summary>
    public string Format { get; }

    public IReadOnlyList<object?> Arguments { get; }

    /// <summary>
    /// The one field that it is about, by the name under which its form sends it, without what all of the form's names
    /// begin with: "Phone" for "Form.Phone". Null where it is about no single one.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>That one of several answers is too long: the first that is. Null where all of them fit.</summary>
    /// <param name="most">Characters.</param>
    /// <param name="answers">Each by the name of its field.</param>
    public static Refusal? TooLong(int most, params ReadOnlySpan<(string Field, string? Text)> answers)
    {
        foreach (var (field, text) in answers)
            if (text?.Length > most) return new($"One of these is longer than {most} characters. Please shorten it.") { Field = field };
        return null;
    }

    /// <summary>The same, about another field: for a form that calls it otherwise.</summary>
    public Refusal In(string field) => new(this, field);

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Format, [.. Arguments]);
}

/// <summary>A value, or the sentence that says why there is none. Exactly one of the two.</summary>
public readonly struct Outcome<T> where T : notnull
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    /// <exception cref="InvalidOperationException">There is a refusal instead: asking first was the caller's part.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Format}");

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
