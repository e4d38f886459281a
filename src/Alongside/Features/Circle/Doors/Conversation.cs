using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>Something that a member says beside a proposal, sealed with it to the circle. It stays as it was said.</summary>
/// <param name="To">The remark that it answers; null where it begins something of its own.</param>
/// <param name="Text">In their words.</param>
public sealed record Remark(Guid? To, string Text)
{
    public const string Kind = "remark";
    public const int Longest = 4000;

    /// <summary>For which of those who decide here it is meant above all.</summary>
    public IReadOnlyList<Guid> For { get; init; } = [];
}

/// <summary>A remark as it stands, with what answers it.</summary>
/// <param name="Row">By which others answer it.</param>
/// <param name="By">Whose it is.</param>
/// <param name="At">Since when.</param>
/// <param name="Text">In their words.</param>
/// <param name="For">For which of those who decide here it is meant above all.</param>
/// <param name="Answers">The oldest first.</param>
public sealed record Spoken(Guid Row, PersonId By, Instant At, string Text, IReadOnlyList<PersonId> For, IReadOnlyList<Spoken> Answers)
{
    /// <summary>All remarks as threads, the oldest first. An answer to an answer stands in the thread of the first.</summary>
    public static IReadOnlyList<Spoken> Threads(IReadOnlyList<Opened<Remark>> remarks)
    {
        var rows = remarks.Select(r => r.Record.Row).ToHashSet();
        // What answers something that can't be read begins a thread of its own, rather than be lost.
        var answers = remarks.Where(r => r.Content.To is { } to && rows.Contains(to)).ToLookup(r => r.Content.To, Of);
        return [.. remarks.Where(r => r.Content.To is not { } to || !rows.Contains(to)).Select(Of).Select(s => s with { Answers = [.. answers[s.Row]] })];

        static Spoken Of(Opened<Remark> remark) => new(remark.Record.Row, new(remark.Record.Author.Value), remark.Record.At, remark.Content.Text, [.. remark.Content.For.Select(f => new PersonId(f))], []);
    }
}

/// <summary>The latest of a conversation.</summary>
/// <param name="Threads">The oldest first; of a thread that began earlier, how it began and what was said lately.</param>
/// <param name="Before">How many remarks are left out.</param>
public sealed record SpokenLately(IReadOnlyList<Spoken> Threads, int Before);

/// <summary>What was said beside a proposal. A remark is fetched and unsealed as somebody reads it: of a long conversation, most never are.</summary>
public sealed class Remarks(Database db, OpenedFolder folder)
{
    private static readonly Question<FolderId, int> count = new((db, folder, _) => db.SealedRecords.Count(r => r.Folder == folder && r.Kind == Remark.Kind));
    private static readonly Questions<FolderId, SealedRecord> all = new((db, folder) => db.SealedRecords.AsNoTracking()
        .Where(r => r.Folder == folder && r.Kind == Remark.Kind).OrderBy(r => r.At));
    private static readonly Questions<FolderId, int, SealedRecord> latest = new((db, folder, most) => db.SealedRecords.AsNoTracking()
        .Where(r => r.Folder == folder && r.Kind == Remark.Kind).OrderByDescending(r => r.At).Take(most));
    private static readonly Questions<FolderId, Instant, SealedRecord> after = new((db, folder, at) => db.SealedRecords.AsNoTracking()
        .Where(r => r.Folder == folder && r.Kind == Remark.Kind && r.At > at));
    private static readonly Questions<FolderId, List<Guid>, SealedRecord> these = new((db, folder, rows) => db.SealedRecords.AsNoTracking()
        .Where(r => r.Folder == folder && r.Kind == Remark.Kind && rows.Contains(r.Row)));

    public async Task<IReadOnlyList<Spoken>> All(CancellationToken stop = default) => Spoken.Threads(folder.Read<Remark>(await all.Ask(db, folder.Folder.Id, stop)));

    /// <summary>So many that were made last, all that were made since somebody read, and one that they answer.</summary>
    /// <param name="most">How many at least.</param>
    /// <param name="readUpTo">Up to when they have read; null where they never said so.</param>
    /// <param name="answered">The row of what they answer.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<SpokenLately> Latest(int most, Instant? readUpTo, Guid? answered, CancellationToken stop = default)
    {
        var rows = await latest.Ask(db, folder.Folder.Id, most, stop);
        if (rows.Count == most && readUpTo < rows[^1].At) rows = await after.Ask(db, folder.Folder.Id, readUpTo.Value, stop);
        var opened = folder.Read<Remark>(rows).ToList();
        if (answered is { } row) await Add([row]);
        // What is answered stands above its answers, however long ago it was said.
        await Add([.. opened.Select(o => o.Content.To).OfType<Guid>()]);
        var said = await count.Ask(db, folder.Folder.Id, stop);
        return new(Spoken.Threads([.. opened.OrderBy(o => o.Record.At)]), said - opened.Count);

        async Task Add(List<Guid> wanted)
        {
            var missing = wanted.Except(opened.Select(o => o.Record.Row)).ToList();
            if (missing.Count > 0) opened.AddRange(folder.Read<Remark>(await these.Ask(db, folder.Folder.Id, missing, stop)));
        }
    }
}

