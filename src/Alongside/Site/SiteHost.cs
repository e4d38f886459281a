using Alongside.Features;
using Alongside.Kernel;
using Alongside.Site.Doors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alongside.Site;

/// <summary>The web part of the application, as the serve command starts it.</summary>
public static class SiteHost
{
    /// <summary>
    /// A builder that looks for nothing in the folder it was started from, and that never shows a stack trace,
    /// whatever the environment calls itself.
    /// </summary>
    public static WebApplicationBuilder Begin(params string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
        EnvironmentName = Environments.Production,
    });

    /// <summary>Reads what every page is drawn with, which takes as long as looking at the database and needs none.</summary>
    public static void MakeReady()
    {
        _ = SiteFiles.Style;
        foreach (var kind in FeatureList.All.SelectMany(f => f.Agreements)) kind.Read(kind.Offered().Write());
    }

    /// <summary>Registers what pages need, with each feature's lines of the menu. The features' services are registered by the composition root.</summary>
    public static void Build(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = PostLimit.Heard;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        var services = builder.Services;
        services.Configure<FormOptions>(form =>
        {
            form.ValueLengthLimit = PostLimit.Hard;
            form.MultipartBodyLengthLimit = PostLimit.Hard;
            // Above it, what is sent as a file would lie in a temporary one, in the clear.
            form.MemoryBufferThreshold = PostLimit.Hard;
        });
        services.AddRazorComponents(razor => razor.MaxFormMappingErrorCount = 50);
        // No page goes on in a browser. To keep for that what it was made of, Blazor would look through assemblies at each request.
        foreach (var kept in services.Where(s => s.ServiceType.Name == "IPersistentServiceRegistration").ToList()) services.Remove(kept);
        services.AddHttpContextAccessor();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, BoundToSession>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((antiforgery, here) =>
            (antiforgery.Cookie, antiforgery.SuppressXFrameOptionsHeader) = (new FormCookie(here), true));

        // Keys of forms live as long as the process and lie on no disk. After a restart a form is shown
        // once more with all that was typed, and sent again.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();

        services.AddSingleton(new NavItem("Site", Sentence.Of("Today"), "/today", ForMembers: true) { Place = -100 });
        services.AddSingleton(new NavItem("Site", Sentence.Of("My care"), "/my-care", ForClients: true) { Place = -100 });
        foreach (var item in FeatureList.All.SelectMany(f => f.Nav)) services.AddSingleton(item);
        foreach (var part in FeatureList.All.SelectMany(f => f.Parts)) services.AddSingleton(part);

        services.TryAddSingleton<PracticeFace>();
        services.AddSingleton<Languages>();
        services.AddScoped<Words>();
        services.AddScoped<Turn>();
        services.AddScoped(_ => new CascadingValueSource<SaidNo>(() => null!, isFixed: false));
        services.AddCascadingValue(provider => provider.GetRequiredService<CascadingValueSource<SaidNo>>());
        Packing.Add(services);
        services.AddScoped(provider => provider.GetRequiredService<Words>().Said);
        services.AddScoped(provider => provider.GetService<IHttpContextAccessor>()?.HttpContext?.Features.Get<Visit>() ?? new Visit());
    }

    /// <summary>
    /// Lays the way in, in its order. <paramref name="whoIsHere"/> stands where the kind of visitor must be known:
    /// after the language, before anything is posted.
    /// </summary>
    public static void Map(WebApplication app, Action<IApplicationBuilder>? whoIsHere = null)
    {
        app.UseMiddleware<StrictHeaders>();
        app.UseMiddleware<Arrival>();
        app.UseMiddleware<Mishaps>();
        app.UseMiddleware<NothingAhead>();
        app.UseRouting();
        app.UseMiddleware<ReadableAddress>();
        whoIsHere?.Invoke(app);
        app.UseWhen(Packing.May, packed => packed.UseResponseCompression());
        app.UseMiddleware<PostLimit>();
        app.UseMiddleware<Guarding>();
        app.UseAntiforgery();
        app.UseMiddleware<StalePost>();

        SiteFiles.Map(app);
        Health.Map(app);
        Leaving.Map(app);
        LanguageChoice.Map(app);
        foreach (var feature in FeatureList.All) feature.Endpoints(app);
        app.MapRazorComponents<App>();
    }
}
