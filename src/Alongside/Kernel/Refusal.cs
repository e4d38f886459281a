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

    /// <summary>The English sentence with its places, which is also the translation key.</summary>
    public string Format { get; }

    public IReadOnlyList<object?> Arguments { get; }

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
