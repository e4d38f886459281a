using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Alongside.Site.Doors;

/// <summary>
/// Leaves out of an address what its page can't read there, such as "?kept=banana" where a yes or no stands: the framework
/// breaks over it. Pages read nothing else but words, which are whatever they are.
/// </summary>
public sealed class ReadableAddress(RequestDelegate next)
{
    private static readonly ConcurrentDictionary<Type, HashSet<string>> yesOrNo = new();

    public Task InvokeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query.Count > 0 && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page)
        {
            var asked = yesOrNo.GetOrAdd(page.Type, YesOrNo);
            bool Reads(string name, string? value) => !asked.Contains(name) || bool.TryParse(value, out _);
            if (query.Any(q => q.Value.Any(value => !Reads(q.Key, value))))
                context.Request.QueryString = QueryString.Create(query.SelectMany(q => q.Value.Where(value => Reads(q.Key, value)).Select(value => KeyValuePair.Create(q.Key, value))));
        }
        return next(context);
    }

    private static HashSet<string> YesOrNo(Type page) => page.GetProperties().Where(p => p.PropertyType == typeof(bool))
        .Select(p => (p.Name, As: Attribute.GetCustomAttribute(p, typeof(SupplyParameterFromQueryAttribute)) as SupplyParameterFromQueryAttribute))
        .Where(p => p.As is not null).Select(p => p.As!.Name ?? p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
