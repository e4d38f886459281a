using Alongside.Features.Solidarity.Doors;
using Alongside.Features.Solidarity.Pages;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Paper;
using Microsoft.AspNetCore.Mvc;

namespace Alongside.Features.Solidarity;

internal static class SolidarityEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/receipts/{id:guid}/receipt.pdf", async (Guid id, HttpContext context, [FromServices] ReceiptBook book, Visit visit, PracticeFace face, Words T) =>
            await book.Find(visit.Keyring!, id, context.RequestAborted) is { } made
                ? Papers.Handed(ReceiptPaper.Of(made, await book.CancelledOn(made, context.RequestAborted), visit, face, T), "receipt.pdf", $"/receipts/{id}")
                : Results.NotFound())
        .WithMetadata(new OwnKeyAttribute("Opens one's own receipts; anybody else's isn't found."));
}
