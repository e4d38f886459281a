using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Demands.Doors;

/// <summary>What a demand asks for: something of one person's, of everybody's, or of nobody's.</summary>
public enum Concerned
{
    Nobody,
    Somebody,
    Everybody,
}

/// <summary>A demand as somebody writes it down.</summary>
/// <param name="Kind">With what they came.</param>
/// <param name="ReceivedOn">On which day.</param>
/// <param name="Deadline">Until when an answer is due; null where none was named.</param>
/// <param name="Concerned">Of whom something is asked.</param>
/// <param name="Person">Of which person; somebody who opened something to the writer.</param>
/// <param name="IsGagged">Does a paper forbid us to tell them?</param>
/// <param name="GagUntil">The last day on which it does; null where it names none.</param>
/// <param name="Words">All else.</param>
public sealed record DemandDraft(DemandKind Kind, LocalDate ReceivedOn, LocalDate? Deadline, Concerned Concerned, PersonId? Person, bool IsGagged, LocalDate? GagUntil, DemandEntry Words);

/// <summary>A demand as it is read.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Entries">What was written, by the number of the fact.</param>
/// <param name="Hold">What keeps from erasing by it; null where it concerns nobody.</param>
/// <param name="Letters">When the person was told, by the number of the fact.</param>
public sealed record DemandRead(DemandStanding Standing, IReadOnlyDictionary<int, DemandEntry> Entries, ErasureHold? Hold, IReadOnlyDictionary<int, Instant> Letters)
{
    /// <summary>The person whom it concerns; null where that is nobody, or everybody.</summary>
    public PersonId? Person => Hold?.Subject is { } subject ? new(subject.Value) : null;
}

/// <summary>
/// Demands as they are written down, added to, closed and told. Kind, states and times are plain; every word lies in a folder of
/// the demand's own, sealed to the circle.
/// </summary>
public sealed class DemandBook(Database db, Premises premises, RandomSource random, Gate gate, CircleKeys keys) : IKnowDemands
{
    private static readonly Refusal NobodyChosen = new($"Please say whom it concerns, or that it concerns nobody by name.") { Field = "Person" };

    /// <summary>All of them without a word, the latest first.</summary>
    public Task<IReadOnlyList<DemandStanding>> All(CancellationToken stop = default) => db.AllDemands(premises.House, stop);

    /// <summary>One with every word; null where there is none, or this keyring doesn't open it.</summary>
    public async Task<DemandRead?> Read(Keyring by, int number, CancellationToken stop = default)
    {
        if (await db.Demand(number, premises.House, stop) is not { } standing || await FolderOf(standing.Demand.Id, stop) is not { } folder) return null;
        var opened = await gate.OpenAll(by, [folder], Purpose.Own, Logged.OnceADay, stop);
        if (opened.Count == 0) return null;
        var entries = opened[0].Read<DemandEntry>(DemandEntry.Kind).GroupBy(e => e.Content.Fact).ToDictionary(g => g.Key, g => g.Last().Content);
        return new(standing, entries, await HoldOf(standing.Demand.Id, stop), await Letters(standing, stop));
    }

