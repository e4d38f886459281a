using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

/// <summary>
/// SQLite has one writer at a time. Whoever waits in its own busy handler may wait for seconds while others pass;
/// here they wait in the order in which they came. PostgreSQL needs no such queue.
/// </summary>
public sealed class WriterQueue : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public async Task<IDisposable> Enter(Database db, CancellationToken stop)
    {
        if (db.IsPostgres) return new Turn(null);
        await one.WaitAsync(stop);
        return new Turn(one);
    }

    /// <summary>Writes SQLite's log into the file and cuts it off: what was taken away lies in neither from then on.</summary>
    public async Task EmptyLog(Database db, CancellationToken stop)
    {
        if (db.IsPostgres) return;
        using var turn = await Enter(db, stop);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", stop);
    }

    public void Dispose() => one.Dispose();

    private sealed class Turn(SemaphoreSlim? held) : IDisposable
    {
        private SemaphoreSlim? held = held;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
