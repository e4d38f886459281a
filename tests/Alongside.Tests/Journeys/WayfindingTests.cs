using System.Net;
using System.Text.RegularExpressions;

namespace Alongside.Tests.Journeys;

/// <summary>From each page to the next one that is wanted, and what a page says of what was done there.</summary>
[Trait("Kind", "Unhurried")]
public sealed class WayfindingTests(ServedDemo demo) : IClassFixture<ServedDemo>
{
    [Fact]
    public async Task A_session_leads_its_therapist_to_the_person_and_from_there_to_the_next_booking()
    {
        using var nkechi = await demo.SignedIn("nkechi");
        var session = First(await nkechi.Page("/openings"), "/appointments/");
        var person = First(await nkechi.Page(session), "/people/");
        var page = await nkechi.Page(person);
        Assert.Contains("When you meet next", page, StringComparison.Ordinal);
        var id = person["/people/".Length..];
        Assert.Contains($"/calendar?with={id}#book-h", page, StringComparison.Ordinal);
        Assert.Matches($"<option value=\"{id}\" selected", await nkechi.Page($"/calendar?with={id}"));
    }

    [Fact]
    public async Task The_person_themselves_is_led_to_no_page_about_them()
    {
        using var zaynab = await demo.SignedIn("zaynab");
        var session = First(await zaynab.Page("/my-appointments"), "/appointments/");
        Assert.DoesNotContain("/people/", await zaynab.Page(session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_books_reads_the_length_and_the_way_before_and_that_it_is_booked_after()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        var calendar = await nkechi.Page("/calendar");
        var opening = All(calendar, "name=\"Form.Opening\" value=\"(?<it>[^\"]+)\"")[0];
        Assert.Equal("50 minutes · In our rooms", All(calendar, $"value=\"{opening}\".*?class=\"hint\">(?<it>[^<]+)<")[0]);
        var client = All(calendar, "<select id=\"f-Form-Client\".*?<option value=\"(?<it>[^\"]+)\"")[0];
        using var booked = await nkechi.Fill("/calendar", "book", ("Form.Client", client), ("Form.Opening", opening));
        var page = await nkechi.Page(booked.Headers.Location!.OriginalString);
        Assert.Matches("<div class=\"done\" role=\"status\" tabindex=\"-1\" id=\"done\" autofocus><p>Booked with ", page);
    }

    [Theory]
    [InlineData("", "", "Please choose a day.", "Please choose an hour.")]
    [InlineData("tomorrow", "noon", "Please write the day as 2026-11-24.", "Please write the hour as 16:30.")]
    public async Task A_day_that_was_not_chosen_is_asked_for_beside_its_field_and_how_to_write_it_only_where_it_was_written(string day, string hour, string noDay, string noHour)
    {
        using var nkechi = await demo.SignedIn("nkechi");
        var page = await PlainBrowser.Text(await nkechi.Fill("/openings", "offer", ("Form.Day", day), ("Form.Hour", hour), ("Form.Minutes", "50"), ("Form.Way", "room"), ("Form.Weeks", "1")));
        Assert.Contains($"id=\"f-Form-Day-mend\">{noDay}<", page, StringComparison.Ordinal);
        Assert.Contains($"id=\"f-Form-Hour-mend\">{noHour}<", page, StringComparison.Ordinal);
        Assert.Single(All(page, "<input [^>]*(?<it>autofocus)"));
    }

    [Fact]
    public async Task A_no_stands_apart_from_each_yes_and_is_taken_back_in_words_of_its_own()
    {
        using var zaynab = await demo.SignedIn("zaynab");
        var parts = (await zaynab.Page("/my-consents")).Split("What I keep closed");
        Assert.Equal(2, parts.Length);
        // Who keeps the books and meets them reads no name on a transfer, from the demo's first session on.
        Assert.Contains("not the name under which you pay", parts[1], StringComparison.Ordinal);
        Assert.Contains(">Take back my no<", parts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("Take back my no", parts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_what_was_said_yes_to_and_what_was_taken_back()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var wren = new PlainBrowser(practice.Address);
        await wren.SignIn("wren");
        var log = await wren.Page("/who-looked");
        Assert.Contains("You said yes to whoever holds “Welcome”: What you wrote when you asked for care.", log, StringComparison.Ordinal);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        Assert.Contains("What you were asked, and what you said to it, was kept among your papers.", await zaynab.Page("/who-looked"), StringComparison.Ordinal);
        foreach (var form in All(await zaynab.Page("/my-consents"), "name=\"_handler\" value=\"(?<it>back-[0-9a-f]+)\"")) Assert.Equal(HttpStatusCode.Redirect, (await zaynab.Fill("/my-consents", form)).StatusCode);
        Assert.Contains("You took back what you had opened to Nkechi Adeyemi: How to reach you.", await zaynab.Page("/who-looked"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_tells_what_was_charged_from_what_was_paid_and_ends_with_what_is_owed()
    {
        using var zaynab = await demo.SignedIn("zaynab");
        var page = await zaynab.Page("/my-fees");
        Assert.Equal(3, All(page, "(?<it><td class=\"amount\">\\$60</td>\\s*<td></td>)").Count);
        Assert.Matches("Together</th><td class=\"amount\">\\$180</td><td class=\"amount\">\\$100</td>", page);
        Assert.Matches("You owe</th><td class=\"amount\" colspan=\"2\">\\$80</td>", page);
    }

    [Fact]
    public async Task Whoever_is_here_already_is_not_offered_to_ask_for_care_on_the_front_page()
    {
        using var visitor = demo.Visitor();
        Assert.Contains("href=\"/ask\"", await visitor.Page("/"), StringComparison.Ordinal);
        foreach (var (who, home) in new[] { ("nkechi", "/today"), ("zaynab", "/my-care") })
        {
            using var browser = await demo.SignedIn(who);
            var page = await browser.Page("/");
            Assert.DoesNotContain("href=\"/ask\"", page, StringComparison.Ordinal);
            Assert.Contains($"<a class=\"button large\" href=\"{home}\">", page, StringComparison.Ordinal);
            Assert.Single(All(page, "(?<it>action=\"/language\")"));
        }
    }

    private static string First(string page, string kind)
    {
        var found = All(page[page.IndexOf("<main", StringComparison.Ordinal)..], $"href=\"(?<it>{Regex.Escape(kind)}[0-9a-f-]{{36}})\"");
        Assert.True(found.Count > 0, $"No link to {kind} there.");
        return found[0];
    }

    private static IReadOnlyList<string> All(string page, string pattern) =>
        [.. Regex.Matches(page, pattern, RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Select(m => m.Groups["it"].Value)];
}
