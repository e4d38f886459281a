using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Alongside.Tests.Commands;

/// <summary>What a command said, and how it ended.</summary>
internal sealed record Ended(int Code, string Out, string Error);

/// <summary>The executable that people run, in a process of its own.</summary>
internal static class Executable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs until it ends by itself.</summary>
    public static Task<Ended> Run(params string[] words) => RunIn([], words);

    /// <summary>Runs until it ends, and answers what it asks with these lines.</summary>
    public static Task<Ended> Answer(string[] lines, params string[] words) => RunIn([], words, string.Join('\n', lines) + "\n");

    public static Task<Ended> RunIn((string Name, string Value)[] environment, params string[] words) => RunIn(environment, words, "");

    private static async Task<Ended> RunIn((string Name, string Value)[] environment, string[] words, string input)
    {
        using var process = Start(words, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(Patience);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, TestContext.Current.CancellationToken);
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
        await process.WaitForExitAsync(stop.Token);
        return new(process.ExitCode, await said, await wrong);
    }

    /// <summary>Starts, answers what it asks first with these lines, and lets it wait for more; disposing it kills it.</summary>
    public static async Task<Serving> Begin(string[] lines, params string[] words)
    {
        var process = Start(words, []);
        await process.StandardInput.WriteAsync(string.Join('\n', lines) + "\n");
        await process.StandardInput.FlushAsync();
        return new(process, "");
    }

    /// <summary>Starts to serve at a free place; disposing it stops it.</summary>
    public static Serving Serve(params string[] words) => ServeIn([], words);

    public static Serving ServeIn((string Name, string Value)[] environment, params string[] words)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        return new(Start([.. words, "--url", url], environment), url);
    }

    /// <param name="words">What is said to it.</param>
    /// <param name="environment">Its variables beside ours.</param>
    /// <param name="folder">Where the executable is; by default where it was built.</param>
    internal static Process Start(string[] words, (string Name, string Value)[] environment, string? folder = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder ?? AppContext.BaseDirectory, "alongside.dll"), .. words])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        // It lives for seconds: profiling its code costs more than it gives.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

internal sealed class Serving(Process process, string url) : IDisposable
{
    public string Url => url;

    /// <summary>The lines that it greets with, up to the one that holds these words.</summary>
    public async Task<string> SaysUpTo(string words)
    {
        var said = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said += line + "\n";
            if (line.Contains(words, StringComparison.Ordinal)) return said;
        }
        return said + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The lines that it writes within this time.</summary>
    public async Task<IReadOnlyList<string>> SaysFor(TimeSpan time)
    {
        var said = new List<string>();
        using var late = new CancellationTokenSource(time);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line) said.Add(line);
        }
        catch (OperationCanceledException)
        {
            // It goes on, and has said for now what it had to say.
        }
        return said;
    }

    /// <summary>As a machine does that loses its power: without a word to it.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
