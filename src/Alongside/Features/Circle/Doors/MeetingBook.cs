using Alongside.Features.Circle.Gate;
using Alongside.Features.Circle.Meetings;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>A point as somebody puts it on an agenda.</summary>
public sealed record PointDraft(string Title, int Minutes, int? Question);

/// <summary>A meeting as somebody calls it: when, by the practice's clock, how long, where, and about what.</summary>
public sealed record MeetingCall(LocalDateTime Start, int Minutes, string Where, IReadOnlyList<PointDraft> Points);

/// <summary>A meeting as it is read.</summary>
/// <param name="Gathering">Where it stands.</param>
/// <param name="Facts">In their order.</param>
/// <param name="Said">By the number of the fact; under 0 where it is.</param>
public sealed record MeetingRead(Gathering Gathering, IReadOnlyList<MeetingFact> Facts, IReadOnlyDictionary<int, string> Said)
{
    public Meeting Meeting => Gathering.Meeting;

    public string Where => SaidAt(0);

    public string SaidAt(int fact) => Said.GetValueOrDefault(fact, "");

    public string TitleOf(int point) => Gathering.Points.FirstOrDefault(p => p.Number == point) is { } found ? SaidAt(found.Fact) : "";
}

/// <summary>
/// Meetings as they are called, held and read. Who and when is plain; every word lies in a folder of the meeting's own,
/// sealed to the circle.
/// </summary>
public sealed class MeetingBook(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, CircleKeys keys)
{
    public const int LongestWhere = 300, LongestTitle = 160, LongestSource = 600, LongestText = 8000;

    private static readonly Questions<Instant, Meeting> endingAfter = new((db, since) => db.Meetings.AsNoTracking().Where(m => m.StartsAt > since).OrderBy(m => m.StartsAt));

    private static readonly Questions<PersonId, string, MeetingFact> tasksNear = new((db, me, named) => db.MeetingFacts.AsNoTracking()
        .Where(f => f.Content.StartsWith(Happening.OfTasks)
            && db.MeetingFacts.Any(mine => mine.Meeting == f.Meeting && mine.Content.StartsWith(Happening.OfTasks) && (mine.By == me || mine.Content.Contains(named))))
        .OrderBy(f => f.Number));

    /// <summary>All meetings without a word of them, the latest first.</summary>
    public async Task<IReadOnlyList<Gathering>> All(CancellationToken stop = default) =>
        await db.Gatherings(await db.Meetings.AsNoTracking().OrderByDescending(m => m.StartsAt).ToListAsync(stop), premises.House, stop);

    /// <summary>The meeting that comes next or is on, without a word of it; null where none is called.</summary>
    public async Task<Gathering?> Next(Instant at, CancellationToken stop = default)
    {
        var ahead = await endingAfter.Ask(db, at - Duration.FromMinutes(Meeting.Longest), stop);
        return (await db.Gatherings(ahead, premises.House, stop)).FirstOrDefault(g => g.CalledOffAt is null && !g.IsOver(at));
    }

    /// <summary>What this member has to do out of meetings, the first due first. Where there is nothing, nothing is opened.</summary>
    public async Task<IReadOnlyList<(Meeting Meeting, MeetingTask Task, string Words)>> TasksOf(Keyring by, Instant at, CancellationToken stop = default)
    {
        var facts = (await tasksNear.Ask(db, by.Person, by.Person.Value.ToString(), stop)).FindAll(f => f.IsGenuine(premises.House));
        if (facts.Count == 0) return [];
        var ids = facts.ConvertAll(f => f.Meeting);
        var found = await db.Gatherings(await db.Meetings.AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync(stop), facts, premises.House, stop);
        var mine = found.Where(g => g.TasksAt(at).Any(t => t.DoneAt is null && t.Holder == by.Person)).ToList();
        return [.. (await OpenTasks(by, mine, at, stop)).Where(t => t.Task.Holder == by.Person)];
    }

