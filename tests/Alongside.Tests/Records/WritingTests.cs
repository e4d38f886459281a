using System.Net;
using System.Text.RegularExpressions;
using Alongside.Features.Records;
using Alongside.Features.Welcome;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Records;

/// <summary>Words that somebody types cost time, and may be all that there is of them: none is lost, cut or sent unasked.</summary>
[Trait("Kind", "Unhurried")]
public sealed partial class WritingTests
{
    private const string Words = "The garden again,\nand the gate.";

    [Theory, InlineData("share"), InlineData("keep")]
    public async Task Who_writes_while_the_yes_is_taken_back_reads_their_words_once_more_and_nothing_is_kept(string pressed)
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        var note = await NotePage(nkechi);
        var form = await nkechi.Form(note, "note");
        await TakesAllBack(practice);
        foreach (var (name, value) in new[] { ("Form.Text", Words), ("Form.Day", "2026-01-05"), ("Form.Do", pressed) }) form[name] = value;
        using var answer = await nkechi.Post(note, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = (await PlainBrowser.Text(answer)).ReplaceLineEndings("\n");
        Assert.Contains(Words, page, StringComparison.Ordinal);
        Assert.Contains("This isn’t open to you any more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Share it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The garden", await nkechi.Page(note), StringComparison.Ordinal);
        Assert.False(await practice.Asks(s => s.GetRequiredService<Database>().SealedRecords.AnyAsync(r => r.Kind == NoteDraft.Kind)));
    }

    [Fact]
    public async Task Enter_keeps_a_note_for_now_and_never_shares_it()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        var html = await PlainBrowser.Raw(await nkechi.Get(await NotePage(nkechi)));
        var first = Submits().Matches(html[html.IndexOf("data-keep", StringComparison.Ordinal)..])[0].Value;
        Assert.Contains("value=\"keep\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_whole_and_said_at_its_field()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        Assert.DoesNotContain("maxlength", await PlainBrowser.Raw(await zaynab.Get("/my-names")), StringComparison.Ordinal);
        var name = new string('x', 201);
        var answer = await PlainBrowser.Text(await zaynab.Fill("/my-names", "names", ("Form.Used", name)));
        Assert.Contains($"value=\"{name}\"", answer, StringComparison.Ordinal);
        Assert.Contains("At most 200 characters fit here; this has 201.", answer, StringComparison.Ordinal);
        var near = await PlainBrowser.Text(await zaynab.Fill("/my-names", "names", ("Form.Used", name), ("Form.Group", name[..190]), ("Form.Envelope", name[..100])));
        Assert.Contains("At most 200 characters fit here; this has 190.", near, StringComparison.Ordinal);
        Assert.DoesNotContain("this has 100", near, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_takes_no_more_of_a_name_than_names_do_and_no_less_of_what_helps()
    {
        Assert.NotNull(new AskDraft { Used = new('x', 201) }.Check());
        Assert.Null(new AskDraft { Access = new('x', 2_000), Not = new('x', 300) }.Check());
    }

    private static async Task<string> NotePage(PlainBrowser nkechi)
    {
        var zaynab = PersonLink().Match(await PlainBrowser.Raw(await nkechi.Get("/people")));
        Assert.True(zaynab.Success);
        return $"{zaynab.Groups["path"].Value}/note";
    }

    private static async Task TakesAllBack(ServedPractice practice)
    {
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        var ways = TakesBack().Matches(await PlainBrowser.Raw(await zaynab.Get("/my-consents")));
        Assert.NotEmpty(ways);
        foreach (Match way in ways) Assert.Equal(HttpStatusCode.Redirect, (await zaynab.Fill("/my-consents", way.Value)).StatusCode);
    }

    [GeneratedRegex("<button[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Submits();

    [GeneratedRegex("back-[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex TakesBack();

    [GeneratedRegex("(?<path>/people/[0-9a-f-]{36})\"[^>]*Open: Zaynab", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PersonLink();
}
