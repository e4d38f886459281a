namespace Alongside.Site.Doors;

/// <summary>
/// Runs no page for somebody who didn't ask for it: a browser that fetches ahead would write openings
/// into the access log that no person made, and a HEAD would open what nobody reads. Nor anything of the framework's own,
/// which only its script would ask for.
/// </summary>
public sealed class NothingAhead(RequestDelegate next)
{
    public const string Framework = "/_framework";

    public Task InvokeAsync(HttpContext context)
    {
        if (IsAhead(context.Request.Headers))
        {
            // 503 is what browsers take for "not ahead of time"; the page itself stays reachable.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentLength = 0;
            return context.Response.StartAsync(context.RequestAborted);
        }

        if (context.Request.Path.StartsWithSegments(Framework, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Who watches the server may ask for the head alone, and has to be told the truth.
        if (HttpMethods.IsHead(context.Request.Method) && context.Request.Path != Health.Path)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static bool IsAhead(IHeaderDictionary headers) =>
        Says(headers, "Sec-Purpose") || Says(headers, "Purpose") || Says(headers, "X-Moz");

    private static bool Says(IHeaderDictionary headers, string name) =>
        headers[name].ToString() is var said
        && (said.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || said.Contains("preview", StringComparison.OrdinalIgnoreCase));
}
