using Alongside.Kernel;

namespace Alongside.Features.Calendar;

/// <summary>How two people meet.</summary>
/// <param name="Key">Stable; it stands in the database.</param>
/// <param name="Title">As a choice; a translation key.</param>
public sealed record MeetingWay(string Key, string Title)
{
    public static IReadOnlyList<MeetingWay> All { get; } =
    [
        new("room", Sentence.Of("In our rooms")),
        new("phone", Sentence.Of("By phone")),
        new("video", Sentence.Of("By video")),
        new("walk", Sentence.Of("On a walk")),
    ];

    /// <summary>The title of a key; the key itself where it is an older one.</summary>
    public static string TitleOf(string key) => All.FirstOrDefault(w => w.Key == key)?.Title ?? key;

    public static bool IsKnown(string? key) => All.Any(w => w.Key == key);
}
