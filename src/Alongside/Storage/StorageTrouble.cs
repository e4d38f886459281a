using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Alongside.Storage;

/// <summary>What can befall a database while it is in use, through no mistake of ours.</summary>
public enum StorageTrouble
{
    /// <summary>No room is left on its disk.</summary>
    Full,

    /// <summary>It can be read and not written.</summary>
    ReadOnly,

    /// <summary>It can't be reached: a server that is down, a drive that was unplugged, a file that was moved.</summary>
    Gone,

    /// <summary>Something else holds it for too long.</summary>
    Busy,
}

public static class StorageTroubles
{
    /// <summary>Which trouble of the database an exception tells of; null where it is a bug of ours.</summary>
    public static StorageTrouble? Of(Exception? exception) => exception switch
    {
        null => null,
        DatabaseIsGone => StorageTrouble.Gone,
        SqliteException { SqliteErrorCode: 13 } => StorageTrouble.Full,
        SqliteException { SqliteErrorCode: 8 } => StorageTrouble.ReadOnly,
        SqliteException { SqliteErrorCode: 10 or 14 } => StorageTrouble.Gone,
        SqliteException { SqliteErrorCode: 5 or 6 } => StorageTrouble.Busy,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StorageTrouble.Full,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StorageTrouble.ReadOnly,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.LockNotAvailable } => StorageTrouble.Busy,
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ObjectNotInPrerequisiteState
        } => StorageTrouble.Gone,
        PostgresException => Of(exception.InnerException),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => StorageTrouble.Gone,
        _ => Of(exception.InnerException),
    };
}

/// <summary>The database's file is not where it was. SQLite itself would go on writing into what nobody finds any more.</summary>
public sealed class DatabaseIsGone() : IOException("The database's file is not in its place.");
