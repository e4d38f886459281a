using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alongside.Tests.Watching;

/// <summary>What is said to whoever watches the server.</summary>
public sealed class HealthTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_practice_that_is_not_founded_yet_is_well_and_one_whose_database_went_away_is_not_until_it_is_back(string database)
    {
        await using var practice = await ServedPractice.Start(database);
        using var watcher = new PlainBrowser(practice.Address);
        Assert.Equal("200 ok", await Said(watcher));
        await Away(practice);
        Assert.Equal("503 not", await Said(watcher));
        using (var head = await watcher.Send(HttpMethod.Head, "/health", null)) Assert.Equal(503, (int)head.StatusCode);
        await Back(practice);
        Assert.Equal("200 ok", await Said(watcher));
        using (var head = await watcher.Send(HttpMethod.Head, "/health", null)) Assert.Equal(200, (int)head.StatusCode);
    }

    private static async Task<string> Said(PlainBrowser watcher)
    {
        using var answer = await watcher.Get("/health");
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return $"{(int)answer.StatusCode} {await PlainBrowser.Raw(answer)}";
    }

    private static async Task Away(ServedPractice practice)
    {
        var place = practice.Services.GetRequiredService<DatabasePlace>();
        if (place.SqliteFile is { } file)
        {
            File.Move(file, file + ".away");
            return;
        }
        var name = new NpgsqlConnectionStringBuilder(place.Postgres).Database;
        await Databases.Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await Databases.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    private static Task Back(ServedPractice practice)
    {
        var place = practice.Services.GetRequiredService<DatabasePlace>();
        if (place.SqliteFile is not { } file) return Databases.Execute($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(place.Postgres).Database} ALLOW_CONNECTIONS true");
        File.Move(file + ".away", file);
        return Task.CompletedTask;
    }
}
