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

    /// <summary>What a part of a record is called; its own name, where a newer one is stored than these pages know.</summary>
    public static string Part(Category category, string part) => (category, part) switch
    {
        (Category.Name, "Used") => Sentence.Of("The name they use"),
        (Category.Name, "Pronouns") => Sentence.Of("Their pronouns"),
        (Category.Name, "Voicemail") => Sentence.Of("On a voicemail"),
        (Category.Name, "Envelope") => Sentence.Of("On an envelope"),
        (Category.Name, "Receipt") => Sentence.Of("On a receipt"),
        (Category.Name, "Portal") => Sentence.Of("On their own pages here"),
        (Category.Name, "Group") => Sentence.Of("In a group"),
        (Category.Name, "Gender") => Sentence.Of("Gender, in their own words"),
        (Category.Name, "Languages") => Sentence.Of("Languages they like to speak"),
        (Category.Name, "Access") => Sentence.Of("What helps them"),
        (Category.Name, "Zone") => Sentence.Of("Where their clock is"),
        (Category.Channel, "Phone") => Sentence.Of("By phone"),
        (Category.Channel, "Text") => Sentence.Of("By text message"),
        (Category.Channel, "Email") => Sentence.Of("By e-mail"),
        (Category.Channel, "Post") => Sentence.Of("By letter"),
        (Category.Channel, "Hours") => Sentence.Of("When it is safe"),
        (Category.Channel, "SafeWords") => Sentence.Of("What we may say to whoever answers"),
        (Category.Channel, "Not") => Sentence.Of("How not, where not, when not"),
        (Category.Crisis, "Called") => Sentence.Of("What they want to be called then"),
        (Category.Crisis, "Helps") => Sentence.Of("What helps"),
        (Category.Crisis, "HelpsNot") => Sentence.Of("What doesn’t help"),
        (Category.Crisis, "Shows") => Sentence.Of("How it shows"),
        (Category.Crisis, "Call") => Sentence.Of("Who to call"),
        (Category.Crisis, "CallNot") => Sentence.Of("Who not to call"),
        (Category.Crisis, "Minds") => Sentence.Of("Who minds children and pets"),
        (Category.Crisis, "Needs") => Sentence.Of("What their body needs"),
        (Category.Crisis, "Directive") => Sentence.Of("Where their directive is"),
        (Category.Request, "Brings") => Sentence.Of("What brings them"),
        (_, "Day") => Sentence.Of("Of which day"),
        (_, "Text") => Sentence.Of("What was written"),
        _ => part,
    };
}
