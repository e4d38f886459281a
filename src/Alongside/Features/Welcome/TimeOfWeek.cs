using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Welcome;

/// <summary>A part of the week in which somebody could come.</summary>
/// <param name="Key">Stable; it stands in sealed records.</param>
/// <param name="Title">As a choice; a translation key.</param>
public sealed record TimeOfWeek(string Key, string Title)
{
    public static IReadOnlyList<TimeOfWeek> All { get; } =
    [
        new("mornings", Sentence.Of("Weekday mornings")),
        new("afternoons", Sentence.Of("Weekday afternoons")),
        new("evenings", Sentence.Of("Weekdays after 17:00")),
        new("weekends", Sentence.Of("Weekends")),
    ];

    /// <summary>In which part of the week a local time lies.</summary>
    public static string KeyOf(LocalDateTime local) => local.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? "weekends"
        : local.Hour < 12 ? "mornings" : local.Hour < 17 ? "afternoons" : "evenings";
}
