using System.Net;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Circle;

[Trait("Kind", "Unhurried")]
public sealed partial class TalkPagesTests
{
    [Fact]
    public async Task Of_a_long_conversation_the_latest_remarks_are_there_at_first_what_they_answer_and_whatever_one_has_not_read()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        using var sione = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        await sione.SignIn("sione");
        await Says(nkechi, "The very first of these.");
        using var read = await sione.Fill("/circle/2", "read");
        Assert.Equal(HttpStatusCode.Redirect, read.StatusCode);
        for (var i = 1; i <= 26; i++) await Says(nkechi, $"Remark no. {i}.");

        var latest = await nkechi.Page("/circle/2");
        Assert.DoesNotContain("The very first of these.", latest, StringComparison.Ordinal);
        Assert.DoesNotContain("Remark no. 2.", latest, StringComparison.Ordinal);
        Assert.Contains("Remark no. 3.", latest, StringComparison.Ordinal);
        Assert.Contains("What was said before", latest, StringComparison.Ordinal);
        var all = await nkechi.Page("/circle/2?talk=all");
        Assert.Contains("The very first of these.", all, StringComparison.Ordinal);

        var unread = await sione.Page("/circle/2");
        Assert.Contains("Remark no. 1.", unread, StringComparison.Ordinal);
        Assert.DoesNotContain("The very first of these.", unread, StringComparison.Ordinal);

        // What is answered now stands above its answer, however long ago it was said.
        var answer = Answering().Match(all[..all.IndexOf("Remark no. 1.", StringComparison.Ordinal)]).Groups["row"].Value;
        using var said = await nkechi.Fill($"/circle/2?to={answer}", "say", ("Form.Remark", "To the very first."));
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        var answered = await nkechi.Page("/circle/2");
        Assert.True(answered.IndexOf("The very first of these.", StringComparison.Ordinal) < answered.IndexOf("To the very first.", StringComparison.Ordinal));
    }

    private static async Task Says(PlainBrowser who, string words)
    {
        using var said = await who.Fill("/circle/2", "say", ("Form.Remark", words));
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
    }

    [GeneratedRegex("[?]to=(?<row>[0-9a-f-]{36})", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Answering();
}
