using System.Net;
using Alongside.Features.Sealing.Gate;

namespace Alongside.Site.Doors;

/// <summary>
/// The cookie of a session: for this browser until it closes, never read by script. Over an open line to another
/// machine there is none, since whoever listens would hold the session. A proxy on this machine that doesn't say for
/// whom it asks is such a line: then the name that the browser asked for is another than this machine's own.
/// </summary>
public static class SessionCookie
{
    /// <summary>The name over TLS: the prefix binds it to this host and to TLS (RFC 6265bis §4.1.3.2).</summary>
    public const string Bound = "__Host-session";

    /// <summary>The name on the machine itself, where browsers refuse that prefix without TLS.</summary>
    public const string Loopback = "session";

    /// <summary>Under which name this connection may carry it; null where it may not.</summary>
    public static string? NameOn(HttpContext context) =>
        context.Request.IsHttps ? Bound : IsWithinThisMachine(context) ? Loopback : null;

    public static string? Read(HttpContext context) => NameOn(context) is { } name ? context.Request.Cookies[name] : null;

    /// <summary>Hands the browser a new session, and ends the one it had.</summary>
    public static async Task Write(HttpContext context, string value)
    {
        var name = NameOn(context) ?? throw new InvalidOperationException("A session is never sent over an open line.");
        if (Read(context) is { } before) await End(context, before);
        context.Response.Cookies.Append(name, value, Options(context));
    }

    /// <summary>Ends the session on the server, and takes the cookie from the browser.</summary>
    public static async Task End(HttpContext context)
    {
        if (Read(context) is not { } value) return;
        await End(context, value);
        context.Response.Cookies.Delete(NameOn(context)!, Options(context));
    }

    private static async Task End(HttpContext context, string value)
    {
        await context.RequestServices.GetRequiredService<Sessions>().End(value);
        if (context.Features.Get<Visit>()?.Keyring is { } keyring) context.RequestServices.GetRequiredService<NameTags>().Forget(keyring.Session);
    }

    private static bool IsWithinThisMachine(HttpContext context)
    {
        if (!IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.Loopback) || !IsThisMachine(context.Request.Host.Host)) return false;
        var origin = context.Request.Headers.Origin.ToString();
        return origin is "" or "null" || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsThisMachine(from.Host));
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
}
