using Alongside.Features.Circle;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Welcome.Doors;
using Alongside.Features.Welcome.Forms;
using Alongside.Features.Welcome.Jobs;
using Alongside.Features.Welcome.Pages;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Welcome;

public static class WelcomeFeature
{
    public static Feature Feature { get; } = new("Welcome")
    {
        Stores = WelcomeStores.All,
        Nav =
        [
            new("Welcome", Sentence.Of("Waiting list"), "/waiting", ForMembers: true) { Mandate = MandateNames.Welcome },
            new("Welcome", Sentence.Of("My request"), "/my-request", ForClients: true),
        ],
        Parts =
        [
            new(Home.Front, typeof(AskForCare)) { Beside = true },
            new(Home.MyCare, typeof(RequestOfMine), -30),
            new(Home.Today, typeof(WhoWaits)) { Beside = true },
        ],
        Agreements = [AgreementKind.Of("order-of-placing", Sentence.Of("Order of placing"), () => OrderOfPlacing.Offered, typeof(OrderOfPlacingForm))],
        Services = services => services.AddScoped<Asking>().AddScoped<Placements>().AddScoped<WaitingList>().AddSingleton<ReckonedOrder>().AddScoped<IFollowLeaving, OffersFollowLeaving>().AddHostedService<Lapsing>(),
    };
}
