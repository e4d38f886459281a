using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle;

internal static class ReviewQueries
{
    private static readonly Questions<bool, Review> reviews = new((db, _) => db.Reviews.AsNoTracking());
    private static readonly Questions<bool, AgreementVersion> versions = new((db, _) => db.AgreementVersions.AsNoTracking().OrderByDescending(v => v.Number));
    private static readonly Questions<ProposalId, List<int>, CircleDecision> decisionsOf =
        new((db, question, again) => db.Decisions.AsNoTracking().Where(d => d.Proposal == question || again.Contains(d.Number)).OrderBy(d => d.Number));

    /// <summary>Everything by which one reckons what is to be looked at again; what this house did not write is left out.</summary>
    public static async Task<ReviewBook> ReviewBook(this Database db, House house, CancellationToken stop = default) => new(
        await db.Decisions.OrderBy(d => d.Number).Genuine(house, stop),
        await db.ReviewedVersions(house, stop),
        (await reviews.Ask(db, true, stop)).WrittenBy(house),
        await db.Deliberations(await db.Proposals.AsNoTracking().ToListAsync(stop), house, stop));

    /// <summary>The same of the decisions alone that this question became or looks at again; null where it is about none.</summary>
    public static async Task<ReviewBook?> ReviewsAbout(this Database db, ProposalId question, House house, CancellationToken stop = default)
    {
        var all = (await reviews.Ask(db, true, stop)).WrittenBy(house);
        var again = all.Where(r => r.Proposal == question).Select(r => r.Decision).ToList();
        var decisions = (await decisionsOf.Ask(db, question, again, stop)).WrittenBy(house);
        if (decisions.Count == 0) return null;
        var concerned = all.Where(r => decisions.Exists(d => d.Number == r.Decision)).Select(r => r.Proposal).Concat(decisions.Select(d => d.Proposal).OfType<ProposalId>()).ToList();
        var proposals = await db.Proposals.AsNoTracking().Where(p => concerned.Contains(p.Id)).ToListAsync(stop);
        return new(decisions, await db.ReviewedVersions(house, stop), all, await db.Deliberations(proposals, house, stop));
    }

    private static async Task<IReadOnlyList<(AgreementKind Kind, IReadOnlyList<InForce<Agreement>> Versions)>> ReviewedVersions(this Database db, House house, CancellationToken stop)
    {
        var byKind = (await versions.Ask(db, true, stop)).WrittenBy(house).ToLookup(v => v.Kind);
        return [.. AgreementQueries.Kinds.Where(k => k.IsReviewed).Select(k => (k, (IReadOnlyList<InForce<Agreement>>)[.. byKind[k.Name].Select(v => AgreementQueries.Read(k, v))]))];
    }
}
