using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Doors;

/// <summary>Ballots as they are given and counted.</summary>
public sealed class Balloting(Database db, Premises premises, ProposalBook proposals)
{
    /// <summary>Gives a ballot: one's own, or one that somebody told.</summary>
    /// <param name="by">Who gives it.</param>
    /// <param name="number">On which proposal.</param>
    /// <param name="of">Whose it is; an anonymous one is always one's own.</param>
    /// <param name="versionRead">The version that was read.</param>
    /// <param name="marks">As in <see cref="BallotGiven"/>.</param>
    /// <param name="stop">Stops it.</param>
    public Task<Refusal?> Give(Keyring by, int number, PersonId of, int versionRead, IReadOnlyList<int> marks, CancellationToken stop = default) => proposals.Act(by, number, "",
        (d, _, at) => d.Round?.Terms.Ballot is not { Anonymous: true } ? d.MarkFor(by.Person, of, versionRead, marks, at)
            : of == by.Person ? d.Cast(by.Person, versionRead, marks, at)
            : new Refusal($"This ballot is anonymous. Each of us gives their own."),
        async (_, before, _) =>
        {
            if (before.Round!.Terms.Ballot is { Anonymous: true } terms) await Keep(before.Round, number, terms.Read(marks).Value, stop);
            return null;
        }, stop);

    /// <summary>What they came to so far; null where nothing is chosen, or nobody is to know yet.</summary>
    /// <exception cref="InvalidOperationException">There are more ballots, or fewer, than took part.</exception>
    public async Task<Choosing?> Count(ProposalRead read, NodaTime.Instant at, CancellationToken stop = default)
    {
        if (read.IsSecretAt(at) || await db.BallotsOf(read.Proposal.Id, read.Deliberation, premises.House, stop) is not { } ballots) return null;
        return Choosing.Of(read.Deliberation.Round!.Terms.Ballot!, read.Latest.Words.Title, read.Latest.Words.Options, ballots);
    }

    private async Task Keep(Round round, int number, IReadOnlyList<int> marks, CancellationToken stop)
    {
        var proposal = await db.Proposals.Where(p => p.Number == number).Select(p => p.Id).SingleAsync(stop);
        var cast = await db.AnonymousBallots.SingleOrDefaultAsync(b => b.Proposal == proposal && b.Round == round.Number, stop);
        if (cast is null) db.AnonymousBallots.Add(cast = new(proposal, round.Number));
        cast.Add(marks);
        await db.SaveChangesAsync(stop);
    }
}
