using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Features.People;

/// <summary>
/// By which somebody is told from others where no name may be read: the beginning of their random id, 48 bits, in three
/// groups of four. It opens nothing, and says nothing about them.
/// </summary>
public static class Reference
{
    private const int Signs = 12;

    public static string Of(PersonId person)
    {
        var id = person.Value.ToString("N");
        return $"{id[..4]}-{id[4..8]}-{id[8..Signs]}";
    }

    /// <summary>What somebody copied, as it is compared; null where it can't be one.</summary>
    public static string? Read(string? typed)
    {
        var plain = CodeText.Plain(typed).ToLowerInvariant();
        return plain.Length == Signs && plain.All(char.IsAsciiHexDigitLower) ? plain : null;
    }

    /// <summary>Is it this person's?</summary>
    public static bool IsOf(PersonId person, string read) => person.Value.ToString("N").StartsWith(read, StringComparison.Ordinal);
}
