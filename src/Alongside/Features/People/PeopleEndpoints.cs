using Alongside.Features.People.Doors;
using Alongside.Features.People.Pages;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Doors;
using Alongside.Site.Paper;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Alongside.Features.People;

internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/in", (Visit visit, PracticeFace face, IEnumerable<NavItem> nav) => Results.LocalRedirect(
                nav.Where(item => item.Mandate is null && item.IsFor(visit.Kind, face.IsFounded)).OrderBy(item => item.Place).FirstOrDefault()?.Href ?? "/my-account"))
            .WithMetadata(new OwnKeyAttribute("Leads to the first page of who is signed in; it opens nothing itself."));
        app.MapPost(RecoveryCodePage.PaperAddress, (HttpContext context, [FromServices] OneTimeCodes codes, Visit visit, PracticeFace face, Words T) =>
                SessionCookie.Read(context) is { } cookie && codes.Look(cookie, CredentialKind.RecoveryCode) is { } code
                    ? Papers.Handed(RecoveryCodePaper.Of(code, visit, face, T), "card.pdf", RecoveryCodePage.Address(null))
                    : Results.LocalRedirect(RecoveryCodePage.Address(null)))
            .WithMetadata(new RequireAntiforgeryTokenAttribute(), new OwnKeyAttribute("The recovery code of the session that made it, as long as its page shows it."));
        app.MapPost(SignInPage.PasskeyAddress, async (HttpContext context, [FromServices] PasskeyBook book) =>
            {
                if (!SameSite.Allows(context.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
                var (token, options) = await book.Ask(context);
                PasskeyCookie.Write(context, token);
                return Results.Text(options, "application/json");
            })
            .DisableAntiforgery().WithMetadata(new OpensNothingAttribute("A challenge for whoever has a passkey, the same kind for everybody."));
        app.MapGet(RecoveryCodePage.PaperAddress, () => Results.LocalRedirect(RecoveryCodePage.Address(null)))
            .WithMetadata(new OwnKeyAttribute("Leads back to the page that the paper comes from; it opens nothing itself."));
    }
}
