using System.Globalization;
using Alongside.Site;
using NodaTime;

namespace Alongside.Tests.Site;

/// <summary>Words for one reader: their language, their zone, and a practice in Toronto.</summary>
internal static class Speaking
{
    public static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];
    public static readonly DateTimeZone Pune = DateTimeZoneProviders.Tzdb["Asia/Kolkata"];

    /// <summary>Tuesday 24 November 2026, 10:30 in Toronto.</summary>
    public static readonly Instant Tuesday = Instant.FromUtc(2026, 11, 24, 15, 30);

    public static Words In(string language, DateTimeZone? zone = null, string? translations = null) => new(
        translations is null ? new Languages() : new Languages([("languages/fr.json", translations)]),
        new Visit { Language = CultureInfo.GetCultureInfo(language), OwnZone = zone },
        new PracticeFace { Zone = Toronto, Currency = "CAD" });
}
