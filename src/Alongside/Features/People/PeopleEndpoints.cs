using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.People;

internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/in", (Visit visit, PracticeFace face, IEnumerable<NavItem> nav) => Results.LocalRedirect(
            nav.Where(item => item.IsFor(visit.Kind, face.IsFounded)).OrderBy(item => item.Place).FirstOrDefault()?.Href ?? "/my-account"))
        .WithMetadata(new OwnKeyAttribute("Leads to the first page of who is signed in; it opens nothing itself."));
}
