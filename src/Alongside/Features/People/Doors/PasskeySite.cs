using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Alongside.Features.People.Doors;

/// <summary>What ASP.NET’s Identity is told about passkeys here, and nothing else of it is used.</summary>
internal static class PasskeySite
{
    private static readonly Duration challenged = Duration.FromMinutes(5), sealedFor = Duration.FromMinutes(10);

    public static void Register(IServiceCollection services)
    {
        services.AddIdentityCore<PasskeyOwner>().AddUserStore<PasskeyOwners>();
        services.AddScoped<IPasskeyHandler<PasskeyOwner>, PasskeyHandler<PasskeyOwner>>();
        services.Configure<IdentityPasskeyOptions>(Set);
        services.AddSingleton(s => new ShortMemory<PasskeyAsked>(s.GetRequiredService<PracticeClock>(), s.GetRequiredService<RandomSource>(), challenged));
        services.AddSingleton(s => new ShortMemory<StillSealed>(s.GetRequiredService<PracticeClock>(), s.GetRequiredService<RandomSource>(), sealedFor));
        services.AddScoped<PasskeyBook>();
    }

    // A finger, a face or a number is asked for each time, and the passkey is found without anybody saying who they are.
    internal static void Set(IdentityPasskeyOptions options)
    {
        (options.UserVerificationRequirement, options.ResidentKeyRequirement, options.AttestationConveyancePreference) = ("required", "required", "none");
        options.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
        options.ValidateOrigin = asked => ValueTask.FromResult(IsHere(asked));
    }

    // The address is the one that the browser asked for: the proxy in front passes it on, and no setting repeats it. A page
    // elsewhere can't borrow it, as the browser itself says in what is signed where it stands.
    private static bool IsHere(PasskeyOriginValidationContext asked) =>
        !asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var from)
        && from.Scheme == asked.HttpContext.Request.Scheme && from.Authority == asked.HttpContext.Request.Host.Value;
}
