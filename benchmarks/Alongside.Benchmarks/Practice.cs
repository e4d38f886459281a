using Npgsql;

namespace Alongside.Benchmarks;

/// <summary>A fictional practice to measure, and how to get at its database.</summary>
/// <param name="folder">Its data folder.</param>
/// <param name="postgres">A server of the run's own; null for SQLite.</param>
internal sealed class Practice(string folder, string? postgres)
{
    private readonly string name = "bench_" + Path.GetFileName(folder);

    public string Kind => postgres is null ? "SQLite" : "PostgreSQL";

    public async Task Make()
    {
        Directory.CreateDirectory(folder);
        if (postgres is not null) await Execute($"CREATE DATABASE {name}");
    }

    public Task<Child> Serve() => Child.Part("/", "serve", folder, postgres is null ? "sqlite" : Connection(name));

    /// <summary>A copy for the peers, while nobody serves it.</summary>
    /// <returns>How to open it; "sqlite:" before a file.</returns>
    public async Task<string> Copy()
    {
        if (postgres is not null)
        {
            await Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            await Execute($"CREATE DATABASE {name}_raw TEMPLATE {name}");
            return Connection(name + "_raw");
        }
        var to = Directory.CreateDirectory(folder + "-raw").FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "practice.db*")) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return "sqlite:" + Path.Combine(to, "practice.db");
    }

    private string Connection(string database) => new NpgsqlConnectionStringBuilder(postgres) { Database = database, MaxPoolSize = 64 }.ToString();

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
