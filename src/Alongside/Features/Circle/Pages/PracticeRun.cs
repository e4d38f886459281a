using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Pages;

/// <summary>A made-up question in a made-up circle of five, decided by the same rules as ours. Nothing of it is kept.</summary>
internal static class PracticeRun
{
    /// <summary>Four who answer beside whoever tries it.</summary>
    public static readonly IReadOnlyList<string> Others = ["Kit", "Lou", "Noor", "Ode"];

    public static readonly IReadOnlyList<string> Places = [Sentence.Of("By the river"), Sentence.Of("In the park"), Sentence.Of("At the lake")];

    private static readonly Instant start = Instant.FromUtc(2026, 1, 1, 9, 0);
    private static readonly PersonId me = Nth(0);

    /// <summary>What the others answer.</summary>
    public static IReadOnlyList<Position> Answers(Protocol protocol) => protocol == Protocol.Gradients
        ? [Position.Wholehearted, Position.InFavour, Position.CanLiveWith, Position.Doubtful]
        : [Position.Agree, Position.Reservations, Position.Agree, Position.StandAside];

    /// <summary>For each option, as in <see cref="BallotGiven"/>.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Ballots(CountingMethod method) => method.Counts() == BallotKind.Ranks
        ? [[1, 2, 3], [1, 3, 2], [3, 1, 2], [0, 2, 1]]
        : [[4, 1, 0], [3, 0, 2], [0, 5, 0], [0, 1, 4]];

    public static BallotTerms Terms(CountingMethod method) =>
        new(method, Places.Count, method == CountingMethod.ScottishStv ? 2 : 1, new('0', 32)) { Most = method.Counts() == BallotKind.Ranks ? 0 : 5 };

    public static Terms Terms(Protocol protocol) => new(protocol, [.. Enumerable.Range(0, 5).Select(n => Nth(n).Value)], 4, 7, 5, 12)
    {
        Consensus = protocol == Protocol.Consensus ? ConsensusLimits.Offered : null,
        Gradients = protocol == Protocol.Gradients ? GradientLimits.Offered : null,
    };

    /// <summary>Where it stands on the day after the round, if one answers like this.</summary>
    public static Stage After(Protocol protocol, Position mine)
    {
        var stances = Answers(protocol).Select((p, i) => (Nth(i + 1), (Fact)new StanceTaken(1, p)));
        return Stage(protocol, [(me, new StanceTaken(1, mine) { Breaks = mine == Position.Block ? 0 : null }), .. stances]);
    }

    /// <summary>The same where one decides oneself, after advice.</summary>
    public static Stage After(bool yes) => Stage(Protocol.Advice,
        [(me, new AdviceAsked(Nth(1).Value)), (Nth(1), new AdviceGiven()), (me, new AdviceAnswered(4)), (me, new DecidedByOne(yes))]);

    /// <summary>What the ballots come to.</summary>
    /// <param name="method">How they are counted.</param>
    /// <param name="mine">As <see cref="BallotTerms.Read"/> reads it.</param>
    /// <param name="places">What the options are called.</param>
    public static Choosing Count(CountingMethod method, IReadOnlyList<int> mine, IReadOnlyList<string> places) =>
        Choosing.Of(Terms(method), "", places, [mine, .. Ballots(method)]);

    /// <summary>Where a question stands that is decided by lot, and what was drawn.</summary>
    /// <param name="mine">Whether one consents to draw.</param>
    /// <param name="said">What the source says, as one makes it up.</param>
    /// <param name="places">Among what is drawn.</param>
    public static Outcome<(Stage Stage, IReadOnlyList<string> Order)> Draw(Position mine, string said, IReadOnlyList<string> places)
    {
        var lot = new LotTerms(places.Count, 1, new('0', 32), LotTerms.Write(start + Duration.FromDays(13)));
        var stances = Answers(Protocol.Consent).Select((p, i) => (Nth(i + 1), (Fact)new StanceTaken(1, p)));
        var (question, at) = (Played(Terms(Protocol.Consent).By(lot), [(me, new StanceTaken(1, mine)), .. stances]), lot.ReadableFrom);
        if (question.StageAt(at) != Deciding.Stage.ToDraw) return (question.StageAt(at), []);
        var drawn = question.Draw(me, 1, places, said, at);
        return drawn.Refusal is { } refusal ? refusal : (Deciding.Stage.Due, [.. ((Drawn)drawn.Value[0]).Order.Select(o => places[o - 1])]);
    }

    private static Stage Stage(Protocol protocol, IEnumerable<(PersonId By, Fact Fact)> told) => Played(Terms(protocol), told).StageAt(start + Duration.FromDays(8));

    private static Deliberation Played(Terms terms, IEnumerable<(PersonId By, Fact Fact)> told)
    {
        var proposal = new Proposal(new(Guid.Empty), 1, me, start);
        IEnumerable<(PersonId By, Fact Fact)> all = [(me, new VersionWritten(1)), (me, new Opened(1, terms)), .. told];
        // Advice is decided on the day on which it may be; everything else is answered before.
        var facts = all.Select((f, i) => new ProposalFact(proposal.Id, i + 1, f.By, f.Fact is DecidedByOne ? start + Duration.FromDays(7) : start, f.Fact.Write()));
        return new(proposal, facts, Enumerable.Range(0, 5).Select(Nth), []);
    }

    private static PersonId Nth(int person) => new(new(person + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
