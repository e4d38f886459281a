using Alongside.Features.Crisis.Doors;
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
        Services = services => services.AddScoped<CrisisBook>(),
    };
}
