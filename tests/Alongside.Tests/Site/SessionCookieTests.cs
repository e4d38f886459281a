using System.Net;
using Alongside.Demo;
using Alongside.Features.People.Jobs;
using Alongside.Features.People.Pages;
using Alongside.Site.Doors;
using Alongside.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Site;

/// <summary>The cookie of a session and what hangs on it, as a browser meets them. Cases 16, 18 and 19.</summary>
[Trait("Kind", "Unhurried")]
public sealed class SessionCookieTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    private const string Letter = "A name, and then so much more of a name.";
    private const string OnceMore = "<h1>Once more, please</h1>";

    [Fact]
    public async Task On_the_machine_itself_script_never_reads_it_and_it_goes_with_the_browser()
    {
        using var browser = demo.Visitor();
        var laid = PlainBrowser.Laid(await Enter(browser, "zaynab"), SessionCookie.Loopback)!.Split("; ")[1..];
        Assert.Equal(["httponly", "path=/", "samesite=lax"], laid.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Over_TLS_it_is_bound_to_this_host_and_to_TLS()
    {
        using var browser = demo.Visitor();
        browser.Headers["X-Forwarded-For"] = "192.0.2.1";
        browser.Headers["X-Forwarded-Proto"] = "https";
        browser.Headers["Host"] = "practice.example";
        var answer = await Enter(browser, "zaynab");
        var laid = PlainBrowser.Laid(answer, SessionCookie.Bound)!.Split("; ")[1..];
        Assert.Equal(["httponly", "path=/", "samesite=lax", "secure"], laid.Order(StringComparer.Ordinal));
        Assert.StartsWith("__Host-", SessionCookie.Bound, StringComparison.Ordinal);
        Assert.Null(PlainBrowser.Laid(answer, SessionCookie.Loopback));
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task What_a_passkey_is_asked_with_lies_in_a_cookie_of_this_host_that_no_other_site_brings_along()
    {
        using var browser = demo.Visitor();
        browser.Headers["X-Forwarded-For"] = "192.0.2.1";
        browser.Headers["X-Forwarded-Proto"] = "https";
        browser.Headers["Host"] = "practice.example";
        var asked = await browser.Post(SignInPage.PasskeyAddress, []);
        Assert.Equal(["httponly", "path=/", "samesite=strict", "secure"], PlainBrowser.Laid(asked, "__Host-passkey")!.Split("; ")[1..].Order(StringComparer.Ordinal));
        Assert.Contains("\"rpId\":\"practice.example\"", await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        browser.Headers["Sec-Fetch-Site"] = "cross-site";
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post(SignInPage.PasskeyAddress, [])).StatusCode);
    }

    [Theory]
    [InlineData("Host", "practice.example")]
    [InlineData("Host", "practice.example:5080")]
    [InlineData("Host", "localhost.practice.example")]
    [InlineData("Origin", "https://practice.example")]
    [InlineData("Origin", "http://practice.example")]
    public async Task Whom_a_proxy_brings_without_saying_how_they_came_is_not_signed_in_and_reads_why(string header, string value)
    {
        using var browser = demo.Visitor();
        if (header == "Host") browser.Headers["Host"] = value;
        var fields = await browser.Form("/sign-in", "sign-in");
        (fields["Form.Name"], fields["Form.Passphrase"]) = ("zaynab", Passphrase("zaynab"));
        browser.Headers[header] = value;
        var answer = await browser.Post("/sign-in", fields);
        Assert.Contains("This connection isn’t encrypted", await PlainBrowser.Text(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.Contains("session", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Host", "localhost:5080")]
    [InlineData("Host", "LOCALHOST")]
    [InlineData("Host", "[::1]:5080")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:5080")]
    [InlineData("Origin", "http://[::1]:5080")]
    public async Task Whoever_comes_from_this_machine_itself_is_signed_in_by_whichever_of_its_names(string header, string value)
    {
        using var browser = demo.Visitor();
        browser.Headers[header] = value;
        Assert.NotNull(PlainBrowser.Laid(await Enter(browser, "zaynab"), SessionCookie.Loopback));
    }

    [Fact]
    public async Task Signing_in_ends_the_session_that_the_browser_had_before()
    {
        using var browser = await demo.SignedIn("zaynab");
        using var before = demo.Visitor();
        before.Cookies[SessionCookie.Loopback] = browser.Cookies[SessionCookie.Loopback];
        Assert.Equal(HttpStatusCode.OK, (await before.Get("/my-care")).StatusCode);
        await browser.SignIn("luis");
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/my-care")).StatusCode);
        Assert.StartsWith("/sign-in", (await before.Get("/my-care")).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_drawn_in_another_session_comes_back_with_what_was_typed_and_changes_nothing()
    {
        using var browser = await demo.SignedIn("zaynab");
        var drawn = await browser.Form("/my-names", "names");
        drawn["Form.Used"] = Letter;
        await browser.SignIn("luis");
        var answer = await browser.Post("/my-names", drawn);
        await ComesBack(answer);
        Assert.DoesNotContain(Letter, await browser.Page("/my-names"), StringComparison.Ordinal);

        // Signed out, it comes back as well.
        await browser.Post("/sign-out", []);
        await ComesBack(await browser.Post("/my-names", drawn));
        using var again = await demo.SignedIn("zaynab");
        Assert.DoesNotContain(Letter, await again.Page("/my-names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_before_signing_in_comes_back_and_one_from_a_session_that_is_over_too()
    {
        using var browser = demo.Visitor();
        var drawn = await browser.Form("/recovery", "recovery");
        (drawn["Form.Name"], drawn["Form.Code"]) = (Letter, "a code that is no code");
        await browser.SignIn("zaynab");
        await ComesBack(await browser.Post("/recovery", drawn));
        var within = await browser.Form("/recovery", "recovery");
        within["Form.Name"] = Letter;
        await browser.Post("/sign-out", []);
        await ComesBack(await browser.Post("/recovery", within));
    }

    [Fact]
    public async Task What_somebody_is_called_leaves_the_memory_when_their_session_ends_however_it_does()
    {
        var tags = demo.Practice.Services.GetRequiredService<NameTags>();
        await Forget();
        var before = tags.Count;
        using var browser = await demo.SignedIn("wren");
        await browser.Get("/my-care");
        Assert.Equal(before + 1, tags.Count);
        await browser.Post("/sign-out", []);
        Assert.Equal(before, tags.Count);

        using var other = await demo.SignedIn("wren");
        await other.Get("/my-care");
        await other.SignIn("luis");
        Assert.Equal(before, tags.Count);

        using var here = await demo.SignedIn("wren");
        using var there = await demo.SignedIn("wren");
        await here.Get("/my-care");
        await there.Get("/my-care");
        Assert.Equal(before + 2, tags.Count);
        await here.Fill("/my-account", "everywhere");
        await Forget();
        Assert.Equal(before, tags.Count);
    }

    private Task<bool> Forget() => demo.Practice.Asks(async services =>
    {
        await ForgettingNames.Forget(services, TestContext.Current.CancellationToken);
        return true;
    });

    private static async Task ComesBack(HttpResponseMessage answer)
    {
        var html = await PlainBrowser.Text(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(OnceMore, html, StringComparison.Ordinal);
        Assert.Contains($">{Letter}</textarea>", html, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Enter(PlainBrowser browser, string name) => browser.SignIn(name, Passphrase(name));

    private static string Passphrase(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;
}
