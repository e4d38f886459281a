using Alongside.Kernel;
using Alongside.Site.Doors;

namespace Alongside.Site;

/// <summary>
/// A no that stands on the page, as <see cref="Components.Refused"/> tells the page's title and its fields:
/// so that the one it is about is marked, and whoever only hears the title knows.
/// </summary>
/// <param name="Because">What is said.</param>
/// <param name="Id">Where it stands on the page.</param>
/// <param name="Field">The name of the field it is about, in full; null where it is about none.</param>
public sealed record SaidNo(Refusal Because, string Id, string? Field)
{
    /// <summary>The full name of the field that a refusal is about; null where the form has none of that name.</summary>
    /// <param name="because">The refusal.</param>
    /// <param name="sent">What the form sent. Choices say what they are called, for where nothing was chosen.</param>
    public static string? FieldIn(Refusal because, IFormCollection sent) => because.Field is not { } field ? null
        : sent.Keys.Concat(sent[StalePost.Called].Select(called => called?.Split('=')[0] ?? ""))
            .FirstOrDefault(name => name == field || name.EndsWith($".{field}", StringComparison.Ordinal));
}
