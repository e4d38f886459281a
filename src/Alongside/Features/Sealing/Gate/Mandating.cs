using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// Carries out what a decision says about mandates. Whenever the holders change, the mandate gets a new key, and
/// every folder it is permitted on closes and opens anew.
/// </summary>
public class Mandating(Database db, Premises premises, RandomSource random, Vault vault)
{
    /// <summary>Grants a mandate to its first holders.</summary>
    public async Task<Outcome<Mandate>> Grant(Work work, string name, Window valid, int decision, IReadOnlyList<PersonId> holders, ActorId decidedBy)
    {
        var mandate = new Mandate(random.Id<ActorId>(), name, valid, decision);
        db.Mandates.Add(mandate);
        foreach (var holder in holders)
            if (mandate.Add(random.Id<HoldingId>(), holder, valid) is { } refusal) return refusal;
        await NewKey(mandate, work.At);
        Log(work, "grant", mandate, decidedBy);
        return mandate;
    }

    /// <summary>
    /// Gives a mandate anew: from now on exactly these hold it, until then. It stays the same actor, so that what people
    /// permitted it and what waits for it stays; there is a new key unless the same people hold it on.
    /// </summary>
    /// <param name="work">In which it happens.</param>
    /// <param name="name">What the collective calls it; where there is none of that name, it is granted.</param>
    /// <param name="valid">From now, until.</param>
    /// <param name="decision">The number of the decision that gives it.</param>
    /// <param name="holders">Who holds it.</param>
    /// <param name="decidedBy">As the log names whoever proposed it.</param>
    public async Task Give(Work work, string name, Window valid, int decision, IReadOnlyList<PersonId> holders, ActorId decidedBy)
    {
        var ids = await db.Mandates.Where(m => m.Name == name).OrderByDescending(m => m.From).Select(m => m.Id).ToListAsync();
        foreach (var id in ids)
        {
            if (await Find(id) is not { } mandate) continue;
            await GiveAnew(work, mandate, valid, decision, holders);
            Log(work, "give anew", mandate, decidedBy);
            return;
        }
        if ((await Grant(work, name, valid, decision, holders, decidedBy)).Refusal is { } refusal) throw new InvalidOperationException(refusal.ToString());
    }

    private async Task GiveAnew(Work work, Mandate mandate, Window valid, int decision, IReadOnlyList<PersonId> holders)
    {
        var before = mandate.Holders(work.At).ToHashSet();
        mandate.Renew(valid, decision);
        foreach (var holder in holders)
        {
            mandate.Add(random.Id<HoldingId>(), holder, valid);
            db.Entry(mandate.Holdings[^1]).State = EntityState.Added;
        }
        await db.SaveChangesAsync();
        if (before.SetEquals(holders)) return;
        var stay = holders.Select(h => h.Actor).Append(premises.Escrow).ToList();
        await db.MandateKeys.Where(k => k.Mandate == mandate.Id && !stay.Contains(k.Holder)).ExecuteDeleteAsync();
        await HoldersChanged(work, mandate);
    }

    public async Task<Refusal?> Add(Work work, ActorId id, PersonId holder, Window valid, ActorId decidedBy)
    {
        if (await Find(id) is not { } mandate) return new($"There is no such mandate.");
        if (mandate.Add(random.Id<HoldingId>(), holder, valid) is { } refusal) return refusal;
        // EF takes a new row with a key of its own for one that is there already.
        db.Entry(mandate.Holdings[^1]).State = EntityState.Added;
        await HoldersChanged(work, mandate);
        Log(work, "holder joins", mandate, decidedBy);
        return null;
    }

    public async Task<Refusal?> End(Work work, ActorId id, PersonId holder, ActorId decidedBy)
    {
        if (await Find(id) is not { } mandate) return new($"There is no such mandate.");
        if (mandate.End(holder, work.At) is { } refusal) return refusal;
        await Left(work, mandate, holder);
        Log(work, "holder leaves", mandate, decidedBy);
        return null;
    }

    /// <summary>A new key for the same holders, because somebody else may have seen the present one.</summary>
    public async Task Renew(Work work, ActorId id, ActorId by)
    {
        if (await Find(id) is not { } mandate) return;
        await HoldersChanged(work, mandate);
        Log(work, "new mandate key", mandate, by);
    }

