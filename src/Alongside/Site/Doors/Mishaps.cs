using System.Diagnostics;
using Alongside.Site.Pages;
using Alongside.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Alongside.Site.Doors;

/// <summary>
/// Draws a page for every error that would leave with an empty body, and keeps what went wrong out of both the page and the log:
/// a message may hold what somebody told us, so only the type and the places in the code are written down.
/// </summary>
public sealed partial class Mishaps(RequestDelegate next, IServiceScopeFactory scopes, ILogger<Mishaps> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false }) await Draw(context, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // They went away. Nobody is left to read an answer.
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await Draw(context, refused.StatusCode);
        }
        catch (Exception trouble) when (StorageTroubles.Of(trouble) is { } kind)
        {
            Troubled(logger, kind);
            if (context.Response.HasStarted) context.Abort();
            else await Draw(context, StatusCodes.Status503ServiceUnavailable, kind);
        }
        catch (Exception bug)
        {
            WentWrong(logger, context.TraceIdentifier, bug.GetType().FullName, Places(bug));

            // Half a page is on its way already: breaking off is all that is left.
            if (context.Response.HasStarted) context.Abort();
            else await Draw(context, StatusCodes.Status500InternalServerError);
        }
    }

    private async Task Draw(HttpContext context, int status, StorageTrouble? trouble = null)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;

        // What was drawn halfway may have left its services unusable.
        await using var scope = scopes.CreateAsyncScope();
        var before = context.RequestServices;
        context.RequestServices = scope.ServiceProvider;
        var wasOurs = StalePost.WasOurs(context);
        // With the verdict on a form still standing no page can be drawn in its place.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        try
        {
            if (status == StatusCodes.Status400BadRequest && wasOurs) await StalePost.ShowAgain(context, StalePost.Why.Overtaken);
            else if (trouble is not null && wasOurs) await StalePost.ShowAgain(context, StalePost.Why.Unkept);
            else await new RazorComponentResult<Mishap>(new { Status = status, Trouble = trouble }) { StatusCode = status }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = before;
        }
    }

    private static string Places(Exception bug)
    {
        var inner = bug.InnerException is { } cause ? $" <- {cause.GetType().FullName} {Places(cause)}" : "";
        var frames = new StackTrace(bug, fNeedFileInfo: true).GetFrames()
            .Select(frame => $"{frame.GetMethod()?.DeclaringType?.FullName}.{frame.GetMethod()?.Name}:{frame.GetFileLineNumber()}");
        return string.Join(" < ", frames.Take(12)) + inner;
    }

    [LoggerMessage(LogLevel.Error, "The database can't be used at the moment: {Trouble}. A page said so; it is tried again with each request.")]
    private static partial void Troubled(ILogger logger, StorageTrouble trouble);

    [LoggerMessage(LogLevel.Error, "{Reference}: {Kind} at {Places}")]
    private static partial void WentWrong(ILogger logger, string reference, string? kind, string places);
}
