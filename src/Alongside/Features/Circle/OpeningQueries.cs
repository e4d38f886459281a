using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle;

internal static class OpeningQueries
{
    private static readonly Questions<SubjectId, FolderId> letters = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Messages && db.SealedRecords.Any(r => r.Folder == f.Id && r.Kind == OpenedLetter.Kind)).Select(f => f.Id));

    /// <summary>Where this person is told what was opened of theirs without their yes. Asked on each visit, and nearly always nothing.</summary>
    public static async Task<IReadOnlyList<FolderId>> LettersOfOpenings(this Database db, PersonId person, CancellationToken stop = default) => await letters.Ask(db, person.Subject, stop);

    /// <summary>Who ever said yes to this member, also where it ended or was handed back.</summary>
    public static async Task<IReadOnlySet<PersonId>> LeftBehindBy(this Database db, House house, PersonId gone, CancellationToken stop = default)
    {
        var to = gone.Actor;
        return (await db.Permissions.AsNoTracking().Where(p => p.Actor == to && p.Decision == Decision.Permit).ToListAsync(stop)).Where(p => p.IsGenuine(house)).Select(p => p.Person).ToHashSet();
    }

    /// <summary>The same, each with how many other members hold a yes of theirs now.</summary>
    public static async Task<IReadOnlyList<(PersonId Person, int Others)>> LeftBehindWithOthers(this Database db, House house, PersonId gone, Instant at, CancellationToken stop = default)
    {
        var (people, circle) = (await db.LeftBehindBy(house, gone, stop), (await db.CircleOf(house, stop)).Where(m => m != gone).Select(m => m.Actor).ToHashSet());
        var ids = people.ToList();
        var said = (await db.Permissions.AsNoTracking().Where(p => ids.Contains(p.Person) && p.Decision == Decision.Permit).ToListAsync(stop))
            .Where(p => p.IsGenuine(house) && p.IsActive(at) && circle.Contains(p.Actor)).ToLookup(p => p.Person, p => p.Actor);
        return [.. ids.Select(p => (p, said[p].Distinct().Count())).OrderBy(p => p.Item2).ThenBy(p => p.p.Value)];
    }
}
