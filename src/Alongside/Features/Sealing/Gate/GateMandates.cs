using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

public sealed partial class Gate
{
    /// <summary>
    /// What belongs to a mandate opens to another, one folder at a time, as the collective agreed. Whoever is there while that
    /// happens has to be able to open it themselves.
    /// </summary>
    internal async Task<Refusal?> PermitOn(Work work, Keyring by, Folder folder, Permission permission)
    {
        if (await Changed(work, by) is { } changed) return changed;
        await LoadMandates(by, work.At);
        var owner = Policy.OwnerOf(folder);
        if (permission.Folder != folder.Id || permission.Person.Value != owner || !(await Vault.Mandates()).Exists(m => m.Id.Value == owner)) return NotYours;
        if (await BasisFor(by, folder, permission.Purpose, work.At) is not { } basis) return NotYours;
        db.Permissions.Add(permission);
        work.Log("permit", by.Person.Actor, Purpose.Own, new(permission.Id, basis.Mandate), permission.Subject, permission.Folder, permission.Hash());
        await Vault.Reconcile(work, folder, by);
        return null;
    }

    /// <summary>
    /// The folder of a mandate's in which whoever holds another one speaks to it, as the collective agreed. What is sealed there
    /// from now on opens to both. Nothing that was sealed before opens by it, so public keys suffice: whoever speaks needs no
    /// key of those to whom they do. What was the first one's alone stays so.
    /// </summary>
    /// <param name="work">In which it happens.</param>
    /// <param name="by">Who speaks.</param>
    /// <param name="to">Whose folder it is.</param>
    /// <param name="from">The mandate as whose holder they do.</param>
    /// <param name="category">Of what.</param>
    /// <param name="part">As <see cref="Folder.Part"/>.</param>
    internal async Task<Outcome<Folder>> FolderBetween(Work work, Keyring by, ActorId to, ActorId from, Category category, Guid part)
    {
        if (await Changed(work, by) is { } changed) return changed;
        var mandates = await Vault.Mandates();
        if (!mandates.Exists(m => m.Id == to) || !mandates.Exists(m => m.Id == from && m.Holders(work.At).Contains(by.Person))) return NotYours;
        var begun = false;
        var folder = await Vault.FolderOf(new(to.Value), category, part, work.At, made =>
        {
            begun = true;
            Give(made);
        });
        if (begun) return folder;
        var given = (await db.Permissions.AsNoTracking().Where(p => p.Actor == from && p.Folder == folder.Id).ToListAsync()).FindAll(p => p.IsGenuine(premises.House));
        if (given.Count == 0) return NotYours;
        if (given.Exists(p => p.IsActive(work.At) && p.Until > work.At + (Permission.Longest / 2))) return folder;
        Give(folder);
        await Vault.Reconcile(work, folder, by: null, closeFirst: true);
        return folder;

        void Give(Folder made)
        {
            var permission = Permission.Permit(random.Id<PermissionId>(), new(to.Value), from, category, made.Id, Purpose.Own, mayWrite: true, new(work.At, work.At + Permission.Longest), work.At).Value;
            db.Permissions.Add(permission);
            work.Log("permit", by.Person.Actor, Purpose.Own, new(permission.Id, from), permission.Subject, permission.Folder, permission.Hash());
        }
    }

    /// <summary>
    /// Ends what <see cref="PermitOn"/> gave, from the very next request: by any holder of the mandate whose folder it is, by
    /// whoever it was given to, or where the collective agreed on an end and nobody is there, which needs no secret.
    /// </summary>
    internal async Task<Refusal?> EndOn(Work work, Keyring? by, PermissionId id)
    {
        if (by is not null && await Changed(work, by) is { } changed) return changed;
        if (await db.Permissions.SingleOrDefaultAsync(p => p.Id == id) is not { } permission || !permission.IsGenuine(premises.House)) return NotYours;
        var handsBack = by is not null && permission.Actor == by.Person.Actor;
        var mandate = (await Vault.Mandates()).Find(m => m.Id.Value == permission.Person.Value);
        if (mandate is null || by is not null && !handsBack && !mandate.Holders(work.At).Contains(by.Person)) return NotYours;
        if (permission.Withdrawal is not null) return null;
        if (handsBack) permission.HandBack(permission.Actor, work.At);
        else permission.Withdraw(permission.Person, work.At);
        work.Log(handsBack ? "hand back" : "withdraw", by?.Person.Actor ?? default, Purpose.Own, new(id, handsBack || by is null ? null : mandate.Id), permission.Subject, permission.Folder, permission.Withdrawal!.Hash());
        if (by is not null) await LoadMandates(by, work.At);
        await ReconcileCovered(work, permission, by);
        return null;
    }
}
