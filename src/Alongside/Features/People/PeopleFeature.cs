using Alongside.Features.People.Doors;
using Alongside.Features.People.Jobs;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site.Doors;

namespace Alongside.Features.People;

public static class PeopleFeature
{
    public static Feature Feature { get; } = new("People")
    {
        Stores = PeopleStores.All,
        Nav =
        [
            new("People", Sentence.Of("My names"), "/my-names", ForMembers: true, ForClients: true) { Place = 100, Own = true },
            new("People", Sentence.Of("My account"), "/my-account", ForMembers: true, ForClients: true) { Place = 100, Own = true, ForGuests = true },
        ],
        Services = services =>
        {
            services.AddSingleton<Throttle>();
            services.AddSingleton<OneTimeCodes>();
            services.AddSingleton<NameTags>();
            services.AddScoped(request => new Tries(request.GetRequiredService<Throttle>(), request.GetRequiredService<PracticeClock>(),
                request.GetService<IHttpContextAccessor>()?.HttpContext?.Connection.RemoteIpAddress));
            services.AddScoped<Accounts>();
            services.AddScoped<NameBook>();
            services.AddSingleton<EndSession>(SessionCookie.End);
            services.AddSingleton<EndSession>(PasskeyCookie.End);
            PasskeySite.Register(services);
            services.AddHostedService<ForgettingNames>();
        },
        Endpoints = PeopleEndpoints.Map,
    };
}
