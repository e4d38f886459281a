using System.Globalization;

namespace Alongside.Site.Doors;

/// <summary>Begins a visit: in the language that was chosen here, else one that the browser asks for, else the practice's.</summary>
public sealed class Arrival(RequestDelegate next, Languages languages, PracticeFace face)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(new Visit { Language = LanguageOf(context) });
        return next(context);
    }

    private CultureInfo LanguageOf(HttpContext context) =>
        languages.Find(LanguageChoice.Read(context))
        ?? context.Request.GetTypedHeaders().AcceptLanguage
            .Where(asked => asked.Quality is null or > 0)
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Offered(asked.Value.ToString()))
            .FirstOrDefault(found => found is not null)
        ?? languages.Find(face.Language)
        ?? Languages.English;

    private CultureInfo? Offered(string asked) =>
        languages.Offered.FirstOrDefault(l => l.Name.Equals(asked.Split('-')[0], StringComparison.OrdinalIgnoreCase));
}
