using System.Net;
using System.Text.Json;
using Alongside.Features.Post;
using Alongside.Kernel;
using Alongside.Storage;
using Npgsql;

namespace Alongside.Commands;

/// <summary>
/// How this process runs. What the practice has agreed on is never here. Each setting is a flag, else an environment
/// variable (ALONGSIDE_DATA …), else a line of <c>alongside.json</c>, which lies in the data folder or is named by --config.
/// </summary>
/// <param name="DataFolder">Full path.</param>
/// <param name="Place">The database.</param>
/// <param name="HouseFile">Full path of the house file.</param>
/// <param name="Url">Where the server listens.</param>
/// <param name="Proxies">From which addresses we believe who says that a connection came over TLS; this machine's always.</param>
public sealed record Settings(string DataFolder, DatabasePlace Place, string HouseFile, Uri Url, IReadOnlyList<IPNetwork> Proxies)
{
    public const string FileName = "alongside.json";
    public const string DefaultUrl = "http://localhost:5080";
    private const string Prefix = "ALONGSIDE_";

    /// <summary>Through whom mail goes out; null where the practice sends none.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>Full path of what holds the words of a sealed house file; null where somebody is asked for them.</summary>
    public string? HouseWords { get; init; }

    /// <summary>Whether the log is written as JSON, with each request in it.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Where counts and times are sent to; null where nothing is sent.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>The names of all settings, as they stand in the file; --NAME and ALONGSIDE_NAME elsewhere.</summary>
    public static readonly IReadOnlyList<string> Names = ["data", "database", "house", "house-words", "url", "proxy", "smtp", "mail-from", "log", "otlp", "config"];

    /// <param name="flags">What was said on the command line, by name.</param>
    /// <param name="environment">All environment variables.</param>
    /// <param name="folder">The data folder where none is named.</param>
    public static Outcome<Settings> Read(IReadOnlyDictionary<string, string?> flags, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in environment.Where(v => v.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (name.StartsWith("ALONGSIDE_TEST", StringComparison.Ordinal)) continue;
            var setting = name[Prefix.Length..].ToLowerInvariant().Replace('_', '-');
            if (!Names.Contains(setting)) return new Refusal($"The environment variable {name} is none of ours. We know {Known(n => Prefix + n.ToUpperInvariant().Replace('-', '_'))}.");
            said[setting] = value;
        }
        foreach (var (name, value) in flags) if (value is not null) said[name] = value;

        var data = Path.GetFullPath(said.GetValueOrDefault("data", folder));
        var file = said.TryGetValue("config", out var config) ? Path.GetFullPath(config) : Path.Combine(data, FileName);
        var written = ReadFile(file, mustExist: config is not null);
        if (written.Refusal is { } refusal) return refusal;
        foreach (var (name, value) in written.Value) said.TryAdd(name, value);
        if (config is not null && said.TryGetValue("data", out var moved)) data = Path.GetFullPath(moved);
        return Build(said, data);
    }

    /// <summary>The database where no other is named.</summary>
    internal static DatabasePlace FileIn(string dataFolder) => DatabasePlace.Sqlite(Path.Combine(dataFolder, "practice.db"));

