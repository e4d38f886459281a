using Alongside.Features.Crisis.Doors;
using Alongside.Features.Crisis.Pages;
using Alongside.Kernel;
using Alongside.Site;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Alongside.Features.Crisis;

internal static class CrisisEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(KeepCardPage.FileAddress, async (HttpContext context, [FromServices] CrisisBook book, Visit visit) =>
            {
                var stop = context.RequestAborted;
                var alone = (await context.Request.ReadFormAsync(stop))["Alone"] == "yes";
                if ((await book.TakeAlong(visit.Keyring!, alone, stop)) is not { Refusal: null } taken) return Results.LocalRedirect("/my-crisis-plan/keep?said=no#refused");
                // What it is called stays on a device that others may see: it says nothing of what it is.
                context.Response.Headers.ContentDisposition = "attachment; filename=card.html";
                return new RazorComponentResult<CardFile>(new { taken.Value.Plan, taken.Value.WrittenAt });
            })
            .WithMetadata(new RequireAntiforgeryTokenAttribute(), new OwnKeyAttribute("Hands out one's own crisis plan as one page, to who says that they alone use the device; each time in the access log."));
        app.MapGet(KeepCardPage.FileAddress, () => Results.LocalRedirect("/my-crisis-plan/keep"))
            .WithMetadata(new OwnKeyAttribute("Leads back to the page that the file comes from; it opens nothing itself."));
    }
}
