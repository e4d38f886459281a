using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome;

public static class WelcomeQueries
{
    /// <summary>Somebody's newest request that they did not stop.</summary>
    public static Task<CareRequest?> RequestOf(this Database db, PersonId person, CancellationToken stop = default) =>
        db.CareRequests.AsNoTracking().Where(r => r.Person == person && r.StoppedAt == null).OrderByDescending(r => r.BegunAt).FirstOrDefaultAsync(stop);

    /// <summary>All who wait.</summary>
    public static async Task<IReadOnlyList<CareRequest>> AllWaiting(this Database db, CancellationToken stop = default) =>
        await db.CareRequests.AsNoTracking().Where(r => r.SentAt != null && r.StoppedAt == null && r.PlacedAt == null).ToListAsync(stop);

    /// <summary>The offers made to a request, the newest first.</summary>
    public static async Task<IReadOnlyList<Offer>> OffersTo(this Database db, CareRequestId request, CancellationToken stop = default) =>
        await db.Offers.AsNoTracking().Where(o => o.Request == request).OrderByDescending(o => o.At).ToListAsync(stop);

    /// <summary>Openings that went to somebody after this request, and why; the newest first.</summary>
    public static async Task<IReadOnlyList<(Instant At, Unsuited Why)>> Passed(this Database db, CareRequestId request, CancellationToken stop = default) =>
        [.. (await db.PassedOvers.AsNoTracking().Where(p => p.Request == request)
            .Join(db.Offers, p => p.Offer, o => o.Id, (p, o) => new { o.At, p.Why }).OrderByDescending(p => p.At).ToListAsync(stop)).Select(p => (p.At, p.Why))];
}
