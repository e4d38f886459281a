using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace Alongside.Tests.Browser;

/// <summary>The browser's helpers, each seen to find what it is there to find, under the policy that the site has.</summary>
public sealed class BrowserTests(Chromium chromium, BrowserTests.Site site) : BrowserTest(chromium), IClassFixture<BrowserTests.Site>
{
    private const string Fine = """
        <h1>Come in</h1>
        <form><label>Your name <input name="name"></label>
        <fieldset><legend>When</legend><label><input type="radio" name="when">Now</label>
        <label><input type="radio" name="when">Later</label></fieldset><button>Go on</button></form>
        <details><summary>More</summary><a href="/far">Far away</a></details>
        """;

    [Fact]
    public async Task A_page_with_nothing_wrong_passes()
    {
        var page = await Show(Fine, View.Phone);
        await Everybody.CanUse(page);
        Assert.Equal(360, await page.EvaluateAsync<int>("innerWidth"));
        Assert.False(await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
    }

    [Fact]
    public async Task What_is_shown_on_a_laptop_alone_is_looked_at_as_well()
    {
        var page = await Show("""<h1>Come in</h1><img src="/icon.svg">""", View.Phone);
        await page.EvaluateAsync("""
            () => {
                const phones = new CSSStyleSheet()
                phones.replaceSync('@media (max-width: 600px) { img { display: none } }')
                document.adoptedStyleSheets = [phones]
            }
            """);
        await Axe.Check(page);
        Assert.Contains("image-alt", (await Assert.ThrowsAnyAsync<XunitException>(() => Everybody.CanUse(page))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keyboard_is_tried_without_script_too() => await Keyboard.ReachesAll(await Show(Fine));

    [Fact]
    public async Task Who_listens_is_at_a_loss_between_two_buttons_of_one_name()
    {
        var listener = await Listener.To(await Show("<h1>Come in</h1><button>Go on</button><button>Go on</button>"));
        Assert.Contains("several buttons", (await Assert.ThrowsAnyAsync<XunitException>(() => listener.Press("button", "Go on"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Axe_finds_a_picture_without_words_and_grey_on_grey()
    {
        var page = await Show("""<h1>Come in</h1><img src="/icon.svg"><p class="faint">Hello</p>""", new(Script: true));
        var found = await Assert.ThrowsAnyAsync<XunitException>(() => Axe.Check(page));
        Assert.Contains("image-alt", found.Message, StringComparison.Ordinal);
        Assert.Contains("color-contrast-enhanced", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Axe_looks_in_the_light_that_the_page_is_not_in_as_well(bool dark)
    {
        var page = await Show($"""<h1>Come in</h1><p class="{(dark ? "by-day" : "by-night")}">Hello</p>""", new(Dark: dark, Script: true));
        var found = await Assert.ThrowsAnyAsync<XunitException>(() => Axe.Check(page));
        Assert.Contains("color-contrast", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<button tabindex="-1">Go on</button>""", "<button> Go on can't be reached")]
    [InlineData("""<a href="/far" class="away">Far</a>""", "is not on the screen")]
    [InlineData("""<a href="/far">Far</a><div class="cover"></div>""", "is covered")]
    [InlineData("""<a href="/far" class="unmarked">Far</a>""", "has no mark")]
    [InlineData("""<a href="/a">A</a><a href="/b" tabindex="1">B</a>""", "Tab jumps")]
    public async Task The_keyboard_finds_what_it_cannot_use(string body, string trouble)
    {
        var page = await Show(body);
        var found = await Assert.ThrowsAnyAsync<XunitException>(() => Keyboard.ReachesAll(page));
        Assert.Contains(trouble, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<p style="color: red">Hello</p>""", "Content Security Policy")]
    [InlineData("""<script>alert(1)</script>""", "Content Security Policy")]
    [InlineData("""<img src="/missing.svg" alt="A missing picture">""", "404")]
    [InlineData("""<script src="/broken.js"></script>""", "Broken")]
    public async Task What_the_browser_complains_about_is_heard(string body, string complaint)
    {
        await Show(body, new(Script: true));
        for (var tries = 0; !Complaints.Any && tries < 50; tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Contains(complaint, string.Join('\n', Complaints.Heard), StringComparison.Ordinal);
        Complaints.Forget();
    }

    [Fact]
    public async Task A_page_that_is_rightly_not_found_is_no_complaint()
    {
        var page = await Open(new(Site: site.Address));
        Assert.Equal(404, (await page.GotoAsync("/elsewhere"))!.Status);
        await page.WaitForTimeoutAsync(200);
        Assert.Empty(Complaints.Heard);
    }

    [Fact]
    public async Task Script_is_off_unless_asked_for_and_the_language_is_the_visitors()
    {
        var page = await Show("""<p id="said">Before</p><script src="/say.js"></script>""", new(Language: "fr-CA"));
        Assert.Equal("Before", await page.Locator("#said").InnerTextAsync());
        Assert.Contains("fr-CA", site.LastLanguage, StringComparison.Ordinal);
    }

    private async Task<IPage> Show(string body, View? view = null)
    {
        var page = await Open((view ?? new()) with { Site = site.Address });
        await page.GotoAsync("/?body=" + Uri.EscapeDataString(body));
        return page;
    }

    public sealed class Site : IAsyncLifetime
    {
        private const string Style = """
            body { color: black; background: white } .faint { color: #666 } .away { position: absolute; inset-inline-start: -9999px }
            .cover { position: fixed; inset: 0; background: white } a:focus, button:focus { outline: 3px solid }
            @media (prefers-color-scheme: dark) { .by-night { color: #666 } } @media (prefers-color-scheme: light) { .by-day { color: #666 } }
            a.unmarked:focus { outline: none } input, button { min-block-size: 44px; min-inline-size: 44px }
            """;

        private WebApplication? app;

        public string Address => app!.Urls.Single();
        public string LastLanguage { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapGet("/", (HttpContext context, string body) => Page(context, body));
            app.MapGet("/style.css", () => Results.Text(Style, "text/css"));
            app.MapGet("/icon.svg", () => Results.Text("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"));
            app.MapGet("/elsewhere", () => Results.Text("Not here", "text/plain", statusCode: 404));
            app.MapGet("/favicon.ico", () => Results.NoContent());
            app.MapGet("/say.js", () => Results.Text("said.innerText = 'After'", "text/javascript"));
            app.MapGet("/broken.js", () => Results.Text("throw new Error('Broken')", "text/javascript"));
            await app.StartAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync() => await app!.DisposeAsync();

        private IResult Page(HttpContext context, string body)
        {
            LastLanguage = context.Request.Headers.AcceptLanguage.ToString();
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'";
            return Results.Text($"""
                <!doctype html><html lang="en"><head><title>Come in</title><link rel="stylesheet" href="/style.css">
                <meta name="viewport" content="width=device-width"></head><body><main>{body}</main></body></html>
                """, "text/html");
        }
    }
}
