using Alongside.Features.Sealing;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle;

public static class ZoneQueries
{
    /// <summary>The clock that the practice goes by.</summary>
    public static async Task<DateTimeZone> PracticeZone(this Database db, House house, Instant at, CancellationToken stop = default) =>
        (await db.InForce<Zone>(house, at, stop))?.Value.Value ?? DateTimeZone.Utc;
}
