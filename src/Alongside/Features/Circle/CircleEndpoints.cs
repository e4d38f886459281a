using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Pages;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Paper;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Alongside.Features.Circle;

internal static class CircleEndpoints
{
    // The words come from the page that shows them and go back on paper: nothing is opened, kept or logged a second time.
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(EscrowSharePage.PaperAddress, async (HttpContext context, [FromServices] EscrowPaper paper, Visit visit, PracticeFace face, Words T) =>
            {
                var words = (await context.Request.ReadFormAsync(context.RequestAborted))["Words"].ToString();
                if (await paper.Of(visit.Keyring!.Person, context.RequestAborted) is not { PrintedAt: null } share || Slip39Share.Read(words) is not { Refusal: null } read)
                    return Results.LocalRedirect("/my-escrow-share");
                var sheet = EscrowSharePaper.Of(share, read.Value, await paper.Count(context.RequestAborted), words, visit, face, T);
                return Papers.Handed(sheet, "card.pdf", "/my-escrow-share");
            })
            .WithMetadata(new RequireAntiforgeryTokenAttribute(), new OwnKeyAttribute("Sets on paper the words that the keeper’s own page shows and sends along; it opens nothing itself."));
        app.MapGet(CircleFile.Address, async (HttpContext context, [FromServices] CircleBook book, Visit visit, Words T) => visit.Kind == VisitKind.Member
                ? Results.File(CircleFile.Write(await book.Read(visit.Keyring!, context.RequestAborted), T), "application/json", "circle.json")
                : Results.NotFound())
            .WithMetadata(new OwnKeyAttribute("Members take along what the circle put, said and decided, by the key that every member holds. Of people in care it opens the names alone under which they sat on the client council."));
        app.MapGet(BallotFile.Route, async (int number, string ending, HttpContext context, [FromServices] ProposalBook proposals, [FromServices] Balloting ballots, [FromServices] IClock clock, Visit visit) =>
            {
                var stop = context.RequestAborted;
                if (visit.Kind != VisitKind.Member || await proposals.Read(visit.Keyring!, number, stop) is not { } read) return Results.NotFound();
                return await BallotFile.Write(ballots, read, ending, clock.GetCurrentInstant(), stop) is { } file
                    ? Results.File(file, ending == "json" ? "application/json" : "text/plain; charset=utf-8", BallotFile.Name(number, ending))
                    : Results.NotFound();
            })
            .WithMetadata(new OwnKeyAttribute("Members count a question’s ballots again: those that stand under names, or all of them together once the round has ended. Nothing about a person is opened."));
        app.MapGet(LotFile.Route, async (int number, HttpContext context, [FromServices] ProposalBook proposals, Visit visit) =>
                visit.Kind == VisitKind.Member && await proposals.Read(visit.Keyring!, number, context.RequestAborted) is { } read && LotFile.Write(read) is { } file
                    ? Results.File(file, "application/json", LotFile.Name(number))
                    : Results.NotFound())
            .WithMetadata(new OwnKeyAttribute("Members take along by what a question was drawn, by the key that every member holds. Nothing about a person is opened."));
        app.MapGet(MeetingSaid.LotAddress, async (int number, HttpContext context, [FromServices] MeetingBook book, Visit visit) =>
                visit.Kind == VisitKind.Member && await book.Read(visit.Keyring!, number, context.RequestAborted) is { } read && MeetingSaid.FileOf(read) is { } file
                    ? Results.File(file, "application/json", "lot.json")
                    : Results.NotFound())
            .WithMetadata(new OwnKeyAttribute("Members take along by what a lot was drawn, by the key that every member holds. Nothing about a person is opened."));
        app.MapGet(EscrowSharePage.PaperAddress, () => Results.LocalRedirect("/my-escrow-share"))
            .WithMetadata(new OwnKeyAttribute("Leads back to the page that the paper comes from; it opens nothing itself."));
    }
}
