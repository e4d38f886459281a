using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// New keys for somebody who lost every way to the old ones, by the escrow's key. What is theirs is handed to the new
/// pair; what others opened to them waits for those others, as for anybody who comes new. Whoever finds an old paper or
/// an old session opens nothing by it any more.
/// </summary>
public sealed class BringingBack(Database db, Premises premises, RandomSource random, Gate gate, Mandating mandating, Credentials credentials, Sessions sessions)
{
    /// <param name="work">In which it happens: all or none of it.</param>
    /// <param name="escrow">The escrow's key, known to be it.</param>
    /// <param name="number">Which of the escrow's keys.</param>
    /// <param name="person">Whom they bring back.</param>
    /// <param name="code">What opens the new keys: a code to be handed to them.</param>
    /// <param name="act">By which it stands in the access log, once for each of the keepers.</param>
    /// <param name="keepers">Who came with their papers.</param>
    public async Task<Refusal?> BringBack(Work work, KeyPair escrow, int number, PersonId person, Shown code, string act, IReadOnlyList<PersonId> keepers)
    {
        if (!work.ChangesPower) throw new InvalidOperationException("A new key needs a work that changes power.");
        if (await db.StoppedSubjects.AnyAsync(s => s.Subject == person.Subject)) return Gate.Stopped;
        var reached = await db.Wraps.Where(w => w.Actor == person.Actor).Select(w => w.Folder).Distinct().ToListAsync();
        var renewed = await NewKeys(work, person);
        await credentials.RemoveAll(work, person);
        await sessions.EndAll(work, person);
        credentials.Add(work, person, renewed.KeyNumber, renewed.Own, code, by: keepers[^1]);
        await db.SaveChangesAsync();
        foreach (var mandate in (await gate.Vault.Mandates()).Where(m => m.Holders(work.At).Contains(person)).Select(m => m.Id).ToList())
            await mandating.Renew(work, mandate, person.Actor);
        var whole = new Keyring(new(premises.Escrow.Value), number, escrow, []);
        foreach (var folder in await db.Folders.AsNoTracking().Where(f => f.Subject == person.Subject || f.Part == person.Value || reached.Contains(f.Id)).ToListAsync())
            await gate.Vault.Reconcile(work, folder, IsTheirs(folder, person) ? whole : null, closeFirst: true);
        foreach (var keeper in keepers) work.Log(act, keeper.Actor, Purpose.KeyKeeping, subject: person.Subject);
        return null;
    }

    private async Task<Keyring> NewKeys(Work work, PersonId person)
    {
        var before = await db.PublicKeys.Where(k => k.Actor == person.Actor).ToListAsync();
        var renewed = new Keyring(person, before.Max(k => k.Number) + 1, KeyPair.New(random), []);
        // Without its public key an old credential that somebody puts back proves nothing.
        db.PublicKeys.RemoveRange(before);
        var known = new PublicKey(person.Actor, ActorKind.Person, renewed.KeyNumber, renewed.Own.Public, work.At);
        db.PublicKeys.Add(known);
        work.Log(LogActs.NewKeyPair, person.Actor, Purpose.KeyKeeping, subject: person.Subject, content: known.Hash());
        await db.SaveChangesAsync();
        await db.Wraps.Where(w => w.Actor == person.Actor).ExecuteDeleteAsync();
        await db.MandateKeys.Where(k => k.Holder == person.Actor).ExecuteDeleteAsync();
        return renewed;
    }

    private static bool IsTheirs(Folder folder, PersonId person) => Policy.OwnerOf(folder) == person.Value;
}
