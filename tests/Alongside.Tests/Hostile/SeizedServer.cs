using Alongside.Tests.Commands;
using Alongside.Tests.Journeys;
using Npgsql;

namespace Alongside.Tests.Hostile;

/// <summary>The demo's practice, served as a real one by a process of its own, with all that it may write to in reach.</summary>
internal sealed class SeizedServer : OwnServer
{
    private SeizedServer(OwnDatabase own, string[] more) : base(own, AppContext.BaseDirectory, more)
    {
    }

    public static async Task<SeizedServer> Begin(string database, params string[] more)
    {
        var server = new SeizedServer(await DemoTemplate.CopyAsReal(database), ["--log", "json", .. more]);
        await server.Start();
        return server;
    }

    /// <summary>Whatever of these words lies anywhere: database, what was written ahead, logs, temporary files, and a backup's folders.</summary>
    public async IAsyncEnumerable<string> Seize(IReadOnlyList<byte[]> spellings)
    {
        // Where whoever looks after the machine keeps what it says.
        await File.WriteAllTextAsync(Path.Combine(Temporary, "said.log"), Said);
        await foreach (var found in Disk.Finds([Own.Folder, Temporary, .. await Cluster()], spellings)) yield return found;
    }

    // All of the server's own files, its log beside them.
    private async Task<string[]> Cluster()
    {
        if (Own.Place.Postgres is not { } there) return [];
        await using var connection = new NpgsqlConnection(there);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CHECKPOINT; SHOW data_directory";
        return [(string)(await command.ExecuteScalarAsync())!];
    }
}
