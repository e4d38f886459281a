using System.Net;
using Alongside.Features;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Commands;

/// <summary>What the compiled application can do at all, whatever a person or a command asks of it. Cases 31, 34 and 35.</summary>
public class WhoUsesWhatTests
{
    private const string Keyring = "Alongside.Features.Sealing.Keyring", Gate = "Alongside.Features.Sealing.Gate.Gate";
    private const string Seeded = "Alongside.Demo.SeededRandom", Demo = "Alongside.Demo.DemoPractice";
    private static readonly string[] opens = ["Open", "OpenAll"];

    // What tells whether somebody may do something at a certain time.
    private static readonly (string Type, string Member)[] powers =
    [
        ("Alongside.Features.Sealing.Mandate", "IsActive"), ("Alongside.Features.Sealing.Mandate", "Holders"), ("Alongside.Features.Sealing.Holding", "IsActive"),
        ("Alongside.Features.Sealing.Permission", "IsActive"), ("Alongside.Features.Sealing.Session", "IsAlive"),
        ("Alongside.Features.Sealing.Gate.Vault", "Mandates"), (Gate, "LoadMandates"), (Gate, "BasisFor"),
        ("Alongside.Features.Consents.ConsentQueries", "ClientsOf"), ("Alongside.Features.Welcome.Doors.Placements", "HoldsWelcome"),
    ];

    [Fact]
    public void No_job_holds_a_keyring_or_opens_anything()
    {
        using var alongside = Compiled.Read(typeof(FeatureList).Assembly.Location);
        Assert.True(alongside.Types.Count(IsJob) >= 3, "The walk saw hardly any job.");
        Assert.Contains(alongside.Uses, Opens);
        Offences.None(alongside.Uses.Where(use => IsJob(use.From) && Opens(use)).Select(use => use.ToString()));
    }

    [Fact]
    public void Whoever_asks_what_somebody_may_do_does_not_ask_the_clock_alone()
    {
        using var alongside = Compiled.Read(typeof(FeatureList).Assembly.Location);
        var clocks = alongside.Uses.Where(use => use is { To: "NodaTime.IClock", Member: "GetCurrentInstant" }).Select(use => use.From).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("Alongside.Features.Sealing.Gate.Times", clocks);
        Assert.True(alongside.Uses.Count(Decides) > 10, "The walk saw hardly anybody who asks.");
        // Commands give nobody power; one of them compares the clock with the log.
        Offences.None(alongside.Uses.Where(use => clocks.Contains(use.From) && Decides(use) && !use.From.StartsWith("Alongside.Commands.", StringComparison.Ordinal)).Select(use => use.ToString()));
    }

    [Fact]
    public void Only_the_building_of_the_demo_draws_seeded_numbers_and_only_its_command_builds_it()
    {
        using var alongside = Compiled.Read(typeof(FeatureList).Assembly.Location);
        Assert.Equal([Demo], alongside.Uses.Where(use => use.To == Seeded).Select(use => use.From).Distinct());
        Assert.Equal(["Alongside.Commands.DemoCommand"], alongside.Uses.Where(use => use is { To: Demo, Member: "Build" }).Select(use => use.From).Distinct());
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

    private static bool Opens(Use use) => use.To == Keyring || (use.To == Gate && opens.Contains(use.Member));

    private static bool Decides(Use use) => use.Member is { } member && powers.Contains((use.To, member));
}
