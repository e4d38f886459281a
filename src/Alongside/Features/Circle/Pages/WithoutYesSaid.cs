using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Pages;

/// <summary>What can be opened without a yes, as it is said; translation keys.</summary>
internal static class WithoutYesSaid
{
    public static string Of(Category category) => category switch
    {
        Category.Name => Sentence.Of("What they are called"),
        Category.Channel => Sentence.Of("How to reach them"),
        Category.Request => Sentence.Of("Why they asked for care"),
        Category.Fit => Sentence.Of("Times and ways of meeting"),
        Category.Notes => Sentence.Of("Shared notes"),
        Category.Plan => Sentence.Of("The plan"),
        Category.Measures => Sentence.Of("Measures"),
        Category.Crisis => Sentence.Of("The crisis plan"),
        Category.Money => Sentence.Of("What concerns their fee"),
        Category.Messages => Sentence.Of("Messages"),
        Category.Papers => Sentence.Of("Papers"),
        Category.SelfDescription => Sentence.Of("How they describe themselves"),
        Category.Process => Sentence.Of("Therapists’ own notes about them"),
        _ => category.ToString(),
    };

    /// <summary>The same, said to the person.</summary>
    public static string OfMine(Category category) => category switch
    {
        Category.Name => Sentence.Of("What you are called"),
        Category.Channel => Sentence.Of("How to reach you"),
        Category.Request => Sentence.Of("Why you asked for care"),
        Category.Fit => Sentence.Of("When and how you could meet"),
        Category.Notes => Sentence.Of("Your shared notes"),
        Category.Plan => Sentence.Of("Your plan"),
        Category.Measures => Sentence.Of("Your measures"),
        Category.Crisis => Sentence.Of("Your crisis plan"),
        Category.Money => Sentence.Of("What concerns your fee"),
        Category.Messages => Sentence.Of("Your messages"),
        Category.Papers => Sentence.Of("Your papers"),
        Category.SelfDescription => Sentence.Of("How you describe yourself"),
        Category.Process => Sentence.Of("Your therapist’s own notes about you"),
        _ => category.ToString(),
    };
}