    /// <summary>Writes one down. From then on nothing of whom it concerns is erased; unless a paper forbids it, they are told at once.</summary>
    /// <returns>Its number.</returns>
    public async Task<Outcome<int>> Write(Keyring by, DemandDraft draft, CancellationToken stop = default)
    {
        var words = draft.Words.Tidy();
        if (words.Refusal is { } untidy) return untidy;
        await using var work = await gate.BeginPower(stop);
        if (!await IsMember(by, stop)) return Gate.NotYours;
        var zone = await db.PracticeZone(premises.House, work.At, stop);
        var today = work.At.InZone(zone).Date;
        if (Demand.Check(draft.ReceivedOn, today) is { } impossible) return impossible;
        if (draft.Concerned == Concerned.Somebody && !(draft.Person is { } whom && (await db.ClientsOf(premises.House, by.Person, work.At, stop)).Contains(whom))) return NobodyChosen;
        var demand = new Demand(random.Id<DemandId>(), await db.Demands.CountAsync(stop) + 1, draft.Kind, draft.ReceivedOn, by.Person, work.At);
        db.Demands.Add(demand);
        work.Log("demand", by.Person.Actor, Purpose.Own, content: demand.Hash());
        await db.SaveChangesAsync(stop);
        var acting = new Acting(work, by, demand.Id, []);
        if (await Add(acting, DemandStep.Written, words.Value with { Gag = null }, draft.Deadline) is { } unwritten) return unwritten;
        if (draft.IsGagged)
        {
            if (new DemandStanding(demand, []).DocumentGag(draft.GagUntil, today) is { } over) return over;
            if (await Add(acting, DemandStep.GagDocumented, new DemandEntry(0) { Gag = words.Value.Gag }, draft.GagUntil) is { } ungagged) return ungagged;
        }
        if (draft.Concerned != Concerned.Nobody)
            // The day's first moment: the demand was here for all of it, as far as anybody can say.
            await Freeze(work, by, demand, draft.Concerned == Concerned.Somebody ? draft.Person!.Value.Subject : null, Instant.Min(work.At, zone.AtStartOfDay(draft.ReceivedOn).ToInstant()));
        if (await TellWhatIsDue(work, by, demand.Id, acting.Words, zone, stop) is { } untold) return untold;
        await work.Commit(stop);
        return demand.Number;
    }

    /// <summary>Adds to it. Words for the person go to them at once, or once they may be told.</summary>
    public Task<Refusal?> Add(Keyring by, int number, DemandEntry entry, LocalDate? deadline, CancellationToken stop = default) => Act(by, number, async (acting, standing, _) =>
    {
        if (standing.Add() is { } closed) return closed;
        var words = entry.Tidy();
        if (words.Refusal is { } untidy) return untidy;
        if (words.Value.IsBlank && deadline is null) return new($"There is nothing in it yet.") { Field = nameof(DemandEntry.Note) };
        return await Add(acting, words.Value.Tell is null ? DemandStep.Added : DemandStep.Told, words.Value, deadline);
    }, stop);

    /// <summary>Writes down that a paper forbids us to tell whom it concerns.</summary>
    public Task<Refusal?> DocumentGag(Keyring by, int number, LocalDate? last, string? words, CancellationToken stop = default) => Act(by, number, async (acting, standing, today) =>
    {
        if (standing.DocumentGag(last, today) is { } no) return no;
        var entry = new DemandEntry(0) { Gag = words }.Tidy();
        return entry.Refusal ?? await Add(acting, DemandStep.GagDocumented, entry.Value, last);
    }, stop);

    /// <summary>Writes down that nothing forbids it any more. The person is told at once.</summary>
    public Task<Refusal?> EndGag(Keyring by, int number, CancellationToken stop = default) =>
        Act(by, number, async (acting, standing, _) => standing.EndGag() ?? await Add(acting, DemandStep.GagEnded, new DemandEntry(0)), stop);

    /// <summary>Says that it is over for us. Another has to confirm it.</summary>
    public Task<Refusal?> AskEnd(Keyring by, int number, DemandEnd end, CancellationToken stop = default) =>
        Act(by, number, async (acting, standing, _) => standing.AskEnd() ?? await Add(acting, DemandStep.EndAsked, new DemandEntry(0), end: end), stop);

    /// <summary>Confirms that it is over: what it kept from being erased can be erased again.</summary>
    public Task<Refusal?> Confirm(Keyring by, int number, CancellationToken stop = default) => Act(by, number, async (acting, standing, _) =>
    {
        var end = standing.Confirm(by.Person);
        if (end.Refusal is { } no) return no;
        if (await Add(acting, DemandStep.Closed, new DemandEntry(0), end: end.Value) is { } open) return open;
        var because = standing.Demand.Id.Value;
        if (await db.ErasureHolds.SingleOrDefaultAsync(h => h.Because == because, stop) is not { } hold) return null;
        hold.End(acting.Work.At);
        acting.Work.Log("erasing opens", by.Person.Actor, Purpose.Own, content: hold.Hash());
        await db.SaveChangesAsync(stop);
        return null;
    }, stop);

