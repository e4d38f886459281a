using System.Net;
using Alongside.Kernel;

namespace Alongside.Site.Doors;

/// <summary>Ends the visitor's session, on this server at least. Whoever keeps sessions registers how.</summary>
public delegate Task EndSession(HttpContext context);

/// <summary>
/// The two ways out. Neither asks for a token of a form: nobody who has to leave may be told that a page is stale.
/// </summary>
public static class Leaving
{
    private const string Clear = "\"cache\", \"cookies\", \"storage\"", ClearButCookies = "\"cache\", \"storage\"";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/leave", LeaveQuickly).DisableAntiforgery()
            .WithMetadata(new OpensNothingAttribute("Ends a session and leads away; it only takes."));
        app.MapPost("/sign-out", SignOut).DisableAntiforgery()
            .WithMetadata(new OpensNothingAttribute("Ends a session; it only takes."));
    }

    // A browser may apply form-action to a redirect, so the way out is a page that refreshes itself elsewhere.
    private static async Task LeaveQuickly(HttpContext context, IEnumerable<EndSession> endings, PracticeFace face)
    {
        if (SameSite.Allows(context.Request))
        {
            await End(context, endings, Clear);
            WitnessCookie.Forget(context);
        }
        var response = context.Response;
        response.Headers["Refresh"] = $"0; url={face.WayOut}";
        response.ContentType = "text/html; charset=utf-8";
        var to = WebUtility.HtmlEncode(face.WayOut);
        await response.WriteAsync(
            $"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{to}</title><p><a href="{to}" rel="noreferrer">{to}</a></p></html>""");
    }

    private static async Task<IResult> SignOut(HttpContext context, IEnumerable<EndSession> endings)
    {
        if (!SameSite.Allows(context.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        // What the device remembers of the log outlives a session: it is there for the next one.
        var remembers = WitnessCookie.IsKept(context);
        await End(context, endings, remembers ? ClearButCookies : Clear);
        if (remembers) LanguageChoice.Forget(context);
        return Results.LocalRedirect("/");
    }

    private static async Task End(HttpContext context, IEnumerable<EndSession> endings, string clear)
    {
        foreach (var end in endings) await end(context);
        context.Response.Headers["Clear-Site-Data"] = clear;
    }
}
