using System.Reflection;
using Alongside.Kernel;

namespace Alongside.Features;

/// <summary>
/// Something that the program stores: what it is, why, who can read it, and for how long. Every table and every kind of
/// sealed record stands in one of these, which a test holds; a public page is made of them.
/// </summary>
/// <param name="What">What it is; a translation key, as the next three.</param>
/// <param name="Why">What it is needed for.</param>
/// <param name="Who">Who can read it.</param>
/// <param name="HowLong">When it goes.</param>
public sealed record Stored(string What, string Why, string Who, string HowLong)
{
    /// <summary>Who reads what lies open in the database.</summary>
    public static readonly string Open = Sentence.Of("Whoever has the database, and those who see it on their pages here.");

    /// <summary>Who reads what is sealed to one person.</summary>
    public static readonly string OwnAndYes = Sentence.Of("You, and whoever you say yes to. Several key-keepers together.");

    /// <summary>Who reads what is sealed to all members.</summary>
    public static readonly string Circle = Sentence.Of("The members of the circle. Several key-keepers together.");

    /// <summary>How long what others build on stays.</summary>
    public static readonly string Stays = Sentence.Of("As long as the practice: it is never changed and never taken out.");

    /// <summary>How long what is somebody's own stays.</summary>
    public static readonly string UntilYouDo = Sentence.Of("Until you change it or take it out.");

    /// <summary>Its tables.</summary>
    public IReadOnlyList<Type> Tables { get; init; } = [];

    /// <summary>What is sealed of it, each with its kind as a constant.</summary>
    public IReadOnlyList<Type> Sealed { get; init; } = [];

    /// <summary>The kinds under which its sealed records lie.</summary>
    public IEnumerable<string> Kinds => Sealed.Select(KindOf).OfType<string>();

    /// <summary>Under which kind such a thing is sealed; null for what isn't.</summary>
    public static string? KindOf(Type type) =>
        type.GetField("Kind", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) is { IsLiteral: true } kind ? kind.GetRawConstantValue() as string : null;
}
