using System.Diagnostics;
using Alongside.Storage;
using Npgsql;

namespace Alongside.Tests.Crash;

/// <summary>A PostgreSQL server for one test alone, that can be stopped as when the power goes. It is told to wait for no disk.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string programs, folder;

    private OwnPostgres(string programs, string folder) => (this.programs, this.folder) = (programs, folder);

    /// <summary>An empty database in it.</summary>
    public OwnDatabase Database { get; private init; } = null!;

    public static async Task<OwnPostgres> Make()
    {
        var folder = Directory.CreateTempSubdirectory("alongside-pg").FullName;
        var there = new NpgsqlConnectionStringBuilder { Host = folder, Username = "alongside", Database = "alongside", MaxPoolSize = 20 }.ToString();
        var own = new OwnPostgres(await Databases.Ask("SELECT setting FROM pg_config WHERE name = 'BINDIR'"), folder)
        {
            // It has no name by which the server of the other tests would know it.
            Database = new(DatabasePlace.Of(there), Directory.CreateTempSubdirectory("alongside").FullName, null),
        };
        if (Environment.IsPrivilegedProcess) await Run("chown", "postgres", folder);
        await own.Program("initdb", "-D", own.Files, "--no-sync", "-A", "trust", "-U", "alongside", "-E", "UTF8", "--no-locale");
        await own.Start();
        await own.Program("createdb", "-h", folder, "-U", "alongside", "alongside");
        return own;
    }

    // What waits to be written waits for long, so that whoever doesn't wait for it loses it.
    public Task Start() => Program("pg_ctl", "-s", "-D", Files, "-l", Path.Combine(folder, "log"), "-w", "start", "-o",
        $"-c listen_addresses='' -c unix_socket_directories='{folder}' -c shared_buffers=32MB -c fsync=off -c synchronous_commit=off -c wal_writer_delay=10s");

    public async Task Kill()
    {
        await Program("pg_ctl", "-s", "-D", Files, "-m", "immediate", "stop");
        // Ours, of this test; the practice's server has to find out for itself.
        await Database.LetGo();
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Files, "postmaster.pid"))) await Kill();
        Directory.Delete(folder, recursive: true);
    }

    private string Files => Path.Combine(folder, "files");

    // PostgreSQL refuses to run as root.
    private Task Program(string name, params string[] words) => Environment.IsPrivilegedProcess
        ? Run("runuser", ["-u", "postgres", "--", Path.Combine(programs, name), .. words])
        : Run(Path.Combine(programs, name), words);

    private static async Task Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)} ended with {process.ExitCode}.");
    }
}
