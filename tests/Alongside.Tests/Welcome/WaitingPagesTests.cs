using System.Net;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Welcome;

/// <summary>What the pages of who waits, and of who welcomes, say of what was done and of what comes of it.</summary>
[Trait("Kind", "Unhurried")]
public sealed partial class WaitingPagesTests : IAsyncLifetime
{
    private ServedPractice practice = null!;
    private PlainBrowser nkechi = null!, wren = null!;

    public async ValueTask InitializeAsync()
    {
        practice = await ServedPractice.Start("sqlite", demo: true);
        (nkechi, wren) = (new(practice.Address), new(practice.Address));
        await nkechi.SignIn("nkechi");
        await wren.SignIn("wren");
    }

    public async ValueTask DisposeAsync()
    {
        nkechi.Dispose();
        wren.Dispose();
        await practice.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_offered_time_by_a_holder_of_welcome_reads_that_they_could_read_the_request()
    {
        await Offers("Nkechi Adeyemi");
        var page = await wren.Page("/my-request");
        Assert.DoesNotContain("they see nothing of yours", page, StringComparison.Ordinal);
        Assert.Contains("Nkechi Adeyemi holds welcome too", page, StringComparison.Ordinal);
        Assert.Contains("/who-looked", page, StringComparison.Ordinal);
        await Fills(wren, "/my-request", "answer", ("Form.Yes", "true"));
        page = await wren.Page("/my-request");
        Assert.DoesNotContain("they see nothing of yours", page, StringComparison.Ordinal);
        Assert.Contains("Nkechi Adeyemi held welcome too", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_step_with_an_offer_is_said_once_it_is_done_and_a_yes_by_phone_says_before_what_follows()
    {
        var path = await Offers("Nkechi Adeyemi");
        var page = await nkechi.Page($"{path}?did=offered");
        Assert.Contains("Offered to Wren:", page, StringComparison.Ordinal);
        Assert.Contains("unnamed and out of reach", page, StringComparison.Ordinal);
        Assert.Contains("their no is written down", await Enters(path, "no"), StringComparison.OrdinalIgnoreCase);
        await Offers("Nkechi Adeyemi");
        Assert.Contains("The offer is taken back", await Enters(path, "back"), StringComparison.Ordinal);
        await Offers("Nkechi Adeyemi");
        page = await Enters(path, "yes");
        Assert.Contains("Wren has a place", page, StringComparison.Ordinal);
        Assert.Contains("with Nkechi Adeyemi", page, StringComparison.Ordinal);
        Assert.Contains("role=\"status\"", page, StringComparison.Ordinal);
        using var stranger = new PlainBrowser(practice.Address);
        await stranger.SignIn("sione");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).StatusCode);
    }

    [Fact]
    public async Task What_is_changed_after_sending_and_not_sent_is_said_until_it_is()
    {
        Assert.DoesNotContain("isn’t sent yet", await wren.Page("/my-request"), StringComparison.Ordinal);
        await Fills(wren, "/ask/1", "step", ("Form.Brings", "The lift and the stairs."), ("Form.Do", "save"));
        Assert.Contains("You have changed something since", await wren.Page("/my-request"), StringComparison.Ordinal);
        await Fills(wren, "/ask/5", "step", ("Form.Do", "on"));
        Assert.DoesNotContain("You have changed something since", await wren.Page("/my-request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_left_blank_stands_on_no_page_about_them_and_their_pronouns_stand_by_themselves()
    {
        var page = await nkechi.Page(await Path());
        Assert.Contains("Pronouns", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What helps", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"waits since [^<]*\. *<span[^>]*>they", page);
    }

    [Fact]
    public async Task Who_comes_back_halfway_goes_on_at_the_step_where_they_were_and_who_has_sent_it_sees_their_place()
    {
        using var visitor = new PlainBrowser(practice.Address);
        await Fills(visitor, "/ask", "begin");
        var code = Digits().Match(await visitor.Page("/ask/1")).Value;
        await Fills(visitor, "/ask/1", "step", ("Form.Brings", "Stairs."), ("Form.Do", "on"));
        await Fills(visitor, "/ask/2", "step", ("Form.Used", "Kit"), ("Form.Do", "on"));
        Assert.Equal("/ask/3", await ComesBack(code));
        await Fills(visitor, "/ask/5", "step", ("Form.Do", "on"));
        Assert.Equal("/my-request", await ComesBack(code));
    }

    private async Task<string> ComesBack(string code)
    {
        using var other = new PlainBrowser(practice.Address);
        var front = WayBack().Match(await PlainBrowser.Raw(await other.Get("/"))).Groups["path"].Value;
        using var answer = await other.Fill(front, "return", ("Form.Code", code));
        using var on = await other.Get(answer.Headers.Location!.ToString());
        return on.Headers.Location is { } step ? (step.IsAbsoluteUri ? step.PathAndQuery : step.ToString()) : $"{answer.Headers.Location}: {on.StatusCode}";
    }

    /// <summary>Offers the first opening of a therapist; the path of Wren's page.</summary>
    private async Task<string> Offers(string therapist)
    {
        var path = await Path();
        var raw = await PlainBrowser.Raw(await nkechi.Get(path));
        var opening = Radios().Matches(raw).First(m => m.Value.Contains(therapist, StringComparison.Ordinal)).Groups["id"].Value;
        await Fills(nkechi, path, "offer", [("Form.Opening", opening), .. Whys().Matches(raw).Select(m => (WebUtility.HtmlDecode(m.Groups["name"].Value), "Wishes"))]);
        return path;
    }

    private async Task<string> Path() =>
        WrensPage().Match(await PlainBrowser.Raw(await nkechi.Get("/waiting"))) is { Success: true } link ? link.Groups["path"].Value : throw new InvalidOperationException("Wren doesn't wait.");

    /// <summary>The page that an answer by phone leads to.</summary>
    private async Task<string> Enters(string path, string said)
    {
        using var answer = await nkechi.Fill(path, "enter", ("Answered.Do", said));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await nkechi.Page(answer.Headers.Location!.ToString());
    }

    private static async Task Fills(PlainBrowser browser, string path, string name, params (string, string)[] typed)
    {
        using var answer = await browser.Fill(path, name, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{path} {name}: {answer.StatusCode}");
    }

    [GeneratedRegex("""type="radio"[^>]*value="(?<id>[0-9a-f-]{36})".*?</label>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Radios();

    [GeneratedRegex("([0-9]{4}[^0-9<]){4}[0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("href=\"(?<path>/return[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WayBack();

    [GeneratedRegex("""<select[^>]*name="(?<name>Form\.Why[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whys();

    [GeneratedRegex("""href="(?<path>/waiting/[0-9a-f-]{36})"[^>]*>(<[^>]*>)*\s*Wren""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrensPage();
}
