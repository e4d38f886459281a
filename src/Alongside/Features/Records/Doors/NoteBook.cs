using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Records.Doors;

/// <summary>A note as it is read: what the therapist wrote, when, and what stands beside it.</summary>
public sealed record NoteRead(Guid Row, PersonId Therapist, Note Note, Instant WrittenAt, IReadOnlyList<(ActorId By, Aside Aside, Instant At)> Beside);

/// <summary>What somebody opened to a therapist.</summary>
/// <param name="Names">Null where they gave none, or none is open.</param>
/// <param name="Channels">How to reach them; null as well.</param>
/// <param name="Notes">The newest first.</param>
/// <param name="Before">How many notes lie before those.</param>
/// <param name="NotesClosed">Why no notes are open.</param>
public sealed record OpenRecord(Names? Names, Channels? Channels, IReadOnlyList<NoteRead> Notes, int Before, Refusal? NotesClosed)
{
    /// <summary>What is known of those of their own who stand by them, or stood; empty where how to reach them isn't open.</summary>
    public IReadOnlyDictionary<PersonId, Supporter> Supporters { get; init; } = new Dictionary<PersonId, Supporter>();
}

/// <summary>Notes, and what stands beside them. Both lie in one folder for each person and therapist.</summary>
public sealed class NoteBook(Database db, Premises premises, Gate gate, RandomSource random)
{
    /// <summary>So many notes a page shows before somebody asks for all of them.</summary>
    public const int Latest = 10;

    public static readonly Refusal Ended = new($"They took their yes back, or it ran out, while you were writing. Nothing of this was kept or shared.");

    private static readonly Questions<SubjectId, Guid, bool, Folder> openTo = new((db, subject, therapist, channels) => db.Folders.AsNoTracking().Where(f => f.Subject == subject
        && (f.Category == Category.Name && f.Part == Guid.Empty
            || channels && f.Category == Category.Channel && f.Part == Guid.Empty
            || f.Category == Category.Notes && f.Part == therapist)));
    private static readonly Question<SubjectId, Guid, bool> hasDraft = new((db, subject, about, _) => db.Folders
        .Any(f => f.Subject == subject && f.Category == Category.Draft && f.Part == about && db.SealedRecords.Any(r => r.Folder == f.Id)));
    private static readonly Question<SubjectId, Category, Guid, Folder?> folderOf = new((db, subject, category, part, _) =>
        db.Folders.SingleOrDefault(f => f.Subject == subject && f.Category == category && f.Part == part));

    /// <summary>One's own notes, from all therapists: all, or so many that were written last.</summary>
    /// <returns>The notes, and how many lie before them.</returns>
    public async Task<(IReadOnlyList<NoteRead> Notes, int Before)> Own(Keyring by, int latest = int.MaxValue, CancellationToken stop = default)
    {
        var folders = await db.NoteFolders(by.Person, stop);
        var opened = await gate.OpenAll(by, [.. folders.Select(f => f.Id)], Purpose.Own, Logged.OnceASession, stop);
        List<NoteRead> notes = [.. InOrder(opened.SelectMany(o => NotesIn(o, latest)).OrderByDescending(n => n.WrittenAt).Take(latest))];
        return (notes, latest == int.MaxValue ? 0 : Math.Max(0, opened.Sum(o => o.CountRows(Note.Kind)) - latest));
    }

    /// <summary>Their names, how to reach them and the notes that this therapist shares with them (all, or so many that were written last), in one opening.</summary>
    public async Task<OpenRecord> Of(Keyring by, PersonId about, bool channels = false, int latest = int.MaxValue, CancellationToken stop = default)
    {
        var folders = await openTo.Ask(db, about.Subject, by.Person.Value, channels, stop);
        var opened = (await gate.OpenAll(by, [.. folders.Select(AskFor)], stop)).ToDictionary(o => o.Folder.Category);
        var (names, ways) = (opened.GetValueOrDefault(Category.Name)?.One<Names>(Names.Kind), opened.GetValueOrDefault(Category.Channel)?.One<Channels>(Channels.Kind));
        return await Read() with { Supporters = SupportBook.In(opened.GetValueOrDefault(Category.Channel)) };

        async Task<OpenRecord> Read() => opened.TryGetValue(Category.Notes, out var notes)
            ? new(names, ways, [.. InOrder(NotesIn(notes, latest))], latest == int.MaxValue ? 0 : Math.Max(0, notes.CountRows(Note.Kind) - latest), null)
            : new(names, ways, [], 0, folders.Find(f => f.Category == Category.Notes) is { } closed ? await gate.WhyNot(closed.Id, stop) : Gate.NotYours);
    }

