using System.Text;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>What a process has seen of drills in the access log, so that it needn't look through all of it each minute.</summary>
public sealed class DrillsSeen
{
    internal Until Latest { get; set; } = new("", 0, null);

    /// <summary>Up to which entry it has looked, for which key of the escrow, and the latest drill until there.</summary>
    internal sealed record Until(string Key, long Next, Instant? At);
}

/// <summary>What a practice knows about its escrow.</summary>
public static class EscrowQueries
{
    /// <summary>The escrow's public key; null where there is none yet, or none that this house wrote.</summary>
    public static async Task<PublicKey?> EscrowKey(this Database db, Premises premises, CancellationToken stop = default) =>
        (await db.PublicKeys.AsNoTracking().Where(k => k.Actor == premises.Escrow).ToListAsync(stop)).Where(k => k.IsGenuine(premises.House)).MaxBy(k => k.Number);

    /// <summary>
    /// When the papers last opened the escrow together, by the access log; null where they never did. A drill of a key
    /// that the escrow no longer has is none.
    /// </summary>
    public static async Task<Instant?> LatestDrill(this Database db, Premises premises, DrillsSeen seen, CancellationToken stop = default)
    {
        if (await db.EscrowKey(premises, stop) is not { } escrow) return null;
        var (key, (known, from, at)) = (escrow.Hash(), seen.Latest);
        if (known != Convert.ToHexString(key)) (from, at) = (0, null);
        var size = await db.LogHeads.Select(h => h.Size).SingleOrDefaultAsync(stop);
        if (size < from) (from, at) = (0, null);
        foreach (var entry in await Naming(db, LogActs.EscrowTried, from).ToListAsync(stop))
            if (LogLeaf.Read(entry.Leaf) is { Act: LogActs.EscrowTried } leaf && leaf.Content.AsSpan().SequenceEqual(key)) at = leaf.At;
        seen.Latest = new(Convert.ToHexString(key), size, at);
        return at;
    }

    // Of a million entries the database hands over only those that hold these bytes.
    private static IQueryable<LogEntry> Naming(Database db, string act, long from)
    {
        var bytes = Encoding.UTF8.GetBytes(act);
        var naming = db.IsPostgres
            ? db.LogEntries.FromSql($"""SELECT * FROM "LogEntries" WHERE "Index" >= {from} AND position({bytes} in "Leaf") > 0""")
            : db.LogEntries.FromSql($"""SELECT * FROM "LogEntries" WHERE "Index" >= {from} AND instr("Leaf", {bytes}) > 0""");
        return naming.AsNoTracking().OrderBy(e => e.Index);
    }
}
