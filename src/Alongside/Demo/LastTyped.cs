using Alongside.Site.Doors;
using Microsoft.AspNetCore.Antiforgery;

namespace Alongside.Demo;

/// <summary>Remembers, in a demo alone and in memory alone, what was typed last, so that one can look for it on the disk.</summary>
public sealed class LastTyped
{
    public string? Text { get; private set; }

    /// <summary>The longest thing written, not chosen, in the form that is being sent.</summary>
    public async Task Notice(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType) return;
        if (context.Request.Path.StartsWithSegments(DemoPages.SeizedDisk, StringComparison.Ordinal)) return;
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true }) return;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var secrets = form[StalePost.Secrets].ToHashSet(StringComparer.Ordinal);
        var written = form.Where(f => !f.Key.StartsWith('_') && !secrets.Contains(f.Key)).SelectMany(f => f.Value)
            .OfType<string>().Where(v => !new TypedField("", v, Secret: false).Chosen && v.Trim().Length >= SeizedDisk.Shortest && v.Any(char.IsLetter)).MaxBy(v => v.Length);
        if (written is not null) Text = written.Trim();
    }
}
