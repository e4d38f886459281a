namespace Alongside.Kernel;

/// <summary>
/// How lines end in what somebody typed: a form sends two signs for each, and one is kept. Other signs that
/// <see cref="string.ReplaceLineEndings()"/> takes for the end of a line were typed, and stay.
/// </summary>
public static class LineEnds
{
    public static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
