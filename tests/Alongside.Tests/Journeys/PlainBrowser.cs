using System.Net;
using System.Text.RegularExpressions;
using Alongside.Demo;

namespace Alongside.Tests.Journeys;

/// <summary>A browser that knows cookies and forms and nothing else. It follows no redirect, and tells where one leads.</summary>
internal sealed partial class PlainBrowser(string address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };

    /// <summary>What it keeps, by name. Unlike a browser of people's it sends all of it over any line.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Sent along with each request.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path, null);

    /// <summary>What a page says, as people read it.</summary>
    public async Task<string> Page(string path) => await Text(await Get(path));

    /// <summary>The fields of one form of a page, as they would be sent untouched.</summary>
    public async Task<Dictionary<string, string>> Form(string path, string name) => Drawn(await Raw(await Get(path)), name);

    public Task<HttpResponseMessage> Post(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields));

    /// <summary>Opens a page, fills one of its forms and sends it.</summary>
    public async Task<HttpResponseMessage> Fill(string path, string name, params (string Name, string Value)[] typed)
    {
        var fields = await Form(path, name);
        foreach (var (field, value) in typed) fields[field] = value;
        return await Post(path, fields);
    }

    public Task<HttpResponseMessage> SignIn(string name, string passphrase) =>
        Fill("/sign-in", "sign-in", ("Form.Name", name), ("Form.Passphrase", passphrase));

    /// <summary>As somebody of the demo.</summary>
    public async Task SignIn(string name)
    {
        using var answer = await SignIn(name, DemoPractice.People.Single(p => p.SignIn == name).Passphrase);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The hidden fields of the form with this name.</summary>
    public static Dictionary<string, string> Drawn(string html, string name)
    {
        var form = Forms().Matches(html).Select(m => m.Value).SingleOrDefault(f => f.Contains($"name=\"_handler\" value=\"{name}\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"There is no form {name}.");
        return Site.RunningSite.Hidden(form);
    }

    public static async Task<string> Text(HttpResponseMessage answer) => WebUtility.HtmlDecode(await Raw(answer));

    public static Task<string> Raw(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>What an answer lays down under this name, with all that is said about it; null where it lays down nothing.</summary>
    public static string? Laid(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues("Set-Cookie", out var all) ? all.FirstOrDefault(c => c.StartsWith(name + "=", StringComparison.Ordinal)) : null;

    public void Dispose() => client.Dispose();

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in Headers) request.Headers.Add(name, value);
        if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var laid))
        {
            foreach (var cookie in laid)
            {
                var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
                if (value.Length == 0) Cookies.Remove(name);
                else Cookies[name] = value;
            }
        }
        return answer;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forms();
}
