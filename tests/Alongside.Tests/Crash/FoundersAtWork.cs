using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Crash;

/// <summary>Three who found a practice while its server dies under them. Whenever it is back, each looks where they are and goes on.</summary>
internal sealed partial class FoundersAtWork(KilledServer server)
{
    /// <summary>What one can wait for in a life: that one of them came a step further.</summary>
    public const string Further = "further";

    private static readonly (string Known, string Name, string Passphrase)[] Three =
    [
        ("Amara Osei", "amara", "four green boats at noon"),
        ("Bea Lindqvist", "bea", "the ladder leans on sunday"),
        ("Chidi Okoro", "chidi", "no kettle sings so early"),
    ];

    private static readonly (string Part, (string Name, string Value)[] Typed)[] Parts =
    [
        ("practice-name", [("Name", "Tamarind Street"), ("Greeting", "Come as you are.")]),
        ("custodian", [("OfRecords", "Bea Lindqvist"), ("Contact", "Bea, by letter"), ("Successor", "The clinic across the river")]),
    ];

    private readonly Dictionary<string, string>?[] cookies = new Dictionary<string, string>?[Three.Length];
    private readonly bool[] tried = new bool[Three.Length];
    private readonly ConcurrentDictionary<string, bool> answered = new(StringComparer.Ordinal);

    public bool AreDone { get; private set; }

    /// <summary>How often they were answered.</summary>
    public int Answers => answered.Count;

    /// <summary>All that is left to do, until the server is gone. They do at once what they can.</summary>
    public async Task Work(Life life)
    {
        if (!await life.Lets(() => Come(life, 0))) return;
        var parts = life.Lets(async () =>
        {
            foreach (var (part, typed) in Parts) await Fill(life, part, typed);
        });
        await Task.WhenAll(life.Lets(() => Come(life, 1)), life.Lets(() => Come(life, 2)), parts);
        if (answered.Count < Three.Length + Parts.Length) return;
        var signed = await Task.WhenAll(Enumerable.Range(0, Three.Length).Select(i => life.Lets(() => Sign(life, i))));
        AreDone = Array.TrueForAll(signed, s => s);
    }

    public async Task FindThemselvesFounded()
    {
        for (var i = 0; i < Three.Length; i++)
        {
            using var browser = server.Browser(cookies[i]!);
            Assert.True(IsFounded(await browser.Page("/founding")));
            var agreed = await browser.Page("/agreements");
            Assert.All(Parts.SelectMany(p => p.Typed), t => Assert.Contains(t.Value, agreed, StringComparison.Ordinal));
        }
    }

    private async Task Come(Life life, int i)
    {
        var (known, name, passphrase) = Three[i];
        if (cookies[i] is not null) return;
        using var browser = new PlainBrowser(server.Url);
        // Whether they joined when the answer was lost, only they can find out: by signing in.
        if (!tried[i] || !await IsIn(life, browser, name, passphrase))
        {
            var link = await Link(life, i);
            tried[i] = true;
            await life.Does(browser, link, "join", ("Form.Known", known), ("Form.Name", name), ("Form.Passphrase", passphrase), ("Form.Again", passphrase));
        }
        cookies[i] = browser.Cookies;
        Came(life, name);
    }

    private static async Task<bool> IsIn(Life life, PlainBrowser browser, string name, string passphrase)
    {
        using var answer = await life.Fill(browser, "/sign-in", "sign-in", ("Form.Name", name), ("Form.Passphrase", passphrase));
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    // The first by what the server prints, each other by an invitation of the first.
    private async Task<string> Link(Life life, int i)
    {
        if (i == 0) return "/founding/" + (await server.Says("/founding/")).Split("/founding/")[^1];
        using var first = server.Browser(cookies[0]!);
        using var invited = await life.Fill(first, "/founding", "invite");
        return Invitation().Match(await PlainBrowser.Text(invited)).Value;
    }

    private async Task Fill(Life life, string part, (string Name, string Value)[] typed)
    {
        using var browser = server.Browser(cookies[0]!);
        if (answered.ContainsKey(part))
        {
            var page = await life.Page(browser, "/founding");
            if (!IsFounded(page)) Assert.All(typed, t => Assert.Contains(t.Value, page, StringComparison.Ordinal));
            return;
        }
        await life.Does(browser, $"/founding/text/{part}", "part", typed);
        Came(life, part);
    }

    private async Task Sign(Life life, int i)
    {
        using var browser = server.Browser(cookies[i]!);
        var page = await life.Page(browser, "/founding");
        if (page.Contains("You have signed", StringComparison.Ordinal) || IsFounded(page)) return;
        Assert.DoesNotContain($"signature {i}", answered.Keys);
        await life.Does(browser, "/founding", "sign");
        Came(life, $"signature {i}");
    }

    // The last signature may have come, and its answer been lost.
    private static bool IsFounded(string page) => page.Contains("Your practice is founded", StringComparison.Ordinal);

    private void Came(Life life, string what)
    {
        answered.TryAdd(what, true);
        life.Says(Further);
    }

    [GeneratedRegex("/founding/[A-Za-z0-9_-]{20,}", RegexOptions.None, 1000)]
    private static partial Regex Invitation();
}
