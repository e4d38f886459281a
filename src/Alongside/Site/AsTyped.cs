namespace Alongside.Site;

/// <summary>
/// What somebody typed and nobody could read, by the names of the fields: it stands there again as they typed it, so that
/// they mend it and needn't guess. A <c>Field</c> within a cascade of it says it in place of its value.
/// </summary>
public sealed class AsTyped
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Null where what was typed could be read.</summary>
    public string? this[string field] => texts.GetValueOrDefault(field);

    public void Keep(string field, string text) => texts[field] = text;
}
