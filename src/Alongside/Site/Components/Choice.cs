namespace Alongside.Site.Components;

/// <summary>
/// One possible answer: what is sent, what is read, a line of explanation, and the language of the text
/// where it is another than the page's, for instance the language's own name.
/// </summary>
public sealed record Choice(string Value, string Text, string? Hint = null, string? Language = null)
{
    /// <summary>Names, of languages too, stay as they are.</summary>
    public string? Translate { get; init; } = Language is null ? null : "no";
}
