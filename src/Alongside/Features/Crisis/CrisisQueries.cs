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

    /// <summary>When somebody last wrote in their crisis plan; null where there is none. Nothing is opened to tell.</summary>
    public static async Task<Instant?> CrisisPlanWrittenAt(this Database db, PersonId person, CancellationToken stop = default) =>
        await writtenAt.Ask(db, person.Subject, stop) is { Count: > 0 } found ? found[0] : null;

    /// <summary>To whom somebody's crisis plan is open now, or will be as soon as it is written.</summary>
    public static async Task<IReadOnlyList<PersonId>> CrisisPlanOpenTo(this Database db, House house, PersonId person, Instant at, CancellationToken stop = default)
    {
        var now = (await db.Said(house, person, stop)).Where(p => p.IsActive(at)).ToList();
        return [.. now.Where(p => p is { Decision: Decision.Permit, Category: Category.Crisis } && now.Closes(p) is null).Select(p => new PersonId(p.Actor.Value)).Distinct()];
    }
}
