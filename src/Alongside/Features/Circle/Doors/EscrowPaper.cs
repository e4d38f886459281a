using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>A keeper's share on its way to paper: shown to that keeper alone, and erased once they say that it is printed.</summary>
public sealed class EscrowPaper(Database db, Premises premises, IClock clock, Sealing.Gate.Gate gate)
{
    private static readonly Question<PersonId, EscrowShare?> shareOf = new((db, keeper, _) => db.EscrowShares.AsNoTracking().Where(s => s.Keeper == keeper).OrderByDescending(s => s.MadeAt).FirstOrDefault());

    /// <summary>The keeper's latest share; null for who keeps none.</summary>
    public Task<EscrowShare?> Of(PersonId keeper, CancellationToken stop = default) =>
        shareOf.Ask(db, keeper, stop);

    /// <summary>How many papers there are of the present key.</summary>
    public async Task<int> Count(CancellationToken stop = default) => (await db.EscrowTakes(premises, clock.GetCurrentInstant(), stop))?.Made ?? 0;

    /// <summary>The words, after it was logged that they were shown; null where there are none any more.</summary>
    public async Task<string?> Show(Keyring by, CancellationToken stop = default)
    {
        await using (var work = await gate.Begin(stop))
        {
            work.Log("escrow share shown", by.Person.Actor, Purpose.KeyKeeping);
            await work.Commit(stop);
        }
        return await Of(by.Person, stop) is { } share ? EscrowSharing.Open(share, by, premises.Practice) : null;
    }

    public async Task<Refusal?> Printed(Keyring by, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await db.EscrowShares.Where(s => s.Keeper == by.Person).OrderByDescending(s => s.MadeAt).FirstOrDefaultAsync(stop) is not { } share) return new($"You keep no share.");
        if (share.Printed(by.Person, work.At) is { } refusal) return refusal;
        work.Log("escrow share printed", by.Person.Actor, Purpose.KeyKeeping);
        await work.Commit(stop);
        return null;
    }
}
