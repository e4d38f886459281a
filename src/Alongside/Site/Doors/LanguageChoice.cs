using Alongside.Kernel;

namespace Alongside.Site.Doors;

/// <summary>Choosing a language needs no account: it is kept until the browser closes.</summary>
public static class LanguageChoice
{
    /// <summary>The name over TLS, bound to this host as the session's is.</summary>
    public const string Bound = "__Host-language";

    /// <summary>The name on the machine itself, where browsers refuse that prefix without TLS.</summary>
    public const string Loopback = "language";

    public static string? Read(HttpContext context) => context.Request.Cookies[NameOn(context)];

    public static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/language", async (HttpContext context, Languages languages) =>
        {
            if (!SameSite.Allows(context.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (languages.Find(form["language"]) is { } language)
            {
                context.Response.Cookies.Append(NameOn(context), language.Name, Options(context));
            }

            return Results.LocalRedirect(LocalPath.Read(form["back"]) ?? "/");
        })
        .DisableAntiforgery()
        .WithMetadata(new OpensNothingAttribute("Sets the language of the next pages, and reads nothing."));

    /// <summary>Takes it from the browser.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(NameOn(context), Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };

    private static string NameOn(HttpContext context) => context.Request.IsHttps ? Bound : Loopback;
}
