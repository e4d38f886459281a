using Alongside.Features.Sealing.Gate;
using Alongside.Features.Sealing.Jobs;
using Alongside.Features.Sealing.Pages;
using Alongside.Site;
using Alongside.Site.Doors;

namespace Alongside.Features.Sealing;

public static class SealingFeature
{
    public static Feature Feature { get; } = new("Sealing")
    {
        Stores = SealingStores.All,
        Parts = [new(Home.Today, typeof(ClockQuestion), Place: -10), new(Home.Today, typeof(RestoredLately), Place: -9), new(Home.MyCare, typeof(RestoredLately), Place: -40)],
        Services = services =>
        {
            services.AddScoped<Vault>();
            services.AddScoped<Gate.Gate>();
            services.AddScoped<Sessions>();
            services.AddScoped<Credentials>();
            services.AddScoped<Passkeys>();
            services.AddScoped<Mandating>();
            services.AddScoped<Rekeying>().AddScoped<BringingBack>().AddScoped<EscrowRenewal>().AddScoped<EscrowReading>();
            services.AddSingleton<DrillsSeen>();
            services.AddHostedService<Housekeeping>();
            services.AddSingleton<LogRuns>().AddSingleton<AskedOften>().AddSingleton<Compared>().AddScoped<Witnessing>();
            services.AddSingleton<Gaps>().AddHostedService<GapAtStart>();
        },
        Endpoints = SealingEndpoints.Map,
    };
}
