using Alongside.Features.Consents.Doors;
using Alongside.Features.Consents.Pages;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Paper;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Alongside.Features.Consents;

internal static class ConsentsEndpoints
{
    // What lies on a device afterwards says nothing by its name.
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/my-consents/receipts/{id:guid}/receipt.pdf", async (Guid id, HttpContext context, [FromServices] ConsentReceipts receipts, [FromServices] IClock clock, Visit visit, PracticeFace face, Words T) =>
                await receipts.Find(visit.Keyring!, id, clock.GetCurrentInstant(), context.RequestAborted) is { } receipt
                    ? Papers.Handed(ConsentReceiptPaper.Of(receipt, visit, face, T), "receipt.pdf", $"/my-consents/receipts/{id}")
                    : Results.NotFound())
            .WithMetadata(new OwnKeyAttribute("Opens the receipt of one's own consent; anybody else's isn't found."));
        app.MapGet("/my-consents/receipts/{id:guid}/receipt.json", async (Guid id, HttpContext context, [FromServices] ConsentReceipts receipts, [FromServices] IClock clock, Visit visit, PracticeFace face, Words T) =>
            {
                var at = clock.GetCurrentInstant();
                return await receipts.Find(visit.Keyring!, id, at, context.RequestAborted) is { } receipt
                    ? Results.File(ConsentReceiptFile.Of(receipt, at, visit.NameShown, face.Name, T).Write(), "application/json", "receipt.json")
                    : Results.NotFound();
            })
            .WithMetadata(new OwnKeyAttribute("Opens the receipt of one's own consent, for programs to read; anybody else's isn't found."));
    }
}
