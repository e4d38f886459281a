using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Records;

/// <summary>One entry of the access log as it is told to the person it is about.</summary>
/// <param name="At">When, in steps of five minutes.</param>
/// <param name="Act">What was done.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Category">With which of their folders; null where the folder is gone, or none was meant.</param>
/// <param name="Permission">The yes on which it rested, if it did.</param>
/// <param name="Mandate">The mandate through which it was reached, if it was.</param>
public sealed record Look(Instant At, string Act, ActorId Actor, Purpose Purpose, Category? Category, PermissionId? Permission, ActorId? Mandate);

public static class RecordQueries
{
    private static readonly Questions<SubjectId, Entered> entriesAbout = new((db, subject) => db.LogSides.Where(s => s.Subject == subject)
        .Join(db.LogEntries, s => s.Index, e => e.Index, (s, e) => new { s.Index, s.Folder, e.Leaf }).OrderByDescending(e => e.Index).Select(e => new Entered(e.Folder, e.Leaf)));
    private static readonly Questions<SubjectId, Folder> foldersOf = new((db, subject) => db.Folders.AsNoTracking().Where(f => f.Subject == subject));

    /// <summary>
    /// Everything in the access log that is about this person, the newest first. One page reads many parts, each with an entry of
    /// its own: what says the same within the same five minutes is told once.
    /// </summary>
    public static async Task<IReadOnlyList<Look>> Looks(this Database db, PersonId about, CancellationToken stop = default)
    {
        var entries = await entriesAbout.Ask(db, about.Subject, stop);
        var categories = (await foldersOf.Ask(db, about.Subject, stop)).ToDictionary(f => f.Id, f => f.Category);
        IEnumerable<Look> looks = entries.Select(e => (Entry: e, Leaf: LogLeaf.Read(e.Leaf))).Where(e => e.Leaf is { } leaf && !LogActs.IsMachinery(leaf.Act)).Select(e => new Look(
            e.Leaf!.At, e.Leaf.Act, e.Leaf.Actor, e.Leaf.Purpose,
            e.Entry.Folder is { } folder && categories.TryGetValue(folder, out var category) ? category : null,
            e.Leaf.Basis.Permission, e.Leaf.Basis.Mandate));
        return [.. looks.DistinctBy(l => (l.At, l.Actor, l.Act, l.Category, l.Permission))];
    }

    /// <summary>The folders with somebody's shared notes; each therapist's is one of its own.</summary>
    public static async Task<IReadOnlyList<Folder>> NoteFolders(this Database db, PersonId about, CancellationToken stop = default) =>
        await db.Folders.AsNoTracking().Where(f => f.Subject == about.Subject && f.Category == Category.Notes).ToListAsync(stop);

    private sealed record Entered(FolderId? Folder, byte[] Leaf);
}
