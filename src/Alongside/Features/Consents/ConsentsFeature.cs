using Alongside.Features.Circle.Gate;
using Alongside.Features.Consents.Doors;
using Alongside.Features.Consents.Jobs;
using Alongside.Features.Consents.Pages;
using Alongside.Features.People.Doors;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Consents;

public static class ConsentsFeature
{
    public static Feature Feature { get; } = new("Consents")
    {
        Stores = ConsentsStores.All,
        Nav =
        [
            new("Consents", Sentence.Of("My consents"), "/my-consents", ForClients: true),
            new("Consents", Sentence.Of("How to reach me"), "/my-contact", ForClients: true) { Place = 95, Own = true },
        ],
        Parts = [new(Home.MyCare, typeof(SharedNow))],
        Endpoints = ConsentsEndpoints.Map,
        Services = services => services.AddScoped<Consenting>().AddScoped<ConsentReceipts>().AddScoped<SupportBook>().AddScoped<IFollowLeaving, ConsentsFollowLeaving>().AddScoped<ChannelBook>().AddHostedService<SupportersEachMinute>(),
    };
}
