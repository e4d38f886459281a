using System.CommandLine;
using System.Reflection;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Floors;

/// <summary>What stands between every route and command and what people told us, read from the real application.</summary>
public class GuardTests
{
    // The framework's own: it follows an address that this application has encrypted itself, and opens nothing.
    private const string Framework = "/_framework/opaque-redirect";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_route_names_the_one_guard_that_stands_before_it_and_why(bool demo)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo);
        var routes = practice.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText != Framework).ToList();
        Assert.True(routes.Count > 30, "The walk saw hardly any routes.");
        Offences.None(routes.SelectMany(route => Unguarded(route.RoutePattern.RawText ?? "?", [.. route.Metadata.GetOrderedMetadata<GuardAttribute>()])));
    }

    [Fact]
    public void Each_command_names_its_guard_and_why() => Offences.None(
        typeof(Alongside.Commands.CompositionRoot).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command)) && !t.IsAbstract && t.Namespace == "Alongside.Commands")
            .SelectMany(command => Unguarded(command.Name, [.. command.GetCustomAttributes<GuardAttribute>()])));

    [Fact]
    public void A_route_without_a_guard_or_with_two_or_without_a_reason_is_seen()
    {
        Assert.Single(Unguarded("/planted", []));
        Assert.Single(Unguarded("/planted", [new OpensNothingAttribute("a"), new OwnKeyAttribute("b")]));
        Assert.Single(Unguarded("/planted", [new OpensNothingAttribute(" ")]));
        Assert.Empty(Unguarded("/planted", [new OpensNothingAttribute("It is the same for everybody.")]));
    }

    [Fact]
    public async Task Nothing_in_routes_tables_or_columns_makes_an_admin_or_holds_what_we_never_collect()
    {
        await using var practice = await ServedPractice.Start("sqlite");
        await using var scope = practice.Services.CreateAsyncScope();
        var names = practice.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(r => r.RoutePattern.RawText ?? "")
            .Concat(scope.ServiceProvider.GetRequiredService<Database>().Model.GetEntityTypes()
                .SelectMany(t => t.GetProperties().Select(p => $"{t.GetTableName()}.{p.GetColumnName()}")));
        Offences.None(names.SelectMany(Forbidden));
        List<string> planted = ["Persons.IsAdmin", "People.Weight", "/founding"];
        Assert.Equal(planted[..2], planted.SelectMany(Forbidden));
    }

    private static IEnumerable<string> Unguarded(string route, IReadOnlyList<GuardAttribute> guards)
    {
        if (guards.Count != 1) yield return $"{route} carries {guards.Count} guards";
        else if (string.IsNullOrWhiteSpace(guards[0].Reason)) yield return $"{route} gives no reason";
    }

    private static IEnumerable<string> Forbidden(string name)
    {
        string[] never = ["admin", "owner", "superuser", "role", "immigration", "ssn", "socialinsurance", "criminal", "weight", "bmi", "location", "ipaddress", "noshow", "difficult", "score"];
        return never.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? [name] : [];
    }
}
