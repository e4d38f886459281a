using Alongside.Kernel;

namespace Alongside.Site.Doors;

/// <summary>Choosing a language needs no account: it is kept until the browser closes.</summary>
public static class LanguageChoice
{
    public const string Cookie = "language";

    public static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/language", async (HttpContext context, Languages languages) =>
        {
            if (!SameSite.Allows(context.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (languages.Find(form["language"]) is { } language)
            {
                context.Response.Cookies.Append(Cookie, language.Name, new()
                {
                    HttpOnly = true,
                    IsEssential = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                });
            }

            return Results.LocalRedirect(LocalPath.Read(form["back"]) ?? "/");
        })
        .DisableAntiforgery()
        .WithMetadata(new OpensNothingAttribute("Sets the language of the next pages, and reads nothing."));
}
