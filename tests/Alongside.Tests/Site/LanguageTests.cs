using System.Net;
using Alongside.Site;
using Alongside.Site.Doors;
using Alongside.Tests.Floors;
using Microsoft.AspNetCore.Http;

namespace Alongside.Tests.Site;

public class LanguageTests
{
    private static readonly string[] pages = ["/components", "/components/front", "/nowhere"];

    [Fact]
    public async Task The_browser_is_answered_in_the_language_that_it_asks_for_if_we_have_it()
    {
        await using var site = await RunningSite.Start();
        Assert.Contains("""<html lang="fr" dir="ltr">""", await site.Page("/components", ("Accept-Language", "ur, fr-CA;q=0.8, en;q=0.5")), StringComparison.Ordinal);
        Assert.Contains("""<html lang="en" dir="ltr">""", await site.Page("/components", ("Accept-Language", "ur, fr;q=0")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_a_language_needs_no_account_and_leads_back_to_the_page()
    {
        await using var site = await RunningSite.Start();
        Assert.Contains("""name="language" value="fr" lang="fr" """.TrimEnd(), await site.Page("/components"), StringComparison.Ordinal);
        var answer = await site.Post("/language", Choice("fr", "/components?x=1"));
        Assert.Equal((302, "/components?x=1"), ((int)answer.StatusCode, answer.Headers.Location?.ToString()));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        Assert.Contains("""<html lang="fr" """.TrimEnd(), await site.Page("/components"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_the_choice_lies_in_a_cookie_that_no_neighbour_can_lay()
    {
        await using var site = await RunningSite.Start(who: context => context.Request.Scheme = "https");
        var laid = (await site.Post("/language", Choice("fr", "/"))).Headers.GetValues("Set-Cookie").Single().Split("; ");
        Assert.Equal(("__Host-language=fr", "httponly path=/ samesite=lax secure"), (laid[0], string.Join(' ', laid[1..].Order(StringComparer.Ordinal))));
        var context = new DefaultHttpContext { Request = { Scheme = "https" } };
        context.Request.Headers.Cookie = "language=ar; __Host-language=fr";
        Assert.Equal("fr", LanguageChoice.Read(context));
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    [InlineData("")]
    public async Task Choosing_a_language_never_leads_to_another_site(string back)
    {
        await using var site = await RunningSite.Start();
        Assert.Equal("/", (await site.Post("/language", Choice("fr", back))).Headers.Location?.ToString());
    }

    [Fact]
    public async Task No_other_site_chooses_for_the_reader()
    {
        await using var site = await RunningSite.Start();
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Post("/language", Choice("fr", "/"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
    }

    [Fact]
    public async Task Arabic_runs_from_right_to_left_and_what_nobody_translated_is_said_in_English()
    {
        await using var site = await RunningSite.Start();
        var html = await site.Page("/components", ("Cookie", "language=ar"));
        Assert.Contains("""<html lang="ar" dir="rtl">""", html, StringComparison.Ordinal);
        Assert.Contains("Leave quickly", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_on_our_pages_is_left_out_of_translation()
    {
        await using var site = await RunningSite.Start();
        foreach (var page in pages)
        {
            var html = await site.Page(page, ("Cookie", "language=en-XA"));
            Assert.True(WebUtility.HtmlDecode(html).Count(c => c == PseudoLocale.Opening) > 8);
            Offences.None(VisibleText.Untranslated(html).Where(text => text.Any(char.IsLetter)).Select(text => $"{page}: {text}"));
        }
    }

    [Fact]
    public void What_is_left_out_of_translation_is_seen() =>
        Assert.Equal(["No", "!", "a label", "and"], VisibleText.Untranslated(
            """<main><p>⟦Yes <b>you</b> may⟧ <b>No</b></p><p translate="no">Amina <i>B</i></p><br><h2>⟦Why⟧!</h2><svg aria-label="a label"></svg>⟦a⟧ and ⟦b⟧</main>"""));

    private static Dictionary<string, string> Choice(string language, string back) => new(StringComparer.Ordinal) { ["language"] = language, ["back"] = back };
}
