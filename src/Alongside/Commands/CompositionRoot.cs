using System.Security.Cryptography;
using Alongside.Demo;
using Alongside.Features;
using Alongside.Features.Post;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Doors;
using Alongside.Storage;
using Microsoft.AspNetCore.HttpOverrides;
using NodaTime;

namespace Alongside.Commands;

/// <summary>Puts the application together. The only type that asks the machine for the time and for randomness.</summary>
public static class CompositionRoot
{
    public static IClock Clock => SystemClock.Instance;

    public static RandomSource Random { get; } = new Machine();

    /// <summary>What every part may ask for, on a ground that is prepared.</summary>
    public static void Register(IServiceCollection services, DatabasePlace place, Premises premises, IClock clock, RandomSource random)
    {
        services.AddSingleton(place);
        services.AddSingleton(premises);
        services.AddSingleton(new PracticeClock(clock));
        services.AddSingleton<IClock>(s => s.GetRequiredService<PracticeClock>());
        services.AddSingleton(random);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<WriterQueue>();
        services.AddSingleton(_ => new ArgonQueue(atOnce: IsSmall ? 1 : 2));
        var open = place.Ready();
        services.AddScoped(_ => open(premises.House));
        foreach (var feature in FeatureList.All) feature.Services(services);
    }

    /// <summary>The web application, ready to be started.</summary>
    /// <param name="ground">The practice that it serves.</param>
    /// <param name="settings">Where it listens, and whom it believes.</param>
    /// <param name="adjust">For tests: changes services before they are built.</param>
    public static WebApplication Build(StandingGround ground, Settings settings, Action<IServiceCollection>? adjust = null)
    {
        var builder = SiteHost.Begin();
        SiteHost.Build(builder);
        builder.WebHost.UseUrls(settings.Url.ToString());
        Logs.Set(builder.Logging, settings.LogsJson);
        if (settings.Otlp is { } collector) Telemetry.Register(builder.Services, collector);
        var moved = ground.Premises.IsDemo ? new DaysAhead(Clock, ground.DataFolder) : null;
        Register(builder.Services, ground.Place, ground.Premises, moved ?? Clock, Random);
        builder.Services.AddSingleton(ground);
        builder.Services.AddSingleton(new Mailing(settings.Mail));
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in settings.Proxies) forwarded.KnownIPNetworks.Add(proxy);
        });
        if (moved is not null) DemoPages.Register(builder.Services, moved);
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseMiddleware<Noting>();
        app.UseForwardedHeaders();
        SiteHost.Map(app, here => here.UseMiddleware<WhoIsHere>().UseMiddleware<Remembering>());
        if (ground.Premises.IsDemo)
        {
            DemoPages.Notice(app);
            DemoPages.Map(app);
        }
        return app;
    }

    // Two derivations at once take 128 MiB: more than a machine of half a gibibyte can spare.
    private static bool IsSmall => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 640L << 20;

    private sealed class Machine : RandomSource
    {
        public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
    }
}
