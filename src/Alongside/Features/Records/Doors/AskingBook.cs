using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Records.Doors;

/// <summary>What was asked about a line, with what was answered.</summary>
/// <param name="Id">Its folder.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Asked">What.</param>
/// <param name="At">When.</param>
/// <param name="Replies">In their order.</param>
/// <param name="OpenUntil">Until when whoever was asked can read it; null where they can't any more.</param>
public sealed record AskingRead(FolderId Id, PersonId Person, Asking Asked, Instant At, IReadOnlyList<(ActorId By, string Text, Instant At)> Replies, Instant? OpenUntil);

/// <summary>
/// Asking about a line of one's own access log. Each asking is a folder of its own, opened to the one member who is asked,
/// for a time: nobody else reads it, and nothing else of theirs opens by it.
/// </summary>
public sealed class AskingBook(Database db, Premises premises, Gate gate, RandomSource random)
{
    private static readonly Refusal keptOut = new($"You keep this person out of everything, so nothing reaches them. Ask somebody else, or take that no back first.") { Field = "Of" };

    private static readonly Questions<SubjectId, FolderId> foldersOf = new((db, subject) => db.Folders
        .Where(f => f.Subject == subject && f.Category == Category.Messages && db.SealedRecords.Any(r => r.Folder == f.Id && r.Kind == Asking.Kind)).Select(f => f.Id));
    private static readonly Questions<ActorId, Permission> saidTo = new((db, actor) => db.Permissions.AsNoTracking()
        .Where(p => p.Actor == actor && (p.Category == Category.Messages || p.Decision == Decision.Deny)));
    private static readonly Questions<List<FolderId>, FolderId> answered = new((db, folders) => db.SealedRecords
        .Where(r => folders.Contains(r.Folder) && r.Kind == Reply.Kind).Select(r => r.Folder).Distinct());

