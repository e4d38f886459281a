using Alongside.Features.Consents.Doors;
using Alongside.Features.Post.Doors;
using Alongside.Features.Post.Jobs;
using Alongside.Features.Post.Pages;
using Alongside.Site;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alongside.Features.Post;

public static class PostFeature
{
    public static Feature Feature { get; } = new("Post")
    {
        Stores = PostStores.All,
        Parts =
        [
            new(Home.MyContact, typeof(MailOfMine)),
            new(Home.Today, typeof(MailTroubles), Place: -8),
        ],
        Services = services =>
        {
            services.TryAddSingleton(new Mailing(null));
            services.AddSingleton<MailText>();
            services.AddScoped<Outbox>();
            services.AddScoped<MailBook>();
            services.AddScoped<Dispatch>();
            services.AddScoped<DeadMail>();
            services.AddScoped<Telling>();
            services.AddHostedService<TellingEachMinute>();
            services.AddScoped<Digests>();
            services.AddScoped<IOweMail>(s => s.GetRequiredService<Digests>());
            services.AddScoped<IFollowWithdrawals, MailStops>();
            services.AddHostedService<Sending>();
        },
    };
}
