using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.People;

internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/in", (Visit visit, IEnumerable<NavItem> nav) => Results.LocalRedirect(
            nav.Where(item => item.IsFor(visit.Kind)).OrderBy(item => item.Place).FirstOrDefault()?.Href ?? "/my-account"))
        .WithMetadata(new OwnKeyAttribute("Leads to the first page of who is signed in; it opens nothing itself."));
}
