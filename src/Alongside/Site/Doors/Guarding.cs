using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Site.Doors;

/// <summary>
/// Holds every route to the guard that it carries, so that no page can forget to ask. What exactly opens is decided by
/// the gate; here one learns only whether there is a session, and a mandate where one is asked for.
/// </summary>
public sealed class Guarding(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var visit = context.Features.Get<Visit>()!;
        switch (context.GetEndpoint()?.Metadata.GetMetadata<GuardAttribute>())
        {
            case null or OpensNothingAttribute:
            case OwnKeyAttribute { OrNone: true }:
            case OwnKeyAttribute or ByConsentAttribute when visit.Keyring is not null:
                await next(context);
                return;
            case ByMandateAttribute asked when visit.Keyring is { } keyring:
                // Not found, rather than forbidden: who holds no mandate learns nothing about what is behind it.
                if (await Holds(context, keyring, asked.Mandate)) await next(context);
                else context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            default:
                await AskToSignIn(context);
                return;
        }
    }

    private static async Task<bool> Holds(HttpContext context, Keyring keyring, string mandate)
    {
        var services = context.RequestServices;
        var at = services.GetRequiredService<IClock>().GetCurrentInstant();
        return (await services.GetRequiredService<Vault>().Mandates())
            .Exists(m => string.Equals(m.Name, mandate, StringComparison.Ordinal) && m.Holders(at).Contains(keyring.Person));
    }

    private static Task AskToSignIn(HttpContext context)
    {
        var request = context.Request;
        // What was typed before the session ended comes back, to be sent again after signing in.
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType) return StalePost.ShowAgain(context, StalePost.Why.SignedOut);
        context.Response.Redirect($"/sign-in?back={Uri.EscapeDataString($"{request.Path}{request.QueryString}")}");
        return Task.CompletedTask;
    }
}
