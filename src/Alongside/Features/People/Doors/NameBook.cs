using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.People.Doors;

/// <summary>Names, as they are kept and as they are read by those who may.</summary>
public sealed class NameBook(Database db, Gate gate)
{
    private static readonly Questions<List<SubjectId>, FolderId> foldersOf = new((db, subjects) => db.Folders
        .Where(f => subjects.Contains(f.Subject) && f.Category == Category.Name && f.Part == Guid.Empty).Select(f => f.Id));

    /// <summary>One's own.</summary>
    public async Task<Names?> Own(Keyring by, CancellationToken stop = default) =>
        (await Of(by, [by.Person], Purpose.Own, Logged.OnceASession, stop)).GetValueOrDefault(by.Person);

    /// <summary>Those names among them that this keyring may read; an entry in the log once a day for each person.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Names>> Of(
        Keyring by, IReadOnlyCollection<PersonId> people, Purpose purpose, Logged logged = Logged.OnceADay, CancellationToken stop = default)
    {
        if (people.Count == 0) return new Dictionary<PersonId, Names>();
        var folders = await foldersOf.Ask(db, [.. people.Select(p => p.Subject)], stop);
        var named = new Dictionary<PersonId, Names>();
        foreach (var folder in await gate.OpenAll(by, folders, purpose, logged, stop))
            if (folder.One<Names>(Names.Kind) is { } names) named[new(folder.Folder.Subject.Value)] = names;
        return named;
    }

    /// <summary>Keeps one's own.</summary>
    public async Task<Refusal?> Keep(Keyring by, Names names, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Keep(work, by, names) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Keeps one's own, together with something else.</summary>
    public async Task<Refusal?> Keep(Work work, Keyring by, Names names)
    {
        var tidy = names.Tidy(DateTimeZoneProviders.Tzdb);
        if (tidy.Refusal is { } refusal) return refusal;
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Name, Guid.Empty, work.At);
        return await gate.SealOne(work, by, folder, Names.Kind, tidy.Value);
    }
}
