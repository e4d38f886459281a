using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// After a key or a cookie was stolen: a new key pair for the person. What the old one opened is wrapped to the new one,
/// and every folder it reached, by itself or through a mandate, closes and opens anew. A thief with an old copy of the
/// database keeps what they could read until then, and gets nothing that is sealed later.
/// </summary>
public sealed class Rekeying(Database db, Premises premises, RandomSource random, Gate gate, Mandating mandating)
{
    /// <summary>Credentials and sessions still hold the old key: replacing them is the caller's part, in the same work.</summary>
    /// <returns>The keyring of the new pair.</returns>
    public async Task<Keyring> Rekey(Work work, Keyring old)
    {
        if (!work.ChangesPower) throw new InvalidOperationException("A new key needs a work that changes power.");
        var keys = await db.PublicKeys.Where(k => k.Actor == old.Person.Actor).ToListAsync();
        var renewed = new Keyring(old.Person, keys.Max(k => k.Number) + 1, KeyPair.New(random), old.Session);
        // Without its public key an old credential that somebody puts back proves nothing.
        db.PublicKeys.RemoveRange(keys);
        var known = new PublicKey(old.Person.Actor, ActorKind.Person, renewed.KeyNumber, renewed.Own.Public, work.At);
        db.PublicKeys.Add(known);

        var reached = await RewrapFolders(old, renewed);
        var held = await RewrapMandates(old, renewed);
        await RewrapShares(old, renewed);
        await db.SaveChangesAsync();
        work.Log(LogActs.NewKeyPair, old.Person.Actor, Purpose.Own, subject: old.Person.Subject, content: known.Hash());
        foreach (var mandate in held) await mandating.Renew(work, mandate, old.Person.Actor);
        await gate.LoadMandates(renewed, work.At);
        foreach (var folder in await db.Folders.Where(f => reached.Contains(f.Id)).ToListAsync())
            await gate.Vault.Reconcile(work, folder, renewed, closeFirst: true);
        return renewed;
    }

    private async Task<List<FolderId>> RewrapFolders(Keyring old, Keyring renewed)
    {
        var wraps = await db.Wraps.Where(w => w.Actor == old.Person.Actor).ToListAsync();
        foreach (var wrap in wraps)
        {
            if (gate.Vault.Unwrap(wrap, old) is not { } dataKey) continue;
            var place = gate.Vault.PlaceOf(wrap.Folder, wrap.Generation, wrap.Actor, renewed.KeyNumber);
            db.Wraps.Add(new(wrap.Folder, wrap.Generation, wrap.Actor, renewed.KeyNumber, Wrapping.Ring(renewed.Own, dataKey, place, random)));
        }
        db.Wraps.RemoveRange(wraps);
        return [.. wraps.Select(w => w.Folder).Distinct()];
    }

    /// <summary>The mandates' older keys stay readable to a holder; each mandate then gets a new one that the thief never saw.</summary>
    private async Task<List<ActorId>> RewrapMandates(Keyring old, Keyring renewed)
    {
        var keys = await db.MandateKeys.Where(k => k.Holder == old.Person.Actor).ToListAsync();
        foreach (var key in keys)
        {
            if (old.Find(key.Holder, key.HolderKey) is not { } own) continue;
            if (Wrapping.Open(key.Bytes, own, PlaceOf(key.Mandate, key.Number, key.Holder, key.HolderKey)) is not { } scalar) continue;
            var place = PlaceOf(key.Mandate, key.Number, key.Holder, renewed.KeyNumber);
            db.MandateKeys.Add(new(key.Mandate, key.Number, key.Holder, renewed.KeyNumber, Wrapping.Ring(renewed.Own, scalar, place, random)));
        }
        db.MandateKeys.RemoveRange(keys);
        return [.. keys.Select(k => k.Mandate).Distinct()];
    }

    // A share that is on paper already is erased here, and the thief never saw the paper.
    private async Task RewrapShares(Keyring old, Keyring renewed)
    {
        foreach (var share in await db.EscrowShares.Where(s => s.Keeper == old.Person && s.PrintedAt == null).ToListAsync())
        {
            var keeper = share.Keeper.Actor;
            if (share.Sealed.Length < Wrapping.SealedToPublicLength || old.Find(keeper, share.KeeperKey) is not { } own) continue;
            var place = new WrapPlace(premises.Practice, Wrapped.Share, keeper.Value, share.Number, keeper, share.KeeperKey);
            if (Wrapping.Open(share.Sealed.AsSpan(0, Wrapping.SealedToPublicLength), own, place) is not { } secret) continue;
            share.WrapAnew(renewed.KeyNumber, Wrapping.To(
                renewed.Own.Public, KeyPair.New(random), secret, place with { RecipientKey = renewed.KeyNumber }, random));
        }
    }

    private WrapPlace PlaceOf(ActorId mandate, int number, ActorId holder, int holderKey) =>
        new(premises.Practice, Wrapped.MandateKey, mandate.Value, number, holder, holderKey);
}
