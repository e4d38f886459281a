using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle;

public static class MandateQueries
{
    // Whole, a mandate brings along everybody who ever held it.
    private static readonly Questions<int, Named> names = new((db, _) => db.Mandates.Select(m => new Named(m.Id, m.Name)));

    /// <summary>What each mandate is called, whoever holds it or held it.</summary>
    public static async Task<Dictionary<ActorId, string>> NamesOfMandates(this Database db, CancellationToken stop = default) =>
        (await names.Ask(db, 0, stop)).ToDictionary(m => m.Id, m => m.Name);

    /// <summary>How many shares open the escrow, of how many that were made; null before the founding.</summary>
    public static async Task<(int Needed, int Made)?> EscrowTakes(this Database db, House house, Instant at, CancellationToken stop = default)
    {
        if ((await db.InForce<FirstMandates>(house, at, stop))?.Value is not { } first) return null;
        var made = first.Of(MandateNames.KeyKeeping, await db.Founders.AsNoTracking().Select(f => f.Person).ToListAsync(stop)).Count;
        return (first.Needed(made), made);
    }

    private sealed record Named(ActorId Id, string Name);
}
