using Alongside.Features.Sealing;
using Microsoft.Extensions.Primitives;

namespace Alongside.Site.Doors;

/// <summary>
/// The cookie in which a browser keeps where the access log stood, for a year: for members always, for others only where
/// they said that nobody else uses the device, since it shows that somebody was here. It travels as the session's does.
/// </summary>
public static class WitnessCookie
{
    /// <summary>The name over TLS, bound to this host as the session's is.</summary>
    public const string Bound = "__Host-witness";

    /// <summary>The name on the machine itself, where browsers refuse that prefix without TLS.</summary>
    public const string Loopback = "witness";

    private static readonly TimeSpan year = TimeSpan.FromDays(365);

    /// <summary>What this browser keeps; null where that is nothing, or nothing that this house signed.</summary>
    public static Witness? Read(HttpContext context, Premises premises) => Value(context) is { Length: > 0 } kept ? Witness.Read(kept, premises) : null;

    /// <summary>Does this browser keep anything under that name?</summary>
    public static bool IsKept(HttpContext context) => !StringValues.IsNullOrEmpty(Value(context));

    public static void Write(HttpContext context, Witness witness)
    {
        if (NameOn(context) is { } name) context.Response.Cookies.Append(name, witness.Write(), Options(context, year));
    }

    /// <summary>Takes it from the browser.</summary>
    public static void Forget(HttpContext context)
    {
        if (NameOn(context) is { } name && IsKept(context)) context.Response.Cookies.Delete(name, Options(context, null));
    }

    private static string? Value(HttpContext context) => NameOn(context) is { } name ? context.Request.Cookies[name] : null;

    private static string? NameOn(HttpContext context) => SessionCookie.NameOn(context) switch
    {
        null => null,
        SessionCookie.Bound => Bound,
        _ => Loopback,
    };

    private static CookieOptions Options(HttpContext context, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = lasts,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
}
