using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Hostile;

/// <summary>Every route, for every kind of person: a page or a way on, never a bare error.</summary>
[Trait("Kind", "Slow")]
public sealed class CrawlTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_route_answers_each_kind_of_person_with_a_page_that_is_fit_for_people(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        var (walkers, reached) = (new List<Walker>(), new HashSet<string>(StringComparer.Ordinal));
        var wrong = new List<string>();
        foreach (var kind in Walker.Kinds)
        {
            var walker = await Walker.Come(practice, kind);
            walkers.Add(walker);
            foreach (var seen in await Crawl.Reached(walker))
            {
                wrong.AddRange(seen.Wrong("comes to"));
                reached.Add(seen.Path);
            }
        }
        var routes = Crawl.Routes(practice);
        // What doesn't fit a page's address is put aside before any database is asked.
        var odd = database == "sqlite" ? Crawl.Odd(practice) : [];
        // What one may see is asked for by all: the others get a page too, and nothing of it.
        foreach (var walker in walkers)
        {
            foreach (var path in reached.Concat(routes.SelectMany(Crawl.Filled)).Concat(odd).Where(p => !p.StartsWith("/leave", StringComparison.Ordinal))) wrong.AddRange((await walker.Get(path)).Wrong("asks for"));
            walker.Dispose();
        }
        Offences.None(wrong);
        Assert.True(routes.Count > 50 && reached.Count > 60, $"The crawl saw {routes.Count} routes and came to {reached.Count} addresses.");
    }
}
