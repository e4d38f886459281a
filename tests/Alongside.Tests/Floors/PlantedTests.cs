using System.Text.RegularExpressions;
using Alongside.Features;

namespace Alongside.Tests.Floors;

/// <summary>A guard that nobody has seen fail is no guard: each is shown, in a copy of the application, what it is there to stop.</summary>
[Trait("Kind", "Slow")]
public sealed partial class PlantedTests : IDisposable
{
    private readonly PlantedCopy copy = new();

    [Fact]
    public async Task The_build_stops_a_database_a_page_or_a_clock_in_a_rule_and_any_warning()
    {
        copy.Write("src/Alongside/Kernel/PlantedClock.cs", """
            namespace Alongside.Kernel;

            public static class PlantedClock
            {
                public static DateTime Asks() => DateTime.UtcNow;
            }
            """);
        copy.Write("src/Alongside/Features/Circle/PlantedDatabase.cs", """
            using Microsoft.EntityFrameworkCore;

            namespace Alongside.Features.Circle;

            public class PlantedDatabase(DbContext database)
            {
                public int Saves() => database.SaveChanges();
            }
            """);
        copy.Write("src/Alongside/Features/Circle/Counting/PlantedCount.cs", """
            namespace Alongside.Features.Circle.Counting;

            public static class PlantedCount
            {
                public static int Draws() => Random.Shared.Next();
            }
            """);
        copy.Write("src/Alongside/Features/Circle/PlantedPage.cs", """
            namespace Alongside.Features.Circle;

            public class PlantedPage(Microsoft.AspNetCore.Http.HttpContext context)
            {
                public string Where => context.Request.Path;
            }
            """);
        copy.Write("src/Alongside/Features/Circle/PlantedQueries.cs", """
            using Microsoft.EntityFrameworkCore;

            namespace Alongside.Features.Circle;

            public class PlantedQueries(DbContext database)
            {
                public int Saves() => database.SaveChanges();
            }
            """);
        copy.Write("src/Alongside/Site/PlantedWarning.cs", """
            namespace Alongside.Site;

            public static class PlantedWarning
            {
                public static int Length(string? name) => name.Length;
            }
            """);
        var (code, said) = await copy.Build();
        Assert.Equal(1, code);
        Assert.Equal(
            ["PlantedClock.cs RS0030", "PlantedCount.cs RS0030", "PlantedDatabase.cs RS0030", "PlantedPage.cs RS0030", "PlantedWarning.cs CS8602"],
            FileAndCode().Matches(said).Select(m => $"{m.Groups["file"]} {m.Groups["code"]}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_floors_are_told_from_what_the_build_really_made()
    {
        copy.Write("src/Alongside/Features/Sealing/PlantedLeaning.cs", """
            namespace Alongside.Features.Sealing;

            public static class PlantedLeaning
            {
                public static async Task<string> Asks(Task<Circle.PlantedLater> later) => (await later).Says();
            }
            """);
        copy.Write("src/Alongside/Features/Circle/PlantedLater.cs", """
            namespace Alongside.Features.Circle;

            public class PlantedLater
            {
                public string Says() => "later";
            }
            """);
        copy.Write("src/Alongside/Site/PlantedClock.cs", """
            namespace Alongside.Site;

            public static class PlantedClock
            {
                public static Guid Draws(TimeProvider? time = null) => Guid.CreateVersion7((time ?? TimeProvider.System).GetUtcNow());
            }
            """);
        copy.Write("src/Alongside/Elsewhere/PlantedFloor.cs", """
            namespace Alongside.Elsewhere;

            public class PlantedFloor;
            """);
        var (code, said) = await copy.Build("-p:RunAnalyzers=false");
        Assert.True(code == 0, said);
        using var planted = Compiled.Read(copy.Assembly);
        Assert.Equal(
            [
                "Alongside.Elsewhere.PlantedFloor is on no floor",
                "Alongside.Features.Sealing.PlantedLeaning may not use Alongside.Features.Circle.PlantedLater",
            ],
            new Leaning(planted, FeatureList.Order).Offences());
        Assert.Equal(
            [
                "Alongside.Site.PlantedClock uses System.Guid.CreateVersion7",
                "Alongside.Site.PlantedClock uses System.TimeProvider.get_System",
            ],
            Clocks.Offences(planted));
    }

    [Fact]
    public async Task A_version_that_floats_is_refused()
    {
        copy.Change("Directory.Packages.props", "\"NodaTime\" Version=\"3.", "\"NodaTime\" Version=\"3.*\" Was=\"");
        await Refused("NU1011", "-p:RestoreLockedMode=false");
    }

    [Fact]
    public async Task A_version_other_than_the_locked_one_is_refused()
    {
        copy.Change("Directory.Packages.props", "\"NodaTime\" Version=\"3.3.", "\"NodaTime\" Version=\"3.2.");
        await Refused("NU1004", "-p:RestoreLockedMode=true");
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_not_silently_replaced()
    {
        // The machine keeps packages by name and version, so one that an earlier run left there must not be met again.
        var planted = $"Planted{Guid.NewGuid():N}";
        Package(planted);
        copy.Write("nuget.config", """
            <configuration><packageSources><clear /><add key="planted" value="packed" /></packageSources></configuration>
            """);
        copy.Change("Directory.Packages.props", "<ItemGroup>",
            $"<ItemGroup><PackageVersion Include=\"{planted}\" Version=\"1.0.0\" />");
        copy.Change("src/Alongside/Alongside.csproj", "<PackageReference Include=\"NodaTime\" />",
            $"<PackageReference Include=\"NodaTime\" /><PackageReference Include=\"{planted}\" />");
        await Refused("NU1601", "-p:RestoreLockedMode=false");
    }

    [Fact]
    public async Task A_file_that_is_not_formatted_is_seen()
    {
        copy.Write("src/Alongside/Kernel/PlantedMess.cs", "namespace Alongside.Kernel;\n\npublic class PlantedMess { public int  A ; }\n");
        var (code, said) = await copy.Dotnet("format", "whitespace", ".", "--folder", "--verify-no-changes");
        Assert.NotEqual(0, code);
        Assert.Contains("PlantedMess.cs", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_is_formatted()
    {
        // What the compiler has to understand first is an error of the build (.editorconfig).
        var (code, said) = await PlantedCopy.DotnetIn(Repository.Root, "format", "whitespace", ".", "--folder", "--verify-no-changes");
        Assert.True(code == 0, said);
    }

    [Fact]
    public void Nothing_is_left_out_of_the_slow_run() =>
        Assert.Equal(["sqlite", "postgres"], Databases.Both.Select(row => row.Data));

    public void Dispose() => copy.Dispose();

    private void Package(string id)
    {
        copy.Write($"feed/{id}/{id}.nuspec", $"""
            <package><metadata><id>{id}</id><version>1.0.1</version><authors>a</authors><description>d</description></metadata></package>
            """);
        copy.Pack($"feed/{id}", $"packed/{id}.1.0.1.nupkg");
    }

    private async Task Refused(string why, string with)
    {
        var (code, said) = await copy.Dotnet("restore", "src/Alongside", with, "-v", "q", "-nodeReuse:false");
        Assert.True(code == 1 && said.Contains($"error {why}", StringComparison.Ordinal), said);
    }

    [GeneratedRegex(@"(?<file>\w+\.cs)\(\d+,\d+\): error (?<code>\w+):", RegexOptions.NonBacktracking)]
    private static partial Regex FileAndCode();
}
