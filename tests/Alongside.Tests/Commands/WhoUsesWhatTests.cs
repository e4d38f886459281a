using System.Net;
using Alongside.Features;
using Alongside.Features.Sealing;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Commands;

/// <summary>What the compiled application can do at all, whatever a person or a command asks of it. Cases 31, 34 and 35.</summary>
[Trait("Kind", "Unhurried")]
public class WhoUsesWhatTests
{
    private const string Keys = "Alongside.Features.Sealing.Keyring", Gate = "Alongside.Features.Sealing.Gate.Gate";
    private const string Seeded = "Alongside.Demo.SeededRandom", Demo = "Alongside.Demo.DemoPractice";
    private static readonly string[] opens = ["Open", "OpenAll"];

    [Fact]
    public void No_job_holds_a_keyring_or_opens_anything()
    {
        using var alongside = Compiled.Read(typeof(FeatureList).Assembly.Location);
        Assert.True(alongside.Types.Count(IsJob) >= 3, "The walk saw hardly any job.");
        Assert.Contains(alongside.Uses, Opens);
        Offences.None(alongside.Uses.Where(use => IsJob(use.From) && Opens(use)).Select(use => use.ToString()));
    }

    [Fact]
    public async Task Whoever_asks_for_the_time_asks_the_practices_clock_which_never_goes_back()
    {
        await using var practice = await ServedPractice.Start("sqlite");
        Assert.IsType<PracticeClock>(practice.Services.GetRequiredService<IClock>());
    }

    [Fact]
    public void Only_the_building_of_the_demo_draws_seeded_numbers_and_only_its_command_builds_it()
    {
        using var alongside = Compiled.Read(typeof(FeatureList).Assembly.Location);
        Assert.Equal([Demo], alongside.Uses.Where(use => use.To == Seeded).Select(use => use.From).Distinct());
        Assert.Contains(alongside.Uses, use => use is { To: Demo, Member: "BuildSized" });
        Assert.Equal(["Alongside.Commands.DemoCommand"], alongside.Uses.Where(use => use is { To: Demo, Member: "Build" or "BuildSized" }).Select(use => use.From).Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_demo_shows_what_lies_on_its_disk(bool demo)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo);
        var routes = practice.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(r => r.RoutePattern.RawText);
        Assert.Equal(demo, routes.Contains(Alongside.Demo.DemoPages.SeizedDisk));
        using var browser = new PlainBrowser(practice.Address);
        Assert.Equal(demo ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.Get(Alongside.Demo.DemoPages.SeizedDisk)).StatusCode);
    }

    private static bool IsJob(string type) => type.Contains(".Jobs.", StringComparison.Ordinal);

    private static bool Opens(Use use) => use.To == Keys || (use.To == Gate && opens.Contains(use.Member));

}
