using System.Net;
using Alongside.Commands;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Site.Doors;
using Alongside.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Site;

/// <summary>What a browser keeps of the access log, as browsers meet it, and the same compared from outside. Case 25.</summary>
[Trait("Kind", "Unhurried")]
public sealed class WitnessCookieTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    private const string Warned = "The log isn’t what this device remembers";

    private Premises Premises => demo.Practice.Services.GetRequiredService<Premises>();

    [Fact]
    public async Task A_members_browser_keeps_it_for_a_year_and_script_never_reads_it()
    {
        using var browser = await demo.SignedIn("nkechi");
        var laid = PlainBrowser.Laid(await browser.Get("/today"), WitnessCookie.Loopback)!.Split("; ")[1..];
        Assert.Equal(["httponly", "max-age=31536000", "path=/", "samesite=lax"], laid.Order(StringComparer.Ordinal));
        Assert.NotNull(Witness.Read(browser.Cookies[WitnessCookie.Loopback], Premises));
        // Once a session is enough.
        Assert.Null(PlainBrowser.Laid(await browser.Get("/today"), WitnessCookie.Loopback));
    }

    [Fact]
    public async Task Over_TLS_it_is_bound_to_this_host_and_to_TLS()
    {
        using var browser = demo.Visitor();
        (browser.Headers["X-Forwarded-For"], browser.Headers["X-Forwarded-Proto"], browser.Headers["Host"]) = ("192.0.2.1", "https", "practice.example");
        await browser.SignIn("nkechi");
        Assert.Contains("secure", PlainBrowser.Laid(await browser.Get("/today"), WitnessCookie.Bound)!.Split("; "));
        Assert.StartsWith("__Host-", WitnessCookie.Bound, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_of_somebody_in_care_keeps_nothing_before_they_say_that_only_they_use_it_and_forgets_when_they_say_so()
    {
        using var browser = await demo.SignedIn("zaynab");
        foreach (var page in new[] { "/my-care", "/my-account", "/who-looked" }) await browser.Get(page);
        await browser.SignIn("zaynab");
        await browser.Get("/my-care");
        Assert.DoesNotContain(WitnessCookie.Loopback, browser.Cookies.Keys);
        await browser.Fill("/my-account", "own-device");
        Assert.Contains(WitnessCookie.Loopback, browser.Cookies.Keys);
        await browser.Fill("/my-account", "forget-device");
        Assert.DoesNotContain(WitnessCookie.Loopback, browser.Cookies.Keys);
    }

    [Fact]
    public async Task It_outlives_signing_out_and_neither_leaving_quickly_nor_signing_out_everywhere()
    {
        using var browser = await demo.SignedIn("zaynab");
        await browser.Fill("/my-account", "own-device");
        var answer = await browser.Post("/sign-out", []);
        Assert.Equal("\"cache\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Contains(WitnessCookie.Loopback, browser.Cookies.Keys);
        Assert.DoesNotContain(SessionCookie.Loopback, browser.Cookies.Keys);
        await browser.SignIn("zaynab");
        await browser.Post("/leave", []);
        Assert.DoesNotContain(WitnessCookie.Loopback, browser.Cookies.Keys);

        await browser.SignIn("zaynab");
        await browser.Fill("/my-account", "own-device");
        await browser.Fill("/my-account", "everywhere");
        Assert.DoesNotContain(WitnessCookie.Loopback, browser.Cookies.Keys);
    }

    [Fact]
    public async Task Who_comes_with_another_history_reads_so_until_it_is_settled_and_the_browser_goes_on_keeping_it()
    {
        using var browser = demo.Visitor();
        var other = new Witness(Checkpoint.Of(Premises, 5, new byte[32]), demo.Practice.Clock.GetCurrentInstant() - Duration.FromDays(1)).Write();
        browser.Cookies[WitnessCookie.Loopback] = other;
        await browser.SignIn("zaynab");
        var page = await browser.Page("/my-care");
        Assert.Contains(Warned, page, StringComparison.Ordinal);
        Assert.Contains("no restore from a backup explains it", page, StringComparison.Ordinal);
        Assert.Contains(Warned, await browser.Page("/my-care"), StringComparison.Ordinal);
        Assert.Equal(other, browser.Cookies[WitnessCookie.Loopback]);
        await browser.Fill("/my-care", "remember-anew");
        Assert.NotEqual(other, browser.Cookies[WitnessCookie.Loopback]);
        Assert.DoesNotContain(Warned, await browser.Page("/my-care"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_the_log_knows_of_is_quoted()
    {
        var (gaps, at) = (demo.Practice.Services.GetRequiredService<Gaps>(), demo.Practice.Clock.GetCurrentInstant());
        gaps.Latest = new(at - Duration.FromDays(2), at);
        try
        {
            using var browser = demo.Visitor();
            browser.Cookies[WitnessCookie.Loopback] = new Witness(Checkpoint.Of(Premises, 5, new byte[32]), at - Duration.FromDays(1)).Write();
            await browser.SignIn("nkechi");
            Assert.Contains("the practice was restored from a backup, and what happened after", await browser.Page("/today"), StringComparison.Ordinal);
        }
        finally
        {
            gaps.Latest = null;
        }
    }

    [Fact]
    public async Task From_outside_the_log_is_compared_with_what_somebody_kept_of_it()
    {
        using var browser = demo.Visitor();
        var answer = await browser.Get("/log/checkpoint");
        var line = await PlainBrowser.Raw(answer);
        var now = Checkpoint.Read(line).Value;
        Assert.True(now.IsSigned && now.Size > 100, line);
        Assert.Equal(0, (await Outside(null)).Value);
        Assert.Equal(0, (await Outside(line)).Value);
        var earlier = await Stood(now.Size / 2);
        Assert.Equal(0, (await Outside(earlier.Write())).Value);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, earlier.Write() + "\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Outside(file)).Value);

        Assert.Contains("the log was rewritten", (await Outside(Checkpoint.Of(Premises, now.Size / 2, new byte[32]).Write())).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("ask again tomorrow", (await Outside(Checkpoint.Of(Premises, now.Size + 1, new byte[32]).Write())).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("another practice", (await Outside(Checkpoint.Of(Premises with { Practice = Guid.NewGuid() }, 5, new byte[32]).Write())).Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("mistyped", (await Outside(earlier.Write()[..^1] + (earlier.Write()[^1] == '0' ? '1' : '0'))).Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/log/consistency/0/5")]
    [InlineData("/log/consistency/6/5")]
    [InlineData("/log/consistency/-1/5")]
    [InlineData("/log/consistency/1/9000000000000000000")]
    [InlineData("/log/consistency/a/b")]
    public async Task What_cannot_be_proved_is_not_found(string path)
    {
        using var browser = demo.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(path)).StatusCode);
    }

    private Task<Alongside.Kernel.Outcome<int>> Outside(string? since) => LogFromOutside.Verify(demo.Practice.Address, since, TestContext.Current.CancellationToken);

    private Task<Checkpoint> Stood(long size) => demo.Practice.Asks(async services =>
    {
        var root = (await services.GetRequiredService<LogRuns>().Roots(services.GetRequiredService<Alongside.Storage.Database>(), [new(0, size)], TestContext.Current.CancellationToken))!;
        return Checkpoint.Of(Premises, size, root[0]);
    });
}
