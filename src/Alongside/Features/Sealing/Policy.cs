using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>Why somebody may open a folder: it is theirs, a permission, a mandate with a permission, or the escrow.</summary>
/// <param name="Permission">The permission that it rests on; null for one's own and for escrow.</param>
/// <param name="Mandate">The mandate through which it reaches the person; null where it is personal.</param>
public readonly record struct Basis(PermissionId? Permission, ActorId? Mandate)
{
    public static readonly Basis Own = default;
}

/// <summary>
/// The one evaluator. Default is no; a no outweighs every yes, whichever is newer; an unknown category is nobody's but
/// the person's. What it says about the open generation is exactly to whom its key is wrapped.
/// </summary>
/// <param name="permissions">Of the folder's subject; only genuine rows.</param>
/// <param name="mandates">All that could matter; only genuine rows.</param>
/// <param name="escrow">The practice's escrow; null until it is made.</param>
/// <param name="postBox">The one reader whom nobody attends: its key lies on the server.</param>
public sealed class Policy(IReadOnlyList<Permission> permissions, IReadOnlyList<Mandate> mandates, ActorId? escrow, ActorId postBox)
{
    /// <summary>Who may open records that lie under the given generation, and why.</summary>
    /// <param name="folder">The folder asked about.</param>
    /// <param name="openedAt">When the generation was opened: a permission "from now on" does not reach back.</param>
    /// <param name="at">Now.</param>
    /// <param name="use">Which permissions count: all of them decide about keys, those of one purpose about one opening.</param>
    public IReadOnlyDictionary<ActorId, Basis> Permitted(Folder folder, Instant openedAt, Instant at, Func<Permission, bool>? use = null)
    {
        var reach = new Dictionary<ActorId, Basis> { [new(OwnerOf(folder))] = Basis.Own };
        if (escrow is { } escrowActor && folder.Category.ReachesEscrow()) reach[escrowActor] = Basis.Own;
        if (!folder.Category.CanBeShared()) return reach;

        var denied = permissions.Where(p => p.Decision == Decision.Deny && p.IsActive(at) && p.Covers(folder))
            .Select(p => p.Actor).ToHashSet();
        var permits = permissions.Where(p => p.Decision == Decision.Permit && p.IsActive(at) && p.Covers(folder)
            && (p.RecordsFrom is null || p.RecordsFrom <= openedAt) && !denied.Contains(p.Actor)
            && (p.Actor != postBox || folder.Category.ReachesPostBox())
            && p.Purpose.OpensByKey() && (p.Guardian is null || folder.Category.MayReachGuardian())
            && (use is null || use(p)));
        foreach (var permit in permits)
        {
            if (mandates.FirstOrDefault(m => m.Id == permit.Actor) is { } mandate) Add(reach, permit, mandate, denied, at);
            else reach.TryAdd(permit.Actor, new(permit.Id, null));
        }
        return reach;
    }

    /// <summary>Of those actors who are in the reach: through which one does this person open it?</summary>
    public Basis? For(PersonId person, Folder folder, Instant openedAt, Instant at, Func<Permission, bool> use)
    {
        var reach = Permitted(folder, openedAt, at, use);
        if (reach.TryGetValue(person.Actor, out var basis)) return basis;
        foreach (var mandate in mandates.Where(m => reach.ContainsKey(m.Id) && m.Holders(at).Contains(person)))
            return reach[mandate.Id] with { Mandate = mandate.Id };
        return null;
    }

    /// <summary>The yes and no that it judges this folder by, whether they still count or not.</summary>
    public IEnumerable<Permission> About(Folder folder) => permissions.Where(p => p.Covers(folder));

    /// <summary>The same rules, as if this person held that mandate too.</summary>
    public Policy AsIfHeld(ActorId mandate, PersonId by, Instant at) =>
        new(permissions, [.. mandates.Select(m => m.Id == mandate ? m.AsIfHeldBy(by, at) : m)], escrow, postBox);

    /// <summary>
    /// Process notes are their author's; everything else is the person's whom it is about or, where no person is, the
    /// mandate's: what the circle says among itself lies under the id of the mandate that all members hold.
    /// </summary>
    public static Guid OwnerOf(Folder folder) => folder.Category == Category.Process ? folder.Part : folder.Subject.Value;

    // The mandate's key would also open it for a holder who is shut out: then the others are reached one by one.
    private static void Add(Dictionary<ActorId, Basis> reach, Permission permit, Mandate mandate, HashSet<ActorId> denied, Instant at)
    {
        var holders = mandate.Holders(at).ToList();
        if (!holders.Exists(h => denied.Contains(h.Actor)))
        {
            if (holders.Count > 0) reach.TryAdd(mandate.Id, new(permit.Id, null));
            return;
        }
        foreach (var holder in holders.Where(h => !denied.Contains(h.Actor))) reach.TryAdd(holder.Actor, new(permit.Id, mandate.Id));
    }
}
