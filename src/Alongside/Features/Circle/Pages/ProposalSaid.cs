using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;

namespace Alongside.Features.Circle.Pages;

/// <summary>How stages and stances are called; translation keys.</summary>
internal static class ProposalSaid
{
    public static string Name(this Position position) => position switch
    {
        Position.Agree => Sentence.Of("Agree"),
        Position.Reservations => Sentence.Of("Agree with reservations"),
        Position.StandAside => Sentence.Of("Stand aside"),
        _ => Sentence.Of("Objection"),
    };

    /// <summary>The drawing that goes with it.</summary>
    public static string Drawing(this Position position) => position switch
    {
        Position.Agree => "agree",
        Position.Reservations => "reservations",
        Position.StandAside => "aside",
        _ => "objection",
    };

    public static string Meaning(this Position position) => position switch
    {
        Position.Agree => Sentence.Of("It is good enough for now, and safe enough to try."),
        Position.Reservations => Sentence.Of("The same, and there is something that the others should know."),
        Position.StandAside => Sentence.Of("I don’t carry it, and I don’t stop it."),
        _ => Sentence.Of("I see a harm in it. We work on that until it is resolved; nobody can set it aside."),
    };

    public static string Name(this Stage stage) => stage switch
    {
        Stage.Advising => Sentence.Of("Open for advice"),
        Stage.Open => Sentence.Of("Open for stances"),
        Stage.Integrating => Sentence.Of("An objection is being worked on"),
        Stage.Waiting => Sentence.Of("Decided, waiting"),
        Stage.Due => Sentence.Of("Takes effect now"),
        Stage.InEffect => Sentence.Of("In effect"),
        Stage.ToReview => Sentence.Of("To be looked at again"),
        Stage.NotAdopted => Sentence.Of("Not adopted"),
        Stage.Lapsed => Sentence.Of("Too few answered"),
        Stage.Withdrawn => Sentence.Of("Taken back"),
        _ => Sentence.Of("Overtaken"),
    };

    /// <summary>Does the circle still work on it?</summary>
    public static bool IsUnderWay(this Stage stage) =>
        stage is Stage.Advising or Stage.Open or Stage.Integrating or Stage.Waiting or Stage.Due or Stage.Stale or Stage.Lapsed;
}
