using System.Text.Json;

namespace Alongside.Features.Sealing.Gate;

/// <summary>
/// A folder that was opened, after its entry in the access log became durable. Records are decrypted as they are read.
/// </summary>
public sealed class OpenedFolder(
    Folder folder, Basis basis, Guid practice, IReadOnlyDictionary<int, byte[]> dataKeys, IReadOnlyList<SealedRecord> records)
{
    public Folder Folder { get; } = folder;

    /// <summary>Why it was allowed.</summary>
    public Basis Basis { get; } = basis;

    /// <summary>How many records lie in generations that these keys don't reach, or are damaged.</summary>
    public int Closed { get; private set; }

    /// <summary>How many of all its records open, of every kind and version. Their content is let go at once.</summary>
    public int CountReadable() => records.Count(r => dataKeys.TryGetValue(r.Generation, out var key) && Envelope.Open(key, r.Bytes, r.Place(practice)) is not null);

    /// <summary>The newest readable version of each row of this kind, oldest row first; where <paramref name="latest"/> is given, of so many that were sealed last, and nothing else is unsealed.</summary>
    public IReadOnlyList<Opened<T>> Read<T>(string kind, int latest = int.MaxValue) where T : class =>
        [.. Open<T>(Latest(kind, latest)).GroupBy(o => o.Record.Row).Select(g => g.MaxBy(o => o.Record.Version)!).OrderBy(o => o.Record.At)];

    /// <summary>What these of its records say, where they open: those that weren't fetched along with it.</summary>
    public IReadOnlyList<Opened<T>> Read<T>(IEnumerable<SealedRecord> fetched) where T : class => Open<T>(fetched);

    /// <summary>The newest of a kind of which there is one row.</summary>
    public T? One<T>(string kind) where T : class => Read<T>(kind) is { Count: > 0 } all ? all[^1].Content : null;

    /// <summary>How many rows of this kind lie here under keys that are at hand.</summary>
    public int CountRows(string kind) => records.Where(r => r.Kind == kind && dataKeys.ContainsKey(r.Generation)).Select(r => r.Row).Distinct().Count();

    /// <summary>Every readable version of this kind.</summary>
    public IReadOnlyList<Opened<T>> Versions<T>(string kind) where T : class => Open<T>(records.Where(r => r.Kind == kind));

    private IEnumerable<SealedRecord> Latest(string kind, int count) => count == int.MaxValue ? records.Where(r => r.Kind == kind)
        : records.Where(r => r.Kind == kind).GroupBy(r => r.Row).OrderByDescending(row => row.Max(r => r.At)).Take(count).SelectMany(row => row);

    private List<Opened<T>> Open<T>(IEnumerable<SealedRecord> sealedOnes) where T : class
    {
        var opened = new List<Opened<T>>();
        foreach (var record in sealedOnes)
        {
            if (dataKeys.TryGetValue(record.Generation, out var key)
                && Envelope.Open(key, record.Bytes, record.Place(practice)) is { } plain
                && JsonSerializer.Deserialize<T>(plain) is { } content)
                opened.Add(new(record, content));
            else
                Closed++;
        }
        return opened;
    }
}

/// <summary>A sealed record and what it says.</summary>
public sealed record Opened<T>(SealedRecord Record, T Content);
