using Alongside.Kernel;

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
}
