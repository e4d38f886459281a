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

    /// <summary>Which members it is meant for above all.</summary>
    public IReadOnlyList<Guid> For { get; init; } = [];
}

/// <summary>A remark as it stands, with what answers it.</summary>
/// <param name="Row">By which others answer it.</param>
/// <param name="By">Whose it is.</param>
/// <param name="At">Since when.</param>
/// <param name="Text">In their words.</param>
/// <param name="For">Which members it is meant for above all.</param>
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
        if (text.Length == 0) return new($"There is nothing in it yet.");
        if (text.Length > Remark.Longest) return new($"Please say it in at most {Remark.Longest} characters.");
        var to = remark.To is { } answered ? there.FirstOrDefault(s => s.Row == answered || s.Answers.Any(a => a.Row == answered)) : null;
        if (remark.To is not null && to is null) return new($"What you answer isn’t there.");
        await using var work = await gate.Begin(stop);
        if (await db.SealedRecords.AnyAsync(r => r.Row == row, stop)) return null;
        var beside = await db.Folders.SingleAsync(f => f.Id == folder, stop);
        var named = (await db.CircleOf(premises.House, stop)).Where(m => remark.For.Contains(m.Value) && m != by.Person).ToList();
        if (await gate.Seal(work, by, beside, Remark.Kind, row, new Remark(to?.Row, text) { For = [.. named.Select(m => m.Value)] }) is { } no) return no;
        db.Mentions.AddRange(named.Select(m => new Mention(row, m, new(beside.Part), work.At)));
        await Read(by.Person, beside.Part, [.. there.SelectMany(s => s.Answers.Prepend(s)).Select(s => s.Row)], stop);
        await work.Commit(stop);
        return null;
    }

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
