using Alongside.Kernel;

namespace Alongside.Features.Circle.Deciding;

/// <summary>Which stances a way of deciding knows, and what they come to.</summary>
public static class Positions
{
    private static readonly Position[] consent = [Position.Agree, Position.Reservations, Position.StandAside, Position.Objection];
    private static readonly Position[] consensus = [Position.Agree, Position.Reservations, Position.StandAside, Position.Block];
    private static readonly Position[] gradients = [Position.Wholehearted, Position.InFavour, Position.CanLiveWith, Position.Undecided, Position.Doubtful, Position.Against];
    private static readonly Position[] council = [Position.Agree, Position.Reservations, Position.Objection];
    private static readonly Position[] fallback = [Position.Agree, Position.Against];

    /// <summary>From yes to no; none where something is chosen, or one member decides.</summary>
    public static IReadOnlyList<Position> Offered(this Terms terms) => terms.Protocol switch
    {
        Protocol.Consent => consent,
        Protocol.Consensus => terms.IsFallback ? fallback : consensus,
        Protocol.Gradients => gradients,
        _ => [],
    };

    /// <summary>The same for one of those who answer: the council consents, whichever way members decide.</summary>
    public static IReadOnlyList<Position> OfferedTo(this Terms terms, PersonId person) => terms.AsksOnCouncil(person) ? council : terms.Offered();

    /// <summary>Does it come to work until it is resolved?</summary>
    public static bool Stops(this Position position) => position is Position.Objection or Position.Block;

    internal static bool IsFor(this Position position) => position is Position.Wholehearted or Position.InFavour or Position.CanLiveWith;

    /// <summary>Do more stand aside than was agreed?</summary>
    public static bool TooManyAside(this Round round) => round.Terms is { Consensus: { } limits, IsFallback: false }
        && round.Stances.Count(s => s.Position == Position.StandAside) * 100 > limits.AsidePercent * round.Stances.Count;

    /// <summary>Where people count who are for and who is against: is it carried?</summary>
    internal static bool IsCarried(this Round round)
    {
        var stances = round.Stances;
        return round.Terms switch
        {
            { IsFallback: true, Consensus.FallbackPercent: { } percent } => stances.Count(s => s.Position == Position.Agree) >= Terms.Of(percent, round.Terms.Electorate.Count),
            { Gradients: { } limits } => stances.Count(s => s.Position.IsFor()) * 100 >= limits.ForPercent * stances.Count
                && stances.Count(s => s.Position == Position.Against) * 100 <= limits.AgainstPercent * stances.Count,
            _ => true,
        };
    }
}
