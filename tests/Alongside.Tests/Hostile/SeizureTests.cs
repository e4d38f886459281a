using System.Globalization;
using System.Net;
using System.Text;
using Alongside.Demo;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Alongside.Tests.Post;
using AngleSharp.Html.Dom;

namespace Alongside.Tests.Hostile;

/// <summary>Ten thousand words that people tell, through use, change, deletion, mail, a kill and a backup: none lies on any disk.</summary>
[Trait("Kind", "Slow")]
public sealed class SeizureTests
{
    private const int Least = 10_000;

    // What members say of themselves to everybody, and print on receipts: no secret, and so the proof that the search finds what is there.
    private static readonly HashSet<string> open = new(StringComparer.Ordinal) { "profile", "details", "change" };

    // One of each: nobody known, in care, waiting, at work.
    private static readonly string[] kinds = [Walker.Visitor, "zaynab", "wren", "nkechi"];

    private readonly Random chance = new(7);
    private readonly Canaries told = new("qzvxkwjy"), said = new("jxwkqyzv");
    private readonly Dictionary<string, IReadOnlyList<(string Page, string Name)>> forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> kept = new(StringComparer.Ordinal);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_seized_disk_holds_nothing_that_anybody_told(string database)
    {
        // The first mail goes out; what comes after it waits in the outbox while the disk is seized.
        var asked = 0;
        await using var post = new PostServer { Says = command => command == PostServer.Recipient && asked++ > 0 ? "451 later" : null };
        await using var server = await SeizedServer.Begin(database, "--smtp", $"smtp://127.0.0.1:{post.Port}", "--mail-from", "post@collective.example");
        // Who is killed in the middle of sending one leaves it for ten minutes: while nobody answers, none is begun.
        await post.Leave();
        var ahead = await WantsMail(server);
        Assert.True(ahead > 0, "Nothing was ahead that could be called off.");
        await server.Kill();
        post.Come();
        // Mail is sent once a minute, and soon after a start.
        await server.Start();
        for (var waited = 0; asked < Math.Min(ahead, 2) && waited < 90; waited++) await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        // Once this week's hour is over one session is ahead, and what comes after its mail is of what is done below.
        Assert.True(asked >= Math.Min(ahead, 2), $"{asked} mails went out for {ahead} sessions.");
        Assert.NotEmpty(post.Received);
        await Live(server);
        await server.Kill();
        Offences.None(await server.Seize(told.Spellings()).ToListAsync(TestContext.Current.CancellationToken));
        post.Says = _ => null;
        await server.Start();
        await Live(server, Least);
        Assert.True(told.Typed >= Least, $"Only {told.Typed} words were typed.");
        var (data, keys) = (Path.Combine(server.Temporary, "data"), Path.Combine(server.Temporary, "keys"));
        var backup = await server.Runs(["backup", data, "--keys", keys, "--piped", .. server.Place]);
        Assert.True(backup.Code == 0, backup.Error);
        Offences.None(await server.Seize(told.Spellings()).ToListAsync(TestContext.Current.CancellationToken));
        Assert.True(await server.Seize(said.Spellings()).AnyAsync(TestContext.Current.CancellationToken), "The search finds nothing of what lies there.");
        var read = await Read(server);
        Assert.True(read > Least / 20, $"Only {read} words came back to those who may read them: {string.Join(", ", kept)}");
    }

