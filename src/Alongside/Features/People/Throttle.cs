using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.People;

/// <summary>
/// Makes guessing at one sign-in name slow: after a few tries each further one waits longer, up to half a minute, and
/// within an hour all is forgotten. It counts names that exist and names that don't alike, lies in memory alone, and
/// never shuts anybody out for good; a recovery code doesn't pass through it.
/// </summary>
public sealed class Throttle
{
    /// <summary>Tries that need no waiting.</summary>
    public const int Free = 5;

    private const int Most = 10_000;
    private static readonly Duration Longest = Duration.FromSeconds(30);
    private static readonly Duration Forgotten = Duration.FromHours(1);

    private readonly Lock one = new();
    private readonly Dictionary<string, (int Tries, Instant Last)> tries = new(StringComparer.Ordinal);

    /// <summary>How many names are remembered.</summary>
    public int Count => tries.Count;

    /// <summary>Counts a try, or says that it is too early for one.</summary>
    public Refusal? Try(ReadOnlySpan<byte> key, Instant at)
    {
        var name = Convert.ToHexString(key);
        lock (one)
        {
            var (count, last) = tries.GetValueOrDefault(name);
            if (count > 0 && at - last > Forgotten) count = 0;
            if (count >= Free && at < last + Wait(count)) return new($"Several tries with this name didn't open anything. Please wait half a minute before the next one. A recovery code works at once.");
            if (!tries.ContainsKey(name) && tries.Count >= Most) MakeRoom(at);
            tries[name] = (count + 1, at);
            return null;
        }
    }

    /// <summary>It opened: the tries before were slips.</summary>
    public void Succeeded(ReadOnlySpan<byte> key)
    {
        lock (one) tries.Remove(Convert.ToHexString(key));
    }

    private static Duration Wait(int count) => Duration.Min(Longest, Duration.FromSeconds(1 << Math.Min(count - Free, 5)));

    // Somebody who tries ten thousand names can't make this grow; at worst they are forgotten sooner.
    private void MakeRoom(Instant at)
    {
        foreach (var (name, _) in tries.Where(t => at - t.Value.Last > Forgotten).ToList()) tries.Remove(name);
        if (tries.Count < Most) return;
        foreach (var (name, _) in tries.OrderBy(t => t.Value.Last).Take(Most / 10).ToList()) tries.Remove(name);
    }
}
