using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>Who should keep the escrow's papers, and with whom they lie.</summary>
/// <param name="Hold">Who holds key-keeping now.</param>
/// <param name="Keep">Who was given a paper and is still here.</param>
/// <param name="Made">How many papers there are, also those that somebody took along who left.</param>
public sealed record Keeping(IReadOnlyList<PersonId> Hold, IReadOnlyList<PersonId> Keep, int Made)
{
    public bool Fits => Keep.Count == Made && Hold.ToHashSet().SetEquals(Keep);
}

public static class MandateQueries
{
    // Whole, a mandate brings along everybody who ever held it.
    private static readonly Questions<int, Named> names = new((db, _) => db.Mandates.Select(m => new Named(m.Id, m.Name)));

    /// <summary>What each mandate is called, whoever holds it or held it.</summary>
    public static async Task<Dictionary<ActorId, string>> NamesOfMandates(this Database db, CancellationToken stop = default) =>
        (await names.Ask(db, 0, stop)).ToDictionary(m => m.Id, m => m.Name);

    /// <summary>How many papers open the escrow, of how many that were made; null before the founding.</summary>
    public static async Task<(int Needed, int Made)?> EscrowTakes(this Database db, Premises premises, Instant at, CancellationToken stop = default) =>
        await db.EscrowKey(premises, stop) is { } key ? await db.EscrowTakes(premises, key, at, stop) : null;

    /// <summary>The same of one of its keys: the key says it, or the founding text where it was made before keys did.</summary>
    public static async Task<(int Needed, int Made)?> EscrowTakes(this Database db, Premises premises, PublicKey key, Instant at, CancellationToken stop = default)
    {
        if (key is { PapersNeeded: { } needed, PapersMade: { } papers }) return (needed, papers);
        if ((await db.InForce<FirstMandates>(premises.House, at, stop))?.Value is not { } first) return null;
        var made = first.Of(MandateNames.KeyKeeping, await db.Founders.AsNoTracking().Select(f => f.Person).ToListAsync(stop)).Count;
        return (first.Needed(made), made);
    }

    /// <summary>Who holds key-keeping now, and whether the papers lie with exactly them; null before there is an escrow.</summary>
    public static async Task<Keeping?> KeyKeeping(this Database db, Premises premises, Vault vault, Instant at, CancellationToken stop = default)
    {
        if (await db.EscrowKey(premises, stop) is not { } key || await db.EscrowTakes(premises, key, at, stop) is not { } takes) return null;
        var hold = (await vault.Mandates()).Where(m => m.Name == MandateNames.KeyKeeping).SelectMany(m => m.Holders(at)).Distinct().ToList();
        return new(hold, await db.PapersOf(key).AsNoTracking().Select(s => s.Keeper).ToListAsync(stop), takes.Made);
    }

    /// <summary>How many papers the escrow's next key takes of so many: as the circle decided last, or else as it was founded.</summary>
    /// <param name="db">The practice.</param>
    /// <param name="house">Its house.</param>
    /// <param name="keepers">How many there will be.</param>
    /// <param name="at">Now.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<int> PapersNeeded(this Database db, House house, int keepers, Instant at, CancellationToken stop = default)
    {
        var agreed = (await db.InForce<KeyKeepingMandate>(house, at, stop))?.Value.KeysNeeded ?? (await db.InForce<FirstMandates>(house, at, stop))?.Value.KeysNeeded ?? 0;
        return FirstMandates.Needed(agreed, keepers);
    }

    private sealed record Named(ActorId Id, string Name);
}
