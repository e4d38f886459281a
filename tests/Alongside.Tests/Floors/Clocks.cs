namespace Alongside.Tests.Floors;

/// <summary>
/// Time and randomness are arguments, so that a test can say what day it is and a case can be played again.
/// One type may ask the machine for them: the composition root.
/// </summary>
internal static class Clocks
{
    public const string CompositionRoot = "Alongside.Commands.CompositionRoot";

    private static readonly HashSet<string> Types =
    [
        "NodaTime.SystemClock", "NSec.Cryptography.RandomGenerator", "System.Diagnostics.Stopwatch", "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly HashSet<(string, string)> Members =
    [
        ("System.DateTime", "get_Now"), ("System.DateTime", "get_Today"), ("System.DateTime", "get_UtcNow"),
        ("System.DateTimeOffset", "get_Now"), ("System.DateTimeOffset", "get_UtcNow"),
        ("System.Environment", "get_TickCount"), ("System.Environment", "get_TickCount64"),
        ("System.Guid", "CreateVersion7"), ("System.Guid", "NewGuid"),
        ("System.IO.Path", "GetRandomFileName"), ("System.IO.Path", "GetTempFileName"),
        ("System.TimeProvider", "get_System"),
    ];

    public static IReadOnlyList<string> Offences(Compiled assembly) =>
    [
        .. assembly.Uses.Where(use => use.From != CompositionRoot)
            .Where(use => Types.Contains(use.To) || (use.Member is not null && Members.Contains((use.To, use.Member))))
            .Select(use => use.ToString()).Order(StringComparer.Ordinal),
    ];
}
