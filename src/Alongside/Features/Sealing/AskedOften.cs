using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// How often anybody may ask what costs some reading and is open to all. It counts by where they come from, and together;
/// it lies in memory alone and forgets each minute.
/// </summary>
public sealed class AskedOften
{
    /// <summary>Within a minute from one place, and from all together.</summary>
    public const int Each = 60, Together = 600;

    private static readonly Duration minute = Duration.FromMinutes(1);

    private readonly Lock one = new();
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);
    private Instant began;
    private int all;

    /// <summary>Counts one more, and says whether that is still few enough.</summary>
    /// <param name="from">Where it comes from; empty where nobody can say.</param>
    /// <param name="at">Now.</param>
    public bool May(string from, Instant at)
    {
        lock (one)
        {
            if (at - began >= minute || at < began)
            {
                asked.Clear();
                (began, all) = (at, 0);
            }
            if (all >= Together) return false;
            all++;
            return (asked[from] = asked.GetValueOrDefault(from) + 1) <= Each;
        }
    }
}
