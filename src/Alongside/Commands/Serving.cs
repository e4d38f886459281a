namespace Alongside.Commands;

/// <summary>Runs the web application until somebody stops it.</summary>
internal static class Serving
{
    /// <param name="ground">What to serve.</param>
    /// <param name="settings">How.</param>
    /// <param name="greet">Says on the console what can be done now, once it listens.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(StandingGround ground, Settings settings, Func<WebApplication, Uri, Task> greet, CancellationToken stop)
    {
        await using var app = CompositionRoot.Build(ground, settings);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception trouble) when (Troubles.Read(trouble, settings) is { } refusal)
        {
            return await CommandLine.Refuse(refusal);
        }
        await greet(app, settings.Url);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }
}
