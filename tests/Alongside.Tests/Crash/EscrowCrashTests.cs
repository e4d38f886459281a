using System.Net;
using System.Text.RegularExpressions;
using Alongside.Commands;
using Alongside.Demo;
using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Crash;

/// <summary>The server is killed, as by kill -9, while keepers make the escrow anew.</summary>
[Trait("Kind", "Slow")]
public sealed partial class EscrowCrashTests
{
    private static readonly string[] keepers = ["nkechi", "amina"];

    // The moment is chance in any case, so that the dice need not fall alike each time.
    private static readonly Random dice = Random.Shared;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Killed_while_the_escrow_is_made_anew_no_key_is_lost_and_it_goes_on_by_the_same_papers(string database)
    {
        await using var server = await KilledServer.Begin(database, AppContext.BaseDirectory);
        await server.Start();
        var (browsers, papers) = (new List<PlainBrowser>(), new List<string>());
        foreach (var name in keepers)
        {
            browsers.Add(new(server.Url));
            await browsers[^1].SignIn(name);
            papers.Add(await Words(browsers[^1], name));
        }
        var (old, opened) = (EscrowSharing.Combine(papers).Value, (await Wraps(server)).Select(w => (w.Folder, w.Generation)).ToHashSet());

        var last = MakeAnew(browsers, papers);
        await UntilSomeMoment(server, last);
        await server.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => last);
        await server.Start();
        Assert.Empty(await server.Troubles());
        var cut = await LeftBehind(server);
        Assert.NotEqual(0, cut);
        TestContext.Current.TestOutputHelper?.WriteLine($"{database}: {cut} keys left behind");
        var half = await Wraps(server);
        Assert.Superset(opened, half.Select(w => (w.Folder, w.Generation)).ToHashSet());
        using (var done = await MakeAnew(browsers, papers)) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(0, await LeftBehind(server));
        Assert.Empty(await server.Troubles());

        papers.Clear();
        for (var i = 0; i < keepers.Length; i++) papers.Add(await Words(browsers[i], keepers[i]));
        var (now, practice, whole) = (EscrowSharing.Combine(papers).Value, await Practice(server), await Wraps(server));
        Assert.Superset(opened, whole.Select(w => (w.Folder, w.Generation)).ToHashSet());
        Assert.All(whole, w => Assert.NotNull(Wrapping.Open(w.Bytes, now, new(practice, Wrapped.DataKey, w.Folder.Value, w.Generation, w.Actor, w.KeyNumber))));
        Assert.All(whole, w => Assert.Null(Wrapping.Open(w.Bytes, old, new(practice, Wrapped.DataKey, w.Folder.Value, w.Generation, w.Actor, w.KeyNumber))));
        browsers.ForEach(b => b.Dispose());
    }

    private static async Task<HttpResponseMessage> MakeAnew(List<PlainBrowser> browsers, List<string> papers)
    {
        using (var begun = await browsers[0].Fill("/escrow", "anew")) Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        using (var first = await HandIn(browsers[0], keepers[0], papers[0])) Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        return await HandIn(browsers[1], keepers[1], papers[1]);
    }

    private static Task<HttpResponseMessage> HandIn(PlainBrowser browser, string name, string words) =>
        browser.Fill("/escrow", "hand-in", ("Form.Words", words), ("Form.Name", name), ("Form.Passphrase", PassphraseOf(name)));

    private static async Task<string> Words(PlainBrowser browser, string name)
    {
        using var shown = await browser.Fill("/my-escrow-share", "show", ("Proof.Name", name), ("Proof.Passphrase", PassphraseOf(name)));
        return string.Join(' ', Word().Matches(await PlainBrowser.Raw(shown)).Select(m => m.Groups["word"].Value));
    }

    private static string PassphraseOf(string name) => DemoPractice.People.Single(p => p.SignIn == name).Passphrase;

    // After the new key is there, and some of the mandates, which come first, are handed over.
    private static async Task UntilSomeMoment(KilledServer server, Task last)
    {
        await using var db = server.Open();
        var handedOver = dice.Next(4);
        while (!last.IsCompleted && (await db.MandateKeys.CountAsync(k => k.HolderKey == 2 && db.PublicKeys.Any(e => e.Kind == ActorKind.Escrow && e.Actor == k.Holder && e.Number == 2), Stop) < handedOver
            || await db.PublicKeys.CountAsync(k => k.Kind == ActorKind.Escrow, Stop) < 2)) await Task.Delay(5, Stop);
        Assert.False(last.IsCompleted, "It was done before anybody looked.");
    }

    private static async Task<List<Wrap>> Wraps(KilledServer server)
    {
        await using var db = server.Open();
        var escrow = await db.PublicKeys.Where(k => k.Kind == ActorKind.Escrow).Select(k => k.Actor).FirstAsync(Stop);
        return await db.Wraps.AsNoTracking().Where(w => w.Actor == escrow).ToListAsync(Stop);
    }

    private static async Task<int> LeftBehind(KilledServer server)
    {
        var premises = (await ExistingPractice.Read(server.Settings, Stop)).Value;
        await using var db = server.Open(premises.House);
        return await db.LeftBehind(premises, Stop);
    }

    private static async Task<Guid> Practice(KilledServer server) => (await ExistingPractice.Read(server.Settings, Stop)).Value.Practice;

    [GeneratedRegex("<li[^>]*>(?<word>[a-z]{3,8})</li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
