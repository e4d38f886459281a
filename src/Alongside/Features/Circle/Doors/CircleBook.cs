using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>One agreement with everything that it ever said.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Versions">The newest first.</param>
public sealed record AgreementHistory(AgreementKind Kind, IReadOnlyList<InForce<Agreement>> Versions);

/// <summary>Everything that the circle put, said and decided.</summary>
/// <param name="At">As it was then.</param>
/// <param name="Decisions">By their numbers.</param>
/// <param name="Signers">Who signed the founding.</param>
/// <param name="Agreements">Those that there are.</param>
/// <param name="Proposals">By their numbers, as far as whoever reads them opens them.</param>
/// <param name="Meetings">The same.</param>
/// <param name="Counts">What ballots came to, by the question, where they are for anybody to read.</param>
/// <param name="Mandates">By their names.</param>
/// <param name="Members">Who is one now, in the order in which they joined.</param>
/// <param name="Names">The names that all of them work or worked under, those under which people sit on the client council who open them to us, and those under which guests read along.</param>
public sealed record EverythingDecided(
    Instant At, IReadOnlyList<CircleDecision> Decisions, IReadOnlyList<PersonId> Signers, IReadOnlyList<AgreementHistory> Agreements, IReadOnlyList<ProposalRead> Proposals,
    IReadOnlyList<MeetingRead> Meetings, IReadOnlyDictionary<ProposalId, Choosing> Counts, IReadOnlyList<Mandate> Mandates, IReadOnlyList<Member> Members, IReadOnlyDictionary<PersonId, string> Names)
{
    /// <summary>What two decided in an emergency, by the numbers of the decisions.</summary>
    public IReadOnlyDictionary<int, DecidedByTwo> ByTwo { get; init; } = new Dictionary<int, DecidedByTwo>();

    /// <summary>What became of looking at decisions again.</summary>
    public IReadOnlyList<Reviewed> Reviews { get; init; } = [];

    /// <summary>Who sat on the client council or sits, in the order in which they offered.</summary>
    public IReadOnlyList<CouncilSeat> Council { get; init; } = [];

    /// <summary>What members said beside each of the proposals, as threads.</summary>
    public IReadOnlyDictionary<ProposalId, IReadOnlyList<Spoken>> Spoken { get; init; } = new Dictionary<ProposalId, IReadOnlyList<Spoken>>();

    public string NameOf(PersonId person) => Names.GetValueOrDefault(person, "");

    /// <summary>What a decision was put as; null for the founding, and where it doesn't open.</summary>
    public ProposalRead? ProposalOf(CircleDecision decision) =>
        Proposals.FirstOrDefault(p => p.Proposal.Id == decision.Proposal && p.Versions.Any(v => v.Version.Number == decision.Version));

    /// <summary>What a decision put in force.</summary>
    public IEnumerable<(AgreementKind Kind, InForce<Agreement> Said)> EnactedBy(int decision) =>
        Agreements.SelectMany(a => a.Versions.Where(v => v.Decision == decision).Select(v => (a.Kind, v)));
}

/// <summary>Reads all of it in one go, for any member: to print, to keep, to take along. What this house did not write is left out.</summary>
public sealed class CircleBook(Database db, Premises premises, ProposalBook proposals, Balloting ballots, MeetingBook meetings, CouncilBook council, Vault vault, IClock clock)
{
    public async Task<EverythingDecided> Read(Keyring by, CancellationToken stop = default)
    {
        var decisions = await db.Decisions.OrderBy(d => d.Number).Genuine(premises.House, stop);
        var signatures = await db.Signatures.Where(s => s.Decision == 0).OrderBy(s => s.At).Genuine(premises.House, stop);
        var agreements = new List<AgreementHistory>();
        foreach (var kind in AgreementQueries.Kinds)
            if (await db.History(kind, premises.House, stop) is { Count: > 0 } versions) agreements.Add(new(kind, versions));
        var (read, at) = (await proposals.ReadAll(by, stop), clock.GetCurrentInstant());
        var (counts, spoken) = (new Dictionary<ProposalId, Choosing>(), new Dictionary<ProposalId, IReadOnlyList<Spoken>>());
        foreach (var proposal in read)
        {
            if (await ballots.Count(proposal, at, stop) is { } counted) counts.Add(proposal.Proposal.Id, counted);
            spoken.Add(proposal.Proposal.Id, await proposal.Remarks.All(stop));
        }
        var seats = await db.CouncilSeats.OrderBy(s => s.OfferedAt).Genuine(premises.House, stop);
        var names = await db.ProfileNames(stop);
        // Whoever only waits has sat nowhere yet, and is named in no decision.
        foreach (var (person, name) in await council.Names(by, [.. seats.Where(s => s.SeatedAt is not null).Select(s => s.Person).Distinct()], stop)) names[person] = name;
        foreach (var proposal in read)
            foreach (var guest in proposal.Deliberation.Guests.Where(g => g.Person is not null)) names.TryAdd(guest.Person!.Value, proposal.GuestNames.GetValueOrDefault(guest.Ask, ""));
        return new(at, decisions, [.. signatures.Where(s => s.ContentHash == decisions[0].ContentHash).Select(s => s.Person)], agreements,
            read, await meetings.ReadAll(by, stop), counts, [.. (await vault.MandatesEverHeld()).OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.From)],
            await db.Members.OrderBy(m => m.Since).Genuine(premises.House, stop), names)
        {
            Spoken = spoken,
            Council = [.. seats.Where(s => s.SeatedAt is not null)],
            ByTwo = await db.DecidedByTwo(premises.House, stop),
            Reviews = (await db.ReviewBook(premises.House, stop)).At(at),
        };
    }
}
