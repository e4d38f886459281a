using System.Net.Sockets;
using Alongside.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Alongside.Commands;

/// <summary>What the machine around us refuses, said as a sentence that tells what to do.</summary>
public static class Troubles
{
    public static async Task<Outcome<T>> AsRefusals<T>(Func<Task<Outcome<T>>> attempt, Settings settings) where T : notnull
    {
        try
        {
            return await attempt();
        }
        catch (Exception trouble) when (Read(trouble, settings) is not null)
        {
            return Read(trouble, settings)!;
        }
    }

    /// <summary>The sentence for a trouble of the machine's; null where it is a bug of ours.</summary>
    public static Refusal? Read(Exception trouble, Settings settings) => trouble switch
    {
        AddressInUseException or IOException { InnerException: AddressInUseException } =>
            new($"Something else listens at {settings.Url} already. Stop it, or choose another place with --url."),
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            new($"This user may not listen at {settings.Url}. Choose a port above 1023 with --url."),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } or IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressNotAvailable } } =>
            new($"This machine has no address {settings.Url.Host}. Choose another place with --url."),
        PostgresException { SqlState: "28P01" or "28000" } => new($"PostgreSQL refused the name or password in --database."),
        PostgresException { SqlState: "3D000" } => new($"PostgreSQL knows no database of the name in --database. Make it first, with createdb."),
        PostgresException { SqlState: "3F000" or "42501" } => new($"PostgreSQL lets this user make no tables there. Give it the right to, or name another schema with Search Path in --database."),
        PostgresException { SqlState: "53100" } => new($"The disk of PostgreSQL is full. Make room and start again."),
        NpgsqlException or SocketException => new($"The database can't be reached. Is PostgreSQL running where --database says?"),
        SqliteException { SqliteErrorCode: 5 or 6 } => new($"The database file is locked by another program. Close that one and start again."),
        SqliteException { SqliteErrorCode: 26 } => new($"{settings.Place.SqliteFile} is not a database. Put back the right file, or name another folder with --data."),
        SqliteException { SqliteErrorCode: 11 } => new($"The database file is damaged. Put back a copy, and keep the damaged one for whoever can look into it."),
        SqliteException { SqliteErrorCode: 13 } => new($"The disk is full. Make room and start again."),
        SqliteException { SqliteErrorCode: 8 or 14 } => new($"The database file {settings.Place.SqliteFile} can't be opened for writing. Give this user the right to."),
        UnauthorizedAccessException => new($"A file in {settings.DataFolder} can't be read or written. Give this user the right to."),
        IOException => new($"A file in {settings.DataFolder} can't be read or written. Is the disk full, or the folder on a drive that is gone?"),
        _ => trouble.InnerException is { } inner && trouble is InvalidOperationException or System.Reflection.TargetInvocationException ? Read(trouble.InnerException!, settings) : null,
    };
}
