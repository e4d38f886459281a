using Alongside.Features;
using Alongside.Tests.Floors;

namespace Alongside.Tests;

public class FloorTests
{
    private static readonly string Ours = typeof(FeatureList).Assembly.Location;
    private static readonly string Planted = typeof(FloorTests).Assembly.Location;

    [Fact]
    public void Features_lean_one_way()
    {
        using var alongside = Compiled.Read(Ours);
        Offences.None(new Leaning(alongside, FeatureList.Order).Offences());
        Assert.Contains(alongside.Uses, use => use is { From: "Alongside.Kernel.Window", To: "NodaTime.Instant" });
        Assert.EndsWith("/Kernel/Money.cs", Assert.Single(alongside.Files["Alongside.Kernel.Money"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_composition_root_asks_the_machine_for_time_or_randomness()
    {
        using var alongside = Compiled.Read(Ours);
        Offences.None(Clocks.Offences(alongside));
    }

    [Fact]
    public void Every_folder_of_a_feature_is_in_the_one_list() =>
        Assert.Empty(Repository.Folders("src/Alongside/Features").Except(FeatureList.Order, StringComparer.Ordinal));

    [Fact]
    public void A_feature_that_leans_the_wrong_way_is_seen_wherever_it_hides()
    {
        using var planted = Compiled.Read(Planted);
        Assert.Equal(
            [
                "Features.Elsewhere.Unlisted is on no floor",
                "Features.People.Counting.CountsInStorage may not use Storage.Database",
                "Features.People.InABase may not use Features.Circle.Proposal",
                "Features.People.InACatch may not use Features.Circle.Trouble",
                "Features.People.InAConstraint`1 may not use Features.Circle.Proposal",
                "Features.People.InAField may not use Features.Circle.Proposal",
                "Features.People.InAGenericCall may not use Features.Circle.Proposal",
                "Features.People.InALambda may not use Features.Circle.Helper",
                "Features.People.InALocal may not use Features.Circle.Proposal",
                "Features.People.InANestedType may not use Features.Circle.Proposal",
                "Features.People.InASignature may not use Features.Circle.Proposal",
                "Features.People.InATypeOf may not use Features.Circle.Proposal",
                "Features.People.InAnAsyncMethod may not use Features.Circle.Helper",
                "Features.People.InAnAttribute may not use Features.Circle.Proposal",
                "Features.People.InAnInterface may not use Features.Circle.Proposal",
                "Features.People.InAnIterator may not use Features.Circle.Helper",
                "Features.People.Pages.PageOfACommand may not use Commands.Serve",
                "Features.People.Pages.PageOfALaterFeature may not use Features.Circle.Proposal",
                "Features.People.UsesAPage may not use Features.People.Pages.Page",
                "Features.People.UsesAQuery may not use Features.People.PersonRow",
                "Features.People.UsesStorage may not use Storage.Database",
                "Kernel.Climbs may not use Features.People.Person",
                "Storage.UsesAFeaturesPage may not use Features.People.Pages.Page",
                "Storage.UsesTheSite may not use Site.Layout",
            ],
            new Leaning(planted, ["People", "Circle"], "Alongside.Tests.Planted").Offences()
                .Select(offence => offence.Replace("Alongside.Tests.Planted.", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_clock_is_seen_wherever_it_hides()
    {
        using var planted = Compiled.Read(Planted);
        Assert.Equal(
            [
                "Commands.Watches uses System.DateTimeOffset.get_UtcNow",
                "Commands.Watches uses System.Random.Next",
                "Commands.Watches uses System.Random.get_Shared",
                "Commands.Watches uses System.TimeProvider.get_System",
                "Kernel.Root uses System.Guid.NewGuid",
            ],
            Clocks.Offences(planted).Where(offence => offence.StartsWith("Alongside.Tests.Planted.", StringComparison.Ordinal))
                .Select(offence => offence.Replace("Alongside.Tests.Planted.", "", StringComparison.Ordinal)));
    }
}
