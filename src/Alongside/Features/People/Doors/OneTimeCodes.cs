using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Alongside.Features.People.Doors;

/// <summary>
/// Codes on their way from where they were made to the page that shows them once: in memory alone, for this session
/// alone, for ten minutes at most. After a restart there is nothing to show, and one makes a new code.
/// </summary>
public sealed class OneTimeCodes(IClock clock)
{
    private static readonly Duration Kept = Duration.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (string Code, Instant Until)> codes = new(StringComparer.Ordinal);

    /// <param name="cookie">The value of the session's cookie; only its hash is kept.</param>
    /// <param name="code">As it will be shown.</param>
    public void Put(string cookie, string code)
    {
        var now = clock.GetCurrentInstant();
        foreach (var (key, value) in codes) if (value.Until <= now) codes.TryRemove(key, out _);
        codes[Key(cookie)] = (code, now + Kept);
    }

    /// <summary>The code, while it may be shown.</summary>
    public string? Look(string cookie) =>
        codes.TryGetValue(Key(cookie), out var found) && clock.GetCurrentInstant() < found.Until ? found.Code : null;

    public void Forget(string cookie) => codes.TryRemove(Key(cookie), out _);

    private static string Key(string cookie) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(cookie)));
}
