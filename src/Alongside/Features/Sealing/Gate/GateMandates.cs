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
