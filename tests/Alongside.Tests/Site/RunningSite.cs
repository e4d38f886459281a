using System.Net;
using System.Text.RegularExpressions;
using Alongside.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alongside.Tests.Site;

/// <summary>The shell of the site on a free port, with one visitor's browser, and without storage.</summary>
internal sealed partial class RunningSite : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly WebApplication app;
    private readonly List<string> log = [];

    private RunningSite(Action<IServiceCollection>? services, Action<WebApplication>? map, Action<HttpContext>? who)
    {
        var builder = SiteHost.Begin();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new PracticeFace { Name = "Tamarind Street", IsFounded = true });
        services?.Invoke(builder.Services);
        SiteHost.Build(builder);
        builder.Logging.ClearProviders().AddProvider(this);
        app = builder.Build();
        SiteHost.Map(app, way => way.Use((context, next) =>
        {
            Pages++;
            who?.Invoke(context);
            return next(context);
        }));
        map?.Invoke(app);
    }

    /// <summary>How many requests came as far as to a page.</summary>
    public int Pages { get; private set; }

    public string Log => string.Join('\n', log);

    public IServiceProvider Services => app.Services;

    public HttpClient Browser { get; private set; } = new();

    public static async Task<RunningSite> Start(
        Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<HttpContext>? who = null)
    {
        var site = new RunningSite(services, map, who);
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        var address = site.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        site.Browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(address),
        };
        return site;
    }

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public async Task<string> Page(string path, params (string Name, string Value)[] headers) => await Text(await Get(path, headers));

    public Task<HttpResponseMessage> Post(string path, IEnumerable<KeyValuePair<string, string>> fields, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields), headers);

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return Browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The hidden fields of the last form in a page: what a browser would send along.</summary>
    public static Dictionary<string, string> Hidden(string html) => HiddenField().Matches(html)
        .GroupBy(m => m.Groups["name"].Value).ToDictionary(g => g.Key, g => WebUtility.HtmlDecode(g.Last().Groups["value"].Value), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await app.DisposeAsync();
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    void IDisposable.Dispose()
    {
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel level, EventId id, TState state, Exception? bug, Func<TState, Exception?, string> say)
    {
        lock (log) log.Add($"{level} {say(state, bug)} {bug}");
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