    /// <summary>What is to be done out of these meetings, the first due first.</summary>
    public async Task<IReadOnlyList<(Meeting Meeting, MeetingTask Task, string Words)>> OpenTasks(Keyring by, IReadOnlyList<Gathering> gatherings, Instant at, CancellationToken stop = default)
    {
        var open = gatherings.SelectMany(g => g.TasksAt(at).Where(t => t.DoneAt is null).Select(t => (g.Meeting, Task: t))).ToList();
        var said = await Opened(by, [.. open.Select(t => t.Meeting.Id).Distinct()], stop);
        return [.. open.Where(t => said.ContainsKey(t.Meeting.Id)).OrderBy(t => t.Task.Due ?? LocalDate.MaxIsoValue).Select(t => (t.Meeting, t.Task, said[t.Meeting.Id].GetValueOrDefault(t.Task.Fact, "")))];
    }

    /// <summary>One meeting with every word; null where there is none, or this keyring doesn't open it.</summary>
    public async Task<MeetingRead?> Read(Keyring by, int number, CancellationToken stop = default) =>
        (await Read(by, await db.Meetings.Where(m => m.Number == number).Genuine(premises.House, stop), stop)).SingleOrDefault();

    /// <summary>Was a meeting of this number called, whether it opens or not?</summary>
    public async Task<bool> IsCalled(int number, CancellationToken stop = default) => (await db.Meetings.Where(m => m.Number == number).Genuine(premises.House, stop)).Count > 0;

    /// <summary>All meetings with every word, by their numbers; what this keyring doesn't open is left out.</summary>
    public async Task<IReadOnlyList<MeetingRead>> ReadAll(Keyring by, CancellationToken stop = default) =>
        await Read(by, await db.Meetings.OrderBy(m => m.Number).Genuine(premises.House, stop), stop);

    /// <summary>Calls the circle together.</summary>
    /// <returns>The meeting's number.</returns>
    public async Task<Outcome<int>> Call(Keyring by, MeetingCall call, CancellationToken stop = default)
    {
        if (call.Where.Trim().Length == 0) return new Refusal($"Please say where we meet: a room, or a link.") { Field = "Where" };
        if (call.Where.Length > LongestWhere) return new Refusal($"Please say where in at most {LongestWhere} characters.") { Field = "Where" };
        await using var work = await gate.BeginPower(stop);
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        var starts = Meeting.When(call.Start, await Clock(work.At, stop), work.At);
        if ((starts.Refusal ?? Meeting.Check(starts.Value, call.Minutes, work.At)) is { } refusal) return refusal;
        if (call.Points.Count == 0) return new Refusal($"Please put at least one point on the agenda, so that we know what we come for.");
        var meeting = new Meeting(random.Id<MeetingId>(), await db.Meetings.CountAsync(stop) + 1, by.Person, work.At, starts.Value, call.Minutes);
        db.Meetings.Add(meeting);
        work.Log("call meeting", by.Person.Actor, Purpose.Own, content: meeting.Hash());
        await db.SaveChangesAsync(stop);
        if (await Say(work, by, meeting.Id, 0, call.Where) is { } no) return no;
        foreach (var point in call.Points)
            if (await Add(work, by, meeting.Number, point, stop) is { } not) return not;
        await work.Commit(stop);
        return meeting.Number;
    }

    /// <summary>Puts one more point on the agenda, after the others.</summary>
    public async Task<Refusal?> Add(Keyring by, int number, PointDraft point, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        if (await Add(work, by, number, point, stop) is { } refusal) return refusal;
        await work.Commit(stop);
        return null;
    }

    /// <summary>Announces the lot: who can be drawn stands from here on, and nobody knows yet what the source will say.</summary>
    /// <param name="by">Who announces it.</param>
    /// <param name="number">Of which meeting.</param>
    /// <param name="source">Where the numbers will come from.</param>
    /// <param name="from">From when on they can be read there.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Announce(Keyring by, int number, string source, Instant from, CancellationToken stop = default)
    {
        if (source.Length > LongestSource) return new($"Please say it in at most {LongestSource} characters.") { Field = "Source" };
        return await ActOf(by, number, source, async (g, at) =>
        {
            var (entrants, open) = await Entrants(number, at, stop);
            return g.Announce(random.Bytes(Counting.Sortition.CodeLength), entrants, from, at, open);
        }, stop);
    }

