using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Alongside.Tests.Commands;

/// <summary>
/// `alongside serve` for a database of its own, in a process that is killed, as by kill -9, and started again at the same
/// place. What it lays down for a while lies in a folder of its own, too.
/// </summary>
/// <param name="own">What it serves. It is removed with the server.</param>
/// <param name="executable">The folder of the executable.</param>
/// <param name="more">What else is said to it.</param>
internal class OwnServer(OwnDatabase own, string executable, params string[] more) : IAsyncDisposable
{
    // Below those that the system hands out: a browser of another test would take one while the server is away.
    private const int FirstPort = 20_000, LastPort = 30_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StringBuilder said = new();
    private Process? process;
    private Task listening = Task.CompletedTask;
    private int born;

    public string Url { get; } = FreePlace();

    /// <summary>The flags by which commands find it.</summary>
    public string[] Place { get; } = ["--data", own.Folder, .. own.Place.Postgres is { } there ? new[] { "--database", there } : []];

    /// <summary>Where it and what runs beside it keep what is only for now.</summary>
    public string Temporary { get; } = Directory.CreateTempSubdirectory("alongside-tmp").FullName;

    public int Kills { get; private set; }

    /// <summary>Everything that it said in all its lives, and what ran beside it.</summary>
    public string Said
    {
        get { lock (said) return said.ToString(); }
    }

    protected OwnDatabase Own => own;

    /// <summary>Starts it and waits until it listens. Whatever the last kill left behind, this needs no help.</summary>
    public async Task Start()
    {
        Begins();
        await Says("Ctrl+C stops it");
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public void Begins()
    {
        lock (said) born = said.Length;
        process = Executable.Start(["serve", .. Place, "--url", Url, .. more], [("TMPDIR", Temporary)], executable);
        listening = Task.WhenAll(Listen(process.StandardOutput), Listen(process.StandardError));
    }

    /// <summary>The line with these words that it says in this life.</summary>
    /// <exception cref="IOException">It was gone before.</exception>
    public async Task<string> Says(string words)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            var over = listening.IsCompleted;
            if (Said[born..].Split('\n').FirstOrDefault(l => l.Contains(words, StringComparison.Ordinal)) is { } line) return line;
            if (over) break;
        }
        throw new IOException($"It did not say “{words}”, but: {Said[born..]}");
    }

    public async Task Kill()
    {
        if (process is null) return;
        // What we have open of its file would keep for the next start what a dead server can't.
        await own.LetGo();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await listening;
        process.Dispose();
        process = null;
        Kills++;
    }

    /// <summary>A command beside it, as whoever looks after the machine runs it; what it says is kept with the rest.</summary>
    public async Task<Ended> Runs(params string[] words)
    {
        var ended = await Executable.RunIn([("TMPDIR", Temporary)], words);
        Keep(ended.Out);
        Keep(ended.Error);
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        await own.DisposeAsync();
        Directory.Delete(Temporary, recursive: true);
    }

    private async Task Listen(StreamReader voice)
    {
        while (await voice.ReadLineAsync() is { } line) Keep(line);
    }

    private void Keep(string line)
    {
        lock (said) said.Append(line).Append('\n');
    }

    private static string FreePlace()
    {
        while (true)
        {
            try
            {
                using var free = new TcpListener(IPAddress.Loopback, Random.Shared.Next(FirstPort, LastPort));
                free.Start();
                return $"http://{free.LocalEndpoint}";
            }
            catch (SocketException)
            {
                // Somebody listens there: the next one, then.
            }
        }
    }
}
