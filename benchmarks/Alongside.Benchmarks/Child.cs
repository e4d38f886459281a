using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Alongside.Benchmarks;

/// <summary>A server in a process of its own; disposing it ends it.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private string wrong = "";

    private Child(Process process, string address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => wrong += line.Data + "\n";
        process.ErrorDataReceived += (_, line) => wrong += line.Data + "\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // Whoever breaks off a run leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    public string Address { get; }

    /// <summary>All that it said.</summary>
    public string Said => wrong;

    /// <summary>From the start of the process to the first page, in seconds.</summary>
    public double FirstPage { get; private set; }

    /// <summary>What it holds in memory now, in bytes.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>This program again, as another part of the run. The address is added as the last word.</summary>
    public static Task<Child> Part(string ready, params string[] words) => Start(Environment.ProcessPath!, ready, words);

    /// <param name="program">What to start.</param>
    /// <param name="ready">A page that answers once it is there.</param>
    /// <param name="words">Its arguments; the address is added as the last.</param>
    public static async Task<Child> Start(string program, string ready, params string[] words)
    {
        var address = FreeAddress();
        var watch = Stopwatch.StartNew();
        var child = new Child(Process.Start(new ProcessStartInfo(program, [.. words, address])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!, address);
        using var client = new HttpClient { BaseAddress = new(address), Timeout = TimeSpan.FromMinutes(2) };
        while (watch.Elapsed < TimeSpan.FromMinutes(3))
        {
            if (child.process.HasExited) throw new InvalidOperationException($"{words[0]} ended: {child.wrong}");
            try
            {
                using var answer = await client.GetAsync(ready);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    child.FirstPage = watch.Elapsed.TotalSeconds;
                    return child;
                }
            }
            catch (HttpRequestException)
            {
                // It doesn't listen yet.
            }
            await Task.Delay(5);
        }
        child.Dispose();
        throw new TimeoutException($"{words[0]} did not answer: {child.wrong}");
    }

    /// <summary>Runs to its end, and throws where that is no good one.</summary>
    public static async Task Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}: {await said}{await wrong}");
    }

    /// <summary>Runs to its end.</summary>
    /// <returns>Seconds from its start to its end, and the most that it held in memory, in bytes, as far as it was seen every few milliseconds.</returns>
    public static async Task<(double Seconds, long Peak)> Watch(string program, params string[] words)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong, ended) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        var (peak, seconds) = (0L, 0.0);
        for (; !process.HasExited; seconds = watch.Elapsed.TotalSeconds)
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException) when (process.HasExited)
            {
                break; // between the question and the answer
            }
            await Task.WhenAny(ended, Task.Delay(5));
        }
        await ended;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}: {await said}{await wrong}");
        return (seconds, peak);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(null, EventArgs.Empty);
        process.WaitForExit();
        process.Dispose();
    }

    private void End(object? sender, EventArgs e)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    }

    private static string FreeAddress()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
    }
}
