using System.Net;
using System.Net.Http.Headers;
using Alongside.Site;
using Alongside.Site.Doors;

namespace Alongside.Tests.Site;

public class PostTests
{
    private const string Page = "/components";
    private const string Letter = "Two lines about the lift, <b>and</b> more.";

    [Fact]
    public async Task A_form_works_without_script_and_a_no_keeps_what_was_typed()
    {
        await using var site = await RunningSite.Start();
        var answer = await site.Post(Page, Typed(await site.Page(Page), ("Given.Day", "31 November")));
        var html = await RunningSite.Text(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("role=\"alert\" tabindex=\"-1\" id=\"refused\" autofocus", html, StringComparison.Ordinal);
        Assert.Contains("November has 30 days. Did you mean 30 November or 1 December?", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Letter), html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        var again = await site.Post(Page, Typed(html, ("Given.Day", "30 November")));
        Assert.Contains("We read your answers", await RunningSite.Text(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_form_comes_back_with_what_was_typed_and_goes_through_the_second_time()
    {
        await using var site = await RunningSite.Start();
        var fields = Typed(await site.Page(Page), ("Given.Way", "walk"));
        fields["__RequestVerificationToken"] = "stale";
        var answer = await site.Post(Page + "?from=here", fields);
        var html = await RunningSite.Text(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1>Once more, please</h1>", html, StringComparison.Ordinal);
        Assert.Contains("action=\"/components?from=here\"", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Letter), html, StringComparison.Ordinal);
        Assert.Equal("walk", RunningSite.Hidden(html)["Given.Way"]);
        var again = RunningSite.Hidden(html);
        again["Given.Know"] = Letter;
        Assert.Contains("We read your answers", await RunningSite.Text(await site.Post(Page, again)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_comes_back_under_the_name_of_its_field()
    {
        await using var site = await RunningSite.Start();
        var fields = Typed(await site.Page(Page), ("Given.Letter", "a letter of some length, and more"));
        fields["__RequestVerificationToken"] = "stale";
        Assert.Contains("name=\"_called\" value=\"Given.Know=", await site.Page(Page), StringComparison.Ordinal);
        fields["_called"] = "Given.Know=What we = should know";
        var html = await RunningSite.Text(await site.Post(Page, fields));
        Assert.Contains("<label for=\"f-Given-Know\">What we = should know</label>", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"f-Given-Letter\">What you wrote, ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Given.Know=What we = should know</textarea>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "form", "httponly; path=/; samesite=lax")]
    [InlineData("https", "__Host-form", "httponly; path=/; samesite=lax; secure")]
    public async Task What_a_form_belongs_to_lies_in_a_cookie_that_no_neighbour_can_lay_over_TLS(string scheme, string name, string about)
    {
        await using var site = await RunningSite.Start(who: context => context.Request.Scheme = scheme);
        var laid = Assert.Single((await site.Get(Page)).Headers.GetValues("Set-Cookie")).Split("; ");
        Assert.StartsWith($"{name}=", laid[0], StringComparison.Ordinal);
        Assert.Equal(about, string.Join("; ", laid[1..].Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_passphrase_is_asked_for_again_and_never_shown()
    {
        await using var site = await RunningSite.Start();
        var fields = Typed(await site.Page(Page), ("Given.Passphrase", "loom kite amber river"));
        fields["__RequestVerificationToken"] = "stale";
        var html = await RunningSite.Text(await site.Post(Page, fields));
        Assert.DoesNotContain("loom kite", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Given.Passphrase\" type=\"password\"", html, StringComparison.Ordinal);
        Assert.Equal("Given.Passphrase", RunningSite.Hidden(html)[StalePost.Secrets]);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    public async Task What_another_site_sends_in_our_name_comes_back_with_nothing_to_press(string header, string value)
    {
        await using var site = await RunningSite.Start();
        var fields = Typed("", ("Given.Day", "30 November"));
        var answer = await site.Post(Page, fields, (header, value));
        var html = await RunningSite.Text(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1>We could not read that</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("30 November", html, StringComparison.Ordinal);
        Assert.DoesNotContain("__RequestVerificationToken", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_too_long_comes_back_whole_with_the_reason()
    {
        await using var site = await RunningSite.Start();
        var fields = Typed(await site.Page(Page));
        fields["Given.Know"] = new string('x', PostLimit.Soft) + " end";
        var answer = await site.Post(Page, fields);
        var html = await RunningSite.Text(answer);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("longer than we can take in one piece", html, StringComparison.Ordinal);
        Assert.Contains("xxx end</textarea>", html, StringComparison.Ordinal);
        var shorter = RunningSite.Hidden(html);
        Assert.Contains("We read your answers", await RunningSite.Text(await site.Post(Page, shorter)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Far_too_much_is_not_even_read()
    {
        await using var site = await RunningSite.Start();
        using var content = new StringContent("Given.Know=" + new string('x', PostLimit.Hard));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var answer = await site.Send(HttpMethod.Post, Page, content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("<h1>That is more than we can take in one piece</h1>", await RunningSite.Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gone")]
    public async Task What_a_page_no_longer_offers_is_answered_with_a_page_and_what_was_typed(string? handler)
    {
        await using var site = await RunningSite.Start();
        var fields = Typed(await site.Page(Page));
        fields.Remove("_handler");
        if (handler is not null) fields["_handler"] = handler;
        var answer = await site.Post(Page, fields);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var html = await RunningSite.Text(answer);
        Assert.Contains("<h1>This has changed meanwhile</h1>", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Letter), html, StringComparison.Ordinal);
        Assert.DoesNotContain("<button class=\"button\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_takes_nothing_says_so()
    {
        await using var site = await RunningSite.Start();
        var answer = await site.Send(HttpMethod.Put, Page, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("<h1>This page can only be read</h1>", await RunningSite.Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task No_other_way_of_asking_is_answered_and_nothing_of_it_comes_back(string method)
    {
        await using var site = await RunningSite.Start();
        foreach (var path in new[] { Page, "/language", "/sign-out", SiteFiles.Icon })
        {
            var answer = await site.Send(new(method), path, null, ("X-Canary", "tangerine"));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.DoesNotContain("tangerine", await RunningSite.Text(answer), StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Typed(string html, params (string Name, string Value)[] more)
    {
        var fields = RunningSite.Hidden(html);
        fields["Given.Know"] = Letter;
        foreach (var (name, value) in more) fields[name] = value;
        fields.Remove("back");
        return fields;
    }
}
