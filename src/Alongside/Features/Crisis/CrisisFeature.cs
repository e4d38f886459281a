using Alongside.Features.Circle;
using Alongside.Features.Crisis.Doors;
using Alongside.Features.Crisis.Forms;
using Alongside.Features.Crisis.Pages;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Crisis;

public static class CrisisFeature
{
    public static Feature Feature { get; } = new("Crisis")
    {
        Stores = CrisisStores.All,
        Nav = [new("Crisis", Sentence.Of("My crisis plan"), "/my-crisis-plan", ForClients: true)],
        Parts = [new(Home.MyCare, typeof(YourCrisisPlan), Place: 5)],
        Agreements = [AgreementKind.Of(Reporting.KindName, Sentence.Of("What has to be reported"), () => Reporting.Offered, typeof(ReportingForm)) with { HoldsUndecided = true }],
        Services = services => services.AddScoped<CrisisBook>(),
        Endpoints = CrisisEndpoints.Map,
    };
}
