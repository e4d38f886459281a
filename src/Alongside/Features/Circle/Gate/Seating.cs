using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// Seats the client council as the chart in force says: terms end, and whoever waits is seated. Each change gives its mandate
/// anew, and with it a key that nobody has who doesn't sit any more. It needs no secret, so a job may do it.
/// </summary>
public sealed class Seating(Database db, Premises premises, RandomSource random, Mandating mandating)
{
    /// <summary>Does somebody's term end, or is a seat free for who waits?</summary>
    public async Task<bool> IsDue(Instant at, CancellationToken stop = default)
    {
        var seats = await db.CouncilNow(premises.House, stop);
        if (seats.Count == 0) return false;
        if (seats.Any(s => s.Until <= at)) return true;
        return seats.Any(s => s.Waits) && await db.InForce<DecisionChart>(premises.House, at, stop) is { Value.Council.Seats: var places } && seats.Count(s => !s.Waits) < places;
    }

    /// <summary>Carries out what is due, within work that changes power.</summary>
    public async Task Settle(Work work, ActorId by, CancellationToken stop = default)
    {
        if (await db.InForce<DecisionChart>(premises.House, work.At, stop) is not { } chart) return;
        await db.SaveChangesAsync(stop);
        foreach (var over in new CouncilLine(await Alive(stop)).EndTerms(work.At))
        {
            work.Log("council term ends", over.Person.Actor, Purpose.Own, content: over.Hash());
            await db.SaveChangesAsync(stop);
            // Their offer stands until they take it back; others who wait come first.
            db.CouncilSeats.Add(new(random.Id<CouncilSeatId>(), over.Person, over.EndedAt!.Value));
            await db.SaveChangesAsync(stop);
        }
        var until = await EndOfTerm(chart.Value.Council.Months, work.At, stop);
        foreach (var seat in new CouncilLine(await Alive(stop)).Fill(chart.Value.Council.Seats, work.At, until)) work.Log("council seat", seat.Person.Actor, Purpose.Own, content: seat.Hash());
        await db.SaveChangesAsync(stop);
        await Give(work, chart.Decision, until, by, stop);
    }

    private async Task Give(Work work, int decision, Instant until, ActorId by, CancellationToken stop)
    {
        var sitting = (await Alive(stop)).Where(s => s.SitsAt(work.At)).ToList();
        var holders = sitting.ConvertAll(s => s.Person);
        var mandate = await db.Mandates.AsNoTracking().Where(m => m.Name == MandateNames.Council).OrderByDescending(m => m.From).FirstOrDefaultAsync(stop);
        var last = sitting.Max(s => s.Until) ?? until;
        if (holders.ToHashSet().SetEquals(mandate?.Holders(work.At) ?? []) && (holders.Count == 0 || mandate!.Until == last)) return;
        await mandating.Give(work, MandateNames.Council, new(work.At, last), decision, holders, by);
    }

    private async Task<List<CouncilSeat>> Alive(CancellationToken stop) =>
        [.. (await db.CouncilSeats.Where(s => s.EndedAt == null).ToListAsync(stop)).Where(s => s.IsGenuine(premises.House))];

    private async Task<Instant> EndOfTerm(int months, Instant at, CancellationToken stop)
    {
        var zone = (await db.InForce<Zone>(premises.House, at, stop))!.Value.Value;
        return at.InZone(zone).LocalDateTime.PlusMonths(months).InZoneLeniently(zone).ToInstant();
    }
}
