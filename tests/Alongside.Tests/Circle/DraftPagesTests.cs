using System.Net;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Circle;

[Trait("Kind", "Unhurried")]
public sealed partial class DraftPagesTests
{
    [Fact]
    public async Task A_new_draft_that_cannot_be_put_is_kept_once_and_the_reason_stands_where_one_is()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        var refused = await PlainBrowser.Raw(await nkechi.Fill("/circle/draft", "draft", ("Form.Act", "put"), ("Form.Text", "Tea, each Monday.")));
        var text = WebUtility.HtmlDecode(refused);
        Assert.Contains("role=\"alert\"", refused, StringComparison.Ordinal);
        Assert.Contains("Tea, each Monday.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept for you, sealed.", text, StringComparison.Ordinal);

        // The next press goes on with what was kept, instead of keeping it a second time.
        var fields = PlainBrowser.Drawn(refused, "draft");
        (fields["Form.Act"], fields["Form.Title"], fields["Form.Text"]) = ("keep", "Tea", "Tea, each Monday.");
        using var kept = await nkechi.Post(Action().Match(refused).Groups["path"].Value, fields);
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Single(Drafts().Matches(await nkechi.Page("/circle")).Select(m => m.Value).Distinct());
    }

    [Fact]
    public async Task An_agreement_that_was_chosen_is_neither_lost_by_keeping_nor_put_without_its_change()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        (string, string)[] typed = [("Form.Kind", "fee-scale"), ("Form.Title", "The full fee"), ("Form.Text", "Lower it."), ("Form.Minutes", "10")];
        var refused = await PlainBrowser.Text(await nkechi.Fill("/circle/draft?kind=fee-scale", "draft", [.. typed, ("Form.Act", "put")]));
        Assert.Contains("You chose to change “Fee scale”, and haven’t written how.", refused, StringComparison.Ordinal);
        using var kept = await nkechi.Fill("/circle/draft?kind=fee-scale", "draft", [.. typed, ("Form.Act", "keep")]);
        Assert.Contains("<option value=\"fee-scale\" selected", await nkechi.Page(kept.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [GeneratedRegex("action=\"(?<path>/circle/draft/[0-9a-f-]{36})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex("/circle/draft/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Drafts();
}
