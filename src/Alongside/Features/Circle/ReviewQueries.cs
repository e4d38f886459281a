using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle;

internal static class ReviewQueries
{
    /// <summary>Everything by which one reckons what is to be looked at again; what this house did not write is left out.</summary>
    public static async Task<ReviewBook> ReviewBook(this Database db, House house, CancellationToken stop = default)
    {
        var versions = (await db.AgreementVersions.OrderByDescending(v => v.Number).Genuine(house, stop)).ToLookup(v => v.Kind);
        return new(
            await db.Decisions.OrderBy(d => d.Number).Genuine(house, stop),
            [.. AgreementQueries.Kinds.Where(k => k.IsReviewed).Select(k => (k, (IReadOnlyList<InForce<Agreement>>)[.. versions[k.Name].Select(v => AgreementQueries.Read(k, v))]))],
            await db.Reviews.Genuine(house, stop),
            await db.Deliberations(await db.Proposals.AsNoTracking().ToListAsync(stop), house, stop));
    }
}
