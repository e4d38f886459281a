using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Alongside.Benchmarks;

/// <summary>
/// A page by raw ADO.NET. It sends each different statement of ours once, reads all that comes, unseals by bare calls,
/// and writes what the page writes, with its entries in the log, in one transaction.
/// </summary>
internal sealed class RawPage(string connection, PageSpec page)
{
    private const int SmallestEnvelope = 256;
    private static readonly SemaphoreSlim writer = new(1, 1);
    private static readonly ConditionalWeakTable<object, object> told = [];

    private readonly bool isSqlite = connection.StartsWith("sqlite:", StringComparison.Ordinal);
    private readonly Dictionary<Guid, RecordKey> keys = page.Keys.ToDictionary(k => k.Record);
    private readonly List<Statement> reads = [.. page.Statements.Where(s => s.IsReadOnly && !s.Locks && !s.IsOfTheLog).DistinctBy(s => s.Same)];
    private readonly List<Statement> writes = [.. page.Statements.Where(s => (!s.IsReadOnly || s.Locks) && !s.IsOfTheLog).DistinctBy(s => s.Same)];
    private readonly int entries = page.Statements.Sum(s => s.LogEntries);
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> fresh = new(StringComparer.OrdinalIgnoreCase);
    private int booked = -1;

    /// <summary>Reads once, so that we know which ids are made anew for each request: those by which nothing was found.</summary>
    public async Task Prepare()
    {
        await using var open = await Open();
        foreach (var statement in reads) await Read(open, statement, null, learn: true);
        foreach (var (statement, sent) in page.Statements.SelectMany(s => s.Values.Select(v => (s, v))))
        {
            if (sent is { Kind: "Guid", Value: { } id } && !known.Contains(id) && statement.Sql.Contains("INSERT", StringComparison.Ordinal)) fresh.Add(id);
        }
    }

    public async Task Answer()
    {
        await using var open = await Open();
        foreach (var statement in reads) await Read(open, statement, null);
        if (writes.Count == 0 && entries == 0) return;
        if (isSqlite) await writer.WaitAsync();
        try
        {
            while (!await Write(open)) { }
        }
        finally
        {
            if (isSqlite) writer.Release();
        }
    }

    /// <returns>False where PostgreSQL took it back, since another waited for the same rows the other way round: then it is done again.</returns>
    private async Task<bool> Write(DbConnection open)
    {
        try
        {
            await WriteOnce(open);
            return true;
        }
        catch (PostgresException crossed) when (crossed.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    private async Task WriteOnce(DbConnection open)
    {
        await using var transaction = isSqlite ? ((SqliteConnection)open).BeginTransaction(deferred: false) : await open.BeginTransactionAsync();
        var renamed = fresh.ToDictionary(id => id, _ => Guid.NewGuid(), StringComparer.OrdinalIgnoreCase);
        var times = page.Times.Count > 1 ? page.Times[1 + (Interlocked.Increment(ref booked) % (page.Times.Count - 1))] : null;
        foreach (var statement in writes)
        {
            await using var command = open.CreateCommand();
            command.Transaction = transaction;
            statement.Fill(command, sent => Renamed(sent, renamed, times));
            await command.ExecuteNonQueryAsync();
        }
        await RawLog.Append(open, transaction, entries);
        await transaction.CommitAsync();
    }

    // The first free time is the one that ours took when it was listened to.
    private object Renamed(Sent sent, Dictionary<string, Guid> renamed, FreeTime? time) => sent switch
    {
        { Kind: "Guid", Value: { } id } when renamed.TryGetValue(id, out var other) => other,
        { Kind: "Guid", Value: { } id } when time is not null && Guid.Parse(id) == page.Times[0].Opening => time.Opening,
        { Kind: "Int64", Value: { } ticks } when time is not null && long.Parse(ticks, System.Globalization.CultureInfo.InvariantCulture) == page.Times[0].Start => time.Start,
        { Kind: "Byte[]", Value: { } bytes } when bytes.Length > SmallestEnvelope => Sealed(bytes),
        _ => sent.Read(),
    };

    private byte[] Sealed(string like)
    {
        const int Around = 49; // version, salt and tag
        return Bare.Seal(Bare.Unwrap(), new byte[Convert.FromBase64String(like).Length - Around], page.Keys[0].Bound);
    }

    private async Task Read(DbConnection open, Statement statement, DbTransaction? transaction, bool learn = false)
    {
        await using var command = open.CreateCommand();
        command.Transaction = transaction;
        statement.Fill(command, sent => sent.Read());
        await using var reader = await command.ExecuteReaderAsync();
        var seals = statement.Sql.Contains("FROM \"SealedRecords\"", StringComparison.Ordinal);
        var (id, bytes) = (seals ? Column(reader, "Id") : -1, seals ? Column(reader, "Bytes") : -1);
        var any = false;
        while (await reader.ReadAsync())
        {
            if (learn && !any) known.UnionWith(statement.Values.Where(v => v is { Kind: "Guid", Value: not null }).Select(v => v.Value!));
            any = true;
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var value = reader.GetValue(i);
                if (learn && (value is Guid || value is string { Length: 36 })) known.Add(value.ToString()!);
            }
            if (id >= 0 && bytes >= 0 && keys.TryGetValue(reader.GetGuid(id), out var key)) Bare.Open(key.DataKey, (byte[])reader.GetValue(bytes), key.Bound);
        }
        if (any && statement.Sql.Contains("FROM \"Wraps\"", StringComparison.Ordinal)) Bare.Unwrap();
    }

    private static int Column(DbDataReader reader, string name)
    {
        for (var i = 0; i < reader.FieldCount; i++)
            if (string.Equals(reader.GetName(i), name, StringComparison.Ordinal)) return i;
        return -1;
    }

    private async Task<DbConnection> Open()
    {
        DbConnection open = isSqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = connection["sqlite:".Length..], ForeignKeys = true, RecursiveTriggers = true, DefaultTimeout = 30 }.ToString())
            : new NpgsqlConnection(connection);
        await open.OpenAsync();
        // As ours does: once to each connection of SQLite's own, which keeps it in the pool.
        if (open is not SqliteConnection { Handle: { } own } || told.TryGetValue(own, out _)) return open;
        await using var command = open.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";
        await command.ExecuteNonQueryAsync();
        told.AddOrUpdate(own, page);
        return open;
    }
}
