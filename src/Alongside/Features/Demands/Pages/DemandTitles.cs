using Alongside.Kernel;

namespace Alongside.Features.Demands.Pages;

/// <summary>What demands, and what happens to them, are called; translation keys all.</summary>
internal static class DemandTitles
{
    public static string Of(DemandKind kind) => kind switch
    {
        DemandKind.JudicialWarrant => Sentence.Of("A warrant signed by a judge or a justice of the peace"),
        DemandKind.AdministrativeWarrant => Sentence.Of("A warrant that an authority wrote for itself"),
        DemandKind.Subpoena => Sentence.Of("A subpoena or a summons"),
        DemandKind.CourtOrder => Sentence.Of("An order of a court"),
        DemandKind.ProductionRequest => Sentence.Of("A letter that asks for records"),
        DemandKind.CollegeComplaint => Sentence.Of("A complaint to a college"),
        DemandKind.Visit => Sentence.Of("A visit or a call, without a paper"),
        _ => Sentence.Of("Something else"),
    };

    public static string Of(DemandEnd end) => end switch
    {
        DemandEnd.Answered => Sentence.Of("We answered it"),
        DemandEnd.Refused => Sentence.Of("We refused it"),
        _ => Sentence.Of("It was withdrawn"),
    };

    public static string Of(DemandStep step) => step switch
    {
        DemandStep.Written => Sentence.Of("Written down"),
        DemandStep.Told => Sentence.Of("Words for the person"),
        DemandStep.GagDocumented => Sentence.Of("A paper forbids us to tell"),
        DemandStep.GagEnded => Sentence.Of("Nothing forbids it any more"),
        DemandStep.EndAsked => Sentence.Of("Said to be over"),
        DemandStep.Closed => Sentence.Of("Closed"),
        DemandStep.Opened => Sentence.Of("Key-keepers opened something for it"),
        _ => Sentence.Of("Added"),
    };
}
