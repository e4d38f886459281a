using System.Diagnostics;

namespace Alongside.Site.Doors;

/// <summary>
/// Notes each request for whoever runs the server: how it was asked, which page, how it ended, how long it took. Of the page only
/// its pattern, such as /people/{Id}: no id, no query, no address, nobody's name, nothing of what a browser says of itself.
/// </summary>
public sealed partial class Noting(RequestDelegate next, TimeProvider time, ILogger<Noting> logger)
{
    /// <summary>The name under which spans are made.</summary>
    public const string Source = "Alongside";

    private static readonly ActivitySource requests = new(Source);

    private static readonly HashSet<string> known = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    public async Task InvokeAsync(HttpContext context)
    {
        // A trace that a stranger's headers name, and what they would have us carry along in it, ends here.
        Activity.Current = null;
        using var span = requests.StartActivity("request", ActivityKind.Server);
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var method = known.Contains(context.Request.Method) ? context.Request.Method : "OTHER";
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "nowhere";
            var status = context.Response.StatusCode;
            if (span is not null)
            {
                span.DisplayName = $"{method} {route}";
                span.SetTag("http.request.method", method);
                span.SetTag("http.route", route);
                span.SetTag("http.response.status_code", status);
            }
            Answered(logger, method, route, status, (long)time.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms")]
    private static partial void Answered(ILogger logger, string method, string route, int status, long milliseconds);
}
