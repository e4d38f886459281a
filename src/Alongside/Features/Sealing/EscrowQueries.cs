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

/// <summary>The escrow's key and, while it is being made anew, the one before.</summary>
/// <param name="Present">To this everything new is wrapped.</param>
/// <param name="Before">What has not been handed over yet still opens to this one alone; null where all is.</param>
public readonly record struct EscrowKeys(PublicKey Present, PublicKey? Before)
{
    /// <summary>The key that keepers' papers give, when they come together.</summary>
    public PublicKey OfPapers => Before ?? Present;
}

/// <summary>What a practice knows about its escrow.</summary>
public static class EscrowQueries
{
    /// <summary>The escrow's public key; null where there is none yet, or none that this house wrote.</summary>
    public static async Task<PublicKey?> EscrowKey(this Database db, Premises premises, CancellationToken stop = default) =>
        (await db.EscrowKeys(premises, stop))?.Present;

    /// <summary>The same with the key before it, where the escrow is being made anew.</summary>
    public static async Task<EscrowKeys?> EscrowKeys(this Database db, Premises premises, CancellationToken stop = default)
    {
        var keys = (await db.PublicKeys.AsNoTracking().Where(k => k.Actor == premises.Escrow).ToListAsync(stop))
            .Where(k => k.IsGenuine(premises.House)).OrderByDescending(k => k.Number).ToList();
        return keys.Count == 0 ? null : new(keys[0], keys.Count > 1 ? keys[1] : null);
    }

    /// <summary>The papers' rows of one of the escrow's keys: both were made at the same moment.</summary>
    public static IQueryable<EscrowShare> PapersOf(this Database db, PublicKey key)
    {
        var at = key.MadeAt;
        return db.EscrowShares.Where(s => s.MadeAt == at);
    }

    /// <summary>How many keys still open to the old papers, and not to the new ones; 0 where the escrow isn't being made anew.</summary>
    public static async Task<int> LeftBehind(this Database db, Premises premises, CancellationToken stop = default) =>
        await db.EscrowKeys(premises, stop) is not { Before: not null, Present: { Number: var present } } ? 0
            : await db.Wraps.CountAsync(w => w.Actor == premises.Escrow && w.KeyNumber < present, stop)
              + await db.MandateKeys.CountAsync(k => k.Holder == premises.Escrow && k.HolderKey < present, stop);

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
