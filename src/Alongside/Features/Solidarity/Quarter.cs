using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>A quarter of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number)
{
    public static Quarter Of(LocalDate day) => new(day.Year, ((day.Month - 1) / 3) + 1);

    public LocalDate FirstDay => new(Year, (Number * 3) - 2, 1);

    /// <summary>The one after it, or so many further on.</summary>
    public Quarter Next(int further = 1) => Of(FirstDay.PlusMonths(3 * further));
}
