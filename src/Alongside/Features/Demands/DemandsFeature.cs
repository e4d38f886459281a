using Alongside.Features.Circle.Gate;
using Alongside.Features.Demands.Doors;
using Alongside.Features.Demands.Pages;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Demands;

public static class DemandsFeature
{
    public static Feature Feature { get; } = new("Demands")
    {
        Stores = DemandsStores.All,
        Nav = [new("Demands", Sentence.Of("Demands"), "/demands", ForMembers: true)],
        Parts = [new(Home.Today, typeof(DemandsToday), Place: -8), new(Home.MyCare, typeof(AskedOfYou), Place: -30)],
        Services = services => services.AddScoped<DemandBook>().AddScoped<IKnowDemands>(s => s.GetRequiredService<DemandBook>()),
    };
}
