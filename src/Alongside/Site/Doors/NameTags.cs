using System.Collections.Concurrent;
using NodaTime;

namespace Alongside.Site.Doors;

/// <summary>
/// What signed-in people are called on their pages, opened once a session and kept in memory while it lives and at most
/// a minute or two longer, so that not each request opens a folder. A new version of the names is noticed.
/// </summary>
public sealed class NameTags
{
    private const int Most = 5_000;
    private readonly ConcurrentDictionary<string, Tag> tags = new(StringComparer.Ordinal);

    /// <summary>Of how many sessions.</summary>
    public int Count => tags.Count;

    /// <param name="Version">Of the names it was read from; 0 while there are none.</param>
    /// <param name="Name">What to call them on a page.</param>
    /// <param name="Zone">Their own time zone.</param>
    public sealed record Tag(int Version, string? Name, DateTimeZone? Zone);

    public Tag? Find(byte[] session, int version) =>
        tags.GetValueOrDefault(Convert.ToBase64String(session)) is { } tag && tag.Version == version ? tag : null;

    public Tag Keep(byte[] session, Tag tag)
    {
        if (tags.Count >= Most) tags.Clear();
        return tags[Convert.ToBase64String(session)] = tag;
    }

    public void Forget(byte[] session) => tags.TryRemove(Convert.ToBase64String(session), out _);

    /// <summary>Forgets all but those of these sessions.</summary>
    public void KeepOnly(IEnumerable<byte[]> sessions)
    {
        var kept = sessions.Select(Convert.ToBase64String).ToHashSet(StringComparer.Ordinal);
        foreach (var session in tags.Keys) if (!kept.Contains(session)) tags.TryRemove(session, out _);
    }
}