    /// <summary>The notes of whoever lets this reader read along, as far as they opened.</summary>
    public async Task<IReadOnlyList<NoteRead>> Along(Keyring by, PersonId about, CancellationToken stop = default)
    {
        var folders = await db.NoteFolders(about, stop);
        var opened = await gate.OpenAll(by, [.. folders.Select(f => f.Id)], Purpose.Support, Logged.EachTime, stop);
        return [.. InOrder(opened.SelectMany(o => NotesIn(o, int.MaxValue)))];
    }

    private static Asked AskFor(Folder folder) => folder.Category switch
    {
        Category.Name => new(folder.Id, Purpose.Care, Logged.OnceADay),
        Category.Channel => new(folder.Id, Purpose.Contact),
        _ => new(folder.Id, Purpose.Care),
    };

    /// <summary>Shares a note, and erases the draft that it was.</summary>
    public async Task<Refusal?> Share(Keyring by, PersonId about, Note note, LocalDate today, CancellationToken stop = default)
    {
        if (note.Check(today) is { } refusal) return refusal;
        await using var work = await gate.BeginPower(stop);
        if (!await db.OpensNotesTo(premises.House, about, by.Person, work.At, stop)) return Ended;
        if (await NotesFolder(by.Person, about, stop) is not { } folder) return Gate.NotYours;
        if (await gate.Seal(work, by, folder, Note.Kind, random.Id(), note, Purpose.Care) is { } no) return no;
        if (await DraftFolder(by.Person, about, stop) is { } draft && await gate.Erase(work, by, draft) is { } kept) return kept;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Keeps what is being typed, sealed to its author alone; where no note may be written any more it could never be read again.</summary>
    public async Task<Refusal?> Keep(Keyring by, PersonId about, NoteDraft draft, CancellationToken stop = default)
    {
        if (Note.TooLong(draft.Text) is { } refusal) return refusal;
        await using var work = await gate.Begin(stop);
        if (!await db.OpensNotesTo(premises.House, about, by.Person, work.At, stop)) return Ended;
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Draft, about.Value, work.At);
        if (await gate.SealOne(work, by, folder, NoteDraft.Kind, draft) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Has this therapist kept a note for now? Nothing is opened to tell.</summary>
    public Task<bool> HasBegun(PersonId therapist, PersonId about, CancellationToken stop = default) => hasDraft.Ask(db, therapist.Subject, about.Value, stop);

    public async Task<NoteDraft?> Draft(Keyring by, PersonId about, CancellationToken stop = default)
    {
        if (await DraftFolder(by.Person, about, stop) is not { } folder) return null;
        var opened = await gate.OpenAll(by, [folder.Id], Purpose.Own, Logged.OnceASession, stop);
        return opened.Count == 0 ? null : opened[0].One<NoteDraft>(NoteDraft.Kind);
    }

    /// <summary>The person writes beside a note of their own record.</summary>
    public async Task<Refusal?> WriteBeside(Keyring by, Guid noteRow, string text, CancellationToken stop = default)
    {
        if (string.IsNullOrWhiteSpace(text)) return new($"There is nothing to keep yet.") { Field = "Text" };
        if (Note.TooLong(text) is { } refusal) return refusal;
        await using var work = await gate.Begin(stop);
        var subject = by.Person.Subject;
        var folder = await db.Folders.SingleOrDefaultAsync(f => f.Subject == subject && f.Category == Category.Notes
            && db.SealedRecords.Any(r => r.Folder == f.Id && r.Row == noteRow && r.Kind == Note.Kind), stop);
        if (folder is null) return Gate.NotYours;
        if (await gate.Seal(work, by, folder, Aside.Kind, random.Id(), new Aside(noteRow, text.Trim())) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    private static IEnumerable<NoteRead> NotesIn(OpenedFolder opened, int latest)
    {
        var beside = opened.Read<Aside>(Aside.Kind).ToLookup(a => a.Content.Beside);
        return opened.Read<Note>(Note.Kind, latest).Select(n => new NoteRead(n.Record.Row, new(opened.Folder.Part), n.Content, n.Record.At,
            [.. beside[n.Record.Row].Select(a => (a.Record.Author, a.Content, a.Record.At))]));
    }

    private static IEnumerable<NoteRead> InOrder(IEnumerable<NoteRead> notes) =>
        notes.OrderByDescending(n => n.Note.Day, StringComparer.Ordinal).ThenByDescending(n => n.WrittenAt);

    private Task<Folder?> NotesFolder(PersonId therapist, PersonId about, CancellationToken stop) => folderOf.Ask(db, about.Subject, Category.Notes, therapist.Value, stop);

    private Task<Folder?> DraftFolder(PersonId therapist, PersonId about, CancellationToken stop) => folderOf.Ask(db, therapist.Subject, Category.Draft, about.Value, stop);
}
