using Alongside.Storage;
using Alongside.Storage.Guards;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alongside.Tests;

/// <summary>
/// Both databases for theories: <c>[Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]</c>.
/// Each is migrated once and copied for each test. Without a PostgreSQL to test on (<c>./test quick</c>) there is SQLite alone.
/// </summary>
public static class Databases
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<Task> PostgresTemplate = new(MakePostgresTemplate);
    private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);

    private static string? Postgres => Environment.GetEnvironmentVariable("ALONGSIDE_TEST_POSTGRES");

    public static TheoryData<string> Both => Postgres is null ? ["sqlite"] : ["sqlite", "postgres"];

    /// <summary>For journeys, which are long: SQLite always, PostgreSQL in <c>./test slow</c>.</summary>
    public static TheoryData<string> InJourneys => Environment.GetEnvironmentVariable("ALONGSIDE_TEST_LONG") is null ? ["sqlite"] : Both;

    /// <summary>PostgreSQL, or SQLite again where there is none.</summary>
    public static string TheOther => Postgres is null ? "sqlite" : "postgres";

    /// <summary>A migrated and guarded database of its own; disposing it removes it.</summary>
    public static async Task<OwnDatabase> Make(string kind) => kind switch
    {
        "sqlite" => await CopySqlite(),
        "postgres" => await CopyPostgres(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A place of its own with nothing in it: no file yet, or no table.</summary>
    internal static async Task<OwnDatabase> MakeEmpty(string kind)
    {
        if (kind == "postgres") return await CopyNamed("template1");
        var folder = Directory.CreateTempSubdirectory("alongside").FullName;
        return new(DatabasePlace.Sqlite(Path.Combine(folder, "practice.db")), folder, null);
    }

    private static async Task<OwnDatabase> CopySqlite() => CopyFile(await SqliteTemplate.Value);

    /// <summary>A database of its own like the one in this file.</summary>
    internal static OwnDatabase CopyFile(string template)
    {
        var folder = Directory.CreateTempSubdirectory("alongside").FullName;
        var file = Path.Combine(folder, "practice.db");
        File.Copy(template, file);
        return new(DatabasePlace.Sqlite(file), folder, null);
    }

    private static async Task<OwnDatabase> CopyPostgres()
    {
        await PostgresTemplate.Value;
        return await CopyNamed("alongside_template");
    }

    /// <summary>A database of its own like the one of this name, which nobody may be connected to.</summary>
    internal static async Task<OwnDatabase> CopyNamed(string template)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await OneCopyAtATime.WaitAsync();
        try
        {
            await Execute($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            OneCopyAtATime.Release();
        }
        var connection = new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 20 }.ToString();
        return new(DatabasePlace.Of(connection), Directory.CreateTempSubdirectory("alongside").FullName, name);
    }

    private static async Task<string> MakeSqliteTemplate()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("alongside-template").FullName, "template.db");
        await Migrate(DatabasePlace.Sqlite(file));
        await Settle(file);
        return file;
    }

    /// <summary>Leaves everything in this one file.</summary>
    internal static async Task Settle(string file)
    {
        SqliteConnection.ClearAllPools();
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task MakePostgresTemplate()
    {
        await Execute("DROP DATABASE IF EXISTS alongside_template");
        await Execute("CREATE DATABASE alongside_template");
        await Migrate(DatabasePlace.Of(new NpgsqlConnectionStringBuilder(Postgres) { Database = "alongside_template", Pooling = false }.ToString()));
    }

    private static async Task Migrate(DatabasePlace place)
    {
        place.Make();
        await using var db = place.Open(null);
        await db.Database.MigrateAsync();
        await DatabaseGuards.Restore(db);
    }

    internal static Task Execute(string sql) => Ask(sql);

    /// <summary>The first thing that PostgreSQL answers; empty where it answers nothing.</summary>
    internal static async Task<string> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Postgres) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{await command.ExecuteScalarAsync()}";
    }
}

/// <summary>One test's database, and a folder for what lies beside it (the house file, for one).</summary>
public sealed record OwnDatabase(DatabasePlace Place, string Folder, string? Name) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await LetGo();
        if (Name is not null) await Databases.Execute($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Closes what we have open of it.</summary>
    internal async Task LetGo()
    {
        if (Place.Postgres is { } there)
        {
            await using var connection = new NpgsqlConnection(there);
            NpgsqlConnection.ClearPool(connection);
        }
        else
        {
            await using var connection = new SqliteConnection(Place.Open(null).Database.GetConnectionString());
            SqliteConnection.ClearPool(connection);
        }
    }
}