    /// <summary>Asks a member about a line. It opens to them alone, for <see cref="Asking.OpenFor"/>.</summary>
    /// <param name="by">Whose log it is.</param>
    /// <param name="look">Which line.</param>
    /// <param name="line">As it stood before them.</param>
    /// <param name="of">Whom.</param>
    /// <param name="text">May be empty: the line alone asks enough.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Outcome<FolderId>> Ask(Keyring by, Look look, string line, PersonId of, string text, CancellationToken stop = default)
    {
        if (Asking.TooLong(text) is { } refusal) return refusal;
        if (look.Actor == by.Person.Actor) return new Refusal($"That was you yourself.");
        await using var work = await gate.BeginPower(stop);
        if (!await db.WorksHere(premises.House, of, stop)) return new Refusal($"Please choose whom you ask.") { Field = "Of" };
        if (await db.KeepsOut(premises.House, by.Person, of, work.At, stop)) return keptOut;
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Messages, random.Id(), work.At);
        var yes = Permission.Permit(random.Id<PermissionId>(), by.Person, of.Actor, Category.Messages, folder.Id, Purpose.Care, mayWrite: true, new(work.At, work.At + Asking.OpenFor), null);
        if (yes.Refusal is { } no) return no;
        if (await gate.Permit(work, by, yes.Value) is { } closed) return closed;
        var asked = new Asking(look.Entry, NodaTime.Text.InstantPattern.ExtendedIso.Format(look.At), line, text.Trim(), of.Value);
        if (await gate.Seal(work, by, folder, Asking.Kind, random.Id(), asked) is { } unsealed) return unsealed;
        await work.Commit(stop);
        return folder.Id;
    }

    /// <summary>All that somebody asked, the newest first.</summary>
    public async Task<IReadOnlyList<AskingRead>> Own(Keyring by, Instant at, CancellationToken stop = default)
    {
        var folders = await foldersOf.Ask(db, by.Person.Subject, stop);
        if (folders.Count == 0) return [];
        var open = (await db.Said(premises.House, by.Person, stop)).Where(p => p is { Category: Category.Messages, Decision: Decision.Permit } && p.IsActive(at)).ToLookup(p => p.Folder);
        return [.. (await gate.OpenAll(by, folders, Purpose.Own, Logged.OnceASession, stop))
            .Select(o => Read(o, open[o.Folder.Id].Max(p => p.End))).OfType<AskingRead>().OrderByDescending(a => a.At)];
    }

    /// <summary>How many of one's own were answered and aren't done. Nothing is opened to tell.</summary>
    /// <param name="said">All that the person said yes and no to.</param>
    /// <param name="at">Now.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<int> Answered(IEnumerable<Permission> said, Instant at, CancellationToken stop = default)
    {
        var open = said.Where(p => p is { Category: Category.Messages, Decision: Decision.Permit, Folder: not null } && p.IsActive(at)).Select(p => p.Folder!.Value).Distinct().ToList();
        return open.Count == 0 ? 0 : (await answered.Ask(db, open, stop)).Count;
    }

    /// <summary>What this member was asked and hasn't answered. Nothing is opened to tell.</summary>
    public async Task<IReadOnlyList<FolderId>> Waiting(PersonId member, Instant at, CancellationToken stop = default)
    {
        var said = (await saidTo.Ask(db, member.Actor, stop)).Where(p => p.IsGenuine(premises.House) && p.IsActive(at)).ToList();
        var asked = said.Where(p => p is { Decision: Decision.Permit, Folder: not null } && !said.Exists(no => no.Person == p.Person && no.Refuses(Category.Messages)))
            .OrderBy(p => p.From).Select(p => p.Folder!.Value).ToList();
        if (asked.Count == 0) return [];
        return [.. asked.Except(await answered.Ask(db, asked, stop))];
    }

    /// <summary>What this member was asked, as long as it is open to them; each reading is a line in the log of who asks.</summary>
    public async Task<Outcome<AskingRead>> Of(Keyring by, FolderId folder, CancellationToken stop = default)
    {
        if (await Find(folder, stop) is not { } found || found.Subject == by.Person.Subject) return Gate.NotYours;
        var opened = await gate.Open(by, folder, Purpose.Care, stop: stop);
        if (opened.Refusal is { } closed) return closed;
        return Read(opened.Value, null) is { } read ? read : Gate.NotYours;
    }

    /// <summary>Answers beside it.</summary>
    public async Task<Refusal?> Answer(Keyring by, FolderId folder, string text, CancellationToken stop = default)
    {
        if (string.IsNullOrWhiteSpace(text)) return new($"There is nothing to keep yet.") { Field = "Text" };
        if (Asking.TooLong(text) is { } refusal) return refusal;
        await using var work = await gate.Begin(stop);
        if (await Find(folder, stop) is not { } found || found.Subject == by.Person.Subject) return Gate.NotYours;
        if (await gate.Seal(work, by, found, Reply.Kind, random.Id(), new Reply(text.Trim()), Purpose.Care) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>It is done: from the next request on it is open to nobody but who asked. What was said stays theirs.</summary>
    public async Task<Refusal?> Done(Keyring by, FolderId folder, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        foreach (var yes in (await db.Said(premises.House, by.Person, stop)).Where(p => p.Folder == folder && p.Category == Category.Messages && p.IsActive(work.At)))
            if (await gate.Withdraw(work, by, yes.Id) is { } refusal) return refusal;
        await work.Commit(stop);
        return null;
    }

    private Task<Folder?> Find(FolderId folder, CancellationToken stop) =>
        db.Folders.AsNoTracking().SingleOrDefaultAsync(f => f.Id == folder && f.Category == Category.Messages, stop);

    private static AskingRead? Read(OpenedFolder opened, Instant? until) => opened.Read<Asking>(Asking.Kind) is not [var asked, ..] ? null
        : new(opened.Folder.Id, new(opened.Folder.Subject.Value), asked.Content, asked.Record.At,
            [.. opened.Read<Reply>(Reply.Kind).Select(r => (r.Record.Author, r.Content.Text, r.Record.At))], until);
}
