using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>A question of which somebody on the client council hears, and whose words don’t open to them.</summary>
/// <param name="Proposal">Which.</param>
/// <param name="Deliberation">How far it has come.</param>
/// <param name="Kinds">Which agreements it changes: that is plain, as they are.</param>
public sealed record HeardOf(Proposal Proposal, Deliberation Deliberation, IReadOnlyList<string> Kinds)
{
    /// <summary>Did nobody sit as it began, so that it stays the members’?</summary>
    public bool IsOfMembers => Deliberation.Round!.Terms is { FromCouncil: false, AsksCouncil: false };
}

public sealed partial class ProposalBook
{
    // What is asked goes on for months at most; a permission that ends sooner is followed by another as it is asked anew.
    private static readonly Duration longEnough = Permission.Longest / 2;

    private static readonly Refusal OnlyInWords = new($"What you put is in words. Where an agreement has to change for it, a member can write that from your words.");

    // The council writes here, and so reads what lies here; no question or meeting is called so.
    private static readonly Guid councilTitles = new("9e2d1f0c-7b3a-4c61-8f52-5a6e0d9b3c14");

    /// <summary>Those that were opened to the client council, as far as they are of interest, by their numbers.</summary>
    public async Task<IReadOnlyList<ProposalRead>> OfCouncil(Keyring by, Instant at, Func<Deliberation, bool> which, CancellationToken stop = default)
    {
        if (await Council(at) is not { } council || !council.Holders(at).Contains(by.Person)) return [];
        var open = (await db.Permissions.Where(p => p.Actor == council.Id && p.Category == Category.Circle && p.Folder != null).Genuine(premises.House, stop)).Where(p => p.IsActive(at)).Select(p => p.Folder!.Value).ToList();
        var folders = await db.Folders.Where(f => open.Contains(f.Id)).Genuine(premises.House, stop);
        var parts = folders.ConvertAll(f => new ProposalId(f.Part));
        var proposals = await db.Proposals.Where(p => parts.Contains(p.Id)).OrderBy(p => p.Number).Genuine(premises.House, stop);
        var deliberations = await db.Deliberations(proposals, premises.House, stop);
        var wanted = proposals.FindAll(p => which(deliberations[p.Id]));
        return wanted.Count == 0 ? [] : await Read(by, wanted, [.. folders.Where(f => wanted.Exists(p => p.Id.Value == f.Part)).Select(f => f.Id)], stop);
    }

    /// <summary>What is under way, concerns the client council and isn’t among these: it began while nobody sat there, or nobody has been here yet who hands it over. Nothing of it is opened.</summary>
    /// <param name="read">What whoever sits there reads already.</param>
    /// <param name="at">Now.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<IReadOnlyList<HeardOf>> HeardOf(IReadOnlyList<ProposalRead> read, Instant at, CancellationToken stop = default)
    {
        var under = (await db.UnderWay(stop)).FindAll(p => !read.Any(r => r.Proposal.Id == p.Id));
        var deliberations = await db.Deliberations(under, premises.House, stop);
        under.RemoveAll(p => !(deliberations.GetValueOrDefault(p.Id) is { Round.Terms: { Council: not null } or { FromCouncil: true } } d && d.StageAt(at) is Stage.Open or Stage.Integrating or Stage.Waiting or Stage.Lapsed));
        var changes = under.Count == 0 ? [] : (await changesOf.Ask(db, under.ConvertAll(p => p.Id), stop)).WrittenBy(premises.House);
        return [.. under.Select(p => new HeardOf(p, deliberations[p.Id], [.. changes.Where(c => c.Proposal == p.Id && c.Version == deliberations[p.Id].Version).Select(c => c.Kind)]))];
    }

    /// <summary>Beside which questions somebody turned to this person since they read.</summary>
    public async Task<IReadOnlyList<ProposalId>> NamedIn(PersonId person, CancellationToken stop = default) =>
        await db.Mentions.AsNoTracking().Where(m => m.Of == person).Select(m => m.Proposal).Distinct().ToListAsync(stop);

    /// <summary>Writes facts down. Where they ask the client council, or it put the question, its words open to it in the same moment.</summary>
    /// <returns>The number of the first.</returns>
    internal async Task<int> Add(Work work, Keyring by, ProposalId id, PersonId carrier, IReadOnlyList<Fact> facts, CancellationToken stop)
    {
        var first = await db.Add(work, id, carrier, facts, stop);
        if (facts.Any(f => f is Deciding.Opened { Terms: { AsksCouncil: true } or { FromCouncil: true } })) await OpenToCouncil(work, by, id, stop);
        return first;
    }

    // This question and no other: the circle's folders are its own, and the chart says which of them the council reads.
    private async Task OpenToCouncil(Work work, Keyring by, ProposalId id, CancellationToken stop)
    {
        if (await FolderOf(id.Value, stop) is not { } folder || await Council(work.At) is not { } council) throw new InvalidOperationException("The council is asked what can't be opened to it.");
        var given = await db.Permissions.Where(p => p.Actor == council.Id && p.Folder == folder.Id).Genuine(premises.House, stop);
        if (given.Exists(p => p.IsActive(work.At) && p.Until > work.At + longEnough)) return;
        var permission = Permission.Permit(random.Id<PermissionId>(), new(folder.Subject.Value), council.Id, Category.Circle, folder.Id, Purpose.Own, mayWrite: true, new(work.At, work.At + Permission.Longest), null);
        if (await gate.PermitOn(work, by, folder, permission.Value) is { } refusal) throw new InvalidOperationException(refusal.ToString());
    }

    // Whoever sits on the council has no key of the circle's, and needs none to speak to it.
    private async Task<Outcome<Folder>> FromCouncil(Work work, Keyring by, ActorId circle, Guid part) =>
        await Council(work.At) is { } council ? await gate.FolderBetween(work, by, circle, council.Id, Category.Circle, part) : Sealing.Gate.Gate.NotYours;

    // Also where a member carries on what the council put: its title stays where it is.
    private async Task<Guid> TitlesOf(ProposalId id)
    {
        var row = TitleRow(id);
        return await db.SealedRecords.AnyAsync(r => r.Row == row && db.Folders.Any(f => f.Id == r.Folder && f.Part == councilTitles)) ? councilTitles : Guid.Empty;
    }

    private static Terms Anew(Deliberation deliberation, Terms terms) => deliberation.IsFromCouncil ? terms.PutByCouncil() : terms;

    private async Task<Mandate?> Council(Instant at) => (await gate.Vault.Mandates()).Find(m => m.Name == MandateNames.Council && m.IsActive(at));
}
