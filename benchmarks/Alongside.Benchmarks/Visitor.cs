using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Alongside.Benchmarks;

/// <summary>Somebody's browser: cookies and forms, no redirects.</summary>
internal sealed partial class Visitor(string address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(address) };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public async Task<string> Page(string path)
    {
        using var answer = await Send(Request(path));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<T> Read<T>(string path)
    {
        using var answer = await Send(Request(path));
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }

    /// <summary>The fields of one form, as they would be sent untouched.</summary>
    public async Task<Dictionary<string, string>> Form(string path, string name)
    {
        var form = Forms().Matches(await Page(path)).Select(m => m.Value).Single(f => f.Contains($"name=\"_handler\" value=\"{name}\"", StringComparison.Ordinal));
        return HiddenField().Matches(form).GroupBy(m => m.Groups["name"].Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => WebUtility.HtmlDecode(g.Last().Groups["value"].Value), StringComparer.Ordinal);
    }

    public async Task Post(string path, string form, params (string Name, string Value)[] typed)
    {
        var fields = await Form(path, form);
        foreach (var (name, value) in typed) fields[name] = value;
        using var answer = await Send(Request(path, fields));
        if ((int)answer.StatusCode is < 300 or > 399) throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public Task SignIn(string name) => Post("/sign-in", "sign-in",
        ("Form.Name", name), ("Form.Passphrase", Alongside.Demo.DemoPractice.People.Single(p => p.SignIn == name).Passphrase));

    /// <summary>A request with what this browser holds; with fields, a post.</summary>
    public HttpRequestMessage Request(string path, Dictionary<string, string>? fields = null)
    {
        var request = new HttpRequestMessage(fields is null ? HttpMethod.Get : HttpMethod.Post, new Uri(client.BaseAddress!, path));
        if (fields is not null) request.Content = new FormUrlEncodedContent(fields);
        if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        return request;
    }

    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await client.SendAsync(request);
            if (!answer.Headers.TryGetValues("Set-Cookie", out var laid)) return answer;
            foreach (var cookie in laid.Select(c => c.Split(';')[0].Split('=', 2)))
            {
                if (cookie[1].Length == 0) Cookies.Remove(cookie[0]);
                else Cookies[cookie[0]] = cookie[1];
            }
            return answer;
        }
    }

    /// <summary>All addresses on this site that a page leads to.</summary>
    public static IEnumerable<string> Links(string html) =>
        Leads().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["path"].Value)).Where(p => !p.StartsWith("//", StringComparison.Ordinal));

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("""<a [^>]*href="(?<path>/[^"#]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Leads();
}
