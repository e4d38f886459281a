using Alongside.Kernel;

namespace Alongside.Features.Calendar;

internal static class CalendarStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("Who meets whom, when, how, and whether it was called off"),
            Sentence.Of("So that nobody comes in vain and no hour is promised twice. What is said there stands elsewhere, sealed."),
            Sentence.Of("You and whom you meet. Whoever has the database sees which random number meets which member."),
            Stored.Stays) { Tables = [typeof(Appointment), typeof(CalledOff), typeof(TookPlace), typeof(Opening)] },
    ];
}
