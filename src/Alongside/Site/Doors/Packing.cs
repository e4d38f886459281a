using Alongside.Kernel;
using Microsoft.AspNetCore.ResponseCompression;

namespace Alongside.Site.Doors;

/// <summary>
/// Compresses the pages on which nothing is secret and nothing of the request is shown. Where both stand on one page, the
/// length of what is sent tells the secret letter by letter to who can make a browser ask and listen to the line (BREACH):
/// those pages go as they are.
/// </summary>
public static class Packing
{
    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(packing =>
        {
            packing.EnableForHttps = true;
            packing.MimeTypes = ["text/html"];
            packing.Providers.Add<BrotliCompressionProvider>();
            packing.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = System.IO.Compression.CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = System.IO.Compression.CompressionLevel.Optimal);
    }

    /// <summary>
    /// Whether an answer may be packed: asked for by somebody without a key, from a page that opens nothing, whose address has
    /// nothing in it that was chosen by who made the link.
    /// </summary>
    public static bool May(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.QueryString.HasValue
        && context.Features.Get<Visit>() is { Keyring: null }
        && context.GetEndpoint() is RouteEndpoint { RoutePattern.Parameters.Count: 0 } page
        && page.Metadata.GetMetadata<GuardAttribute>() is OpensNothingAttribute;
}