/// <summary>How far somebody has read which conversation, in ticks of the last remark: theirs alone.</summary>
public sealed record ReadSoFar(IReadOnlyDictionary<Guid, long> Proposals)
{
    public const string Kind = "read so far";
}

/// <summary>What members say to each other beside a proposal, and how far each has read.</summary>
public sealed class Conversation(Database db, Premises premises, Sealing.Gate.Gate gate)
{
    // Beside one's drafts: told to nobody, and without a history. No draft is called so.
    private static readonly Guid Part = new("3b0c7c52-64a1-4ad3-9a9b-5d1b0b6a8f10");

    /// <summary>Says something beside a proposal; whoever can read it may.</summary>
    /// <param name="by">Who speaks.</param>
    /// <param name="folder">The proposal's.</param>
    /// <param name="there">What was said so far.</param>
    /// <param name="row">Made with the form, so that what is sent twice is said once.</param>
    /// <param name="remark">What they say.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Say(Keyring by, FolderId folder, IReadOnlyList<Spoken> there, Guid row, Remark remark, CancellationToken stop = default)
    {
        var text = remark.Text.Trim();
        if (text.Length == 0) return new($"There is nothing in it yet.") { Field = "Remark" };
        if (text.Length > Remark.Longest) return new($"Please say it in at most {Remark.Longest} characters.") { Field = "Remark" };
        var to = remark.To is { } answered ? there.FirstOrDefault(s => s.Row == answered || s.Answers.Any(a => a.Row == answered)) : null;
        if (remark.To is not null && to is null) return new($"What you answer isn’t there.");
        await using var work = await gate.Begin(stop);
        if (await db.SealedRecords.AnyAsync(r => r.Row == row, stop)) return null;
        var beside = await db.Folders.SingleAsync(f => f.Id == folder, stop);
        List<PersonId> named = remark.For.Count == 0 ? [] : [.. await Here(new(beside.Part), stop)];
        named.RemoveAll(m => !remark.For.Contains(m.Value) || m == by.Person);
        if (await gate.Seal(work, by, beside, Remark.Kind, row, new Remark(to?.Row, text) { For = [.. named.Select(m => m.Value)] }) is { } no) return no;
        db.Mentions.AddRange(named.Select(m => new Mention(row, m, new(beside.Part), work.At)));
        await Read(by.Person, beside.Part, [.. there.SelectMany(s => s.Answers.Prepend(s)).Select(s => s.Row)], stop);
        await work.Commit(stop);
        return null;
    }

    // Members, and who of the client council reads this question.
    private async Task<IEnumerable<PersonId>> Here(ProposalId proposal, CancellationToken stop) =>
        await db.Deliberation(proposal, premises.House, stop) is { } d ? d.Members.Concat(d.Council.Where(d.ReadsOnCouncil)).Distinct() : await db.CircleOf(premises.House, stop);

    /// <summary>Up to when this member has read it; null where they haven't said so yet.</summary>
    public async Task<Instant?> ReadUpTo(Keyring by, Guid proposal, CancellationToken stop = default) =>
        (await Positions(by, stop)).TryGetValue(proposal, out var ticks) ? Instant.FromUnixTimeTicks(ticks) : null;

    /// <summary>Keeps how far they have read, sealed to them alone.</summary>
    public async Task<Refusal?> Mark(Keyring by, Guid proposal, Instant upTo, CancellationToken stop = default)
    {
        var positions = new Dictionary<Guid, long>(await Positions(by, stop)) { [proposal] = upTo.ToUnixTimeTicks() };
        await using var work = await gate.Begin(stop);
        var folder = await gate.Vault.FolderOf(by.Person.Subject, Category.Draft, Part, work.At);
        if (await gate.SealOne(work, by, folder, ReadSoFar.Kind, new ReadSoFar(positions)) is { } no) return no;
        var id = new ProposalId(proposal);
        await db.Mentions.Where(m => m.Of == by.Person && m.Proposal == id && m.At <= upTo).ExecuteDeleteAsync(stop);
        await work.Commit(stop);
        return null;
    }

    // Whoever says something has read what they were shown.
    private Task<int> Read(PersonId person, Guid proposal, List<Guid> rows, CancellationToken stop)
    {
        var id = new ProposalId(proposal);
        return db.Mentions.Where(m => m.Of == person && m.Proposal == id && rows.Contains(m.Row)).ExecuteDeleteAsync(stop);
    }

    private async Task<IReadOnlyDictionary<Guid, long>> Positions(Keyring by, CancellationToken stop)
    {
        var folder = await db.Folders.AsNoTracking().SingleOrDefaultAsync(f => f.Subject == by.Person.Subject && f.Category == Category.Draft && f.Part == Part, stop);
        if (folder is null) return new Dictionary<Guid, long>();
        var opened = await gate.OpenAll(by, [folder.Id], Purpose.Own, Logged.OnceASession, stop);
        return opened.Count > 0 && opened[0].One<ReadSoFar>(ReadSoFar.Kind) is { } read ? read.Proposals : new Dictionary<Guid, long>();
    }
}
