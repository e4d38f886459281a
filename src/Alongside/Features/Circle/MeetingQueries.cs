using Alongside.Features.Circle.Meetings;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle;

internal static class MeetingQueries
{
    private static readonly Questions<string, MeetingFact> factsThatBegin = new((db, beginning) => db.MeetingFacts.AsNoTracking().Where(f => f.Content.StartsWith(beginning)));

    /// <summary>Who can be drawn to facilitate at a time, as we agreed on it.</summary>
    public static async Task<Drawable> Drawable(this Database db, House house, Instant at, CancellationToken stop = default) =>
        (await db.AgreedTraining(house, at, stop)).Drawn((await db.FacilitatorWordsNow(house, stop)).Values, await db.Attestations(house, stop), at);

    /// <summary>What learning to facilitate is asked for at a time.</summary>
    public static async Task<Training> AgreedTraining(this Database db, House house, Instant at, CancellationToken stop = default) =>
        (await db.InForce<Training>(house, at, stop))?.Value ?? Training.Before;

    /// <summary>What each member said of themself at last, in the order in which they joined.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, FacilitatorWord>> FacilitatorWordsNow(this Database db, House house, CancellationToken stop = default)
    {
        var latest = (await db.FacilitatorWords.OrderBy(w => w.Number).Genuine(house, stop)).GroupBy(w => w.Person).ToDictionary(words => words.Key, words => words.Last());
        return (await db.CircleOf(house, stop)).Where(latest.ContainsKey).ToDictionary(p => p, p => latest[p]);
    }

    /// <summary>What members said of each other's learning, in whichever meeting; what this house did not write is none.</summary>
    public static async Task<IReadOnlyList<Attestation>> Attestations(this Database db, House house, CancellationToken stop = default) =>
        [.. (await factsThatBegin.Ask(db, Happening.OfLearning, stop)).Where(f => f.IsGenuine(house)).Select(f => new Attestation(new(((LearningAttested)f.Happening).Who), f.By, f.At))];

    /// <summary>Meetings as their facts tell them, in the order in which they were given.</summary>
    public static async Task<IReadOnlyList<Gathering>> Gatherings(this Database db, IReadOnlyList<Meeting> meetings, House house, CancellationToken stop = default)
    {
        if (meetings.Count == 0) return [];
        var ids = meetings.Select(m => m.Id).ToList();
        var facts = await db.MeetingFacts.Where(f => ids.Contains(f.Meeting)).OrderBy(f => f.Number).Genuine(house, stop);
        return await db.Gatherings(meetings, facts, house, stop);
    }

    /// <summary>The same, of facts that were read already. A meeting that this house did not write is none.</summary>
    public static async Task<IReadOnlyList<Gathering>> Gatherings(this Database db, IReadOnlyList<Meeting> meetings, IEnumerable<MeetingFact> facts, House house, CancellationToken stop = default)
    {
        var (by, members) = (facts.ToLookup(f => f.Meeting), await db.Members.OrderBy(m => m.Since).Genuine(house, stop));
        return [.. meetings.Where(m => m.IsGenuine(house)).Select(m => new Gathering(m, by[m.Id], members))];
    }

    /// <summary>One meeting; null where there is none.</summary>
    public static async Task<Gathering?> Gathering(this Database db, int number, House house, CancellationToken stop = default) =>
        (await db.Gatherings(await db.Meetings.AsNoTracking().Where(m => m.Number == number).ToListAsync(stop), house, stop)).SingleOrDefault();

    /// <summary>Writes happenings down, in their order.</summary>
    /// <returns>The number of the first.</returns>
    public static async Task<int> Add(this Database db, Work work, MeetingId id, PersonId by, IReadOnlyList<Happening> happenings, CancellationToken stop = default)
    {
        var first = await db.MeetingFacts.CountAsync(f => f.Meeting == id, stop) + 1;
        foreach (var (i, happening) in happenings.Index())
        {
            var row = new MeetingFact(id, first + i, by, work.At, happening.Write());
            db.MeetingFacts.Add(row);
            work.Log("meet", by.Actor, Purpose.Own, content: row.Hash());
            await db.SaveChangesAsync(stop);
        }
        return first;
    }
}
