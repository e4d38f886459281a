using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// The escrow's key made anew for those who hold key-keeping now: this is how a keeper is replaced, and how lost papers
/// are. The new key is split before anything is handed over to it, so that what is cut off half-way can go on.
/// </summary>
public sealed class EscrowAnew(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, EscrowRenewal renewal)
{
    /// <summary>Why it can't be made anew now, or null.</summary>
    public async Task<Refusal?> MayBegin(Work work, CancellationToken stop = default) => (await Plan(work, stop)).Refusal;

    /// <summary>A new key pair with a share for each of those keepers. Its whole is forgotten at once: it is needed for nothing here.</summary>
    public async Task<Refusal?> Begin(Work work, int number)
    {
        var plan = await Plan(work, default);
        if (plan.Refusal is { } refusal) return refusal;
        var (needed, keepers) = plan.Value;
        var escrow = KeyPair.New(random);
        var next = new PublicKey(premises.Escrow, ActorKind.Escrow, number, escrow.Public, work.At) { PapersNeeded = needed, PapersMade = keepers.Count };
        db.EscrowShares.AddRange(EscrowSharing.Split(escrow, needed, keepers, premises.Practice, work.At, random));
        escrow.Forget();
        await renewal.Begin(work, next);
        return null;
    }

    private async Task<Outcome<(int Needed, List<PublicKey> Keepers)>> Plan(Work work, CancellationToken stop)
    {
        var hold = (await db.KeyKeeping(premises, gate.Vault, work.At, stop))?.Hold ?? [];
        if (hold.Count < FirstMandates.FewestHolders)
            return new Refusal($"Fewer than {FirstMandates.FewestHolders} people hold key-keeping now, so there is nobody to keep new papers. The circle gives it first, under “Mandates”.");
        if (hold.Count > Slip39.MostShares) return new Refusal($"At most {Slip39.MostShares} can keep papers of one key.");
        var needed = await db.PapersNeeded(premises.House, hold.Count, work.At, stop);
        if (needed > hold.Count)
            return new Refusal($"We agreed that {needed} papers open the escrow, and {hold.Count} people hold key-keeping. The circle decides that anew first, under “Mandates”.");
        var keys = await gate.Vault.KeysOf(hold.Select(h => h.Actor));
        return keys.Count == hold.Count ? (needed, keys) : new Refusal($"One of the keepers has no key to seal a share to. They need to come back first.");
    }
}