    /// <summary>Draws by what the source said. The very words that it was drawn by are kept.</summary>
    public Task<Refusal?> Draw(Keyring by, int number, string randomness, CancellationToken stop = default) => Act(by, number, randomness, (g, at) => g.Draw(randomness, at), stop);

    /// <summary>One says of another that they have learnt to facilitate, in the book of the latest meeting that has begun.</summary>
    public async Task<Refusal?> Attest(Keyring by, PersonId who, Instant at, CancellationToken stop = default)
    {
        if ((await All(stop)).FirstOrDefault(g => g.CalledOffAt is null && g.Meeting.StartsAt <= at) is not { } latest)
            return new($"It is written in the book of a meeting, and none has begun so far. Until we have met, all who would facilitate can be drawn.");
        if (!(await db.FacilitatorWordsNow(premises.House, stop)).TryGetValue(who, out var word) || !word.Learnt) return new($"They don’t say of themself that they have learnt it.");
        return await Act(by, latest.Meeting.Number, "", (g, now) => g.Attest(by.Person, who, now), stop);
    }

    /// <summary>Who can be drawn for a meeting, as agreed, and not whoever facilitated the one before where there are others; and whether the gate is open.</summary>
    public async Task<(IReadOnlyList<Entrant> Entrants, bool GateOpen)> Entrants(int number, Instant at, CancellationToken stop = default)
    {
        var all = await All(stop);
        var starts = all.FirstOrDefault(g => g.Meeting.Number == number)?.Meeting.StartsAt;
        var before = all.FirstOrDefault(g => g.Meeting.StartsAt < starts && g.CalledOffAt is null);
        var last = before?.FacilitatorAt(before.Meeting.EndsAt);
        var ready = await db.Drawable(premises.House, at, stop);
        List<PersonId> others = [.. ready.People.Where(r => r != last)];
        var names = await db.ProfileNames(stop);
        return (Named(others.Count > 0 ? others : ready.People, names), ready.GateOpen);
    }

    /// <summary>One act, with what was said along with it.</summary>
    /// <param name="by">Who acts.</param>
    /// <param name="number">In which meeting.</param>
    /// <param name="words">What they say along; empty for nothing.</param>
    /// <param name="act">What is asked of the model.</param>
    /// <param name="stop">Stops it.</param>
    public Task<Refusal?> Act(Keyring by, int number, string words, Func<Gathering, Instant, Outcome<Happening[]>> act, CancellationToken stop = default) =>
        ActOf(by, number, words, (g, at) => Task.FromResult(act(g, at)), stop);

