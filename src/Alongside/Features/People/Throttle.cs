using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.People;

/// <summary>
/// Makes guessing at one sign-in name slow. It counts by name and by where the try comes from, so that who tries
/// somebody's name without end takes no turn of theirs, and generously by name alone, for who comes from many places.
/// It counts names that exist and names that don't alike, lies in memory alone, forgets within an hour, and never shuts
/// anybody out for good.
/// </summary>
public sealed class Throttle
{
    /// <summary>Tries from one place that need no waiting; after them it grows up to half a minute.</summary>
    public const int Free = 5;

    /// <summary>Tries from all places together that need none: more than one place has within an hour.</summary>
    public const int FreeFromAnywhere = 200;

    private const int Most = 10_000;
    private static readonly Duration longest = Duration.FromSeconds(30);
    private static readonly Duration longestFromAnywhere = Duration.FromSeconds(2);
    private static readonly Duration forgotten = Duration.FromHours(1);

    private readonly Lock one = new();
    private readonly Dictionary<string, (int Tries, Instant First, Instant Last)> tries = new(StringComparer.Ordinal);

    /// <summary>How many names and places are remembered.</summary>
    public int Count => tries.Count;

    /// <summary>Counts a try, or says that it is too early for one.</summary>
    /// <param name="name">Which name: anything that stands for it.</param>
    /// <param name="from">Where the try comes from; empty where nobody can say.</param>
    /// <param name="at">Now.</param>
    public Refusal? Try(ReadOnlySpan<byte> name, ReadOnlySpan<byte> from, Instant at)
    {
        var (here, anywhere) = Keys(name, from);
        lock (one)
        {
            if (IsEarly(here, Free, longest, at) || IsEarly(anywhere, FreeFromAnywhere, longestFromAnywhere, at))
                return new($"There were several tries with this name just now. Please wait half a minute before the next one. A recovery code works at once.");
            Add(here, at);
            Add(anywhere, at);
            return null;
        }
    }

    /// <summary>
    /// It opened, or nothing was tried after all: this one doesn't count. Those before it do, or who has an account under
    /// the same name could wipe out their guesses by signing in.
    /// </summary>
    public void TakeBack(ReadOnlySpan<byte> name, ReadOnlySpan<byte> from)
    {
        var (here, anywhere) = Keys(name, from);
        lock (one)
        {
            foreach (var key in (string[])[here, anywhere])
                if (tries.TryGetValue(key, out var counted)) tries[key] = counted with { Tries = Math.Max(0, counted.Tries - 1) };
        }
    }

    private bool IsEarly(string key, int free, Duration most, Instant at)
    {
        var (count, _, last) = Counted(key, at);
        return count >= free && at < last + Duration.Min(most, Duration.FromSeconds(1 << Math.Min(count - free, 5)));
    }

    private void Add(string key, Instant at)
    {
        var (count, first, _) = Counted(key, at);
        if (!tries.ContainsKey(key) && tries.Count >= Most) MakeRoom(at);
        tries[key] = (count + 1, first, at);
    }

    private (int Tries, Instant First, Instant Last) Counted(string key, Instant at) =>
        tries.TryGetValue(key, out var counted) && at - counted.First <= forgotten ? counted : (0, at, at);

    // Somebody who tries ten thousand names can't make this grow; at worst they are forgotten sooner.
    private void MakeRoom(Instant at)
    {
        foreach (var (key, _) in tries.Where(t => at - t.Value.First > forgotten).ToList()) tries.Remove(key);
        if (tries.Count < Most) return;
        foreach (var (key, _) in tries.OrderBy(t => t.Value.Last).Take(Most / 10).ToList()) tries.Remove(key);
    }

    private static (string Here, string Anywhere) Keys(ReadOnlySpan<byte> name, ReadOnlySpan<byte> from)
    {
        var anywhere = Convert.ToHexString(name);
        return ($"{anywhere} from {Convert.ToHexString(from)}", anywhere);
    }
}
