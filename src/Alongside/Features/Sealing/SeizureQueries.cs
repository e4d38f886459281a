using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing;

/// <summary>What lies in the clear about somebody, or about all: how often, and nothing of what.</summary>
/// <param name="Records">How many times something was sealed.</param>
/// <param name="Rules">How many yes and no.</param>
/// <param name="Looks">How many entries of the access log.</param>
public sealed record LyingOpen(int Records, int Rules, long Looks);

/// <summary>
/// Reads what a seizure would yield from places of wraps and records, never from their bytes. As many statements for
/// five thousand people as for one; it opens nothing, and so writes nothing down.
/// </summary>
public static class SeizureQueries
{
    public static async Task<PersonPreview> WouldBeRead(this Database db, Premises premises, PersonId me, CancellationToken stop = default)
    {
        // A draft about somebody lies with its writer; its part says about whom it is.
        var folders = db.Folders.AsNoTracking().Where(f => f.Subject == me.Subject || f.Category == Category.Draft && f.Part == me.Value);
        var there = await Lie(db, folders).ToListAsync(stop);
        var opens = await Open(db, folders, db.Wraps).ToListAsync(stop);
        return new(me, there, await Keys(db, premises, opens, stop));
    }

    /// <param name="db">The practice.</param>
    /// <param name="premises">Where it is served.</param>
    /// <param name="members">Who works here.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<PracticePreview> WouldBeRead(this Database db, Premises premises, IReadOnlyList<PersonId> members, CancellationToken stop = default)
    {
        var mandates = await db.MandateKeys.AsNoTracking().Select(k => k.Mandate).Distinct().ToListAsync(stop);
        // What everybody opens of their own is left where it is: it is most of all wraps, and no seizure of the practice's.
        var actors = members.Select(m => m.Actor).Concat(mandates).Append(premises.PostBox).Append(premises.Escrow).ToList();
        var opens = await Open(db, db.Folders.AsNoTracking(), db.Wraps.Where(w => actors.Contains(w.Actor))).ToListAsync(stop);
        var keys = await Keys(db, premises, opens, stop);
        var folders = db.Folders.AsNoTracking().Where(f => db.SealedRecords.Any(r => r.Folder == f.Id));
        var counted = await folders.Where(f => f.Category != Category.Circle)
            .GroupBy(f => new { f.Category, Apart = (f.Category == Category.Channel || f.Category == Category.Money) && f.Part != Guid.Empty })
            .Select(g => new { g.Key.Category, g.Key.Apart, People = g.Select(f => f.Subject).Distinct().Count() }).ToListAsync(stop);
        var circle = await folders.Where(f => f.Category == Category.Circle).Select(f => f.Subject).Distinct().ToListAsync(stop);
        var there = counted.Select(c => (Kept: new Kept(c.Category, c.Apart ? Aspect.Apart : Aspect.Plain), c.People))
            .Concat(circle.Select(s => (Kept: PracticePreview.Told(new(s, Category.Circle, false), keys.Mandates), People: 1)))
            .GroupBy(c => c.Kept).ToDictionary(g => g.Key, g => g.Sum(c => c.People));
        return new(there, keys, members);
    }

    /// <summary>What lies in the clear about one person.</summary>
    public static async Task<LyingOpen> LiesOpen(this Database db, PersonId me, CancellationToken stop = default) => new(
        await db.Folders.Where(f => f.Subject == me.Subject).Join(db.SealedRecords, f => f.Id, r => r.Folder, (_, r) => r.Id).CountAsync(stop),
        await db.Permissions.CountAsync(p => p.Person == me, stop),
        await db.LogSides.CountAsync(s => s.Subject == me.Subject, stop));

    /// <summary>The same about all.</summary>
    public static async Task<LyingOpen> LiesOpen(this Database db, CancellationToken stop = default) => new(
        await db.SealedRecords.CountAsync(stop), await db.Permissions.CountAsync(stop), (await db.LogHeads.AsNoTracking().SingleAsync(stop)).Size);

    private static IQueryable<Lying> Lie(Database db, IQueryable<Folder> folders) =>
        folders.Where(f => db.SealedRecords.Any(r => r.Folder == f.Id)).Select(f => new Lying(f.Subject, f.Category,
            (f.Category == Category.Channel || f.Category == Category.Money) && f.Part != Guid.Empty)).Distinct();

    private static IQueryable<Row> Open(Database db, IQueryable<Folder> folders, IQueryable<Wrap> wraps) =>
        (from w in wraps
         where db.SealedRecords.Any(r => r.Folder == w.Folder && r.Generation == w.Generation)
         join f in folders on w.Folder equals f.Id
         select new Row(w.Actor, w.KeyNumber, f.Subject, f.Category, (f.Category == Category.Channel || f.Category == Category.Money) && f.Part != Guid.Empty)).Distinct();

    private static async Task<SeizedKeys> Keys(Database db, Premises premises, List<Row> opens, CancellationToken stop) => new(
        opens.ConvertAll(o => new Opens(o.Actor, o.KeyNumber, new(o.Subject, o.Category, o.Apart))),
        await db.MandateKeys.AsNoTracking().Select(k => new KeyHeld(k.Mandate, k.Number, k.Holder)).Distinct().ToListAsync(stop),
        premises.PostBox, premises.Escrow, premises.HouseIsSealed);

    private sealed record Row(ActorId Actor, int KeyNumber, SubjectId Subject, Category Category, bool Apart);
}
