using System.Security.Cryptography;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// The escrow's key is made anew. What opened to the old one is wrapped to the new one, portion by portion: within one
/// transaction a wrap is replaced, so that never both are missing. Open keys close and mandates get new ones, since
/// whoever has the old papers and an old copy of the database knows the present ones. A practice that is killed half-way
/// goes on: what is owed to the escrow is <see cref="Pending"/>, and is handed over by the old papers, or by whoever
/// comes by and opens it.
/// </summary>
public sealed class EscrowRenewal(Database db, Premises premises, RandomSource random, Gate gate, Mandating mandating)
{
    // Others wait while one is done: a quarter of a second of it, on a small machine.
    private const int FoldersAtOnce = 200;

    /// <summary>From this work on all that is new is wrapped to this key. Needs no secret.</summary>
    public async Task Begin(Work work, PublicKey next)
    {
        if (!work.ChangesPower) throw new InvalidOperationException("A new key needs a work that changes power.");
        db.PublicKeys.Add(next);
        work.Log(LogActs.EscrowKey, premises.Escrow, Purpose.KeyKeeping, content: next.Hash());
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Pendings" ("Folder", "Generation", "Actor", "Since")
            SELECT "Folder", "Generation", "Actor", {work.At.ToUnixTimeTicks()} FROM "Wraps" WHERE "Actor" = {premises.Escrow.Value} ON CONFLICT DO NOTHING
            """);
    }

    /// <summary>Hands everything over that the old key opens, or as much as was left when it was cut off.</summary>
    /// <param name="old">The old key, known to be it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="by">Who handed in the last paper, as the log names them.</param>
    /// <param name="said">Told how many of how many folders are done.</param>
    /// <returns>Whether it is finished; if not, something was left that this key doesn't open.</returns>
    public async Task<bool> HandOver(KeyPair old, int number, ActorId by, Action<int, int> said)
    {
        var whole = new Keyring(new(premises.Escrow.Value), number, old, []);
        foreach (var mandate in await db.MandateKeys.Where(k => k.Holder == premises.Escrow && k.HolderKey == number).Select(k => k.Mandate).Distinct().ToListAsync())
            await HandOverMandate(whole, mandate, by);
        var folders = await db.Wraps.Where(w => w.Actor == premises.Escrow && w.KeyNumber == number).Select(w => w.Folder).Distinct().ToListAsync();
        var done = 0;
        foreach (var portion in folders.Chunk(FoldersAtOnce))
        {
            await HandOverFolders(whole, portion, by);
            said(done += portion.Length, folders.Count);
        }
        return await Finish(by);
    }

    /// <summary>Forgets the old key where nothing is left that it opens. Needs no secret, so a job may do it.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> Finish(ActorId by, CancellationToken stop = default)
    {
        if (await db.EscrowKeys(premises, stop) is not { Before: not null }) return true;
        await using var work = await gate.BeginPower(stop);
        if (await db.EscrowKeys(premises, stop) is not { Before: not null, Present: var present }) return true;
        if (await db.LeftBehind(premises, stop) > 0) return false;
        db.PublicKeys.RemoveRange(await db.PublicKeys.Where(k => k.Actor == premises.Escrow && k.Number < present.Number).ToListAsync(stop));
        await db.EscrowShares.Where(s => s.MadeAt < present.MadeAt).ExecuteDeleteAsync(stop);
        work.Log(LogActs.EscrowAnew, by, Purpose.KeyKeeping, content: present.Hash());
        await work.Commit(stop);
        return true;
    }

    private async Task HandOverMandate(Keyring old, ActorId mandate, ActorId by)
    {
        await using var work = await gate.BeginPower();
        var (next, ephemeral) = (await Next(), KeyPair.New(random));
        foreach (var key in await db.MandateKeys.Where(k => k.Mandate == mandate && k.Holder == premises.Escrow && k.HolderKey == old.KeyNumber).ToListAsync())
        {
            var place = new WrapPlace(premises.Practice, Wrapped.MandateKey, key.Mandate.Value, key.Number, key.Holder, key.HolderKey);
            if (Wrapping.Open(key.Bytes, old.Own, place) is not { } scalar) continue;
            db.MandateKeys.Add(new(key.Mandate, key.Number, key.Holder, next.Number, Wrapping.To(next.Point, ephemeral, scalar, place with { RecipientKey = next.Number }, random)));
            db.MandateKeys.Remove(key);
            CryptographicOperations.ZeroMemory(scalar);
        }
        await db.SaveChangesAsync();
        // One that nobody holds reaches nobody: it gets a new key when it is given again.
        if ((await gate.Vault.Mandates()).Exists(m => m.Id == mandate && m.Holders(work.At).Any())) await mandating.Renew(work, mandate, by);
        await work.Commit();
    }

    private async Task HandOverFolders(Keyring old, FolderId[] ids, ActorId by)
    {
        await using var work = await gate.BeginPower();
        var next = await Next();
        var wraps = await db.Wraps.Where(w => ids.Contains(w.Folder) && w.Actor == premises.Escrow).ToListAsync();
        var there = wraps.Where(w => w.KeyNumber == next.Number).Select(w => (w.Folder, w.Generation)).ToHashSet();
        var owed = (await db.Pendings.Where(p => ids.Contains(p.Folder) && p.Actor == premises.Escrow).ToListAsync()).ToDictionary(p => (p.Folder, p.Generation));
        var open = await db.Generations.Where(g => ids.Contains(g.Folder) && g.ClosedAt == null).Select(g => new { g.Folder, g.Number }).ToDictionaryAsync(g => g.Folder, g => g.Number);
        var known = new List<FolderId>();
        foreach (var wrap in wraps.Where(w => w.KeyNumber == old.KeyNumber))
        {
            var at = (wrap.Folder, wrap.Generation);
            if (!there.Contains(at))
            {
                if (gate.Vault.Unwrap(wrap, old) is not { } dataKey) continue;
                db.Wraps.Add(gate.Vault.WrapFor(next, wrap.Folder, wrap.Generation, dataKey));
                CryptographicOperations.ZeroMemory(dataKey);
            }
            db.Wraps.Remove(wrap);
            if (owed.TryGetValue(at, out var pending)) db.Pendings.Remove(pending);
            if (open.GetValueOrDefault(wrap.Folder) == wrap.Generation) known.Add(wrap.Folder);
        }
        await db.SaveChangesAsync();
        await gate.Vault.OpenNext(work, known, by);
        await work.Commit();
    }

    private async Task<PublicKey> Next() => await db.EscrowKey(premises)
        ?? throw new InvalidOperationException("The escrow's key is gone, or was not written by this house. Nothing is handed over past it.");
}
