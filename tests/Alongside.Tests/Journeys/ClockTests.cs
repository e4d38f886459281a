using System.Net;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>The machine's clock leaps, and is set back. Case 35.</summary>
[Trait("Kind", "Unhurried")]
public class ClockTests
{
    private static readonly Duration leap = Duration.FromDays(400);

    [Theory, MemberData(nameof(Databases.InJourneys), MemberType = typeof(Databases))]
    public async Task After_a_leap_of_the_clock_nothing_ends_before_a_member_has_said_that_it_is_right(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        await practice.KeepsHouse();
        practice.Clock.Ahead = leap;
        await practice.KeepsHouse();
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        Assert.Contains("Is the clock right?", await nkechi.Page("/today"), StringComparison.Ordinal);
        await practice.KeepsHouse();
        Assert.Equal((0, 0), await Ended(practice));

        Assert.Equal(HttpStatusCode.Redirect, (await nkechi.Fill("/today", "clock")).StatusCode);
        await practice.KeepsHouse();
        var (permissions, holdings) = await Ended(practice);
        Assert.True(permissions > 0 && holdings > 0, $"{permissions} permissions and {holdings} holdings ended.");
        Assert.DoesNotContain("Is the clock right?", await nkechi.Page("/today"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.InJourneys), MemberType = typeof(Databases))]
    public async Task A_mandate_that_ran_out_opens_no_page_again_when_the_clock_is_set_back(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        string[] pages = ["/bookkeeping", "/waiting"];
        foreach (var page in pages) Assert.Equal(HttpStatusCode.OK, (await nkechi.Get(page)).StatusCode);
        Assert.Contains("Open the books", await nkechi.Page("/today"), StringComparison.Ordinal);

        await practice.Passes(leap);
        await practice.Asks(services => services.GetRequiredService<Gate>().Expire(services.GetRequiredService<Mandating>()));
        Assert.NotEqual((0, 0), await Ended(practice));
        practice.Clock.Ahead = Duration.Zero;
        await nkechi.SignIn("nkechi");
        foreach (var page in pages) Assert.Equal(HttpStatusCode.NotFound, (await nkechi.Get(page)).StatusCode);
        var today = await nkechi.Page("/today");
        Assert.DoesNotContain("Open the books", today, StringComparison.Ordinal);
        Assert.DoesNotContain("Who waits", today, StringComparison.Ordinal);
    }

    private static Task<(int Permissions, int Holdings)> Ended(ServedPractice practice) => practice.Asks(async services =>
    {
        var db = services.GetRequiredService<Database>();
        return (await db.Expiries.CountAsync(), await db.Holdings.CountAsync(h => h.EndedAt != null));
    });
}
