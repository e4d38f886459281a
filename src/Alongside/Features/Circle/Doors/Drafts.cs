using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Doors;

/// <summary>What somebody is writing and hasn't put to the circle: sealed to them alone.</summary>
public sealed class Drafts(Database db, Sealing.Gate.Gate gate, RandomSource random)
{
    internal static readonly Refusal Gone = new($"This draft isn’t there any more. It may have been put already.");

    /// <summary>All of one's own, the newest first.</summary>
    public async Task<IReadOnlyList<(Guid Id, ProposalDraft Draft)>> Of(Keyring by, CancellationToken stop = default)
    {
        var folders = await db.Folders.AsNoTracking().Where(f => f.Subject == by.Person.Subject && f.Category == Category.Draft
            && db.SealedRecords.Any(r => r.Folder == f.Id && r.Kind == ProposalDraft.Kind)).Select(f => f.Id).ToListAsync(stop);
        var opened = await gate.OpenAll(by, folders, Purpose.Own, Logged.OnceASession, stop);
        return [.. opened.SelectMany(o => o.Read<ProposalDraft>(ProposalDraft.Kind).Select(d => (o.Folder.Part, d.Content, d.Record.At)))
            .OrderByDescending(d => d.At).Select(d => (d.Part, d.Content))];
    }

    public async Task<ProposalDraft?> Find(Keyring by, Guid id, CancellationToken stop = default)
    {
        if (await Folder(by, id, stop) is not { } folder) return null;
        var opened = await gate.OpenAll(by, [folder.Id], Purpose.Own, Logged.OnceASession, stop);
        return opened.Count == 0 ? null : opened[0].One<ProposalDraft>(ProposalDraft.Kind);
    }

    /// <summary>Keeps it, under a new id where it has none yet.</summary>
    /// <returns>Its id.</returns>
    public async Task<Outcome<Guid>> Keep(Keyring by, Guid? id, ProposalDraft draft, CancellationToken stop = default)
    {
        if (draft.Title.Length > ProposalWords.LongestTitle) return new Refusal($"Please use a title of at most {ProposalWords.LongestTitle} characters.") { Field = "Title" };
        if (Math.Max(draft.Need.Length, draft.Text.Length) > ProposalWords.LongestText)
            return new Refusal($"Please say it in at most {ProposalWords.LongestText} characters.") { Field = draft.Need.Length > ProposalWords.LongestText ? "Need" : "Text" };
        await using var work = await gate.Begin(stop);
        var part = id ?? random.Id();
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Draft, part, work.At);
        if (await gate.SealOne(work, by, folder, ProposalDraft.Kind, draft) is { } no) return no;
        await work.Commit(stop);
        return part;
    }

    public async Task<Refusal?> LetGo(Keyring by, Guid id, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await Erase(work, by, id, stop) is { } refusal) return refusal == Gone ? null : refusal;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Erases it within work that put it, so that it is never there twice or not at all.</summary>
    internal async Task<Refusal?> Erase(Work work, Keyring by, Guid id, CancellationToken stop) =>
        await Folder(by, id, stop) is { } folder ? await gate.Erase(work, by, folder) : Gone;

    private Task<Folder?> Folder(Keyring by, Guid id, CancellationToken stop) => db.Folders.SingleOrDefaultAsync(
        f => f.Subject == by.Person.Subject && f.Category == Category.Draft && f.Part == id
            && db.SealedRecords.Any(r => r.Folder == f.Id && r.Kind == ProposalDraft.Kind), stop);
}
