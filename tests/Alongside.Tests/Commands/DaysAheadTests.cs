using Alongside.Demo;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Commands;

/// <summary>In a demo, whoever tries something out lets days pass.</summary>
[Trait("Kind", "Unhurried")]
public sealed class DaysAheadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(28)]
    public async Task Days_pass_at_once_nobody_is_signed_out_and_nobody_is_asked_whether_the_clock_is_right(int days)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true, services => services.AddSingleton(s => new PracticeClock(s.GetRequiredService<DaysAhead>())));
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        // As the hourly sweep leaves it: by this a leap would be noticed.
        await practice.Asks(async s =>
        {
            s.GetRequiredService<Database>().ClockChecks.Add(new(Now(practice)));
            return await s.GetRequiredService<Database>().SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var before = Now(practice);
        using var moved = await nkechi.Post(DemoPages.Later, await Days(nkechi, $"{days}"));
        Assert.Equal($"{DemoPages.Later}?passed={days}", moved.Headers.Location?.ToString());
        Assert.InRange(Now(practice) - before, Duration.FromDays(days), Duration.FromDays(days) + Duration.FromMinutes(5));
        var today = await nkechi.Page("/today");
        Assert.Contains("Nkechi", today, StringComparison.Ordinal);
        Assert.False(practice.Services.GetRequiredService<PracticeClock>().HasLeapt);
        Assert.Contains(days == 1 ? "A day has passed" : $"{days} days have passed", await nkechi.Page($"{DemoPages.Later}?passed={days}"), StringComparison.Ordinal);
        // Served again, it is as far ahead.
        var folder = practice.Services.GetRequiredService<Alongside.Commands.StandingGround>().DataFolder;
        var again = new DaysAhead(SystemClock.Instance, folder);
        Assert.InRange(again.GetCurrentInstant() - SystemClock.Instance.GetCurrentInstant(), Duration.FromDays(days) - Duration.FromMinutes(1), Duration.FromDays(days));
    }

    [Theory]
    [InlineData("-7")]
    [InlineData("0")]
    [InlineData("3650")]
    [InlineData("a week")]
    [InlineData("")]
    public async Task Time_goes_on_by_the_steps_that_are_offered_and_never_back(string days)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true, services => services.AddSingleton(s => new PracticeClock(s.GetRequiredService<DaysAhead>())));
        using var visitor = new PlainBrowser(practice.Address);
        var before = Now(practice);
        using var answer = await visitor.Post(DemoPages.Later, await Days(visitor, days));
        Assert.Equal(DemoPages.Later, answer.Headers.Location?.ToString());
        Assert.InRange(Now(practice) - before, Duration.Zero, Duration.FromMinutes(5));
    }

    [Fact]
    public async Task A_real_practice_has_no_such_door_and_goes_by_the_machines_clock()
    {
        await using var practice = await ServedPractice.Start("sqlite");
        using var visitor = new PlainBrowser(practice.Address);
        using var page = await visitor.Get(DemoPages.Later);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, page.StatusCode);
        Assert.Null(practice.Services.GetService<DaysAhead>());
    }

    private static Instant Now(ServedPractice practice) => practice.Services.GetRequiredService<IClock>().GetCurrentInstant();

    private static async Task<Dictionary<string, string>> Days(PlainBrowser browser, string days)
    {
        var html = await PlainBrowser.Raw(await browser.Get(DemoPages.Later));
        var form = html[html.IndexOf($"action=\"{DemoPages.Later}\"", StringComparison.Ordinal)..];
        return new(Tests.Site.RunningSite.Hidden(form[..form.IndexOf("</form>", StringComparison.Ordinal)]), StringComparer.Ordinal) { ["days"] = days };
    }
}
