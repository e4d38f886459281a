using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

public sealed partial class ProposalBook
{
    // What is asked goes on for months at most; a permission that ends sooner is followed by another as it is asked anew.
    private static readonly Duration longEnough = Permission.Longest / 2;

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

    /// <summary>Writes facts down. Where they ask the client council, the question's words open to it in the same moment.</summary>
    /// <returns>The number of the first.</returns>
    internal async Task<int> Add(Work work, Keyring by, ProposalId id, PersonId carrier, IReadOnlyList<Fact> facts, CancellationToken stop)
    {
        var first = await db.Add(work, id, carrier, facts, stop);
        if (facts.Any(f => f is Deciding.Opened { Terms.AsksCouncil: true })) await OpenToCouncil(work, by, id, stop);
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

    private async Task<Mandate?> Council(Instant at) => (await gate.Vault.Mandates()).Find(m => m.Name == MandateNames.Council && m.IsActive(at));
}