    /// <summary>Carries out the end of those holdings whose time has run out. Needs no secret, so a job may do it.</summary>
    public async Task<int> EndRunOut(Work work)
    {
        var due = (await db.Holdings.Where(h => h.EndedAt == null && h.Until <= work.At).ToListAsync()).Where(h => h.IsGenuine(premises.House)).ToList();
        foreach (var holding in due)
        {
            var mandate = await Find(holding.Mandate);
            holding.End(holding.Until);
            if (mandate is null) continue;
            await Left(work, mandate, holding.Holder);
            Log(work, "mandate ran out", mandate, holding.Holder.Actor);
        }
        await db.SaveChangesAsync();
        return due.Count;
    }

    private async Task Left(Work work, Mandate mandate, PersonId holder)
    {
        await db.SaveChangesAsync();
        await db.MandateKeys.Where(k => k.Mandate == mandate.Id && k.Holder == holder.Actor).ExecuteDeleteAsync();
        await HoldersChanged(work, mandate);
    }

    /// <summary>A new key for the present holders and escrow, and new generations of all that the mandate is permitted on.</summary>
    private async Task HoldersChanged(Work work, Mandate mandate)
    {
        await NewKey(mandate, work.At);
        foreach (var folder in await PermittedFolders(mandate.Id)) await vault.Reconcile(work, folder, by: null, closeFirst: true);
    }

    private async Task NewKey(Mandate mandate, Instant at)
    {
        var (number, key, ephemeral) = (mandate.NextKey(), KeyPair.New(random), KeyPair.New(random));
        db.PublicKeys.Add(new(mandate.Id, ActorKind.Mandate, number, key.Public, at));
        await db.SaveChangesAsync();
        var recipients = mandate.Holders(at).Select(h => h.Actor).Append(premises.Escrow);
        foreach (var to in await vault.KeysOf(recipients)) WrapScalar(mandate.Id, number, key, to, ephemeral);
        await db.SaveChangesAsync();
    }

    private void WrapScalar(ActorId mandate, int number, KeyPair key, PublicKey to, KeyPair ephemeral)
    {
        var place = new WrapPlace(premises.Practice, Wrapped.MandateKey, mandate.Value, number, to.Actor, to.Number);
        db.MandateKeys.Add(new(mandate, number, to.Actor, to.Number, Wrapping.To(to.Point, ephemeral, key.Scalar.Span, place, random)));
    }

    // What is its own, and all that it is permitted on, not only what is wrapped to its key: after somebody was shut out, the wraps are
    // made person by person, and a leaver would keep theirs. A seam for the model test, which plants that mistake.
    protected virtual async Task<List<Folder>> PermittedFolders(ActorId mandate)
    {
        var permissions = await db.Permissions.AsNoTracking().Where(p => p.Actor == mandate && p.Decision == Decision.Permit).ToListAsync();
        var subjects = permissions.Select(p => p.Subject).Append(new(mandate.Value)).Distinct().ToList();
        var folders = await db.Folders.AsNoTracking().Where(f => subjects.Contains(f.Subject)).ToListAsync();
        return [.. folders.Where(f => f.Subject.Value == mandate.Value || permissions.Exists(p => p.Covers(f)))];
    }

    // What this house did not write is absent here too: else a forged holder would be given the next key, and the
    // forged row be signed with it.
    private async Task<Mandate?> Find(ActorId id)
    {
        if (await db.Mandates.SingleOrDefaultAsync(m => m.Id == id) is not { } mandate || !mandate.IsGenuine(premises.House)) return null;
        foreach (var forged in mandate.Holdings.Where(h => !h.IsGenuine(premises.House)).ToList())
        {
            db.Entry(forged).State = EntityState.Detached;
            mandate.Holdings.Remove(forged);
        }
        return mandate;
    }

    /// <summary>The entries of the access log that hold a mandate's state; by it others are written as well.</summary>
    internal static readonly IReadOnlyList<string> Acts = ["grant", "give anew", "holder joins", "holder leaves", "new mandate key", "mandate ran out"];

    private static void Log(Work work, string act, Mandate mandate, ActorId by) =>
        work.Log(act, by, Purpose.Own, new(null, mandate.Id), content: mandate.StateHash());
}
