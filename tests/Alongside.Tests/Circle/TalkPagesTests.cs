using System.Net;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Circle;

[Trait("Kind", "Unhurried")]
public sealed class TalkPagesTests
{
    [Fact]
    public async Task Of_a_long_conversation_the_latest_threads_are_there_at_first_and_whatever_one_has_not_read()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var nkechi = new PlainBrowser(practice.Address);
        using var sione = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        await sione.SignIn("sione");
        await Says(nkechi, "The very first of these.");
        using var read = await sione.Fill("/circle/2", "read");
        Assert.Equal(HttpStatusCode.Redirect, read.StatusCode);
        for (var i = 1; i <= 14; i++) await Says(nkechi, $"Remark no. {i}.");

        var latest = await nkechi.Page("/circle/2");
        Assert.DoesNotContain("The very first of these.", latest, StringComparison.Ordinal);
        Assert.DoesNotContain("Remark no. 2.", latest, StringComparison.Ordinal);
        Assert.Contains("Remark no. 3.", latest, StringComparison.Ordinal);
        Assert.Contains("What was said before", latest, StringComparison.Ordinal);
        Assert.Contains("The very first of these.", await nkechi.Page("/circle/2?talk=all"), StringComparison.Ordinal);

        var unread = await sione.Page("/circle/2");
        Assert.Contains("Remark no. 1.", unread, StringComparison.Ordinal);
        Assert.DoesNotContain("The very first of these.", unread, StringComparison.Ordinal);
    }

    private static async Task Says(PlainBrowser who, string words)
    {
        using var said = await who.Fill("/circle/2", "say", ("Form.Remark", words));
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
    }
}
