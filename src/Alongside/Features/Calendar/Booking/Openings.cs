using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Calendar.Booking;

/// <summary>The times that therapists have for somebody: said by them, and taken back by them.</summary>
public sealed class Openings(Database db, Gate gate, RandomSource random)
{
    /// <summary>Offers one time, or the same hour in several weeks one after the other.</summary>
    public async Task<Refusal?> Offer(Keyring by, LocalDateTime local, DateTimeZone zone, int minutes, string? way, int weeks, CancellationToken stop = default)
    {
        if (weeks is < 1 or > Opening.MostWeeks) return new($"Between one and {Opening.MostWeeks} weeks, please.") { Field = "Weeks" };
        await using var work = await gate.Begin(stop);
        var live = await db.Openings.AsNoTracking().Where(o => o.Therapist == by.Person && o.State != OpeningState.TakenBack && o.Start > work.At).ToListAsync(stop);
        for (var week = 0; week < weeks; week++)
        {
            var opening = Opening.Of(random.Id<OpeningId>(), by.Person, local.PlusWeeks(week), zone, minutes, way, work.At);
            if (opening.Refusal is { } refusal) return refusal;
            if (live.Exists(o => o.Overlaps(opening.Value.Start, opening.Value.End))) return new($"You offer that time already, or one that runs into it.");
            db.Openings.Add(opening.Value);
        }
        await work.Commit(stop);
        return null;
    }

    public async Task<Refusal?> TakeBack(Keyring by, OpeningId id, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Own(id) is not { } opening) return new($"This time isn’t offered any more.");
        if (opening.TakeBack(by.Person) is { } refusal) return refusal;
        await work.Commit(stop);
        return null;
    }

    /// <summary>The opening, ours alone until the end of the work; null where there is none.</summary>
    public Task<Opening?> Own(OpeningId id) => db.IsPostgres
        ? db.Openings.FromSql($"SELECT * FROM \"Openings\" WHERE \"Id\" = {id.Value} FOR UPDATE").SingleOrDefaultAsync()
        : db.Openings.SingleOrDefaultAsync(o => o.Id == id);
}
