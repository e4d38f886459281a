using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.People;

public static class PeopleQueries
{
    private static readonly Question<PersonId, Person?> person = new((db, id, _) => db.People.AsNoTracking().SingleOrDefault(p => p.Id == id));

    /// <summary>Whom the practice knows under this id, unless the row isn't from this house.</summary>
    public static async Task<Person?> Person(this Database db, House house, PersonId id, CancellationToken stop = default) =>
        await person.Ask(db, id, stop) is { } found && found.IsGenuine(house) ? found : null;

    /// <summary>Whose reference this is; null where it is nobody's, or more than one person's.</summary>
    public static async Task<PersonId?> PersonBy(this Database db, string? reference, CancellationToken stop = default)
    {
        if (Reference.Read(reference) is not { } read) return null;
        var found = (await db.People.Select(p => p.Id).ToListAsync(stop)).Where(id => Reference.IsOf(id, read)).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Everybody of one kind, in the order in which they came.</summary>
    public static async Task<IReadOnlyList<PersonId>> PeopleOf(this Database db, House house, PersonKind kind, CancellationToken stop = default) =>
        [.. (await db.People.AsNoTracking().Where(p => p.Kind == kind).OrderBy(p => p.MadeAt).ToListAsync(stop))
            .Where(p => p.IsGenuine(house)).Select(p => p.Id)];

    /// <summary>The folder that holds what somebody wants to be called; null while they told us nothing.</summary>
    public static Task<Folder?> NamesFolder(this Database db, PersonId person, CancellationToken stop = default) =>
        db.Folders.AsNoTracking().SingleOrDefaultAsync(f => f.Subject == person.Subject && f.Category == Category.Name && f.Part == Guid.Empty, stop);
}