    /// <summary>Tells whom gags kept it from and who may know by now. It needs a member's keys, so it comes with their day and by no job.</summary>
    public async Task TellWhatIsDue(Keyring by, Instant at, CancellationToken stop = default)
    {
        var zone = await db.PracticeZone(premises.House, at, stop);
        var waiting = new List<DemandRead>();
        foreach (var standing in (await All(stop)).Where(d => d.WasGagged && d.MayTell(at, zone)))
            if (await Waits(standing, stop) && await Read(by, standing.Demand.Number, stop) is { } read) waiting.Add(read);
        if (waiting.Count == 0) return;
        await using var work = await gate.BeginPower(stop);
        if (!await IsMember(by, stop)) return;
        foreach (var read in waiting)
            if (await TellWhatIsDue(work, by, read.Standing.Demand.Id, new(read.Entries), zone, stop) is not null) return;
        await work.Commit(stop);
    }

    public async Task<Outcome<bool>> Gagged(int demand, PersonId person, Work work, CancellationToken stop = default)
    {
        if (await db.Demand(demand, premises.House, stop) is not { } standing) return new Refusal($"There is no demand of this number in the docket.") { Field = "Demand" };
        if (standing.Add() is { } closed) return closed.In("Demand");
        if ((await HoldOf(standing.Demand.Id, stop))?.Subject != person.Subject) return new Refusal($"That demand doesn’t name this person, so it compels nothing of theirs. Write down the one that does.") { Field = "Demand" };
        return !standing.MayTell(work.At, await db.PracticeZone(premises.House, work.At, stop));
    }

    public async Task<Refusal?> Opened(Work work, Keyring by, int demand, PersonId person, OpenedLetter letter)
    {
        if (!await IsMember(by, default) || await db.Demand(demand, premises.House) is not { } standing) return Gate.NotYours;
        var acting = new Acting(work, by, standing.Demand.Id, []);
        if (await Add(acting, DemandStep.Opened, new DemandEntry(0) { Opened = letter }) is { } unwritten) return unwritten;
        return await TellWhatIsDue(work, by, standing.Demand.Id, acting.Words, await db.PracticeZone(premises.House, work.At), default);
    }

    private async Task<bool> Waits(DemandStanding standing, CancellationToken stop) =>
        (await HoldOf(standing.Demand.Id, stop))?.Subject is not null && (await Letters(standing, stop)).Count < standing.Facts.Count(IsTold);

    private static bool IsTold(DemandFact fact) => fact.Step is DemandStep.Written or DemandStep.Told or DemandStep.Closed or DemandStep.Opened;

    private async Task<Refusal?> Act(Keyring by, int number, Func<Acting, DemandStanding, LocalDate, Task<Refusal?>> act, CancellationToken stop)
    {
        // Opened before the act: the gate opens in a work of its own.
        if (await Read(by, number, stop) is not { } read) return Gate.NotYours;
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (!await IsMember(by, stop) || await db.Demand(number, premises.House, stop) is not { } standing) return Gate.NotYours;
        var (zone, acting) = (await db.PracticeZone(premises.House, work.At, stop), new Acting(work, by, standing.Demand.Id, new(read.Entries)));
        if (await act(acting, standing, work.At.InZone(zone).Date) is { } no) return no;
        if (await TellWhatIsDue(work, by, standing.Demand.Id, acting.Words, zone, stop) is { } untold) return untold;
        await work.Commit(stop);
        return null;
    }

    private async Task<bool> IsMember(Keyring by, CancellationToken stop) => (await db.CircleOf(premises.House, stop)).Contains(by.Person);

