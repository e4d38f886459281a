using Alongside.Features.Calendar.Booking;
using Alongside.Features.Circle;
using Alongside.Features.Solidarity.Doors;
using Alongside.Features.Solidarity.Forms;
using Alongside.Features.Solidarity.Jobs;
using Alongside.Features.Solidarity.Pages;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Solidarity;

public static class SolidarityFeature
{
    public static Feature Feature { get; } = new("Solidarity")
    {
        Stores = SolidarityStores.All,
        Nav =
        [
            new("Solidarity", Sentence.Of("Fund"), "/fund", ForMembers: true),
            new("Solidarity", Sentence.Of("My fees"), "/my-fees", ForClients: true),
        ],
        Parts =
        [
            new(Home.Front, typeof(CostSection)),
            new(Home.MyCare, typeof(MoneyOfMine)) { Beside = true },
            new(Home.Today, typeof(BooksToKeep)) { Beside = true },
            new(Home.Today, typeof(ToPassOn)) { Beside = true },
            new(Home.Council, typeof(MyCouncilTime)),
        ],
        Agreements =
        [
            AgreementKind.Of("fee-scale", Sentence.Of("Fee scale"), () => FeeScale.Offered, typeof(FeeScaleForm)) with { Currency = agreed => ((FeeScale)agreed).Currency },
            AgreementKind.Of(FundShare.KindName, Sentence.Of("The fund’s share"), () => FundShare.Offered, typeof(FundShareForm)) with { Beside = [Redistribution.KindName] },
            AgreementKind.Of(Redistribution.KindName, Sentence.Of("Passing money on"), () => Redistribution.Offered, typeof(RedistributionForm)) with { Beside = [FundShare.KindName] },
            AgreementKind.Of(FewestPeople.KindName, Sentence.Of("When a sum is shown"), () => FewestPeople.Offered, typeof(FewestPeopleForm)) with { HoldsUndecided = true },
        ],
        Endpoints = SolidarityEndpoints.Map,
        Services = services => services.AddScoped<Ledger>().AddScoped<Fees>().AddScoped<IFollowAppointments, FeesFollow>().AddScoped<CallingOffCosts>().AddScoped<IKnowWhatCallingOffCosts, CallingOffCosts>()
            .AddScoped<Bookkeeping>().AddScoped<CouncilTime>().AddScoped<ReceiptBook>().AddSingleton<PublishedPast>().AddSingleton<DueToPassOn>().AddHostedService<Publishing>(),
    };
}
