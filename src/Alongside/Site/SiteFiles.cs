using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Alongside.Site;

/// <summary>
/// The few files that a browser fetches besides pages. They lie in the assembly, so nothing depends on a folder;
/// each has the hash of its content in its address and may therefore be kept for ever.
/// </summary>
public static partial class SiteFiles
{
    private static readonly string[] cssOrder = ["reset", "tokens", "base", "layout", "components.", "pages."];

    private static readonly Dictionary<string, Asset> all = new[]
    {
        new Asset("style", "css", "text/css; charset=utf-8", StyleSheet()),
        new Asset("leave", "js", "text/javascript; charset=utf-8", Text("js/leave.js")),
        new Asset("keep", "js", "text/javascript; charset=utf-8", Text("js/keep.js")),
        new Asset("passkey", "js", "text/javascript; charset=utf-8", Text("js/passkey.js")),
        new Asset("icon", "svg", "image/svg+xml; charset=utf-8", IconDrawing()),
    }.ToDictionary(asset => asset.Name, StringComparer.Ordinal);

    public static string Style => all["style"].Address;

    public static string Leave => all["leave"].Address;

    /// <summary>Keeps what is being typed.</summary>
    public static string Keep => all["keep"].Address;

    /// <summary>Asks the browser for a passkey.</summary>
    public static string Passkey => all["passkey"].Address;

    public static string Icon => all["icon"].Address;

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var asset in all.Values)
        {
            app.MapGet(asset.Address, asset.Send).WithMetadata(new Kernel.OpensNothingAttribute("The same file for everybody."));
        }

        // Browsers ask for it whatever the page says, and an empty answer is quieter than "not found" in the log.
        app.MapGet("/favicon.ico", context =>
        {
            context.Response.Redirect(Icon);
            return Task.CompletedTask;
        }).WithMetadata(new Kernel.OpensNothingAttribute("The same file for everybody."));
    }

    // The same for every practice, so that the row of tabs doesn't tell whose page is open.
    private static string IconDrawing()
    {
        string[] dyes = ["#d55753", "#f7bd36", "#397949", "#efcaeb"];
        var mark = Weave.OfPractice("Alongside").Middle(11);
        var svg = new StringBuilder("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 11 11"><path fill="#26245e" d="M0 0h11v11H0z"/>""");
        for (var dye = 0; dye < dyes.Length; dye++) svg.Append($"""<path stroke="{dyes[dye]}" stroke-width="0.86" d="{mark.Warp(dye)}"/>""");
        foreach (var (path, dashes) in mark.Weft()) svg.Append($"""<path stroke="#26245e" stroke-width="0.9" stroke-dasharray="{dashes}" d="{path}"/>""");
        return svg.Append("</svg>").ToString();
    }

    private static string StyleSheet()
    {
        var names = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith("css/", StringComparison.Ordinal))
            .OrderBy(name => Array.FindIndex(cssOrder, part => name.StartsWith("css/" + part, StringComparison.Ordinal)))
            .ThenBy(name => name, StringComparer.Ordinal);
        return Slim(string.Concat(names.Select(Text)));
    }

    // What is written for people who read the style is not sent to those who read the page.
    private static string Slim(string css) =>
        Joint().Replace(Space().Replace(Comment().Replace(css, ""), " "), "${sign}").Replace(": ", ":", StringComparison.Ordinal).Replace(";}", "}", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Space();

    [GeneratedRegex(" ?(?<sign>[{};,]) ?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joint();

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file {name} was not built into the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class Asset(string name, string extension, string type, string text)
    {
        private readonly byte[] plain = Encoding.UTF8.GetBytes(text);
        // As small as can be takes a tenth of a second, which a start doesn't wait for.
        private readonly Task<byte[]> brotli = Task.Run(() => Packed(text, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
        private readonly Task<byte[]> gzip = Task.Run(() => Packed(text, to => new GZipStream(to, CompressionLevel.SmallestSize)));

        public string Name { get; } = name;

        public string Address { get; } =
            $"/{name}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}.{extension}";

        public async Task Send(HttpContext context)
        {
            var response = context.Response;
            response.ContentType = type;
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            response.Headers.Vary = "Accept-Encoding";
            var bytes = plain;
            if (Takes(context, "br")) (bytes, response.Headers.ContentEncoding) = (await brotli, "br");
            else if (Takes(context, "gzip")) (bytes, response.Headers.ContentEncoding) = (await gzip, "gzip");
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }

        private static bool Takes(HttpContext context, string encoding) =>
            context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == encoding && e.Quality is null or > 0);

        private static byte[] Packed(string text, Func<Stream, Stream> pack)
        {
            using var packed = new MemoryStream();
            using (var stream = pack(packed)) stream.Write(Encoding.UTF8.GetBytes(text));
            return packed.ToArray();
        }
    }
}
