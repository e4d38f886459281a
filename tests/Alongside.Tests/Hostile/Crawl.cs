using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Hostile;

/// <summary>
/// All addresses that anybody comes to, from the front page on, and every route with whatever may stand in it. It grows by
/// itself: whatever a page links to, and whatever route there is, is walked.
/// </summary>
internal static partial class Crawl
{
    // But for %00: Kestrel itself refuses that, before anything of ours is asked.
    private static readonly string[] mangled = ["00000000-0000-0000-0000-000000000000", "f2b0a1c4-5d7e-4f90-8a3b-1c2d3e4f5a6b", "-1", "0", "99999999999999999999", "%ff%fe", "..%2f..", "%3Cscript%3E", "a%20b", "%E2%80%AE", "x%0d%0aSet-Cookie:%20a=b"];

    private static readonly string[] odd = ["{0}=banana", "{0}=1", "{0}", "{0}=", "{0}=true&{0}=x", "{0}=%ff", "{0}[]=true", "%{0}=%"];

    /// <summary>Everything that somebody comes to by following links.</summary>
    public static async Task<IReadOnlyList<Seen>> Reached(Walker walker, int atMost = 400)
    {
        // A calendar leads on for ever: of one page, a few of its weeks are enough.
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        var (seen, known, ahead) = (new List<Seen>(), new HashSet<string>(StringComparer.Ordinal) { "/" }, new Queue<string>(["/"]));
        while (ahead.TryDequeue(out var path) && seen.Count < atMost)
        {
            // To leave quickly and to change the language are links as well; the first ends the session.
            if (path.StartsWith("/leave", StringComparison.Ordinal)) continue;
            var here = await walker.Get(path);
            seen.Add(here);
            foreach (var link in here.Links.Append(here.LeadsTo ?? "/").Where(l => l.StartsWith('/') && !l.StartsWith("//", StringComparison.Ordinal)))
                if (known.Add(link) && (times[Page(link)] = times.GetValueOrDefault(Page(link)) + 1) <= 4) ahead.Enqueue(link);
        }
        return seen;
    }

    /// <summary>Each route, with each thing that may stand in its place.</summary>
    public static IReadOnlyList<string> Routes(ServedPractice practice) => [.. practice.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Select(route => "/" + (route.RoutePattern.RawText ?? "").TrimStart('/')).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Each page that reads something from its address, with odd things there.</summary>
    public static IReadOnlyList<string> Odd(ServedPractice practice) => [.. practice.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(route => (route.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.GetProperties() ?? [])
            .Select(p => (p.Name, As: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>())).Where(p => p.As is not null)
            .SelectMany(p => odd.Select(o => $"/{Hole().Replace(route.RoutePattern.RawText!.TrimStart('/'), mangled[0])}?{string.Format(CultureInfo.InvariantCulture, o, p.As!.Name ?? p.Name)}")))
        .Distinct().Order(StringComparer.Ordinal)];

    private static string Page(string link) => link.Split('?')[0];

    public static IEnumerable<string> Filled(string route) => Hole().IsMatch(route) ? mangled.Select(m => Hole().Replace(route, m)) : [route];

    /// <summary>Does this address belong to this route?</summary>
    public static bool Fits(string route, string path) =>
        Regex.IsMatch(path.Split('?')[0], "^" + Hole().Replace(Regex.Escape(route).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
