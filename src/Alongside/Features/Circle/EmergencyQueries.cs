using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>A decision that two members made in an emergency.</summary>
/// <param name="First">Who put it.</param>
/// <param name="Emergency">Who confirmed it, and what became of it.</param>
/// <param name="Question">The number of the question.</param>
/// <param name="Until">When it is settled at the latest; null where it is.</param>
public sealed record DecidedByTwo(PersonId First, Emergency Emergency, int Question, Instant? Until);

internal static class EmergencyQueries
{
    /// <summary>All of them, by the numbers of their decisions.</summary>
    public static async Task<IReadOnlyDictionary<int, DecidedByTwo>> DecidedByTwo(this Database db, House house, CancellationToken stop = default)
    {
        var ids = (await db.ProposalFacts.Where(f => f.Content.StartsWith(ConfirmedByTwo.Begins)).Genuine(house, stop)).ConvertAll(f => f.Proposal);
        if (ids.Count == 0) return new Dictionary<int, DecidedByTwo>();
        var proposals = await db.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(stop);
        var deliberations = await db.Deliberations(proposals, house, stop);
        return proposals.Where(p => deliberations.GetValueOrDefault(p.Id) is { Effect: not null, Emergency: not null })
            .ToDictionary(p => deliberations[p.Id].Effect!.Value.Decision, p => Of(p, deliberations[p.Id]));
    }

    private static DecidedByTwo Of(Proposal proposal, Deliberation deliberation) =>
        new(proposal.By, deliberation.Emergency!, proposal.Number, deliberation.Emergency!.IsBeingConfirmed ? deliberation.Round!.WindowEndsAt : null);
}
