using Alongside.Features.Sealing;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>
/// What anybody may read of the fund's past, reckoned once a day. It is a quarter late in any case; and what is written down
/// late shows together with all else of its day.
/// </summary>
public sealed class PublishedPast : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private Reckoned? latest;

    private sealed record Reckoned(LocalDate Day, string Currency, IReadOnlyList<PublishedRun> Runs, IReadOnlyList<PublishedPassing> Passed);

    /// <summary>As it was reckoned last, so that nobody waits; who comes first after a start does.</summary>
    public async Task<(IReadOnlyList<PublishedRun> Runs, IReadOnlyList<PublishedPassing> Passed)> Of(Database db, House house, string currency, LocalDate today, CancellationToken stop = default) =>
        latest is { } last && last.Currency == currency ? (last.Runs, last.Passed) : await Reckon(db, house, currency, today, stop);

    /// <summary>Reckons it anew where that hasn't been done on this day.</summary>
    public async Task<(IReadOnlyList<PublishedRun> Runs, IReadOnlyList<PublishedPassing> Passed)> Reckon(Database db, House house, string currency, LocalDate today, CancellationToken stop = default)
    {
        await one.WaitAsync(stop);
        try
        {
            if (latest is not { } last || last.Day != today || last.Currency != currency)
                latest = new(today, currency, await db.Published(house, currency, today, stop), await db.PublishedPassing(house, currency, today, stop));
            return (latest.Runs, latest.Passed);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
