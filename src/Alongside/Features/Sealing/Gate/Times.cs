using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>What time it is for whoever asks what somebody may do.</summary>
public static class Times
{
    /// <summary>The clock's time, and never earlier than the access log's latest entry: a clock set back revives nothing.</summary>
    public static async Task<Instant> Now(this Database db, IClock clock, CancellationToken stop = default) =>
        Instant.Max(clock.GetCurrentInstant(), await db.LogHeads.AsNoTracking().Select(h => h.LatestAt).SingleAsync(stop));
}
