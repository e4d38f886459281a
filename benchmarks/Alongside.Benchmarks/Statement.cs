using System.Collections;
using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Alongside.Benchmarks;

/// <summary>A value that a statement was sent with, as it can be written down and sent again.</summary>
/// <param name="Name">Of the parameter.</param>
/// <param name="Kind">Which type; with [] behind it, an array of it.</param>
/// <param name="Value">In the invariant culture; null is null.</param>
/// <param name="PostgresType">What PostgreSQL was told of it; null on SQLite.</param>
public sealed record Sent(string Name, string Kind, string? Value, NpgsqlDbType? PostgresType)
{
    public static Sent Of(DbParameter parameter)
    {
        var type = parameter is NpgsqlParameter postgres ? postgres.NpgsqlDbType : (NpgsqlDbType?)null;
        if (parameter.Value is null or DBNull) return new(parameter.ParameterName, "null", null, type);
        if (parameter.Value is string or byte[] || parameter.Value is not IEnumerable many)
            return new(parameter.ParameterName, parameter.Value.GetType().Name, Write(parameter.Value), type);
        var all = many.Cast<object>().ToList();
        return new(parameter.ParameterName, (all.Count == 0 ? typeof(Guid) : all[0].GetType()).Name + "[]", string.Join(' ', all.Select(Write)), type);
    }

    public object Read() => Kind switch
    {
        "null" => DBNull.Value,
        "Guid[]" => Many(Guid.Parse),
        "String[]" => Many(v => v),
        "Byte[][]" => Many(Convert.FromBase64String),
        "Int32[]" => Many(v => int.Parse(v, CultureInfo.InvariantCulture)),
        _ => ReadOne(),
    };

    private T[] Many<T>(Func<string, T> read) => [.. (Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(read)];

    private object ReadOne() => Kind switch
    {
        "Guid" => Guid.Parse(Value!),
        "String" => Value!,
        "Byte[]" => Convert.FromBase64String(Value!),
        "Boolean" => bool.Parse(Value!),
        "Int32" => int.Parse(Value!, CultureInfo.InvariantCulture),
        "Int64" => long.Parse(Value!, CultureInfo.InvariantCulture),
        "DateTime" => DateTime.ParseExact(Value!, "O", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No peer can send a {Kind} yet."),
    };

    private static string Write(object value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

/// <summary>A statement that the application sent to its database while it answered one request.</summary>
public sealed record Statement(string Sql, IReadOnlyList<Sent> Values)
{
    /// <summary>The access log's own rows: whoever writes beside us has to append to the tree, not to repeat what was appended.</summary>
    public bool IsOfTheLog => Sql.Contains("\"LogHeads\"", StringComparison.Ordinal) && !IsReadOnly
        || Sql.Contains("\"LogEntries\"", StringComparison.Ordinal) && !IsReadOnly
        || Sql.Contains("\"LogSides\"", StringComparison.Ordinal) && !IsReadOnly
        || Sql.Contains("FROM \"LogHeads\" FOR UPDATE", StringComparison.Ordinal);

    /// <summary>It belongs into the transaction: it locks, though it changes nothing.</summary>
    public bool Locks => Sql.Contains("pg_advisory", StringComparison.Ordinal) || Sql.Contains("FOR UPDATE", StringComparison.Ordinal);

    public bool IsReadOnly => Sql.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)
        || (Sql.TrimStart().StartsWith("WITH", StringComparison.OrdinalIgnoreCase) && !Sql.Contains("INSERT", StringComparison.Ordinal));

    public int LogEntries => Sql.Split("INSERT INTO \"LogEntries\"").Length - 1;

    /// <summary>The same for two that would read the same.</summary>
    public string Same => Sql + "\n" + string.Join('\n', Values.Select(v => v.Value ?? "null"));

    public void Fill(DbCommand command, Func<Sent, object> value)
    {
        command.CommandText = Sql;
        foreach (var sent in Values)
        {
            var parameter = command.CreateParameter();
            if (sent.PostgresType is { } type && parameter is NpgsqlParameter postgres) postgres.NpgsqlDbType = type;
            (parameter.ParameterName, parameter.Value) = (sent.Name, value(sent));
            command.Parameters.Add(parameter);
        }
    }
}
