using Alongside.Site.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Alongside.Site.Doors;

/// <summary>
/// A form whose token no longer fits would be answered with an empty page and everything typed lost. Here it comes back
/// with a fresh token and what was typed. What another site sent in the visitor's name comes back with nothing to press.
/// </summary>
public sealed class StalePost(RequestDelegate next)
{
    /// <summary>The hidden field by which a form names its secret fields: they are asked for again, never shown.</summary>
    public const string Secrets = "_secret";

    /// <summary>The hidden field by which a form says what a field is called, after its name and "=".</summary>
    public const string Called = "_called";

    public enum Why
    {
        Stale,
        TooMuch,

        /// <summary>There is no session any more: signing in, elsewhere, comes first.</summary>
        SignedOut,

        /// <summary>The page doesn't offer this any more: somebody was quicker, or it was done already.</summary>
        Overtaken,

        /// <summary>The database could not be written, and may be again in a moment.</summary>
        Unkept,
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) return ShowAgain(context, Why.Stale);
        return next(context);
    }

    /// <summary>Was this a form of ours, drawn for this visitor, so that only the page has changed since?</summary>
    public static bool WasOurs(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && context.Request.HasFormContentType;

    public static async Task ShowAgain(HttpContext context, Why why)
    {
        // With the verdict still standing the framework would refuse to let us read what was typed.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        if (!SameSite.Allows(context.Request) || !context.Request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var secrets = form[Secrets].ToHashSet(StringComparer.Ordinal);
        var labels = form[Called].Select(c => (c ?? "").Split('=', 2)).Where(c => c.Length == 2).DistinctBy(c => c[0]).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
        var typed = form
            .Where(field => field.Key != "__RequestVerificationToken")
            .SelectMany(field => field.Value.Select(value => new TypedField(field.Key, value ?? "", secrets.Contains(field.Key), labels.GetValueOrDefault(field.Key))))
            .ToList();
        var status = why switch
        {
            Why.TooMuch => StatusCodes.Status413PayloadTooLarge,
            Why.Overtaken => StatusCodes.Status409Conflict,
            Why.Unkept => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        };
        context.Response.StatusCode = status;
        await new RazorComponentResult<TypedAgain>(new { Why = why, Typed = typed, HadFiles = form.Files.Count > 0 }) { StatusCode = status }
            .ExecuteAsync(context);
    }
}

/// <summary>One field of a form as it was sent.</summary>
public sealed record TypedField(string Name, string Value, bool Secret, string? Label = null)
{
    /// <summary>Put into the form by us, for instance its handler.</summary>
    public bool IsOurs => Name.StartsWith('_');

    /// <summary>Chosen rather than written: a short token, which goes along unseen. What is written can be changed again.</summary>
    public bool Chosen => IsOurs || !Secret && Value.Length <= 64 && !Value.Any(char.IsWhiteSpace);
}