    [Fact]
    public async Task What_is_sent_as_a_file_lies_on_no_disk_while_it_comes()
    {
        await using var server = await SeizedServer.Begin("sqlite");
        using var client = new HttpClient { BaseAddress = new(server.Url) };
        using var half = new HalfSent(Enumerable.Range(0, 40_000).Select(_ => told.Next()));
        using var parts = new MultipartFormDataContent { { half, "Form.Text", "diary.txt" } };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = client.PostAsync(new Uri("/ask", UriKind.Relative), parts, stop.Token);
        await Task.WhenAny(half.Sent, sending);
        Offences.None(await server.Seize(told.Spellings()).ToListAsync(TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () => await sending);
    }

    // A new form shifts all that chance decides after it: so many are typed, and who writes most comes last.
    private async Task Live(SeizedServer server, int most = int.MaxValue)
    {
        foreach (var who in kinds)
        {
            using var walker = await Walker.Come(server.Url, who);
            foreach (var (page, name) in await FormsOf(walker))
                if (told.Typed < most) await Write(walker, page, name);
        }
    }

    // Found once: who has been through a practice knows where its forms are. Whoever left the circle comes to none of them any more.
    private async Task<IReadOnlyList<(string Page, string Name)>> FormsOf(Walker walker) => forms.TryGetValue(walker.Who, out var known)
        ? known
        : forms[walker.Who] = [.. (await Crawl.Reached(walker)).SelectMany(s => s.Forms.Select(f => (s.Path, f.Name, f.Kind))).Where(f => f.Name != "leave").DistinctBy(f => f.Kind).Select(f => (f.Path, f.Name))];

    private async Task Write(Walker walker, string page, string name)
    {
        await walker.ComeBack();
        var typist = new Typist(open.Contains(name) ? said : told, chance, walker.Who);
        var seen = await walker.Get(page);
        // Some forms ask who one is once they are sent.
        for (var tries = 0; tries < 2 && Named(seen, name) is { } form && (tries == 0 || form.QuerySelector("input[type=password]") is not null); tries++)
        {
            seen = await walker.Post(form.GetAttribute("action") is { Length: > 0 } to ? to.Split('#')[0] : page, typist.Fill(form));
            Assert.True(seen.Status < 500, $"{walker.Who} {page} {name}: {seen.Status}");
        }
        var way = seen.LeadsTo is null ? $"{name} refused" : name;
        kept[way] = kept.GetValueOrDefault(way) + 1;
    }

    private static IHtmlFormElement? Named(Seen seen, string name) =>
        seen.Page?.Forms.FirstOrDefault(f => f.Method == "post" && f.Elements["_handler"] is IHtmlInputElement handler && handler.Value == name);

    // At any hour, and about something that is called off: so many of what is ahead.
    private async Task<int> WantsMail(SeizedServer server)
    {
        var ahead = 0;
        using var client = new PlainBrowser(server.Url);
        await client.SignIn("zaynab");
        var zaynab = DemoPractice.People.Single(p => p.SignIn == "zaynab");
        (string, string)[] wishes = [("Form.Address", told.Next() + "@inbox.example"), ("Form.About", "booked"), ("Form.Lead", "24"), ("Form.From", "0"), ("Form.Until", "24"), ("Form.Language", "fr"), ("Form.Subject", told.Next()), ("Form.OffWords", told.Next())];
        using var asked = await client.Fill("/my-mail", "mail", wishes);
        using var proven = await client.Fill("/my-mail", "mail", [.. wishes, ("Form.Name", zaynab.SignIn), ("Form.Passphrase", zaynab.Passphrase)]);
        Assert.True(proven.StatusCode == HttpStatusCode.Redirect, await PlainBrowser.Text(proven));
        using var therapist = await Walker.Come(server.Url, "nkechi");
        for (var week = 0; week < 3; week++)
        {
            var from = DateTime.UtcNow.AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (var session in (await therapist.Get($"/calendar?from={from}")).Links.Where(l => l.StartsWith("/appointments/", StringComparison.Ordinal)).Distinct())
            {
                var seen = await therapist.Get(session);
                if (seen.Forms.FirstOrDefault(f => f.Name == "call-off") is not { } form) continue;
                await therapist.Post(form.Path, form.Fields);
                if (seen.Text.Contains("Call it off", StringComparison.Ordinal)) ahead++;
            }
        }
        return ahead;
    }

    private async Task<int> Read(SeizedServer server)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var who in kinds)
        {
            using var walker = await Walker.Come(server.Url, who);
            foreach (var seen in await Crawl.Reached(walker)) read.UnionWith(told.In(seen.Text));
        }
        return read.Count;
    }

    /// <summary>A body that is sent, and doesn't end.</summary>
    private sealed class HalfSent(IEnumerable<string> words) : HttpContent
    {
        private readonly TaskCompletionSource sent = new();

        public Task Sent => sent.Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            foreach (var word in words) await stream.WriteAsync(Encoding.ASCII.GetBytes(word + "\n"), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            sent.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        // It says that more will come: what doesn't say how long it is isn't read at all.
        protected override bool TryComputeLength(out long length)
        {
            length = 1 << 20;
            return true;
        }
    }
}
