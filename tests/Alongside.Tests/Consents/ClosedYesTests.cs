using System.Net;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Consents;

[Trait("Kind", "Unhurried")]
public sealed partial class ClosedYesTests
{
    private const string Closed = "Closed by your no of";

    [Fact]
    public async Task A_yes_to_whom_one_keeps_out_is_shown_as_closed_and_not_among_what_is_open()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        var consents = await PlainBrowser.Raw(await zaynab.Get("/my-consents"));
        Assert.DoesNotContain(Closed, consents, StringComparison.Ordinal);
        Assert.Matches("<dt[^>]*>Nkechi", await PlainBrowser.Raw(await zaynab.Get("/my-care")));
        using (var no = await zaynab.Fill(Nkechi().Match(consents).Groups["path"].Value, "deny")) Assert.Equal(HttpStatusCode.Redirect, no.StatusCode);
        Assert.Contains(Closed, await zaynab.Page("/my-consents"), StringComparison.Ordinal);
        Assert.DoesNotMatch("<dt[^>]*>Nkechi", await PlainBrowser.Raw(await zaynab.Get("/my-care")));
    }

    [GeneratedRegex("href=\"(?<path>/my-consents/[0-9a-f-]{36})\"[^>]*>Nkechi", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nkechi();
}
