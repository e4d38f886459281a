using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Records;

public static class RecordQueries
{
    // So many entries are read at a time: a page of the newest needs no more than the first few.
    private const int Batch = 400;

    private static readonly Questions<SubjectId, long, Entered> entriesAbout = new((db, subject, before) => db.LogSides.Where(s => s.Subject == subject && s.Index < before)
        .OrderByDescending(s => s.Index).Take(Batch)
        .Join(db.LogEntries, s => s.Index, e => e.Index, (s, e) => new { s.Index, s.Folder, e.Leaf }).OrderByDescending(e => e.Index).Select(e => new Entered(e.Index, e.Folder, e.Leaf)));
    private static readonly Questions<SubjectId, Folder> foldersOf = new((db, subject) => db.Folders.AsNoTracking().Where(f => f.Subject == subject));

    /// <summary>
    /// Everything in the access log that is about this person, the newest first. One page reads many parts, each with an entry of
    /// its own: what says the same within the same five minutes is told once.
    /// </summary>
    public static async Task<IReadOnlyList<Look>> Looks(this Database db, PersonId about, CancellationToken stop = default)
    {
        var all = new List<Look>();
        await foreach (var look in db.Told(about, long.MaxValue, stop)) all.Add(look);
        return all;
    }

    /// <summary>So many of them that somebody asks for, the newest first. A page never ends within five minutes.</summary>
    /// <param name="db">The practice.</param>
    /// <param name="about">Whose log, and who reads it.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="before">Only entries before this one.</param>
    /// <param name="count">How many lines, or a few more.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<LookPage> Looks(this Database db, PersonId about, LookFilter filter, long before, int count, CancellationToken stop = default)
    {
        var lines = new List<Look>();
        await foreach (var look in db.Told(about, before, stop))
        {
            if (filter.IsBefore(look)) break;
            if (!filter.Shows(look, about)) continue;
            if (lines.Count >= count && look.At != lines[^1].At) return new(lines, look.Entry + 1);
            lines.Add(look);
        }
        return new(lines, null);
    }

    /// <summary>One line about this person; null where the entry is about somebody else, about nobody, or not there.</summary>
    public static async Task<Look?> Look(this Database db, PersonId about, long entry, CancellationToken stop = default)
    {
        await foreach (var look in db.Told(about, entry < 0 || entry == long.MaxValue ? 0 : entry + 1, stop)) return look.Entry == entry ? look : null;
        return null;
    }

    /// <summary>Which kinds of folders somebody has.</summary>
    public static async Task<IReadOnlyList<Category>> CategoriesOf(this Database db, PersonId about, CancellationToken stop = default) =>
        [.. (await foldersOf.Ask(db, about.Subject, stop)).Select(f => f.Category).Where(c => c is not (Category.Unknown or Category.Draft)).Distinct().Order()];

    /// <summary>The folders with somebody's shared notes; each therapist's is one of its own.</summary>
    public static async Task<IReadOnlyList<Folder>> NoteFolders(this Database db, PersonId about, CancellationToken stop = default) =>
        await db.Folders.AsNoTracking().Where(f => f.Subject == about.Subject && f.Category == Category.Notes).ToListAsync(stop);

    private static async IAsyncEnumerable<Look> Told(this Database db, PersonId about, long before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var categories = (await foldersOf.Ask(db, about.Subject, stop)).ToDictionary(f => f.Id, f => f.Category);
        var (at, told) = (Instant.MaxValue, new HashSet<(ActorId, string, Category?, PermissionId?)>());
        for (List<Entered> batch; (batch = await entriesAbout.Ask(db, about.Subject, before, stop)).Count > 0; before = batch[^1].Index)
        {
            foreach (var entry in batch)
            {
                if (LogLeaf.Read(entry.Leaf) is not { } leaf || LogActs.IsMachinery(leaf.Act)) continue;
                Category? category = entry.Folder is { } folder && categories.TryGetValue(folder, out var known) ? known : null;
                if (leaf.At != at) told.Clear();
                at = leaf.At;
                if (told.Add((leaf.Actor, leaf.Act, category, leaf.Basis.Permission)))
                    yield return new(entry.Index, leaf.At, leaf.Act, leaf.Actor, leaf.Purpose, category, leaf.Basis.Permission, leaf.Basis.Mandate);
            }
            if (batch.Count < Batch) yield break;
        }
    }

    private sealed record Entered(long Index, FolderId? Folder, byte[] Leaf);
}