    private async Task<Refusal?> Add(Acting acting, DemandStep step, DemandEntry words, LocalDate? day = null, DemandEnd? end = null)
    {
        var (work, by, demand, written) = acting;
        var fact = new DemandFact(demand, await db.DemandFacts.CountAsync(f => f.Demand == demand) + 1, by.Person, work.At, step, day, end);
        db.DemandFacts.Add(fact);
        work.Log("demand", by.Person.Actor, Purpose.Own, content: fact.Hash());
        await db.SaveChangesAsync();
        if (words.IsBlank && step != DemandStep.Written) return null;
        var circle = await keys.FindOrMake(work, by.Person.Actor);
        var folder = await gate.Vault.FolderOf(new(circle.Value), Category.Circle, demand.Value, work.At);
        written[fact.Number] = words with { Fact = fact.Number };
        return await gate.Seal(work, by, folder, DemandEntry.Kind, random.Id(), written[fact.Number]);
    }

    // One act: in which work, by whom, on which demand, and every word of it that is known by now.
    private sealed record Acting(Work Work, Keyring By, DemandId Demand, Dictionary<int, DemandEntry> Words);

    // The entry names nobody: the person's own log must not tell what a gag forbids to tell. Their letter does, once it may.
    private async Task Freeze(Work work, Keyring by, Demand demand, SubjectId? subject, Instant from)
    {
        var hold = new ErasureHold(random.Id<ErasureHoldId>(), subject, demand.Id.Value, from);
        db.ErasureHolds.Add(hold);
        work.Log("nothing is erased", by.Person.Actor, Purpose.Own, content: hold.Hash());
        await db.SaveChangesAsync();
    }

    // Whose words don't open here yet is told with the day of somebody to whom they do.
    private async Task<Refusal?> TellWhatIsDue(Work work, Keyring by, DemandId id, Dictionary<int, DemandEntry> words, DateTimeZone zone, CancellationToken stop)
    {
        if ((await HoldOf(id, stop))?.Subject is not { } subject) return null;
        var standing = (await db.AllDemands(premises.House, stop)).Single(d => d.Demand.Id == id);
        if (!standing.MayTell(work.At, zone)) return null;
        var told = await Letters(standing, stop);
        foreach (var fact in standing.Facts.Where(f => IsTold(f) && !told.ContainsKey(f.Number)))
        {
            if (!words.TryGetValue(fact.Number, out var said) && fact.Step != DemandStep.Closed) continue;
            if (said?.Opened is { } opened)
            {
                if (await gate.Leave(work, by, new(subject.Value), fact.LetterPart(), OpenedLetter.Kind, opened) is { } left) return left;
                continue;
            }
            if (await gate.Leave(work, by, new(subject.Value), fact.LetterPart(), DemandLetter.Kind, new DemandLetter(id.Value, fact.Number, said?.Tell)) is { } no) return no;
        }
        return null;
    }

    private async Task<FolderId?> FolderOf(DemandId id, CancellationToken stop) =>
        (await db.Folders.Where(f => f.Category == Category.Circle && f.Part == id.Value).Genuine(premises.House, stop)) is [var only] ? only.Id : null;

    private async Task<ErasureHold?> HoldOf(DemandId id, CancellationToken stop) =>
        await db.ErasureHolds.AsNoTracking().SingleOrDefaultAsync(h => h.Because == id.Value, stop) is { } hold && hold.IsGenuine(premises.House) ? hold : null;

    private async Task<IReadOnlyDictionary<int, Instant>> Letters(DemandStanding standing, CancellationToken stop)
    {
        var parts = standing.Facts.Where(IsTold).ToDictionary(f => f.LetterPart(), f => f.Number);
        var known = parts.Keys.ToList();
        return (await db.Folders.Where(f => f.Category == Category.Messages && known.Contains(f.Part)).Join(db.SealedRecords, f => f.Id, r => r.Folder, (f, r) => new { f.Part, r.At }).ToListAsync(stop))
            .ToDictionary(l => parts[l.Part], l => l.At);
    }
}
