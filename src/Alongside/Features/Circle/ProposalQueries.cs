using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle;

internal static class ProposalQueries
{
    private static readonly Questions<bool, Member> members = new((db, left) => db.Members.AsNoTracking().Where(m => (m.LeftAt != null) == left).OrderBy(m => m.Since));
    private static readonly Questions<List<ProposalId>, ProposalFact> factsOf = new((db, ids) => db.ProposalFacts.AsNoTracking().Where(f => ids.Contains(f.Proposal)).OrderBy(f => f.Number));

    /// <summary>Who is a member, by rows that this house wrote.</summary>
    public static async Task<IReadOnlyList<PersonId>> CircleOf(this Database db, House house, CancellationToken stop = default) =>
        [.. (await members.Ask(db, false, stop)).WrittenBy(house).Select(m => m.Person)];

    /// <summary>Those of the rows that this house wrote; another is nobody's stance and nobody's words.</summary>
    public static async Task<List<T>> Genuine<T>(this IQueryable<T> rows, House house, CancellationToken stop = default) where T : PowerRow =>
        (await rows.AsNoTracking().ToListAsync(stop)).WrittenBy(house);

    /// <summary>The same of rows that were read already.</summary>
    public static List<T> WrittenBy<T>(this List<T> rows, House house) where T : PowerRow => rows.FindAll(r => r.IsGenuine(house));

    /// <summary>All that happened to these proposals, in its order.</summary>
    public static async Task<List<ProposalFact>> FactsOf(this Database db, List<ProposalId> ids, House house, CancellationToken stop = default) =>
        (await factsOf.Ask(db, ids, stop)).WrittenBy(house);

    /// <summary>A proposal as its facts tell it; null where there is none.</summary>
    public static async Task<Deliberation?> Deliberation(this Database db, ProposalId id, House house, CancellationToken stop = default)
    {
        if (await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop) is not { } proposal || !proposal.IsGenuine(house)) return null;
        return (await db.Deliberations([proposal], house, stop))[id];
    }

    /// <summary>The same for several, with as many statements as for one.</summary>
    public static async Task<IReadOnlyDictionary<ProposalId, Deliberation>> Deliberations(
        this Database db, IReadOnlyList<Proposal> proposals, House house, CancellationToken stop = default)
    {
        var (ids, members) = (proposals.Select(p => p.Id).ToList(), await db.CircleOf(house, stop));
        // A row that this house did not write would be a stance that nobody took.
        var facts = (await db.FactsOf(ids, house, stop)).ToLookup(f => f.Proposal);
        var council = await db.CouncilFor(facts.SelectMany(f => f), house, stop);
        return proposals.Where(p => p.IsGenuine(house)).ToDictionary(p => p.Id, p => new Deliberation(p, facts[p.Id], members, council));
    }

    /// <summary>All ballots of the round, with no name beside them; null where nothing is chosen among.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer than took part.</exception>
    public static async Task<IReadOnlyList<IReadOnlyList<int>>?> BallotsOf(this Database db, ProposalId id, Deliberation deliberation, House house, CancellationToken stop = default)
    {
        if (deliberation.Round is not { Terms.Ballot: { } terms } round) return null;
        if (!terms.Anonymous) return [.. round.Ballots.Select(b => b.Marks)];
        var cast = (await db.AnonymousBallots.Where(b => b.Proposal == id && b.Round == round.Number).Genuine(house, stop)).SingleOrDefault()?.All() ?? [];
        return cast.Count == round.Cast ? cast : throw new InvalidOperationException("There are more ballots, or fewer, than took part.");
    }

    /// <summary>Which options the ballots chose, from 1; null where nothing is chosen among.</summary>
    public static async Task<IReadOnlyList<int>?> Chosen(this Database db, ProposalId id, Deliberation deliberation, House house, CancellationToken stop = default) =>
        await db.BallotsOf(id, deliberation, house, stop) is { } ballots ? Choosing.Of(deliberation.Round!.Terms.Ballot!, "", null, ballots).Chosen : null;

    /// <summary>Those in which somebody may be asked for an answer: what isn't decided, and what two wanted to decide alone.</summary>
    public static Task<List<Proposal>> UnderWay(this Database db, CancellationToken stop = default) => db.Proposals.AsNoTracking()
        .Where(p => !db.Decisions.Any(d => d.Proposal == p.Id) || db.ProposalFacts.Any(f => f.Proposal == p.Id && f.Number == AskedInEmergency.Number && f.Content.StartsWith(AskedInEmergency.Begins)))
        .OrderBy(p => p.Number).ToListAsync(stop);

    public static async Task<IReadOnlyDictionary<ProposalId, Deliberation>> DeliberationsUnderWay(this Database db, House house, CancellationToken stop = default) =>
        await db.Deliberations(await db.UnderWay(stop), house, stop);

    /// <summary>Writes facts down, in their order.</summary>
    /// <returns>The number of the first.</returns>
    public static async Task<int> Add(this Database db, Work work, ProposalId id, PersonId by, IReadOnlyList<Fact> facts, CancellationToken stop = default)
    {
        var first = await db.ProposalFacts.CountAsync(f => f.Proposal == id, stop) + 1;
        foreach (var (i, fact) in facts.Index())
        {
            var row = new ProposalFact(id, first + i, by, work.At, fact.Write());
            db.ProposalFacts.Add(row);
            work.Log("deliberate", by.Actor, Purpose.Own, content: row.Hash());
            await db.SaveChangesAsync(stop);
        }
        return first;
    }
}
