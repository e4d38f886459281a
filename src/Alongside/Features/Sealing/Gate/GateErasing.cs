using System.Security.Cryptography;
using System.Text;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Sealing.Gate;

public sealed partial class Gate
{
    // So many side rows go by one statement.
    private const int SidesAtOnce = 500;

    private static readonly Questions<SubjectId, FolderId, LogEntry> entriesOf = new((db, subject, folder) => db.LogSides.AsNoTracking()
        .Where(s => s.Subject == subject && s.Folder == folder).Join(db.LogEntries.AsNoTracking(), s => s.Index, e => e.Index, (s, e) => e).OrderBy(e => e.Index));

    /// <summary>Erases a folder with all its generations, wraps and records: nothing of it can be opened any more. Refused while the law demands something of this subject.</summary>
    public async Task<Refusal?> Erase(Work work, Keyring by, Folder folder)
    {
        if (await Changed(work, by) is { } changed) return changed;
        if (Policy.OwnerOf(folder) != by.Person.Value) return NotYours;
        if (!folder.IsGenuine(premises.House)) return Stopped;
        // What was told to nobody is no record: a draft goes as what it became is sealed, also under a demand.
        if (folder.Category != Category.Draft && await db.IsHeld(premises.House, folder.Subject)) return Held;
        await Remove(work, folder, by.Person.Actor);
        return null;
    }

    /// <summary>
    /// Takes a folder away with all that is in it, and the log's side rows about it: the tree still verifies, and says no more
    /// whose it was. Writes down what went. Whether it may go, the caller has asked.
    /// </summary>
    internal async Task Remove(Work work, Folder folder, ActorId by)
    {
        // That something of theirs went stays theirs to read, and names no folder.
        foreach (var bytes in await db.SealedRecords.Where(r => r.Folder == folder.Id).Select(r => r.Bytes).ToListAsync())
            if (folder.Category != Category.Draft)
                work.Log(LogActs.Erased, by, Purpose.Own, Basis.Own, folder.Subject, content: SHA256.HashData(bytes));
        foreach (var generation in await db.Generations.AsNoTracking().Where(g => g.Folder == folder.Id && g.Number > 1).ToListAsync())
            work.Log(LogActs.KeyErased, by, Purpose.Own, Basis.Own, folder.Subject, content: generation.OpeningHash());
        await db.Folders.Where(f => f.Id == folder.Id).ExecuteDeleteAsync();
        foreach (var sides in (await entriesOf.Ask(db, folder.Subject, folder.Id)).Where(e => LogLeaf.Read(e.Leaf) is not { } leaf || !LogActs.IsPower(leaf.Act)).Select(e => e.Index).Chunk(SidesAtOnce))
            await db.LogSides.Where(s => sides.Contains(s.Index)).ExecuteDeleteAsync();
    }

    /// <summary>Promises its person that a folder which the law keeps is shredded on a day. It stands in the log, where nobody changes it.</summary>
    public async Task<Refusal?> SealUntil(Work work, Keyring by, Folder folder, LocalDate until)
    {
        if (await Changed(work, by) is { } changed) return changed;
        if (Policy.OwnerOf(folder) != by.Person.Value) return NotYours;
        work.Log(LogActs.SealedUntil, by.Person.Actor, Purpose.Own, Basis.Own, folder.Subject, folder.Id, Encoding.ASCII.GetBytes(LocalDatePattern.Iso.Format(until)));
        return null;
    }

    /// <summary>All such promises about a folder, the earliest first.</summary>
    public async Task<IReadOnlyList<SealedUntil>> PromisesOn(Folder folder, CancellationToken stop = default) =>
    [
        .. (await entriesOf.Ask(db, folder.Subject, folder.Id, stop)).Select(e => LogLeaf.Read(e.Leaf)).OfType<LogLeaf>()
            .Where(l => l.Act == LogActs.SealedUntil && l.Actor.Value == Policy.OwnerOf(folder))
            .Select(l => LocalDatePattern.Iso.Parse(Encoding.ASCII.GetString(l.Content)) is { Success: true } day ? new SealedUntil(day.Value, l.At) : null).OfType<SealedUntil>(),
    ];
}
