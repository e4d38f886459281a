using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>Where the practice's clock hangs: the zone in which its hours are meant when nobody says otherwise.</summary>
/// <param name="Id">A zone of the IANA time zone database, for instance America/Toronto.</param>
public sealed record Zone(string Id) : Agreement
{
    public static Zone Offered { get; } = new("America/Toronto");

    /// <summary>The zone, or UTC where the database on this machine doesn't know it.</summary>
    public DateTimeZone Value => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Id) ?? DateTimeZone.Utc;

    public override Refusal? Check() => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Id) is null
        ? new($"There is no zone called {Id}. Zones are named after a city, as in America/Toronto.")
        : null;

    public override IEnumerable<FormattableString> InWords()
    {
        yield return $"Our clock is that of {Id[(Id.LastIndexOf('/') + 1)..].Replace('_', ' ')}. Whoever lives by another is told both hours.";
    }

    /// <summary>The first moment that was this day, or a later one, by the clock that the practice had at that moment.</summary>
    /// <param name="day">The day.</param>
    /// <param name="zones">All versions of the practice's time zone; UTC holds before the first.</param>
    public static Instant Began(LocalDate day, IEnumerable<InForce<Zone>> zones)
    {
        var (zone, since) = (DateTimeZone.Utc, Instant.MinValue);
        foreach (var next in zones.OrderBy(z => z.Number))
        {
            if (Begins() is var begins && begins < next.Since) return begins;
            (zone, since) = (next.Value.Value, next.Since);
        }
        return Begins();

        Instant Begins() => Instant.Max(since, day.AtStartOfDayInZone(zone).ToInstant());
    }
}
