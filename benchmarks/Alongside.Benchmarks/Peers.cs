using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alongside.Benchmarks;

/// <summary>What a peer does for one page: the statements of ours, the keys, and how long the page is.</summary>
public sealed record PageSpec(string Name, int Bytes, IReadOnlyList<Statement> Statements, IReadOnlyList<RecordKey> Keys, IReadOnlyList<FreeTime> Times);

/// <summary>An opening that a booking may take.</summary>
public sealed record FreeTime(Guid Opening, long Start);

/// <summary>What the peers are told.</summary>
/// <param name="Connection">A copy of the database that ours serves; "sqlite:" before a file.</param>
/// <param name="Pages">All pages.</param>
public sealed record PeerSpec(string Connection, IReadOnlyList<PageSpec> Pages);

/// <summary>Two peers in a process of their own: /plain/NAME writes bytes, /raw/NAME reads, unseals and commits what the page does, and writes bytes.</summary>
internal static class Peers
{
    public static async Task<int> Run(string specFile, string url)
    {
        var spec = JsonSerializer.Deserialize<PeerSpec>(await File.ReadAllTextAsync(specFile))!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRouting();
        await using var app = builder.Build();
        foreach (var page in spec.Pages)
        {
            var html = new byte[page.Bytes];
            Array.Fill(html, (byte)'a');
            var raw = new RawPage(spec.Connection, page);
            await raw.Prepare();
            app.MapGet($"/plain/{page.Name}", context => Write(context, html));
            app.MapGet($"/raw/{page.Name}", async context =>
            {
                await raw.Answer();
                await Write(context, html);
            });
        }
        app.MapGet(Served.Door + "held", () => Results.Json(new Held(GC.GetTotalAllocatedBytes(precise: true), Environment.WorkingSet)));
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static Task Write(HttpContext context, byte[] html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.Body.WriteAsync(html).AsTask();
    }
}