    private static Outcome<Settings> Build(Dictionary<string, string> said, string data)
    {
        var place = FileIn(data);
        if (said.TryGetValue("database", out var connection))
        {
            if (!IsConnection(connection)) return new Refusal($"What --database says is no connection to PostgreSQL. It looks like “Host=localhost;Username=alongside;Database=alongside”.");
            if (IsOpenLine(new(connection)))
                return new Refusal($"PostgreSQL is on another machine, and --database doesn't say that the line to it is encrypted. Add “SSL Mode=VerifyFull”, or “SSL Mode=Disable” where nobody else is on that line.");
            place = DatabasePlace.Of(connection);
        }
        List<IPNetwork> proxies = [.. OwnMachine];
        foreach (var proxy in said.GetValueOrDefault("proxy", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPNetwork.TryParse(proxy.Contains('/', StringComparison.Ordinal) ? proxy : Whole(proxy), out var network))
                return new Refusal($"“{proxy}” is no address of a proxy. It looks like 172.18.0.2 or 172.18.0.0/16; several stand with commas between.");
            proxies.Add(network);
        }
        var url = ReadUrl(said.GetValueOrDefault("url", DefaultUrl), proxies.Count > OwnMachine.Length);
        if (url.Refusal is { } refusal) return refusal;
        var house = Path.GetFullPath(said.GetValueOrDefault("house", Path.Combine(data, "house.key")));
        var log = said.GetValueOrDefault("log", "text");
        if (log is not ("text" or "json")) return new Refusal($"“{log}” is no way to write a log. It is text or json.");
        var otlp = ReadOtlp(said.GetValueOrDefault("otlp"));
        if (otlp?.Refusal is { } unsendable) return unsendable;
        var mail = ReadMail(said.GetValueOrDefault("smtp"), said.GetValueOrDefault("mail-from"));
        if (mail?.Refusal is { } unsent) return unsent;
        return new Settings(data, place, house, url.Value, proxies) { HouseWords = said.TryGetValue("house-words", out var words) ? Path.GetFullPath(words) : null, Mail = mail?.Value, LogsJson = log == "json", Otlp = otlp?.Value };
    }

    private static Outcome<Uri>? ReadOtlp(string? said)
    {
        if (said is not { Length: > 0 }) return null;
        if (!Uri.TryCreate(said, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length + url.UserInfo.Length > 0)
            return new Refusal($"“{said}” is no collector. It looks like http://localhost:4318; what it asks for as a key goes into OTEL_EXPORTER_OTLP_HEADERS.");
        return url;
    }

    private static Outcome<MailServer>? ReadMail(string? server, string? from)
    {
        if (server is { Length: > 0 }) return MailServer.Read(server, from);
        if (from is { Length: > 0 }) return new Refusal($"--mail-from names a sender, but --smtp names no server that would take the mail.");
        return null;
    }

    private static Outcome<Uri> ReadUrl(string said, bool behindProxy)
    {
        if (!Uri.TryCreate(said, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            return new Refusal($"“{said}” is no place to listen at. It looks like {DefaultUrl}.");
        if (url.Scheme == "https")
            return new Refusal($"Alongside leaves TLS to a proxy in front of it, such as Caddy or nginx. Let it listen at {DefaultUrl}, and let the proxy speak https.");
        if (!url.IsLoopback && !behindProxy)
            return new Refusal($"At {said} other machines would reach us without TLS, and whoever listens could read along. Let a proxy speak https, and name its address with --proxy.");
        return url;
    }

    private static Outcome<Dictionary<string, string>> ReadFile(string file, bool mustExist)
    {
        if (!File.Exists(file)) return mustExist ? new Refusal($"There is no settings file at {file}.") : new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file), ReadLeniently) ?? [];
            var unknown = read.Keys.FirstOrDefault(name => !Names.Contains(name) || name is "config");
            return unknown is null ? read : new Refusal($"{file} holds a setting that we don't know: “{unknown}”. We know {Known(n => n)}.");
        }
        catch (JsonException)
        {
            return new Refusal($"{file} can't be read. It holds names and texts, like {{ \"url\": \"{DefaultUrl}\" }}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal($"{file} can't be read by this user.");
        }
    }

    private static readonly IPNetwork[] OwnMachine = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    private static readonly JsonSerializerOptions ReadLeniently = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static string Known(Func<string, string> spelt) => string.Join(", ", Names.Where(n => n != "config").Select(spelt));

    private static string Whole(string address) => address.Contains(':', StringComparison.Ordinal) ? $"{address}/128" : $"{address}/32";

    // Npgsql takes an open line where the server offers no other, and believes any server: here that has to be said in words.
    private static bool IsOpenLine(NpgsqlConnectionStringBuilder there) =>
        there.SslMode is not (SslMode.VerifyCA or SslMode.VerifyFull or SslMode.Disable) && !there.Host!.Split(',', StringSplitOptions.TrimEntries).All(IsThisMachine);

    private static bool IsThisMachine(string host) => host is ['/' or '@', ..] || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) || (IPEndPoint.TryParse(host, out var end) && IPAddress.IsLoopback(end.Address));

    private static bool IsConnection(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }
}
