using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alongside.Features.Sealing;

/// <summary>
/// The access log's signed head and proofs that it only grew, for whoever compares from outside. Why that is open to all, and
/// stands still for a day: docs/decisions/0049.
/// </summary>
internal static class SealingEndpoints
{
    public const string Checkpoint = "/log/checkpoint", Consistency = "/log/consistency";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Checkpoint, async (HttpContext context, [FromServices] Database db, [FromServices] Premises premises, [FromServices] LogRuns runs, [FromServices] AskedOften often, [FromServices] PracticeClock clock) =>
                await Refused(context, often, clock) ?? (await LogProofs.AsDayBegan(db, premises, runs, clock.GetCurrentInstant(), context.RequestAborted) switch
                {
                    { Refusal: null } stood => Results.Text(stood.Value.Write() + "\n"),
                    _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                }))
            .WithMetadata(new OpensNothingAttribute("Says how many entries the access log had as the day began, and their root, signed: a count and hashes, and nothing of today."));
        app.MapGet(Consistency + "/{from:long}/{to:long}", async (long from, long to, HttpContext context, [FromServices] Database db, [FromServices] Premises premises, [FromServices] LogRuns runs, [FromServices] AskedOften often, [FromServices] PracticeClock clock) =>
                await Refused(context, often, clock) ?? (await LogProofs.AsDayBegan(db, premises, runs, clock.GetCurrentInstant(), context.RequestAborted) switch
                {
                    { Refusal: null } stood when from < 1 || from > to || to > stood.Value.Size => Results.NotFound(),
                    { Refusal: null } when await LogProofs.Consistency(db, runs, from, to, context.RequestAborted) is { } proof => Results.Json(ConsistencyProof.Of(proof)),
                    _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                }))
            .WithMetadata(new OpensNothingAttribute("Proves by hashes alone that the access log at one size begins the log at another, as far as it stood when the day began."));
    }

    private static ValueTask<IResult?> Refused(HttpContext context, AskedOften often, PracticeClock clock)
    {
        if (often.May(context.Connection.RemoteIpAddress?.ToString() ?? "", clock.Machine)) return default;
        context.Response.Headers.RetryAfter = "60";
        return new(Results.StatusCode(StatusCodes.Status429TooManyRequests));
    }
}