    private async Task<Refusal?> ActOf(Keyring by, int number, string words, Func<Gathering, Instant, Task<Outcome<Happening[]>>> act, CancellationToken stop)
    {
        if (words.Length > LongestText) return new($"Please say it in at most {LongestText} characters.");
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person) || await db.Gathering(number, premises.House, stop) is not { } gathering) return Sealing.Gate.Gate.NotYours;
        var happenings = await act(gathering, work.At);
        if (happenings.Refusal is { } refusal) return refusal;
        if (words.Trim().Length == 0 && NeedsWords(happenings.Value[0]) is { } silent) return silent;
        var first = await db.Add(work, gathering.Meeting.Id, by.Person, happenings.Value, stop);
        if (words.Trim().Length > 0 && await Say(work, by, gathering.Meeting.Id, first, words) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    /// <summary>The zone of the practice's clock.</summary>
    public async Task<DateTimeZone> Clock(Instant at, CancellationToken stop = default) =>
        (await db.InForce<Zone>(premises.House, at, stop))?.Value.Value ?? DateTimeZone.Utc;

    // Of two who work under one name each must be known by theirs.
    private static List<Entrant> Named(IReadOnlyList<PersonId> people, Dictionary<PersonId, string> names)
    {
        var entrants = new List<Entrant>();
        foreach (var person in people)
        {
            var (name, label) = (names.GetValueOrDefault(person, ""), names.GetValueOrDefault(person, ""));
            for (var i = 2; entrants.Exists(e => Counting.Sortition.Plain(e.Label) == Counting.Sortition.Plain(label)); i++) label = $"{name} ({i})";
            entrants.Add(new(person.Value, label));
        }
        return entrants;
    }

    private static Refusal? NeedsWords(Happening happening) => happening switch
    {
        LotAnnounced => new($"Please say where the numbers will come from, so that everybody can look there.") { Field = "Source" },
        MinutesWritten => new($"There is nothing in it yet.") { Field = "Minutes" },
        TaskGiven => new($"Please write what is to be done.") { Field = "Task" },
        _ => null,
    };

    private async Task<Refusal?> Add(Work work, Keyring by, int number, PointDraft point, CancellationToken stop)
    {
        if (point.Title.Trim().Length == 0) return new($"Please say what the point is about.");
        if (point.Title.Length > LongestTitle) return new($"Please say what the point is about in at most {LongestTitle} characters.");
        if (point.Question is { } question && !await db.Proposals.AnyAsync(p => p.Number == question, stop)) return new($"There is no question of this number.");
        if (await db.Gathering(number, premises.House, stop) is not { } gathering) return Sealing.Gate.Gate.NotYours;
        var added = gathering.AddPoint(point.Minutes, point.Question, work.At);
        if (added.Refusal is { } refusal) return refusal;
        return await Say(work, by, gathering.Meeting.Id, await db.Add(work, gathering.Meeting.Id, by.Person, added.Value, stop), point.Title);
    }

    private async Task<Refusal?> Say(Work work, Keyring by, MeetingId id, int fact, string words)
    {
        var circle = await keys.FindOrMake(work, by.Person.Actor);
        var folder = await gate.Vault.FolderOf(new(circle.Value), Category.Circle, id.Value, work.At);
        return await gate.Seal(work, by, folder, Said.Kind, random.Id(), new Said(fact, words.Trim()));
    }

    // All folders in one opening, all rows of a kind in one question.
    private async Task<IReadOnlyList<MeetingRead>> Read(Keyring by, List<Meeting> meetings, CancellationToken stop)
    {
        var ids = meetings.ConvertAll(m => m.Id);
        var said = await Opened(by, ids, stop);
        var facts = await db.MeetingFacts.Where(f => ids.Contains(f.Meeting)).OrderBy(f => f.Number).Genuine(premises.House, stop);
        var gatherings = await db.Gatherings(meetings, facts, premises.House, stop);
        // To whoever has just joined the folder opens, and nothing in it, until somebody who held it has handed it over.
        return [.. gatherings.Where(g => said.GetValueOrDefault(g.Meeting.Id)?.ContainsKey(0) == true)
            .Select(g => new MeetingRead(g, facts.FindAll(f => f.Meeting == g.Meeting.Id), said[g.Meeting.Id]))];
    }

    private async Task<Dictionary<MeetingId, Dictionary<int, string>>> Opened(Keyring by, IReadOnlyList<MeetingId> ids, CancellationToken stop)
    {
        var parts = ids.Select(i => i.Value).ToList();
        var folders = await db.Folders.Where(f => f.Category == Category.Circle && parts.Contains(f.Part)).Genuine(premises.House, stop);
        return (await gate.OpenAll(by, folders.ConvertAll(f => f.Id), Purpose.Own, Logged.OnceADay, stop))
            .ToDictionary(o => new MeetingId(o.Folder.Part), o => o.Read<Said>(Said.Kind).ToDictionary(s => s.Content.Fact, s => s.Content.Text));
    }
}
