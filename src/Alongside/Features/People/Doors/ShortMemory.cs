using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.People.Doors;

/// <summary>
/// What a browser is in the middle of, between two of its requests: in memory alone, for a few minutes, found by a token
/// that lies in this browser alone. After a restart one begins again.
/// </summary>
/// <param name="clock">The machine’s time counts: it goes on also while the practice’s stands still.</param>
/// <param name="random">Makes tokens.</param>
/// <param name="kept">For how long.</param>
public sealed class ShortMemory<T>(PracticeClock clock, RandomSource random, Duration kept) where T : class
{
    /// <summary>As many are remembered at once: strangers who ask without end make others begin again, and nothing grow.</summary>
    public const int Most = 10_000;

    private readonly Lock one = new();
    private readonly Dictionary<string, (T Value, Instant Until)> values = new(StringComparer.Ordinal);

    public int Count => values.Count;

    /// <returns>The token (128 random bits) under which it is found again.</returns>
    public string Put(T value)
    {
        var token = Base64Url.EncodeToString(random.Bytes(16));
        var now = clock.Machine;
        lock (one)
        {
            if (values.Count >= Most) MakeRoom(now);
            values[Key(token)] = (value, now + kept);
        }
        return token;
    }

    /// <summary>What is remembered; null where nothing is, or not any more.</summary>
    public T? Look(string? token)
    {
        if (token is null) return null;
        lock (one) return values.TryGetValue(Key(token), out var found) && clock.Machine < found.Until ? found.Value : null;
    }

    /// <summary>The same, once: it is forgotten with this.</summary>
    public T? Take(string? token)
    {
        if (token is null) return null;
        lock (one) return values.Remove(Key(token), out var found) && clock.Machine < found.Until ? found.Value : null;
    }

    private void MakeRoom(Instant now)
    {
        foreach (var (key, _) in values.Where(v => v.Value.Until <= now).ToList()) values.Remove(key);
        if (values.Count < Most) return;
        foreach (var (key, _) in values.OrderBy(v => v.Value.Until).Take(Most / 10).ToList()) values.Remove(key);
    }

    private static string Key(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
