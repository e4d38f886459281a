using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Storage.Backups;

/// <summary>That a practice left this database.</summary>
/// <param name="Move">Random; the same as in the database that it moved to.</param>
/// <param name="At">When, as ticks.</param>
/// <param name="Where">The other database's name and machine, for whoever looks for it.</param>
public sealed record MovedAway(Guid Move, long At, string Where)
{
    public Instant Moment => Instant.FromUnixTimeTicks(At);

    public Refusal Refusal() => new($"This practice moved on {LocalDatePattern.Iso.Format(Moment.InUtc().Date)}, to {Where}. Name that one with --database, and it goes on there; what is here is only what it was until then.");
}

/// <summary>
/// What a move leaves in its two databases, so that of one practice never two are served. Where it arrives is marked until
/// all of it is there and where it left says so for good: of the two either is served or neither, at every moment.
/// </summary>
public static class MoveMarks
{
    internal const string Arriving = "UnfinishedMove";
    private const string Left = "MovedAway";

    /// <summary>Why nobody serves what is here; null where no move left a mark.</summary>
    public static async Task<Refusal?> Forbid(Database db, CancellationToken stop)
    {
        if (await FindLeft(db, stop) is { } left) return left.Refusal();
        return await FindArriving(db, stop) is null ? null
            : new($"A move into this database has not come to its end, and nothing in it was ever served. Give “alongside move” again with the data folder that it left: it begins anew, or ends what is left to do.");
    }

    /// <summary>The move that is arriving here.</summary>
    public static async Task<Guid?> FindArriving(Database db, CancellationToken stop) => await Snapshot.Has(db, Arriving, stop)
        ? await db.Database.SqlQueryRaw<Guid>($"SELECT \"Move\" AS \"Value\" FROM \"{Arriving}\"").SingleAsync(stop)
        : null;

    public static async Task<MovedAway?> FindLeft(Database db, CancellationToken stop) => await Snapshot.Has(db, Left, stop)
        ? await db.Database.SqlQueryRaw<MovedAway>($"SELECT \"Move\", \"At\", \"Where\" FROM \"{Left}\"").SingleAsync(stop)
        : null;

    public static async Task MarkArriving(Database db, Guid move, CancellationToken stop)
    {
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE \"{Arriving}\" (\"Move\" uuid NOT NULL)", stop);
        await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"{Arriving}\" VALUES ({{0}})", [move], stop);
    }

    public static Task MarkArrived(Database db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync($"DROP TABLE \"{Arriving}\"", stop);

    public static async Task MarkLeft(Database db, MovedAway left, CancellationToken stop)
    {
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE \"{Left}\" (\"Move\" TEXT NOT NULL, \"At\" INTEGER NOT NULL, \"Where\" TEXT NOT NULL)", stop);
        await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"{Left}\" VALUES ({{0}}, {{1}}, {{2}})", [left.Move, left.At, left.Where], stop);
    }
}
