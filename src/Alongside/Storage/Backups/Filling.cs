using Alongside.Kernel;
using Alongside.Storage.Guards;

namespace Alongside.Storage.Backups;

/// <summary>Fills an empty file or schema within the transaction that is under way: all tables, their rows, then the guards.</summary>
public static class Filling
{
    /// <param name="db">Where nothing lies yet.</param>
    /// <param name="fill">Writes the rows while no guard is there, which would ask each of them for what comes later.</param>
    /// <param name="check">Looks whether it is right, before anybody commits it.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Refusal?> Run(Database db, Func<Task<Refusal?>> fill, Func<Task<Refusal?>> check, CancellationToken stop)
    {
        await Snapshot.MakeTables(db, stop);
        if (await fill() is { } unfilled) return unfilled;
        await DatabaseGuards.RestoreWithin(db, stop);
        if (await DatabaseGuards.Missing(db, stop) is { Count: > 0 } missing)
            return new($"The database lacks {missing.Count} of its guards and did not take them. The first is {missing[0]}.");
        return await check();
    }
}
