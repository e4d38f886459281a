using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Crisis;

public static class CrisisQueries
{
    // From the folder to its records: the other way round each page of each client would read the kind of every record there is.
    private static readonly Questions<SubjectId, Instant> writtenAt = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Crisis)
        .Join(db.SealedRecords.Where(r => r.Kind == CrisisPlan.Kind), f => f.Id, r => r.Folder, (f, r) => r)
        .OrderByDescending(r => r.Version).Select(r => r.At).Take(1));

    private static readonly Questions<SubjectId, Instant> openedAt = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Crisis)
        .Join(db.SealedRecords.Where(r => r.Kind == CrisisPlan.Kind), f => f.Id, r => r.Folder, (f, r) => r)
        .OrderByDescending(r => r.Version).Take(1)
        .Join(db.Generations, r => new { r.Folder, Number = r.Generation }, g => new { g.Folder, g.Number }, (r, g) => g.OpenedAt));

    /// <summary>When somebody last wrote in their crisis plan; null where there is none. Nothing is opened to tell.</summary>
    public static async Task<Instant?> CrisisPlanWrittenAt(this Database db, PersonId person, CancellationToken stop = default) =>
        await writtenAt.Ask(db, person.Subject, stop) is { Count: > 0 } found ? found[0] : null;

    /// <summary>To whom somebody's crisis plan is open now, or will be as soon as it is written. Whom they open only later times to doesn't read what stands there from before.</summary>
    /// <param name="db">Where.</param>
    /// <param name="house">Whose rows count.</param>
    /// <param name="person">Whose plan.</param>
    /// <param name="at">Now.</param>
    /// <param name="onceWritten">To whom it will be, as soon as they write in it again.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<IReadOnlyList<PersonId>> CrisisPlanOpenTo(this Database db, House house, PersonId person, Instant at, bool onceWritten = false, CancellationToken stop = default)
    {
        var now = (await db.Said(house, person, stop)).Where(p => p.IsActive(at)).ToList();
        var yes = now.FindAll(p => p is { Decision: Decision.Permit, Category: Category.Crisis } && p.Purpose.OpensByKey() && now.Closes(p) is null);
        if (!onceWritten && yes.Exists(p => p.RecordsFrom is not null) && await openedAt.Ask(db, person.Subject, stop) is [var opened]) yes.RemoveAll(p => p.RecordsFrom > opened);
        return [.. yes.Select(p => new PersonId(p.Actor.Value)).Distinct()];
    }
}
