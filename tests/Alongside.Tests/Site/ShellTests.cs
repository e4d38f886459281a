using System.Net;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Site.Doors;
using Alongside.Tests.Floors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Site;

public class ShellTests
{
    private const string Page = "/components";
    private static readonly string[] lines = ["Ask for care</a></li>", "My record</a></li>", "Waiting</a></li>"];

    [Theory]
    [InlineData(Page, 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/breaks", 500)]
    [InlineData("/favicon.ico", 302)]
    public async Task Every_answer_carries_the_strict_headers(string path, int status)
    {
        await using var site = await RunningSite.Start(map: Breaking);
        var answer = await site.Get(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
            + "worker-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Contains("geolocation=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData(Page, "text/html")]
    [InlineData("/nowhere", "text/html")]
    [InlineData("style", "text/css")]
    [InlineData("leave", "text/javascript")]
    [InlineData("keep", "text/javascript")]
    [InlineData("passkey", "text/javascript")]
    [InlineData("icon", "image/svg+xml")]
    public async Task Whatever_is_text_says_so_and_that_it_is_UTF_8(string path, string type)
    {
        await using var site = await RunningSite.Start();
        var file = path switch { "style" => SiteFiles.Style, "leave" => SiteFiles.Leave, "keep" => SiteFiles.Keep, "passkey" => SiteFiles.Passkey, "icon" => SiteFiles.Icon, _ => path };
        var said = (await site.Get(file)).Content.Headers.ContentType;
        Assert.Equal((type, "utf-8"), (said?.MediaType, said?.CharSet));
    }

    [Fact]
    public async Task Only_over_https_is_https_promised_for_a_year()
    {
        await using var site = await RunningSite.Start(who: context => context.Request.Scheme = "https");
        Assert.Equal("max-age=31536000; includeSubDomains", (await site.Get(Page)).Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Pages_hold_nothing_inline_and_no_script_of_Blazors()
    {
        await using var site = await RunningSite.Start();
        var html = await site.Page(Page);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("importmap", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--Blazor", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("<script").Length - 1);
        Assert.Contains("""<script src="/leave.""", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get("/_framework/blazor.web.js")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get("/_framework/opaque-redirect?url=x")).StatusCode);
    }

    [Fact]
    public async Task The_style_sheet_has_its_content_in_its_address_and_is_kept_for_ever()
    {
        await using var site = await RunningSite.Start();
        var plain = await site.Get(SiteFiles.Style);
        Assert.Equal("text/css", plain.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", plain.Headers.CacheControl?.ToString());
        var css = await RunningSite.Text(plain);
        Assert.StartsWith("@layer reset,tokens,base,layout,components,pages;@layer reset{", css, StringComparison.Ordinal);
        Assert.Contains("@layer pages", css, StringComparison.Ordinal);
        var packed = await site.Get(SiteFiles.Style, ("Accept-Encoding", "gzip, br"));
        Assert.Equal(["br"], packed.Content.Headers.ContentEncoding);
        Assert.InRange(packed.Content.Headers.ContentLength ?? 0, 1000, 16_000);
        Assert.Contains(SiteFiles.Style, await site.Page(Page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    [InlineData("X-Moz", "prefetch")]
    public async Task A_page_fetched_ahead_is_not_run(string header, string value)
    {
        await using var site = await RunningSite.Start();
        var answer = await site.Get(Page, (header, value));
        Assert.Equal((503, 0), ((int)answer.StatusCode, (await RunningSite.Text(answer)).Length));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(0, site.Pages);
        Assert.Equal(200, (int)(await site.Get(Page)).StatusCode);
    }

    [Fact]
    public async Task HEAD_opens_nothing()
    {
        await using var site = await RunningSite.Start();
        Assert.Equal(200, (int)(await site.Send(HttpMethod.Head, Page, null)).StatusCode);
        Assert.Equal(0, site.Pages);
    }

    [Theory]
    [InlineData("/nowhere", 404, "There is nothing here")]
    [InlineData("/breaks", 500, "Something broke, and it was us")]
    [InlineData("/breaks-within", 500, "Something broke, and it was us")]
    public async Task A_mishap_has_a_page_of_its_own_in_the_readers_language(string path, int status, string heading)
    {
        await using var site = await RunningSite.Start(map: Breaking);
        var answer = await site.Get(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"<h1>{heading}</h1>", await RunningSite.Text(answer), StringComparison.Ordinal);
        Assert.Contains("lang=\"fr\"", await site.Page(path, ("Accept-Language", "fr-CA,en;q=0.5")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_broke_is_noted_by_place_and_nobodys_words_are()
    {
        await using var site = await RunningSite.Start(map: Breaking);
        var html = await site.Page("/breaks-within");
        foreach (var said in new[] { html, site.Log })
        {
            Assert.DoesNotContain("canary", said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(nameof(InvalidOperationException), html, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException at Alongside.Tests.Site.ShellTests", site.Log, StringComparison.Ordinal);
        Assert.Contains("<- System.FormatException", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_of_the_shell_says_what_guards_it()
    {
        await using var site = await RunningSite.Start();
        var routes = site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.Contains(routes, route => route.RoutePattern.RawText == Page);
        Assert.Equal(1, routes.RemoveAll(route => route.RoutePattern.RawText!.StartsWith(NothingAhead.Framework, StringComparison.Ordinal)));
        Offences.None(routes.Where(route => route.Metadata.OfType<GuardAttribute>().Count() != 1).Select(route => $"{route.RoutePattern.RawText} has no guard, or two"));
    }

    [Theory]
    [InlineData(VisitKind.Visitor, true, "Ask for care", "Sign in")]
    [InlineData(VisitKind.Client, true, "My record", "Sign out")]
    [InlineData(VisitKind.Member, false, "Waiting", "Sign out")]
    public async Task Each_kind_of_visitor_finds_their_own_ways_and_whoever_may_have_to_leave_can(VisitKind kind, bool leaves, string way, string door)
    {
        await using var site = await RunningSite.Start(
            services => services
                .AddSingleton(new NavItem("Welcome", "Ask for care", "/ask", ForVisitors: true))
                .AddSingleton(new NavItem("Records", "My record", Page, ForClients: true))
                .AddSingleton(new NavItem("Welcome", "Waiting", "/waiting", ForMembers: true)),
            who: context => context.Features.Get<Visit>()!.Kind = kind);
        var html = await site.Page(Page);
        Assert.Equal(leaves, html.Contains("action=\"/leave\"", StringComparison.Ordinal));
        Assert.Contains($">{way}</a>", html, StringComparison.Ordinal);
        Assert.Contains($">{door}<", html, StringComparison.Ordinal);
        Assert.Single(lines, line => html.Contains(line, StringComparison.Ordinal));
        Assert.Equal(kind == VisitKind.Client, html.Contains("aria-current=\"page\">My record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Skipping_comes_first_and_leaving_second()
    {
        await using var site = await RunningSite.Start();
        var html = await site.Page(Page);
        var (skip, leave, menu) = (html.IndexOf("class=\"skip", StringComparison.Ordinal), html.IndexOf("class=\"leave", StringComparison.Ordinal), html.IndexOf("<header", StringComparison.Ordinal));
        Assert.True(skip > 0 && skip < leave && leave < menu);
    }

    [Fact]
    public async Task Leaving_ends_the_session_clears_the_device_and_leads_away_without_a_token()
    {
        var ended = 0;
        await using var site = await RunningSite.Start(services => services.AddSingleton<EndSession>(_ =>
        {
            ended++;
            return Task.CompletedTask;
        }));
        var answer = await site.Post("/leave", []);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("0; url=https://www.wikipedia.org/", answer.Headers.GetValues("Refresh").Single());
        Assert.Equal("\"cache\", \"cookies\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Contains("https://www.wikipedia.org/", await RunningSite.Text(answer), StringComparison.Ordinal);
        Assert.Equal(1, ended);
        var elsewhere = await site.Post("/leave", [], ("Sec-Fetch-Site", "cross-site"));
        Assert.False(elsewhere.Headers.Contains("Clear-Site-Data"));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Post("/sign-out", [], ("Origin", "https://elsewhere.example"))).StatusCode);
        Assert.Equal(1, ended);
        Assert.Equal("/", (await site.Post("/sign-out", [])).Headers.Location?.ToString());
        Assert.Equal(2, ended);
    }

    [Fact]
    public async Task A_tab_can_be_told_to_give_nothing_away()
    {
        await using var site = await RunningSite.Start(who: context => context.Features.Get<Visit>()!.NeutralTitle = "Notes");
        var html = await site.Page(Page);
        Assert.Contains("<title>Notes</title>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<title>Every", html, StringComparison.Ordinal);
    }

    private static void Breaking(WebApplication app)
    {
        app.MapGet("/breaks", _ => throw new InvalidOperationException("canary"));
        app.MapGet("/breaks-within", async context =>
        {
            context.Response.ContentType = "text/plain";
            await Task.Yield();
            throw new InvalidOperationException("canary", new FormatException("canary"));
        });
    }
}
