namespace Alongside.Site;

/// <summary>Paths that come with a request, to go back to.</summary>
public static class LocalPath
{
    /// <summary>The path if it is one of this site: two slashes, or a backslash, would name another one. Null otherwise.</summary>
    public static string? Read(string? path) =>
        path is "/" or ['/', not ('/' or '\\'), ..] && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) ? path : null;
}
