using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>A past question, as it went and as it would have gone.</summary>
public sealed record ReplayedQuestion(int Number, string Title, Course Was, Course Would)
{
    public bool EndsOtherwise => Was.Ending != Would.Ending;
}

/// <summary>What another decision chart would have done to the questions of the last twelve months.</summary>
public sealed class ChartReplay(Database db, Premises premises, ProposalBook proposals)
{
    public const int Months = 12;

    /// <summary>Those that have ended, the newest first; what one member decided, and what was taken back, is left out.</summary>
    public async Task<IReadOnlyList<ReplayedQuestion>> Of(Keyring by, DecisionChart chart, Instant at, CancellationToken stop = default)
    {
        var since = at - Duration.FromDays(366);
        var ended = (await proposals.All(by, stop)).Where(p => p.Proposal.At >= since && p.Deliberation.StageAt(at) is Stage.InEffect or Stage.ToReview or Stage.Lapsed or Stage.Integrating).ToList();
        var ids = ended.ConvertAll(p => p.Proposal.Id);
        var facts = (await db.ProposalFacts.Where(f => ids.Contains(f.Proposal)).OrderBy(f => f.Number).Genuine(premises.House, stop)).ToLookup(f => f.Proposal);
        var kinds = (await db.ProposedChanges.AsNoTracking().Where(c => ids.Contains(c.Proposal)).Select(c => new { c.Proposal, c.Version, c.Kind }).ToListAsync(stop)).ToLookup(c => (c.Proposal, c.Version), c => c.Kind);
        var replayed = new List<ReplayedQuestion>();
        foreach (var line in ended)
        {
            // Asked of those who decided then: a circle that has grown since is another one.
            Terms Would(Terms was) => was.FromCouncil ? By(was).PutByCouncil() : By(was);
            Terms By(Terms was) => Terms.Of(chart, [.. kinds[(line.Proposal.Id, line.Deliberation.Version)]], [.. was.Electorate.Select(e => new PersonId(e))], [.. (was.Council ?? []).Select(c => new PersonId(c))]);
            if (Replay.Of([.. facts[line.Proposal.Id]], Would) is { } both) replayed.Add(new(line.Proposal.Number, line.Title, both.Was, both.Would));
        }
        return replayed;
    }
}
