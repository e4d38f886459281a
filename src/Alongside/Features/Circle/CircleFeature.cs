using Alongside.Features.Circle.Gate;
using Alongside.Kernel;

namespace Alongside.Features.Circle;

public static class CircleFeature
{
    public static Feature Feature { get; } = new("Circle")
    {
        Nav =
        [
            new("Circle", Sentence.Of("Agreements"), "/agreements", ForMembers: true),
            new("Circle", Sentence.Of("Mandates"), "/mandates", ForMembers: true),
        ],
        Agreements =
        [
            AgreementKind.Of("practice-name", Sentence.Of("Name and greeting"), () => PracticeName.Offered),
            AgreementKind.Of("zone", Sentence.Of("Time zone"), () => Zone.Offered),
            AgreementKind.Of("languages", Sentence.Of("Languages"), () => PracticeLanguages.Offered),
            AgreementKind.Of("land", Sentence.Of("Land"), () => Land.Offered),
            AgreementKind.Of("commitments", Sentence.Of("What we commit to"), () => Commitments.Offered),
            AgreementKind.Of(DecisionChart.OwnKind, Sentence.Of("Decision chart"), () => DecisionChart.Offer(AgreementQueries.Kinds)),
            AgreementKind.Of("mandates", Sentence.Of("First mandates"), () => FirstMandates.Offered),
            AgreementKind.Of("custodian", Sentence.Of("Custodian and successor"), () => Custodian.Offered),
            AgreementKind.Of("retention", Sentence.Of("How long records are kept"), () => Retention.Offered),
            AgreementKind.Of("confidentiality-limits", Sentence.Of("Limits of confidentiality"), () => ConfidentialityLimits.Offered),
            AgreementKind.Of("crisis-lines", Sentence.Of("Help in a crisis"), () => CrisisLines.Offered),
        ],
        Services = services => services.AddScoped<Enacting>().AddScoped<Founding>(),
    };
}
