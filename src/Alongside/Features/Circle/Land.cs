using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>On whose land the practice works, and what it gives back. Words alone give nothing back, so the second is asked with the first.</summary>
/// <param name="Whose">Whose land, and by which treaty or none.</param>
/// <param name="Returned">What is returned, to whom, how often.</param>
public sealed record Land(string Whose, string Returned) : Agreement
{
    public static Land Offered { get; } = new("", "");

    public override Refusal? Check()
    {
        if (Whose.Length > 0 && Returned.Length == 0)
            return new($"You name whose land it is. Please also say what you return, even if it is small, or that you don't know yet.") { Field = "Returned" };
        return TooLong(Whose, 1000) ?? TooLong(Returned, 1000);
    }

    public override IEnumerable<FormattableString> InWords()
    {
        if (Whose.Length == 0)
        {
            yield return $"We haven't written yet whose land we work on, nor what we return.";
            yield break;
        }
        yield return AsWritten(Whose);
        yield return AsWritten(Returned);
    }
}
