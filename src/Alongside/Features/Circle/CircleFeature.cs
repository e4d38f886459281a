using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Forms;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Circle.Jobs;
using Alongside.Features.Circle.Pages;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Circle;

public static class CircleFeature
{
    private static readonly AgreementKind[] Mandates =
    [
        Given(MandateNames.Welcome, Sentence.Of("Who holds “Welcome”"), () => WelcomeMandate.Offered, typeof(GivenMandateForm<WelcomeMandate>)),
        Given(MandateNames.Bookkeeping, Sentence.Of("Who holds “Bookkeeping”"), () => BookkeepingMandate.Offered, typeof(GivenMandateForm<BookkeepingMandate>)),
        Given(MandateNames.Facilitation, Sentence.Of("Who holds “Facilitation”"), () => FacilitationMandate.Offered, typeof(GivenMandateForm<FacilitationMandate>)),
        Given(MandateNames.KeyKeeping, Sentence.Of("Who holds “Key-keeping”"), () => KeyKeepingMandate.Offered, typeof(GivenMandateForm<KeyKeepingMandate>)),
    ];

    public static Feature Feature { get; } = new("Circle")
    {
        Stores = CircleStores.All,
        Nav =
        [
            new("Circle", Sentence.Of("Founding"), "/founding", ForMembers: true) { Place = -100, WhileFounding = true },
            new("Circle", Sentence.Of("Circle"), "/circle", ForMembers: true),
            new("Circle", Sentence.Of("Agreements"), "/agreements", ForMembers: true),
            new("Circle", Sentence.Of("Mandates"), "/mandates", ForMembers: true),
            new("Circle", Sentence.Of("Members"), "/members", ForMembers: true),
            new("Circle", Sentence.Of("My profile"), "/my-profile", ForMembers: true) { Place = 90, Own = true },
            new("Circle", Sentence.Of("What I read along"), "/guest") { ForGuests = true, Place = -100 },
        ],
        Parts = [new(Home.Today, typeof(EmergenciesToday), Place: -20), new(Home.Today, typeof(EscrowReminder), Place: -5), new(Home.Today, typeof(QuestionsToday), Place: 5), new(Home.Today, typeof(StandInsToday), Place: 5), new(Home.Today, typeof(MandatesEnding), Place: 6), new(Home.Today, typeof(MeetingsToday), Place: 7), new(Home.MyCare, typeof(OpenedOfYours), Place: -29), new(Home.MyCare, typeof(CouncilWaits), Place: -10), new(Home.MyCare, typeof(GuestReads), Place: -9), new(Home.MyCare, typeof(CouncilBeside), Place: 90) { Beside = true }, new(Home.MyCare, typeof(LimitsAtHand), Place: 95) { Beside = true }],
        Agreements =
        [
            // It is words on pages: what stood there before comes back as it was, and nothing that happened meanwhile hangs on it.
            AgreementKind.Of("practice-name", Sentence.Of("Name and greeting"), () => PracticeName.Offered, typeof(PracticeNameForm)) with { InEmergency = (_, _) => null },
            // Whoever needs us reaches a number that is dead, or somebody who has taken it over; but for the account, since money that was sent doesn’t come back.
            AgreementKind.Of("reach", Sentence.Of("How to reach us"), () => Reach.Offered, typeof(ReachForm)) with { InEmergency = (before, after) => Reach.OnlyTheWay((Reach)before, (Reach)after) },
            AgreementKind.Of("zone", Sentence.Of("Time zone"), () => Zone.Offered, typeof(ZoneForm)),
            AgreementKind.Of("languages", Sentence.Of("Languages"), () => PracticeLanguages.Offered, typeof(PracticeLanguagesForm)),
            AgreementKind.Of("land", Sentence.Of("Land"), () => Land.Offered, typeof(LandForm)),
            AgreementKind.Of("commitments", Sentence.Of("What we commit to"), () => Commitments.Offered, typeof(CommitmentsForm)),
            AgreementKind.Of(DecisionChart.OwnKind, Sentence.Of("Decision chart"), () => DecisionChart.Offer(AgreementQueries.Kinds), typeof(DecisionChartForm)) with { Replay = typeof(ReplayOfChart) },
            AgreementKind.Of("mandates", Sentence.Of("First mandates"), () => FirstMandates.Offered, typeof(FirstMandatesForm)) with { OnlyAtFounding = true, ForMembers = true },
            .. Mandates,
            AgreementKind.Of(Joining.KindName, Sentence.Of("Who is asked to join"), () => Joining.Offered, typeof(JoiningForm)) with { NotAtFounding = true, ForMembers = true, EachAnew = true },
            AgreementKind.Of(Training.KindName, Sentence.Of("Learning to facilitate"), () => Training.Offered, typeof(TrainingForm)),
            AgreementKind.Of("custodian", Sentence.Of("Custodian and successor"), () => Custodian.Offered, typeof(CustodianForm)),
            AgreementKind.Of("retention", Sentence.Of("How long records are kept"), () => Retention.Offered, typeof(RetentionForm)),
            AgreementKind.Of("confidentiality-limits", Sentence.Of("Limits of confidentiality"), () => ConfidentialityLimits.Offered, typeof(ConfidentialityLimitsForm)),
            // A line that begins to send police is a danger today; to name it again later takes nothing back.
            AgreementKind.Of("crisis-lines", Sentence.Of("Help in a crisis"), () => CrisisLines.Offered, typeof(CrisisLinesForm)) with { InEmergency = (_, _) => null },
        ],
        Endpoints = CircleEndpoints.Map,
        Services = services => services.AddScoped<CircleKeys>().AddScoped<Enacting>().AddScoped<Founding>().AddScoped<Joins>().AddScoped<Departing>().AddScoped<ProposalBook>().AddScoped<MeetingBook>().AddScoped<Facilitating>().AddScoped<Drafts>().AddScoped<Balloting>().AddScoped<Drawing>().AddScoped<Conversation>().AddScoped<CircleBook>().AddScoped<ChartReplay>().AddScoped<Faces>().AddScoped<EscrowPaper>().AddSingleton<CeremonyTable>().AddScoped<Ceremonies>().AddScoped<EscrowAnew>().AddScoped<Uncovering>()
            .AddSingleton<ReviewWatch>().AddScoped<Reviews>().AddScoped<Emergencies>().AddScoped<StandIns>().AddScoped<Seating>().AddScoped<CouncilBook>().AddScoped<GuestBook>()
            .AddHostedService<FaceAtStart>().AddHostedService<FaceEachMinute>().AddHostedService<EnactEachMinute>().AddHostedService<EmergenciesEachMinute>().AddHostedService<ReviewsEachMinute>().AddHostedService<CouncilEachMinute>().AddHostedService<GuestsEachMinute>().AddHostedService<CeremoniesEachMinute>(),
    };

    private static AgreementKind Given<T>(string mandate, string title, Func<T> offered, Type form) where T : GivenMandate =>
        AgreementKind.Of(GivenMandate.Prefix + mandate, title, offered, form) with { NotAtFounding = true, ForMembers = true };
}
