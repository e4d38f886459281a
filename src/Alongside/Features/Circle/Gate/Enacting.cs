using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// The one way by which an agreement comes into force: decision, enactments and the agreements themselves, in one
/// transaction. The database refuses every other way.
/// </summary>
public sealed class Enacting(Database db, Premises premises, PracticeClock clock, Sealing.Gate.Gate gate, Mandating mandating)
{
    /// <summary>Decision no. 0: what all founders signed is in force from now on.</summary>
    /// <param name="work">In which it happens.</param>
    /// <param name="values">The whole text.</param>
    /// <param name="founders">Who signed it.</param>
    /// <param name="by">Whose signature was the last, as the log names them.</param>
    public async Task<Outcome<CircleDecision>> Found(Work work, IReadOnlyList<Agreement> values, IReadOnlyList<PersonId> founders, ActorId by)
    {
        var lines = new List<(string Kind, string Json)>();
        foreach (var value in values)
        {
            var kind = AgreementQueries.Kinds.Single(k => k.Type == value.GetType());
            if ((value.Check() ?? kind.Clash(value, name => values.SingleOrDefault(v => v.GetType() == AgreementQueries.Kinds.Single(k => k.Name == name).Type))) is { } refusal) return refusal;
            lines.Add((kind.Name, value.Write()));
        }
        var hash = CircleDecision.HashOf(0, CircleDecision.FoundingTitle, lines.Select(l => (l.Kind, AgreementVersion.HashOf(l.Kind, l.Json))), founders);
        var decision = new CircleDecision(0, CircleDecision.FoundingTitle, hash, lines.Count, work.At);
        await Write(work, decision, lines, by);
        return decision;
    }

    /// <summary>Everything whose window has ended takes effect, each in a transaction of its own, or is said to be overtaken.</summary>
    /// <returns>How many proposals took effect or went stale.</returns>
    public async Task<int> EnactDue(CancellationToken stop = default)
    {
        // After a pause of days, what the database says of time counts.
        await Work.ReadTime(db, clock, stop);
        var (settled, spoilt) = (0, new List<Exception>());
        var open = await db.Proposals.AsNoTracking().Where(p => !db.Decisions.Any(d => d.Proposal == p.Id)).OrderBy(p => p.Number).Select(p => p.Id).ToListAsync(stop);
        foreach (var id in open)
        {
            try
            {
                if (await EnactIfDue(id, stop)) settled++;
            }
            catch (Exception e) when (e is InvalidOperationException or DbUpdateException)
            {
                // One that can't be carried out must not hold up all that come after it.
                spoilt.Add(e);
            }
        }
        if (spoilt.Count > 0) throw new AggregateException("What was decided could not be carried out.", spoilt);
        return settled;
    }

    // What it gives or takes is reckoned anew within the transaction: two servers, or two minutes, may look at once.
    private async Task<bool> EnactIfDue(ProposalId id, CancellationToken stop)
    {
        if ((await db.Deliberation(id, premises.House, stop))?.StageAt(clock.GetCurrentInstant()) != Stage.Due) return false;
        await using var work = await gate.BeginPower(stop);
        if (await db.Deliberation(id, premises.House, stop) is not { } deliberation || deliberation.StageAt(work.At) != Stage.Due) return false;
        var chosen = deliberation.Lot?.Drawn ?? await db.Chosen(id, deliberation, premises.House, stop);
        Fact fact = await Enact(work, id, deliberation.Version, deliberation.Proposer.Actor, stop) is { } decision ? new TookEffect(decision) { Chosen = chosen } : new WentStale();
        await db.Add(work, id, deliberation.Proposer, [fact], stop);
        await work.Commit(stop);
        return true;
    }

    /// <summary>Puts a version in force within work that has asked whether its time has come.</summary>
    /// <returns>The number of the decision; null where what it changes has changed meanwhile.</returns>
    internal async Task<int?> Enact(Work work, ProposalId id, int number, ActorId by, CancellationToken stop)
    {
        var version = await db.ProposalVersions.AsNoTracking().SingleAsync(v => v.Proposal == id && v.Number == number, stop);
        var changes = await db.ProposedChanges.AsNoTracking().Where(c => c.Proposal == id && c.Version == version.Number).OrderBy(c => c.Kind).ToListAsync(stop);
        return await Holds(version, changes, work, stop) ? await Decide(work, version, changes, by) : null;
    }

    // What was decided is what is enacted, hash for hash, and only from what it was written from.
    private async Task<bool> Holds(ProposalVersion version, List<ProposedChange> changes, Work work, CancellationToken stop)
    {
        if (!version.IsGenuine(premises.House) || changes.Count != version.Changes || !changes.TrueForAll(c => c.IsGenuine(premises.House)))
            throw new InvalidOperationException("A proposal's version is not what this house wrote.");
        foreach (var change in changes)
        {
            if (AgreementQueries.Kinds.FirstOrDefault(k => k.Name == change.Kind) is not { } kind) return false;
            var value = kind.Read(change.Value);
            if (value.Check() is not null || await db.Clash(kind, value, changes.Select(c => (c.Kind, c.Value)), premises.House, work.At, stop) is not null) return false;
            if (!kind.EachAnew && ((await db.InForce(kind, premises.House, work.At, stop))?.Number ?? 0) != change.BasedOn) return false;
        }
        return true;
    }

    private async Task<int> Decide(Work work, ProposalVersion version, List<ProposedChange> changes, ActorId by)
    {
        var title = string.Join("; ", changes.Select(c => AgreementQueries.Kinds.Single(k => k.Name == c.Kind).Title));
        var decision = CircleDecision.On(version, await db.Decisions.CountAsync(), title, work.At);
        await Write(work, decision, [.. changes.Select(c => (c.Kind, c.Value))], by);
        return decision.Number;
    }

    private async Task Write(Work work, CircleDecision decision, List<(string Kind, string Json)> lines, ActorId by)
    {
        db.Decisions.Add(decision);
        foreach (var (kind, json) in lines)
        {
            db.Enactments.Add(new(decision.Number, kind, AgreementVersion.HashOf(kind, json), work.At));
            var latest = await db.AgreementVersions.Where(v => v.Kind == kind).MaxAsync(v => (int?)v.Number) ?? 0;
            db.AgreementVersions.Add(new(kind, latest + 1, json, work.At, decision.Number));
            if (AgreementQueries.Kinds.Single(k => k.Name == kind).Read(json) is GivenMandate given) await Give(work, decision.Number, given, by);
        }
        work.Log("enact", by, Purpose.Own, content: decision.Hash());
        await db.SaveChangesAsync();
    }

    private async Task Give(Work work, int decision, GivenMandate given, ActorId by)
    {
        var zone = (await db.InForce<Zone>(premises.House, work.At))!.Value.Value;
        var until = work.At.InZone(zone).LocalDateTime.PlusMonths(given.Months).InZoneLeniently(zone).ToInstant();
        var members = await db.CircleOf(premises.House);
        await mandating.Give(work, given.MandateName(), new(work.At, until), decision, [.. given.People().Where(members.Contains)], by);
    }
}
