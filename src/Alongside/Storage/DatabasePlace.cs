using System.Data.Common;
using System.Runtime.CompilerServices;
using Alongside.Features.Sealing;
using Alongside.Storage.Compiled.Postgres;
using Alongside.Storage.Compiled.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Alongside.Storage;

/// <summary>Where the practice's database is: a SQLite file, or a schema in PostgreSQL by its connection string.</summary>
public sealed record DatabasePlace(string? SqliteFile, string? Postgres)
{
    public static DatabasePlace Sqlite(string file) => new(file, null);

    public static DatabasePlace Of(string postgres) => new(null, postgres);

    /// <summary>The same place for whoever loads all of a practice: PostgreSQL may take as long as it needs for one statement.</summary>
    public DatabasePlace Patiently() => Postgres is null ? this : Of(new NpgsqlConnectionStringBuilder(Postgres) { CommandTimeout = 0 }.ToString());

    /// <summary>What to call it where a password must not stand.</summary>
    public string Name => Postgres is null ? SqliteFile! : Named(new NpgsqlConnectionStringBuilder(Postgres));

    private static string Named(NpgsqlConnectionStringBuilder there) =>
        $"the PostgreSQL database {there.Database ?? there.Username}{(there.SearchPath is null ? "" : $", schema {there.SearchPath},")} on {there.Host}";

    /// <summary>Makes the file where there is none. Nothing else does: a file that was moved away must not be followed by an empty one.</summary>
    public void Make()
    {
        if (SqliteFile is null || File.Exists(SqliteFile)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(SqliteFile))!);
        // What SQLite puts beside it may be read by whoever may read it.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(SqliteFile, options).Dispose();
    }

    public Database Open(House? house) => Ready()(house);

    /// <summary>What opens it again and again. How, is settled once; what EF would tell a log, which may be what somebody told us, nobody hears.</summary>
    public Func<House?, Database> Ready()
    {
        if (SqliteFile is { } file)
        {
            var sqlite = SqliteOptions(file);
            return house => new SqliteDatabase(sqlite) { House = house };
        }
        var postgres = new DbContextOptionsBuilder<PostgresDatabase>().UseModel(PostgresDatabaseModel.Instance)
            .UseLoggerFactory(NullLoggerFactory.Instance).UseNpgsql(Postgres).Options;
        return house => new PostgresDatabase(postgres) { House = house };
    }

    private static DbContextOptions<SqliteDatabase> SqliteOptions(string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true, RecursiveTriggers = true, DefaultTimeout = 30 };
        // A list is one parameter: with as many as it has parts, EF would write each statement anew each time.
        return new DbContextOptionsBuilder<SqliteDatabase>().UseModel(SqliteDatabaseModel.Instance).UseLoggerFactory(NullLoggerFactory.Instance)
            .UseSqlite(connection.ToString(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(Pragmas.Instance).Options;
    }

    // Whether the file is there is asked each time that one opens, since the pool keeps what was opened before it went.
    // Durable at each commit, nothing of what was deleted left in the file, nothing sorted on disk: said once to each
    // connection of SQLite's own, which keeps it while it goes from hand to hand through the pool.
    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Instance = new();

        private readonly ConditionalWeakTable<object, object> told = [];

        private const string Set = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (!File.Exists(connection.DataSource)) throw new DatabaseIsGone();
            // EF looks whether the file is there through a connection that may only read.
            if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly) return;
            if (connection is not SqliteConnection { Handle: { } own } || told.TryGetValue(own, out _)) return;
            using var command = connection.CreateCommand();
            command.CommandText = Set;
            command.ExecuteNonQuery();
            told.AddOrUpdate(own, Set);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}

/// <summary>For EF's tool, which writes down migrations and the model.</summary>
public sealed class SqliteDesign : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<SqliteDatabase>
{
    public SqliteDatabase CreateDbContext(string[] args) => (SqliteDatabase)DatabasePlace.Sqlite("design.db").Open(null);
}

/// <summary>For EF's tool, which writes down migrations and the model.</summary>
public sealed class PostgresDesign : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PostgresDatabase>
{
    public PostgresDatabase CreateDbContext(string[] args) => (PostgresDatabase)DatabasePlace.Of("Host=design").Open(null);
}
