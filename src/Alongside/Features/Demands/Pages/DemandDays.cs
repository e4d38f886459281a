using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Demands.Pages;

/// <summary>A day as it was typed; null for a blank.</summary>
internal readonly record struct TypedDay(LocalDate? Day);

internal static class DemandDays
{
    public static Outcome<TypedDay> Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return new TypedDay(null);
        return LocalDatePattern.Iso.Parse(typed.Trim()) is { Success: true } day ? new TypedDay(day.Value) : new Refusal($"Please write the day as year-month-day, for instance 2026-03-14.");
    }
}
