using System.CommandLine;
using Alongside.Features.Circle.Gate;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Serves one practice.</summary>
[OpensNothing("Starts the server. It holds the house file and with it opens nothing of anybody's; who signs in brings their own key.")]
public sealed class ServeCommand : Command
{
    public ServeCommand() : base("serve", "Serves a practice. Where there is none yet, it begins an empty one and says how to found it.")
    {
        CommandLine.AddPlace(this);
        Options.Add(CommandLine.Text("url", $"Where to listen; {Settings.DefaultUrl} by default.", "URL"));
        Options.Add(CommandLine.Text("proxy", "Addresses of the proxy that speaks TLS for us, where it runs on another machine.", "ADDRESSES"));
        Options.Add(CommandLine.Smtp());
        Options.Add(CommandLine.MailFrom());
        Options.Add(CommandLine.Text("log", "How the log is written: text, or json with a line for each request; text by default.", "KIND"));
        Options.Add(CommandLine.Text("otlp", "An OpenTelemetry collector that counts and times are sent to; without one, nothing is sent.", "URL"));
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        var ground = await StandingGround.Take(settings.Value, demo: false, stop);
        if (ground.Refusal is { } trouble) return await CommandLine.Refuse(trouble);
        using (ground.Value) return await Serving.Run(ground.Value, settings.Value, Greet, stop);
    }

    private static async Task Greet(WebApplication app, Uri url)
    {
        Console.WriteLine($"Alongside serves your practice at {url.ToString().TrimEnd('/')}. Ctrl+C stops it.");
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Founding>().Link(url.ToString()) is not { } link) return;
        Console.WriteLine();
        Console.WriteLine("It isn't founded yet. This link lets one person begin the founding, and works once:");
        Console.WriteLine($"  {link}");
    }
}
