namespace Alongside.Site.Doors;

/// <summary>Whether one of our own pages sent this, as far as the browser says.</summary>
public static class SameSite
{
    /// <summary>
    /// False when the browser names another site as the sender (Fetch Metadata Request Headers, W3C; else Origin, RFC 6454).
    /// A browser too old for either is believed: what hangs on this alone can harm nobody.
    /// </summary>
    public static bool Allows(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site)) return site.ToString() is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin is "" or "null" || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
