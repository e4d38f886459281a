namespace Alongside.Site.Doors;

/// <summary>
/// Says how much can be sent at once. Up to the soft limit a form goes through; between the two it comes back with all
/// that was typed and the sentence why; beyond the hard one nothing of it is kept, not even in memory. Pages that take files
/// carry <c>[RequestSizeLimit]</c> and set their own.
/// </summary>
public sealed class PostLimit(RequestDelegate next)
{
    /// <summary>In bytes, as sent: about eighty pages of writing.</summary>
    public const int Soft = 256 * 1024;

    /// <summary>In bytes, as sent.</summary>
    public const int Hard = 4 * 1024 * 1024;

    /// <summary>In bytes: what is still listened to, so that the answer reaches a browser that is sending far too much.</summary>
    public const int Heard = 32 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || SetsItsOwn(context)) await next(context);
        else if (request.ContentLength is null or > Hard) await HearOut(context);
        else if (!await CanBeRead(context)) context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (request.ContentLength > Soft) await StalePost.ShowAgain(context, StalePost.Why.TooMuch);
        else await next(context);
    }

    // Read here once, so that nobody after us meets thousands of fields, half a part or a zero byte.
    private static async Task<bool> CanBeRead(HttpContext context)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return true;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException or IOException and not BadHttpRequestException)
        {
            return false;
        }
    }

    // A browser that is still sending when the connection closes shows its own error instead of our page.
    private static async Task HearOut(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    }

    private static bool SetsItsOwn(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata>() is not null;
}
