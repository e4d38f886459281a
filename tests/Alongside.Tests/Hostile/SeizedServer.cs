using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Alongside.Storage.Guards;
using Alongside.Tests.Commands;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alongside.Tests.Hostile;

/// <summary>The demo's practice, served as a real one by a process of its own, with all that it may write to in reach.</summary>
internal sealed class SeizedServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly OwnDatabase own;
    private readonly string folder;
    private readonly string[] how;
    private readonly StringBuilder said = new();
    private Process? process;

    private SeizedServer(OwnDatabase own, string folder, string[] more)
    {
        (this.own, this.folder) = (own, folder);
        foreach (var name in new[] { "tmp", "log" }) Directory.CreateDirectory(Path.Combine(folder, name));
        Place = ["--data", own.Folder, .. own.Place.Postgres is { } there ? new[] { "--database", there } : []];
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = $"http://{free.LocalEndpoint}";
        how = ["serve", .. Place, "--url", Url, "--log", "json", .. more];
    }

    public string Url { get; }

    /// <summary>The flags by which commands find it.</summary>
    public string[] Place { get; }

    /// <summary>Where it keeps what is only for now.</summary>
    public string Temporary => Path.Combine(folder, "tmp");

    public static async Task<SeizedServer> Begin(string database, params string[] more)
    {
        var own = await DemoTemplate.Copy(database);
        // From here on it counts as real: only that is served beside a mail server and backed up.
        await using (var db = own.Place.Open(null))
        {
            await DatabaseGuards.Drop(db, DatabaseGuards.All.Single(g => g.Name == "Practices_never_change"));
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Practices\" SET \"IsDemo\" = (1 = 0)");
        }
        var server = new SeizedServer(own, Directory.CreateTempSubdirectory("alongside-seized").FullName, more);
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        process = Executable.Start(how, [("TMPDIR", Temporary)]);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new(Url) };
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            Assert.True(since.Elapsed < Patience && !process.HasExited, $"It did not start: {Said}");
            try
            {
                if ((await client.GetAsync(new Uri("/health", UriKind.Relative))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It isn't there yet.
            }
        }
    }

    public void Kill()
    {
        process?.Kill(entireProcessTree: true);
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    /// <summary>A command beside it, as whoever looks after the machine runs it; what it says is kept with the rest.</summary>
    public async Task<Ended> Runs(params string[] words)
    {
        var ended = await Executable.RunIn([("TMPDIR", Temporary)], words);
        Keep(ended.Out);
        Keep(ended.Error);
        return ended;
    }

    /// <summary>Whatever of these words lies anywhere: database, what was written ahead, logs, temporary files, and a backup's folders.</summary>
    public async Task<IReadOnlyList<string>> Seize(IReadOnlyList<byte[]> spellings, params string[] more)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "log", "all"), Said);
        return await Disk.Finds([own.Folder, folder, .. more, .. await Cluster()], spellings);
    }

    public string Said
    {
        get { lock (said) return said.ToString(); }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await own.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // All of the server's own files, its log beside them.
    private async Task<string[]> Cluster()
    {
        if (own.Place.Postgres is not { } there) return [];
        await using var connection = new NpgsqlConnection(there);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CHECKPOINT; SHOW data_directory";
        return [(string)(await command.ExecuteScalarAsync())!];
    }

    private void Keep(string? line)
    {
        lock (said) said.AppendLine(line);
    }
}
