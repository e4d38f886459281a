using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Consents;

/// <summary>One thing that a person may share with one therapist, in the words in which they are asked.</summary>
/// <param name="Key">Stable; it stands in forms and in the record of the consent.</param>
/// <param name="Category">What it opens.</param>
/// <param name="Purpose">For what.</param>
/// <param name="MayWrite">Whether the therapist also writes into it.</param>
/// <param name="Title">A translation key.</param>
/// <param name="Why">What it is good for; a translation key.</param>
/// <param name="ToReader">The same, said to who may read it; a translation key.</param>
public sealed record Sharing(string Key, Category Category, Purpose Purpose, bool MayWrite, string Title, string Why, string ToReader)
{
    /// <summary>How long it is open where somebody sets no end; null until it is taken back.</summary>
    public Duration? AtMost => Category.IsCoreCare() ? null : Duration.FromDays(365);

    /// <summary>Is there something of an earlier time in it that one may want to keep closed? Names and ways to be reached are those of today.</summary>
    public bool HasPast => Category is Category.Notes or Category.Crisis;

    public static IReadOnlyList<Sharing> All { get; } =
    [
        new("name", Category.Name, Purpose.Care, false, Sentence.Of("What you want to be called"),
            Sentence.Of("Your names, pronouns, languages and what helps you, so that they speak with you as you want."),
            Sentence.Of("Their names, pronouns, languages and what helps them")),
        new("notes", Category.Notes, Purpose.Care, true, Sentence.Of("The notes of your sessions together"),
            Sentence.Of("They write them, you read them and write beside them. Notes that another therapist wrote stay closed."),
            Sentence.Of("The notes of your sessions with them")),
        new("channel", Category.Channel, Purpose.Contact, false, Sentence.Of("How to reach you"),
            Sentence.Of("Your number or address and when it is safe, to move a session or to ask how you are."),
            Sentence.Of("How to reach them")),
        new("crisis", Category.Crisis, Purpose.Care, false, Sentence.Of("Your crisis plan"),
            Sentence.Of("What you wrote, or will write, for a hard day: what helps, who to call and who not to. They read it and can’t change it."),
            Sentence.Of("Their crisis plan")),
    ];

    /// <summary>The least that care needs: what is offered first, and can still be unticked.</summary>
    public static IReadOnlyList<string> Least { get; } = ["name", "notes"];

    /// <summary>What a yes opens, or a no keeps shut, said to the person; a translation key.</summary>
    public static string TitleOf(Permission permission) => permission.Decision == Decision.Deny ? Kept(permission.Category)
        : Supporting.Of(permission) is { } beside ? beside.Title
        : permission is { Category: Category.Channel, Folder: not null } ? Sentence.Of("Your e-mail address, and how to write to it")
        : Of(permission)?.Title ?? permission.Category switch
        {
            Category.Name => Sentence.Of("What you want to be called"),
            Category.Channel => Sentence.Of("How to reach you"),
            Category.Request => Sentence.Of("What you wrote when you asked for care"),
            Category.Fit => Sentence.Of("What you said about times and ways of meeting"),
            Category.Money => Sentence.Of("The name under which you pay"),
            Category.Circle => Sentence.Of("The name under which the circle knows you"),
            Category.Messages => Sentence.Of("What you asked about a line of your log"),
            _ => Sentence.Of("Something else of yours"),
        };

    /// <summary>Of which thing a permission is, if it is one of these.</summary>
    public static Sharing? Of(Permission permission) =>
        All.FirstOrDefault(s => s.Category == permission.Category && s.Purpose == permission.Purpose);

    /// <summary>What it is opened for; a translation key.</summary>
    public static string ForWhat(Purpose purpose) => purpose switch
    {
        Purpose.Care => Sentence.Of("For your care"),
        Purpose.Contact => Sentence.Of("To reach you"),
        Purpose.Placing => Sentence.Of("To find somebody for you"),
        Purpose.Bookkeeping => Sentence.Of("To keep the books"),
        Purpose.Support => Sentence.Of("To read along, beside you"),
        Purpose.Disclosure => Sentence.Of("To be spoken of with them"),
        _ => Sentence.Of("For what you said yes to"),
    };

    private static string Kept(Category? category) => category switch
    {
        null => Sentence.Of("opens nothing of yours"),
        Category.Money => Sentence.Of("not the name under which you pay"),
        _ => Sentence.Of("one thing of yours stays closed"),
    };
}
