using System.Net;
using System.Security.Cryptography;
using Alongside.Features.Sealing;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Alongside.Tests.Circle;

public class FoundingLinkTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_who_come_by_one_link_at_once_one_founds_and_the_other_has_no_account_of_a_member(string database)
    {
        // Both have sent the form, and found the link alive, before either goes on.
        using var both = new Barrier(2);
        ArgonQueue queue = new(derive: (secret, salt) =>
        {
            if (both.ParticipantCount > 0) both.SignalAndWait(TestContext.Current.CancellationToken);
            return HMACSHA512.HashData(salt.Span, secret.Span);
        });
        await using var practice = await ServedPractice.Start(database, adjust: services => services.AddSingleton(queue));
        var link = (await practice.FoundingLink())!;
        PlainBrowser[] browsers = [new(practice.Address), new(practice.Address)];
        var answers = await Task.WhenAll(browsers.Select((browser, i) => browser.Fill(link, "join",
            ("Form.Known", "Amara Osei"), ("Form.Name", $"amara {i}"), ("Form.Passphrase", "four green boats at noon"), ("Form.Again", "four green boats at noon"))));
        both.RemoveParticipants(2);

        var first = Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        var (winner, loser) = (browsers[first], browsers[1 - first]);
        Assert.Contains("This link opens nothing any more", await PlainBrowser.Text(answers[1 - first]), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await winner.Get("/openings")).StatusCode);
        Assert.Equal(1, await practice.Asks(s => s.GetRequiredService<Database>().People.CountAsync()));
        Assert.Contains("opens nothing here", await PlainBrowser.Text(await loser.SignIn($"amara {1 - first}", "four green boats at noon")), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await loser.Get("/openings")).Headers.Location?.OriginalString, StringComparison.Ordinal);

        // Whoever makes an account in the ordinary way finds nothing that is a member's.
        await loser.Fill("/sign-up", "sign-up", ("Form.Name", "amara"), ("Form.Passphrase", "four green boats at noon"), ("Form.Again", "four green boats at noon"));
        Assert.Equal(HttpStatusCode.NotFound, (await loser.Get("/openings")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await loser.Get("/mandates")).StatusCode);
    }
}
