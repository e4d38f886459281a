using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Demands;

/// <summary>That something of somebody's was demanded, as they may know it.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Hold">Since when, and until when, nothing of theirs is erased.</param>
public sealed record DemandOf(DemandStanding Standing, ErasureHold Hold);

internal static class DemandQueries
{
    private static readonly Questions<SubjectId, ErasureHold> holdsOf = new((db, subject) => db.ErasureHolds.AsNoTracking().Where(h => h.Subject == subject));

    private static readonly Question<SubjectId, bool> hasHold = new((db, subject, _) => db.ErasureHolds.Any(h => h.Subject == subject));

    /// <summary>Was anything of this person's ever demanded? Asked on each visit, and nearly always no; what it says is shown to nobody.</summary>
    public static Task<bool> HasDemands(this Database db, PersonId person, CancellationToken stop = default) => hasHold.Ask(db, person.Subject, stop);

    /// <summary>All demands without a word of them, the latest first.</summary>
    public static async Task<IReadOnlyList<DemandStanding>> AllDemands(this Database db, House house, CancellationToken stop = default) =>
        await db.Standings(db.Demands.OrderByDescending(d => d.Number), house, stop);

    /// <summary>One demand; null where there is none.</summary>
    public static async Task<DemandStanding?> Demand(this Database db, int number, House house, CancellationToken stop = default) =>
        (await db.Standings(db.Demands.Where(d => d.Number == number), house, stop)).SingleOrDefault();

    /// <summary>What of this person's was demanded, as far as they may be told by now, the latest first.</summary>
    public static async Task<IReadOnlyList<DemandOf>> DemandsOf(this Database db, House house, PersonId person, Instant at, DateTimeZone zone, CancellationToken stop = default)
    {
        var holds = (await holdsOf.Ask(db, person.Subject, stop)).Where(h => h.IsGenuine(house)).ToDictionary(h => new DemandId(h.Because));
        if (holds.Count == 0) return [];
        var ids = holds.Keys.ToList();
        var found = await db.Standings(db.Demands.Where(d => ids.Contains(d.Id)).OrderByDescending(d => d.Number), house, stop);
        return [.. found.Where(d => d.MayTell(at, zone)).Select(d => new DemandOf(d, holds[d.Demand.Id]))];
    }

    private static async Task<IReadOnlyList<DemandStanding>> Standings(this Database db, IQueryable<Demand> which, House house, CancellationToken stop)
    {
        var demands = await which.Genuine(house, stop);
        if (demands.Count == 0) return [];
        var ids = demands.ConvertAll(d => d.Id);
        var facts = (await db.DemandFacts.Where(f => ids.Contains(f.Demand)).OrderBy(f => f.Number).Genuine(house, stop)).ToLookup(f => f.Demand);
        return [.. demands.Select(d => new DemandStanding(d, facts[d.Id]))];
    }
}
