using Alongside.Features.People.Doors;

namespace Alongside.Site.Doors;

/// <summary>
/// The cookie by which a browser is known again between the two steps of a passkey: a random token, never read by script,
/// that opens nothing. Where there may be no session there is none of it either.
/// </summary>
public static class PasskeyCookie
{
    private const string Name = "passkey";

    public static string? Read(HttpContext context) => NameOn(context) is { } name ? context.Request.Cookies[name] : null;

    public static void Write(HttpContext context, string token)
    {
        if (NameOn(context) is { } name) context.Response.Cookies.Append(name, token, Options(context));
    }

    /// <summary>Forgets what this browser was in the middle of, here and there.</summary>
    public static Task End(HttpContext context)
    {
        if (Read(context) is not { } token) return Task.CompletedTask;
        context.RequestServices.GetRequiredService<PasskeyBook>().Forget(token);
        context.Response.Cookies.Delete(NameOn(context)!, Options(context));
        return Task.CompletedTask;
    }

    private static string? NameOn(HttpContext context) => SessionCookie.NameOn(context) switch
    {
        SessionCookie.Bound => $"__Host-{Name}",
        SessionCookie.Loopback => Name,
        _ => null,
    };

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    };
}
