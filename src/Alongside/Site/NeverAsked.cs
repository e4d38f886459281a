using Alongside.Kernel;

namespace Alongside.Site;

/// <summary>What the program has no place for, and a test keeps it so.</summary>
public static class NeverAsked
{
    /// <summary>Said to people; each a translation key.</summary>
    public static readonly IReadOnlyList<string> Sentences =
    [
        Sentence.Of("Your immigration status or citizenship"),
        Sentence.Of("A social insurance number, or any number that an authority gave you"),
        Sentence.Of("A criminal record, or whether you were ever arrested"),
        Sentence.Of("Your weight or size"),
        Sentence.Of("Where you are, or from which address on the internet you come"),
        Sentence.Of("A score of your suffering, a mark for being “difficult”, or a list of sessions you missed"),
    ];
}
