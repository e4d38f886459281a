using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Doors;

/// <summary>
/// What two members put in force at once, since it can't wait, and which all are asked about from that moment on. The way
/// back is put along with it, while a key is at hand: whatever they answer, nobody needs to be there to go it.
/// </summary>
public sealed class Emergencies(Database db, Premises premises, PracticeClock clock, Sealing.Gate.Gate gate, Enacting enacting, ProposalBook proposals, Languages languages, PracticeFace face)
{
    /// <summary>The second member confirms: decision, agreements and the question to all, in one transaction.</summary>
    /// <param name="by">Who confirms.</param>
    /// <param name="number">Which question.</param>
    /// <param name="versionRead">The version that they read.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Confirm(Keyring by, int number, int versionRead, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if ((await db.Proposals.Where(p => p.Number == number).Genuine(premises.House, stop)).SingleOrDefault() is not { } proposal
            || await db.Deliberation(proposal.Id, premises.House, stop) is not { } deliberation) return Sealing.Gate.Gate.NotYours;
        if (deliberation.MayConfirm(by.Person, versionRead, work.At) is { } refusal) return refusal;
        var changes = await db.ProposedChanges.Where(c => c.Proposal == proposal.Id && c.Version == deliberation.Version).Genuine(premises.House, stop);
        var drafted = changes.ConvertAll(c => new DraftedChange(c.Kind, c.BasedOn, c.Value));
        if (await proposals.CantBeUrgent(drafted, work.At, stop) is { } no) return no;
        var before = await Before(drafted, stop);
        if (await enacting.Enact(work, proposal.Id, deliberation.Version, by.Person.Actor, stop) is not { } decision)
            return new($"This has changed since it was written. Whoever put it can put it anew.");
        var back = await proposals.PutUnasked(work, by, by.Person, Back(number, before), _ => [new VersionWritten(1), new StandsReady(proposal.Id.Value)], stop);
        if (back.Refusal is { } kept) return kept;
        var terms = await proposals.TermsForAll(changes.Select(c => c.Kind), work.At, stop);
        await proposals.Add(work, by, proposal.Id, by.Person, [new ConfirmedByTwo(back.Value.Id.Value), new TookEffect(decision), new Deciding.Opened(deliberation.Version, terms)], stop);
        work.Log("emergency", by.Person.Actor, Purpose.Own, content: proposal.Hash());
        await work.Commit(stop);
        return null;
    }

    /// <summary>What all have confirmed stays; what they haven't, by the end of its round and window, is put back. Each once.</summary>
    /// <returns>How many were settled.</returns>
    public async Task<int> SettleDue(CancellationToken stop = default)
    {
        await Work.ReadTime(db, clock, stop);
        var (settled, spoilt) = (0, new List<Exception>());
        var ready = await db.ProposalFacts.Where(f => f.Content.StartsWith(StandsReady.Begins) && !db.Decisions.Any(d => d.Proposal == f.Proposal)).Genuine(premises.House, stop);
        foreach (var fact in ready)
        {
            try
            {
                if (await Settle(new(((StandsReady)fact.Fact).For), fact.Proposal, stop)) settled++;
            }
            catch (Exception e) when (e is InvalidOperationException or DbUpdateException)
            {
                // One that can't be carried out must not hold up the others.
                spoilt.Add(e);
            }
        }
        if (spoilt.Count > 0) throw new AggregateException("An emergency could not be settled.", spoilt);
        return settled;
    }

    // Reckoned anew within the transaction: two servers, or two minutes, may look at once.
    private async Task<bool> Settle(ProposalId id, ProposalId back, CancellationToken stop)
    {
        if ((await db.Deliberation(id, premises.House, stop))?.Settled(clock.GetCurrentInstant()) is null) return false;
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (await db.Deliberation(id, premises.House, stop) is not { } urgent || urgent.Settled(work.At) is not { } answer) return false;
        if (await db.Deliberation(back, premises.House, stop) is not { } way) return false;
        if (answer.Stays)
        {
            await db.Add(work, back, way.Proposer, [new TakenBack()], stop);
            await db.Add(work, id, urgent.Proposer, [new ConfirmedByAll()], stop);
        }
        else
        {
            var decision = await enacting.Enact(work, back, way.Version, way.Proposer.Actor, stop);
            await db.Add(work, back, way.Proposer, [decision is { } number ? new TookEffect(number) : new WentStale()], stop);
            await db.Add(work, id, urgent.Proposer, [new PutBack(decision, answer.Why)], stop);
        }
        work.Log("emergency settled", urgent.Proposer.Actor, Purpose.Own);
        await work.Commit(stop);
        return true;
    }

    // To the letter as it is kept, from what will hold then.
    private async Task<List<DraftedChange>> Before(List<DraftedChange> changes, CancellationToken stop)
    {
        var before = new List<DraftedChange>();
        foreach (var change in changes)
        {
            var held = await db.AgreementVersions.Where(v => v.Kind == change.Kind && v.Number == change.BasedOn).Genuine(premises.House, stop);
            before.Add(new(change.Kind, change.BasedOn + 1, held.Single().Value));
        }
        return before;
    }

    private ProposalDraft Back(int number, List<DraftedChange> before)
    {
        var T = new Words(languages, new Visit { Language = languages.Find(face.Language) ?? Languages.English }, face);
        return ProposalDraft.New with
        {
            Title = T["What held before question no. {0}", number],
            Need = T["Question no. {0} was put in force by two of us in an emergency. If all of us don’t confirm it, this comes back by itself.", number],
            Changes = before,
        };
    }
}
