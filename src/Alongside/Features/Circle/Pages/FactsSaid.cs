using Alongside.Features.Circle.Deciding;
using Alongside.Site;

namespace Alongside.Features.Circle.Pages;

/// <summary>What happened to a question by itself, in an emergency or through a stand-in, in a sentence.</summary>
internal static class FactsSaid
{
    /// <summary>What became of looking at a decision again; null while its day hasn't come.</summary>
    public static string? Says(this Reviewed review, Words T) => review.Stage switch
    {
        ReviewStage.Open => T["being looked at again"],
        ReviewStage.Reaffirmed => T["kept as it is, by decision no. {0}", review.By],
        ReviewStage.Superseded => T["replaced by decision no. {0}", review.By],
        ReviewStage.Reverted => T["taken back by decision no. {0}", review.By],
        ReviewStage.Undecided => T["asked again and not decided: it holds"],
        _ => null,
    };

    /// <summary>Null for what is said otherwise.</summary>
    public static string? Say(Words T, Looked looked, ProposalFact fact)
    {
        var who = looked.NameOf(fact.By);
        return fact.Fact switch
        {
            VersionWritten when fact.By == Proposal.Nobody => T["It opened by itself, to look at a decision again."],
            StanceTaken { AsStandIn: true, For: { } of } stance => T["{0}, by {1} as stand-in: {2}.", looked.NameOf(new(of)), who, T[stance.Position.Name()]],
            SourceNamed named => T["{0} named another source for the lot, which can be read from {1} on.", who, new LotTerms(0, 0, named.Code, named.From).ReadableFrom],
            Drawn => T["{0} wrote down what the source said: {1} is drawn.", who, T.Said.List(LotFile.DrawnOf(looked.Read))],
            AskedInEmergency asked => T["{0} says that it can’t wait, and asked {1}.", who, looked.NameOf(new(asked.Second))],
            DeclinedInEmergency => T["{0} saw no emergency.", who],
            ConfirmedByTwo => T["{0} confirmed that it can’t wait.", who],
            ConfirmedByAll => T["All of us confirmed it."],
            PutBack { Decision: { } decision } => T["It wasn’t confirmed: what held before is back, by decision no. {0}.", decision],
            PutBack => T["It wasn’t confirmed, and another decision had changed the same meanwhile."],
            GuestAsked => T["{0} asked that {1} reads along.", who, Guest(T, looked, fact.Number)],
            GuestCame came => T["{0} followed the link.", Guest(T, looked, came.Ask)],
            GuestWelcomed welcomed => T["{0} welcomed {1}.", who, Guest(T, looked, welcomed.Ask)],
            GuestEnded ended when !looked.Deliberation.Guests.Any(g => g.Ask == ended.Ask && g.Person == fact.By) => T["{0} ended that {1} reads along.", who, Guest(T, looked, ended.Ask)],
            GuestEnded ended => T["{0} stopped reading along.", Guest(T, looked, ended.Ask)],
            VersionWritten when looked.Deliberation.PutsBack => T["It was written down by itself, as two of us put another question in force."],
            TakenBack when looked.Deliberation.PutsBack => T["It was not needed any more."],
            StandsReady => T["It stands ready to take effect by itself."],
            _ => null,
        };
    }

    private static string Guest(Words T, Looked looked, int ask) => looked.Read.NameOf(looked.Deliberation.Guests.Single(g => g.Ask == ask), T);
}
