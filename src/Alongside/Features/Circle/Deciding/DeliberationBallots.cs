using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Deciding;

// Choosing among options, and the agreed fallback where a block holds.
public sealed partial class Deliberation
{
    private static readonly Refusal NoBallot = new($"Nothing is chosen among here. Please answer as it is asked.");

    /// <summary>A ballot under one's name. The same once more changes nothing.</summary>
    /// <param name="by">Whose it is.</param>
    /// <param name="versionRead">The version that they read.</param>
    /// <param name="marks">As in <see cref="BallotGiven"/>.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> Mark(PersonId by, int versionRead, IReadOnlyList<int> marks, Instant at)
    {
        if (MayAnswer(by, versionRead, at) is { } no) return no;
        if (Round!.Terms.Ballot is not { Anonymous: false } ballot || Round.Terms.AsksOnCouncil(by)) return NoBallot;
        var read = ballot.Read(marks);
        if (read.Refusal is { } unreadable) return unreadable;
        return Round.BallotOf(by) is { EnteredBy: null } own && own.Marks.SequenceEqual(read.Value) ? nothingNew : Facts(new BallotGiven(Version, read.Value));
    }

    /// <summary>As <see cref="TakeFor"/>, with a ballot.</summary>
    public Outcome<Fact[]> MarkFor(PersonId by, PersonId of, int versionRead, IReadOnlyList<int> marks, Instant at)
    {
        if (by == of) return Mark(by, versionRead, marks, at);
        if (MayEnter(by, of) is { } notTheirs) return notTheirs;
        var theirs = Mark(of, versionRead, marks, at);
        if (theirs.Refusal is { } no) return no;
        return theirs.Value is [BallotGiven given] && !(Round!.BallotOf(of)?.Marks.SequenceEqual(given.Marks) ?? false) ? Facts(given with { For = of.Value }) : nothingNew;
    }

    /// <summary>Takes part in an anonymous ballot: once, since nobody knows afterwards which was whose.</summary>
    /// <returns>That they took part; what they chose is kept apart, as <see cref="BallotTerms.Read"/> reads it.</returns>
    public Outcome<Fact[]> Cast(PersonId by, int versionRead, IReadOnlyList<int> marks, Instant at)
    {
        if (MayAnswer(by, versionRead, at) is { } no) return no;
        if (Round!.Terms.Ballot is not { Anonymous: true } ballot || Round.Terms.AsksOnCouncil(by)) return NoBallot;
        if (ballot.Read(marks).Refusal is { } unreadable) return unreadable;
        return Round.HasAnswered(by)
            ? new Refusal($"You have given your ballot. Nobody can tell which is yours, so nobody can change it, you neither.")
            : Facts(new BallotCast(Version));
    }

    /// <summary>
    /// Says that what is blocked, or what too many stand aside from, can’t wait. Once enough of those who decide say so, the
    /// agreed fallback is asked.
    /// </summary>
    /// <param name="by">Who says so.</param>
    /// <param name="terms">As the chart and the circle are now.</param>
    /// <param name="at">Now.</param>
    public Outcome<Fact[]> SayUrgent(PersonId by, Terms terms, Instant at)
    {
        if (!members.Contains(by)) return OnlyMembers;
        if (Round is not { UrgentNeeded: { } needed } round) return new Refusal($"We agreed on no fallback for this.");
        if (StageAt(at) != Stage.Integrating || Version > round.Version || isRecalled) return new Refusal($"Nothing is blocked now that couldn’t wait.");
        if (!round.Terms.Includes(by)) return new Refusal($"When this was opened you weren’t among those who decide it.");
        // The fallback is for what members block among themselves: it carries nothing over those whom it affects.
        if (Objections.Any(o => SitsFor(o.By) && !o.IsSettled)) return new Refusal($"Somebody on the client council objects. No fallback goes over that: it is resolved with them first.");
        if (round.Urgent.Contains(by)) return nothingNew;
        var said = new SaidUrgent(Version);
        return round.Urgent.Count + 1 >= needed ? Facts(said, new Opened(Version, terms.Fallback(round.Terms.Consensus!))) : Facts(said);
    }
}
