using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>Who sits on the client council, and who sat when. What this house did not write seats nobody.</summary>
public static class CouncilQueries
{
    // As the terms of a round hold those who are asked, wherever at least one is.
    private const string AsksSomebody = "\"Council\":[\"", FromSomebody = "\"FromCouncil\":true";

    /// <summary>Who sat at that time, in the order in which they offered.</summary>
    public static async Task<IReadOnlyList<PersonId>> CouncilAt(this Database db, House house, Instant at, CancellationToken stop = default) =>
        [.. (await db.CouncilSeats.Where(s => s.SeatedAt != null && s.SeatedAt <= at && s.Until > at).OrderBy(s => s.OfferedAt).Genuine(house, stop)).Where(s => s.SitsAt(at)).Select(s => s.Person)];

    /// <summary>Those who sit or wait, in the order in which they offered.</summary>
    public static async Task<IReadOnlyList<CouncilSeat>> CouncilNow(this Database db, House house, CancellationToken stop = default) =>
        await db.CouncilSeats.Where(s => s.EndedAt == null).OrderBy(s => s.OfferedAt).Genuine(house, stop);

    /// <summary>Who sits now, where any of these facts asks the council, or is of a question that it put; else nobody is looked for.</summary>
    internal static async Task<IReadOnlyList<PersonId>> CouncilFor(this Database db, IEnumerable<ProposalFact> facts, House house, CancellationToken stop = default) =>
        facts.Any(f => f.Content.Contains(AsksSomebody, StringComparison.Ordinal) || f.Content.Contains(FromSomebody, StringComparison.Ordinal)) ? [.. (await db.CouncilNow(house, stop)).Where(s => s.SeatedAt is not null).Select(s => s.Person)] : [];
}
