using System.Net;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alongside.Tests.Crash;

/// <summary>What befalls a database while it is in use: a sentence on the page, and all goes on when it is over, without a restart.</summary>
[Trait("Kind", "Unhurried")]
public sealed class TroubleTests
{
    [Fact]
    public async Task A_full_disk_is_said_and_what_was_typed_comes_back_and_is_kept_once_there_is_room()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        // A file that may not grow is what a full disk looks like from within. The limit is each connection's own.
        using (Limit(practice, pages: 1))
        {
            using var refused = await UntilRefused(zaynab);
            var said = await PlainBrowser.Text(refused);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("can’t be written at the moment", said, StringComparison.Ordinal);
            Assert.Contains(Long, said, StringComparison.Ordinal);
        }
        using var kept = await zaynab.Fill("/my-names", "names", ("Form.Used", Long));
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Contains(Long, await zaynab.Page("/my-names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_was_moved_away_is_not_followed_by_an_empty_one()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        var file = practice.Services.GetRequiredService<DatabasePlace>().SqliteFile!;
        File.Move(file, file + ".away");
        using (var gone = await zaynab.Get("/my-care"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.StatusCode);
            Assert.Contains("We can’t reach the practice’s records at the moment", await PlainBrowser.Text(gone), StringComparison.Ordinal);
        }
        Assert.False(File.Exists(file));
        File.Move(file + ".away", file);
        Assert.Equal(HttpStatusCode.OK, (await zaynab.Get("/my-care")).StatusCode);
    }

    [Fact]
    public async Task A_folder_that_can_only_be_read_is_said()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        using (Pragma(practice, "PRAGMA query_only = ON", "PRAGMA query_only = OFF"))
        {
            using var refused = await zaynab.Get("/my-record");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("Nothing can be kept at the moment", await PlainBrowser.Text(refused), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await zaynab.Get("/my-record")).StatusCode);
    }

    [Fact]
    public async Task A_database_server_that_goes_away_is_said_and_found_again_without_a_restart()
    {
        if (!Databases.Both.Any(d => d.Data == "postgres")) return;
        await using var practice = await ServedPractice.Start("postgres", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        var name = new NpgsqlConnectionStringBuilder(practice.Services.GetRequiredService<DatabasePlace>().Postgres).Database;
        await Databases.Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await Databases.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        for (var i = 0; i < 3; i++)
        {
            using var gone = await zaynab.Get("/my-care");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.StatusCode);
            Assert.Contains("We can’t reach the practice’s records at the moment", await PlainBrowser.Text(gone), StringComparison.Ordinal);
        }
        await Databases.Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
        Assert.Equal(HttpStatusCode.OK, (await zaynab.Get("/my-care")).StatusCode);
    }

    // What was freed before is filled first.
    private static async Task<HttpResponseMessage> UntilRefused(PlainBrowser browser)
    {
        for (var i = 0; i < 1000; i++)
        {
            var answer = await browser.Fill("/my-names", "names", ("Form.Used", Long));
            if (answer.StatusCode != HttpStatusCode.Redirect) return answer;
            answer.Dispose();
        }
        throw new InvalidOperationException("The disk was never full.");
    }

    private static string Long { get; } = string.Concat(Enumerable.Repeat("Zaynab of the river ", 4)).Trim();

    private static Undo Limit(ServedPractice practice, int pages) => Pragma(practice, $"PRAGMA max_page_count = {pages}", "PRAGMA max_page_count = 1073741823");

    // The server's connections lie in a pool: what one of them was told, the next request meets.
    private static Undo Pragma(ServedPractice practice, string set, string unset)
    {
        Tell(set);
        return new(() => Tell(unset));

        void Tell(string pragma)
        {
            using var scope = practice.Services.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<Database>();
            db.Database.ExecuteSqlRaw(pragma);
        }
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
