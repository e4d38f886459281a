using System.Globalization;

namespace Alongside.Kernel;

/// <summary>How many of something, within a sentence of a rule: said in the form that the reader's language has for that number.</summary>
/// <param name="Number">How many; {0} in the forms.</param>
/// <param name="Forms">For one and for more, with a bar between: "one day | {0} days". A translation key, so marked by <see cref="Sentence.Of"/>.</param>
public sealed record Counted(long Number, string Forms)
{
    public static Counted Days(int days) => new(days, Sentence.Of("one day | {0} days"));

    public static Counted Months(int months) => new(months, Sentence.Of("one month | {0} months"));

    /// <summary>In English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Forms.Split(" | ")[Number is 1 or -1 ? 0 : 1], Number);
}
