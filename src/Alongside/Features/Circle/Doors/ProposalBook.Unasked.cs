using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

public sealed partial class ProposalBook
{
    /// <summary>The same as by its number; null where there is none, or this keyring doesn't open it.</summary>
    public async Task<ProposalRead?> Read(Keyring by, ProposalId id, CancellationToken stop = default)
    {
        var number = await db.Proposals.AsNoTracking().Where(p => p.Id == id).Select(p => (int?)p.Number).SingleOrDefaultAsync(stop);
        return number is { } known ? await Read(by, known, stop) : null;
    }

    /// <summary>Open questions in which somebody hasn't answered for whom this member stands in.</summary>
    public async Task<IReadOnlyList<(ProposalLine Line, PersonId Of)>> ForOthers(Keyring by, IReadOnlyList<StandIn> standIns, Instant at, CancellationToken stop = default)
    {
        if (!standIns.Any(s => s.By == by.Person && s.IsAlive(at))) return [];
        var proposals = await db.UnderWay(stop);
        var deliberations = await db.Deliberations(proposals, premises.House, stop);
        var waiting = proposals.SelectMany(p => standIns.Where(s => s.By == by.Person && s.Covers(p.Id, at) && IsOpenTo(p, s.Of)).Select(s => (Proposal: p, s.Of))).ToList();
        if (waiting.Count == 0) return [];
        var titles = await Titles(by, stop);
        return [.. waiting.Select(w => (new ProposalLine(w.Proposal, titles.GetValueOrDefault(w.Proposal.Id.Value, ""), deliberations[w.Proposal.Id]), w.Of))];

        bool IsOpenTo(Proposal proposal, PersonId of) => deliberations.GetValueOrDefault(proposal.Id) is { Round: { } round } d
            && d.StageAt(at) == Stage.Open && round.Terms.Ballot is null && !round.HasAnswered(of) && d.WaitsFor(of, at);
    }

    /// <summary>Puts a question within work that has asked whether it may be put.</summary>
    /// <param name="work">In which it happens.</param>
    /// <param name="by">By whose keys it is sealed.</param>
    /// <param name="carrier">Whose it is to carry.</param>
    /// <param name="draft">What it says.</param>
    /// <param name="first">What happens to it first, by the terms that hold for it.</param>
    /// <param name="stop">Stops it.</param>
    internal async Task<Outcome<Proposal>> PutUnasked(Work work, Keyring by, PersonId carrier, ProposalDraft draft, Func<Terms, Fact[]> first, CancellationToken stop)
    {
        var proposal = new Proposal(random.Id<ProposalId>(), await db.Proposals.CountAsync(stop) + 1, carrier, work.At);
        db.Proposals.Add(proposal);
        work.Log("propose", carrier.Actor, Purpose.Own, content: proposal.Hash());
        await db.SaveChangesAsync(stop);
        if (await Write(work, by, proposal.Id, 1, draft, stop) is { } no) return no;
        var terms = await Terms(draft.Changes.Select(c => c.Kind), AskedAs(draft), work.At, stop);
        if (await Check(terms, work.At, stop) is { } otherWay) return otherWay;
        if (TooEarly(terms, work.At) is { } early) return early;
        await Add(work, by, proposal.Id, carrier, first(terms), stop);
        return proposal;
    }
}
