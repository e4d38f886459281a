using System.Reflection;
using Alongside.Site.Doors;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Alongside.Commands;

/// <summary>
/// Sends counts and times to a collector by OpenTelemetry's protocol (OTLP over HTTP), where a setting names one. What a span or a
/// measurement may say is listed here and in <see cref="Noting"/>; the framework's own spans, which hold whole addresses, are not sent.
/// </summary>
internal static class Telemetry
{
    private const string Duration = "http.server.request.duration";

    public static void Register(IServiceCollection services, Uri collector)
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddService("alongside", serviceVersion: version, autoGenerateServiceInstanceId: false))
            .WithTracing(tracing => tracing.AddSource(Noting.Source).AddOtlpExporter(exporter => Send(exporter, collector, "traces")))
            .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", "System.Runtime")
                .AddView(Duration, new ExplicitBucketHistogramConfiguration
                {
                    Boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
                    TagKeys = ["http.request.method", "http.route", "http.response.status_code"],
                })
                .AddOtlpExporter(exporter => Send(exporter, collector, "metrics")));
    }

    private static void Send(OtlpExporterOptions exporter, Uri collector, string what)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new($"{collector.ToString().TrimEnd('/')}/v1/{what}");
        exporter.HttpClientFactory = Line;
    }

    /// <summary>To the collector that was named, and to nobody that it would send us on to.</summary>
    internal static HttpClient Line() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
}
