using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>Who takes stances for whom, and for how long. What this house did not write lends nobody's voice.</summary>
public sealed class StandIns(Database db, Premises premises, Sealing.Gate.Gate gate, RandomSource random, IClock clock)
{
    /// <summary>Those that this member named, or that named them, and that go on; the first to end first.</summary>
    public async Task<IReadOnlyList<StandIn>> Around(PersonId person, CancellationToken stop = default)
    {
        var at = clock.GetCurrentInstant();
        return [.. (await db.StandIns.Where(s => s.Of == person || s.By == person).Genuine(premises.House, stop)).Where(s => s.IsAlive(at)).OrderBy(s => s.Until)];
    }

    /// <summary>For whom this member stands in now, in a question.</summary>
    public async Task<IReadOnlyList<StandIn>> For(PersonId by, ProposalId proposal, CancellationToken stop = default)
    {
        var at = clock.GetCurrentInstant();
        return [.. (await db.StandIns.Where(s => s.By == by).Genuine(premises.House, stop)).Where(s => s.Covers(proposal, at))];
    }

    /// <param name="of">Whose stances.</param>
    /// <param name="by">Who shall take them; null where nobody was chosen.</param>
    /// <param name="question">The number of the only question; null for all.</param>
    /// <param name="from">Since when.</param>
    /// <param name="until">Until when.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Name(Keyring of, PersonId? by, int? question, Instant from, Instant until, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        var only = question is null ? null : (await db.Proposals.Where(p => p.Number == question).Genuine(premises.House, stop)).SingleOrDefault();
        if (question is not null && only is null) return new($"There is no question by this number.");
        var standIn = new StandIn(random.Id<StandInId>(), of.Person, by ?? of.Person, only?.Id, from, until, work.At);
        var others = await db.StandIns.Where(s => s.Of == of.Person).Genuine(premises.House, stop);
        if (standIn.Check(await db.CircleOf(premises.House, stop), others, work.At) is { } refusal) return refusal;
        db.StandIns.Add(standIn);
        work.Log("stand-in named", of.Person.Actor, Purpose.Own, content: standIn.Hash());
        await work.Commit(stop);
        return null;
    }

    public async Task<Refusal?> End(Keyring by, StandInId id, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        db.ChangeTracker.Clear();
        if (await db.StandIns.SingleOrDefaultAsync(s => s.Id == id, stop) is not { } standIn) return Sealing.Gate.Gate.NotYours;
        var ended = standIn.EndedAt is not null;
        if (standIn.End(by.Person, work.At) is { } refusal) return refusal;
        if (ended) return null;
        work.Log("stand-in ended", by.Person.Actor, Purpose.Own, content: standIn.Hash());
        await work.Commit(stop);
        return null;
    }
}
