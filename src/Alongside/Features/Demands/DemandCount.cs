using NodaTime;

namespace Alongside.Features.Demands;

/// <summary>
/// How many demands of one kind came in one year, as it may be published. A number below the one that the practice agreed
/// on is left out, and so is every number from which it could be reckoned.
/// </summary>
/// <param name="Year">By the day on which they came.</param>
/// <param name="Kind">With what they came.</param>
/// <param name="Came">How many; null where they are too few.</param>
/// <param name="Ends">How many of them we answered, refused, saw withdrawn, and have open (null); nothing where one of these is too few.</param>
/// <param name="Gagged">How many we may tell of only since a gag ended; null where these, or the others, are too few.</param>
public sealed record DemandCount(int Year, DemandKind Kind, int? Came, IReadOnlyList<(DemandEnd? End, int Number)> Ends, int? Gagged)
{
    /// <summary>
    /// Years that are over, the latest first. A demand that may not be told of isn't counted before it may. The year that
    /// runs isn't published: from what stood there yesterday and what stands there today, one demand could be told.
    /// </summary>
    /// <param name="all">All demands.</param>
    /// <param name="fewest">The least number that is shown.</param>
    /// <param name="at">Now.</param>
    /// <param name="zone">By the practice's clock.</param>
    public static IReadOnlyList<DemandCount> ForPublic(IEnumerable<DemandStanding> all, int fewest, Instant at, DateTimeZone zone) =>
    [
        .. all.Where(d => d.MayTell(at, zone) && d.Demand.ReceivedOn.Year < at.InZone(zone).Year)
            .GroupBy(d => (d.Demand.ReceivedOn.Year, d.Demand.Kind)).OrderByDescending(g => g.Key.Year).ThenBy(g => g.Key.Kind)
            .Select(g => Of(g.Key.Year, g.Key.Kind, [.. g], fewest)),
    ];

    private static DemandCount Of(int year, DemandKind kind, IReadOnlyList<DemandStanding> some, int fewest)
    {
        if (some.Count < fewest) return new(year, kind, null, [], null);
        List<(DemandEnd? End, int Number)> ends = [.. some.GroupBy(d => d.Closed?.End).Select(g => (g.Key, g.Count())).OrderBy(e => e.Key ?? (DemandEnd)int.MaxValue)];
        var gagged = some.Count(d => d.WasGagged);
        return new(year, kind, some.Count, ends.TrueForAll(e => e.Number >= fewest) ? ends : [], Shown(gagged) && Shown(some.Count - gagged) ? gagged : null);

        bool Shown(int number) => number == 0 || number >= fewest;
    }
}
