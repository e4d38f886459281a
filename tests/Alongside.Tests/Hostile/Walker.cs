using System.Globalization;
using System.Text.RegularExpressions;
using Alongside.Tests.Journeys;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Alongside.Tests.Hostile;

/// <summary>Somebody who follows every link and looks at every form, and stays signed in whatever happens.</summary>
internal sealed class Walker(string address, string who) : IDisposable
{
    public const string Visitor = "visitor";

    private PlainBrowser browser = new(address);

    /// <summary>The kinds of people that come to a practice: nobody known, those in care, one who waits, and those who work there.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Visitor, "zaynab", "luis", "wren", "nkechi", "amina", "sione"];

    public string Who => who;

    public static Task<Walker> Come(ServedPractice practice, string who) => Come(practice.Address, who);

    public static async Task<Walker> Come(string address, string who)
    {
        var walker = new Walker(address, who);
        await walker.ComeBack();
        return walker;
    }

    /// <summary>What somebody did may have signed them out.</summary>
    public async Task ComeBack()
    {
        if (who == Visitor || browser.Cookies.ContainsKey("session")) return;
        browser.Dispose();
        browser = new(address);
        await browser.SignIn(who);
    }

    public async Task<Seen> Get(string path)
    {
        using var answer = await browser.Get(path);
        return await Look(path, answer);
    }

    public async Task<Seen> Post(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var answer = await browser.Post(path, fields);
        return await Look(path, answer);
    }

    public async Task<Seen> Send(string path, HttpContent content)
    {
        using var answer = await browser.Send(HttpMethod.Post, path, content);
        return await Look(path, answer);
    }

    /// <summary>Where an answer leads, followed as a browser follows it.</summary>
    public async Task<Seen> Follow(Seen seen)
    {
        for (var steps = 0; seen.LeadsTo is { } next && steps < 5; steps++) seen = await Get(next);
        return seen;
    }

    public void With(string cookie, string? value)
    {
        if (value is null) browser.Cookies.Remove(cookie);
        else browser.Cookies[cookie] = value;
    }

    public IReadOnlyDictionary<string, string> Cookies => browser.Cookies;

    public void Dispose() => browser.Dispose();

    private async Task<Seen> Look(string path, HttpResponseMessage answer)
    {
        var text = await PlainBrowser.Raw(answer);
        var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
        var leadsTo = answer.Headers.Location is { } to ? (to.IsAbsoluteUri ? to.PathAndQuery : to.ToString()) : null;
        return new(who, path, (int)answer.StatusCode, text, isPage, leadsTo);
    }
}

/// <summary>What came back.</summary>
/// <param name="Who">To whom.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="Status">HTTP.</param>
/// <param name="Text">As it came.</param>
/// <param name="IsPage">Is it one?</param>
/// <param name="LeadsTo">Path and query, of a redirect.</param>
internal sealed record Seen(string Who, string Path, int Status, string Text, bool IsPage, string? LeadsTo)
{
    private static readonly HtmlParser parser = new();
    private static readonly string[] inner = ["   at Alongside.", "   at Microsoft.", "System.", "Exception", "Npgsql", "SQLite Error", "/src/Alongside"];

    // Most answers are only looked at from outside.
    private readonly Lazy<IHtmlDocument?> page = new(() => IsPage ? parser.ParseDocument(Text) : null);

    /// <summary>Read, if it is one.</summary>
    public IHtmlDocument? Page => page.Value;

    /// <summary>Links that stay here, without their fragments.</summary>
    public IEnumerable<string> Links => (Page?.QuerySelectorAll("a[href]").ToList() ?? []).Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(h => h.StartsWith('/'));

    public IEnumerable<Form> Forms => (Page?.Forms.ToList() ?? []).Where(f => f.Method == "post").Select(f => Form.Of(f, Path));

    /// <summary>What is wrong with an answer, whatever was asked; nothing where it is fit for people.</summary>
    public IEnumerable<string> Wrong(string asked)
    {
        if (Status >= 500) yield return $"{Who} {asked} {Path}: {Status}";
        if (Status < 500 && Text.Length == 0 && LeadsTo is null && Status != 204) yield return $"{Who} {asked} {Path}: {Status} and an empty page";
        // What somebody typed may hold such words; a page of trouble is short and holds nothing else.
        if (Status >= 400 && Array.Find(inner, i => Text.Contains(i, StringComparison.Ordinal)) is { } shows) yield return $"{Who} {asked} {Path}: shows “{shows}”";
    }
}

/// <summary>A form as it is drawn.</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Name">Its handler.</param>
/// <param name="Fields">What a browser would send if nothing were touched, in order.</param>
/// <param name="Free">The fields into which people write what they like.</param>
/// <param name="Secret">Those of them that are never shown again.</param>
/// <param name="Room">How many UTF-16 code units fit into a field, where the page says so.</param>
internal sealed partial record Form(
    string Path, string Name, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Free, IReadOnlyList<string> Secret, IReadOnlyDictionary<string, int> Room)
{
    /// <summary>The same for all forms that the same code reads, whichever row each is about.</summary>
    public string Kind => Ids().Replace($"{Path} {Name}", "");

    public static Form Of(IHtmlFormElement form, string page)
    {
        var (fields, free, secret, room) = (new List<KeyValuePair<string, string>>(), new List<string>(), new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name) continue;
            if (int.TryParse(element.GetAttribute("data-most"), CultureInfo.InvariantCulture, out var fits)) room[name] = fits;
            switch (element)
            {
                case IHtmlTextAreaElement text:
                    fields.Add(new(name, text.Value));
                    free.Add(name);
                    break;
                case IHtmlSelectElement select:
                    fields.Add(new(name, select.Value ?? ""));
                    break;
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked) fields.Add(new(name, box.Value));
                    break;
                case IHtmlInputElement input:
                    fields.Add(new(name, input.Value ?? ""));
                    if (input.Type is "hidden" or "submit") break;
                    free.Add(name);
                    if (input.Type == "password") secret.Add(name);
                    break;
            }
        }
        var action = form.GetAttribute("action") is { Length: > 0 } to ? to.Split('#')[0] : page;
        return new(action, fields.Find(f => f.Key == "_handler").Value ?? "", fields, free, secret, room);
    }

    /// <summary>With something else in some fields.</summary>
    public List<KeyValuePair<string, string>> With(Func<string, string?> other) => [.. Fields.Select(f => new KeyValuePair<string, string>(f.Key, other(f.Key) ?? f.Value))];

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f-]{23,27}", RegexOptions.None, 1000)]
    private static partial Regex Ids();
}
