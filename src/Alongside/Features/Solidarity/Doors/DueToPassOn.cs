using Alongside.Features.Sealing;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>
/// By which day the oldest that is due to others outside was to be passed on, as every member's day says. It is reckoned over
/// quarters of entries, so it is kept for as long as nothing is added to the ledger, an hour at most.
/// </summary>
public sealed class DueToPassOn
{
    private Reckoned? latest;

    private sealed record Reckoned(LocalDateTime Hour, string Currency, Instant? Stamped, LocalDate? Day);

    /// <returns>Null where nothing is due.</returns>
    public async Task<LocalDate?> Of(Database db, House house, string currency, LocalDate today, Instant now, CancellationToken stop = default)
    {
        var (hour, stamped) = (today + new LocalTime(now.InUtc().Hour, 0), await db.Stamps.OrderByDescending(s => s.At).Select(s => (Instant?)s.At).FirstOrDefaultAsync(stop));
        if (latest is not { } last || last.Hour != hour || last.Currency != currency || last.Stamped != stamped)
            latest = last = new(hour, currency, stamped, (await db.PassingOn(house, currency, today, stop)).Select(p => p.DueOn).Min());
        return last.Day;
    }
}
