using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

public sealed partial class ProposalBook
{
    private static readonly Refusal NeverUrgent = new($"In an emergency two of us can change how we are reached, which help in a crisis we name, and our name and greeting; each only where something held before. All else can wait for everybody.");

    private static readonly Questions<Instant, Proposal> urgentSince = new((db, since) => db.Proposals.AsNoTracking()
        .Where(p => db.ProposalFacts.Any(f => f.Proposal == p.Id && f.At > since)
            && db.ProposalFacts.Any(f => f.Proposal == p.Id && f.Number == AskedInEmergency.Number && f.Content.StartsWith(AskedInEmergency.Begins))));

    /// <summary>What was put in an emergency, and in which something has happened since then. Where there is none, nothing is opened.</summary>
    public async Task<IReadOnlyList<ProposalLine>> Urgent(Keyring by, Instant since, CancellationToken stop = default) =>
        await Lines(by, await urgentSince.Ask(db, since, stop), stop);

    /// <summary>Puts a draft to the circle, and asks one other member whether it can't wait. Nothing is in force by that.</summary>
    /// <param name="by">Whose draft it is.</param>
    /// <param name="draftId">Which.</param>
    /// <param name="second">Whom they ask.</param>
    /// <param name="why">Why it can't wait.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The proposal's number.</returns>
    public async Task<Outcome<int>> PutInEmergency(Keyring by, Guid draftId, PersonId? second, string why, CancellationToken stop = default)
    {
        if (await drafts.Find(by, draftId, stop) is not { } draft) return Drafts.Gone;
        if (why.Trim().Length == 0) return new Refusal($"Please say why it can’t wait. Everybody reads it.") { Field = "Why" };
        if (why.Length > ProposalWords.LongestText) return new Refusal($"Please say it in at most {ProposalWords.LongestText} characters.") { Field = "Why" };
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (draft.Amends > 0) return new Refusal($"This question is put already. What can’t wait is a question of its own.");
        if (await Check(draft, work.At, stop) is { } refusal) return refusal;
        if (await CantBeUrgent(draft.Changes, work.At, stop) is { } can) return can;
        var members = await db.CircleOf(premises.House, stop);
        if (!members.Contains(by.Person)) return new Refusal($"Only members of the circle can put a question to it.");
        if (second is not { } other || other == by.Person || !members.Contains(other)) return new Refusal($"Please choose who should see with you that it can’t wait.") { Field = "Second" };
        var put = await PutUnasked(work, by, by.Person, draft, _ => [new VersionWritten(1), new AskedInEmergency(other.Value)], stop);
        if (put.Refusal is { } kept) return kept;
        if (await Say(work, by, put.Value.Id, new(2, why.Trim()), stop) is { } unsaid) return unsaid;
        if (await drafts.Erase(work, by, draftId, stop) is { } no) return no;
        await work.Commit(stop);
        return put.Value.Number;
    }

    /// <summary>Why two can't put these changes in force at once, or null.</summary>
    internal async Task<Refusal?> CantBeUrgent(IReadOnlyCollection<DraftedChange> changes, Instant at, CancellationToken stop)
    {
        if (changes.Count == 0) return NeverUrgent;
        foreach (var change in changes)
        {
            var kind = AgreementQueries.Kinds.Single(k => k.Name == change.Kind);
            if (kind.InEmergency is not { } rule || await db.InForce(kind, premises.House, at, stop) is not { } now) return NeverUrgent;
            if (rule(now.Value, kind.Read(change.Value)) is { } refusal) return refusal;
            var decided = (await db.Decisions.Where(d => d.Number == now.Decision).Genuine(premises.House, stop)).Single().Proposal;
            if (decided is not { } id || await db.Deliberation(id, premises.House, stop) is not { } before) continue;
            // One emergency on top of another, and again, would be two who decide for all.
            if (before.Emergency is { IsBeingConfirmed: true }) return new($"What holds now is itself being confirmed after an emergency. Until that is settled, all decide first.");
            if (before.PutsBack) return new($"What holds now came back because an emergency wasn’t confirmed. The next change of it all decide first.");
        }
        return null;
    }

    /// <summary>What two did alone, all confirm: by the chart's line for it, and never by one.</summary>
    internal async Task<Terms> TermsForAll(IEnumerable<string> kinds, Instant at, CancellationToken stop) =>
        await Terms(kinds, default, at, stop) with { Protocol = Protocol.Consent, Consensus = null, Gradients = null };
}
