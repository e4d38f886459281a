using System.Globalization;

namespace Alongside.Site.Components;

/// <summary>Threads of a warp in a drawing that is 4 high: one unit each, beside each other.</summary>
internal static class Threads
{
    /// <summary>Threads on which something lies.</summary>
    public static string Held(int from, int count) => Bars(from, count, 0.1, 0.8);

    /// <summary>Bare ones.</summary>
    public static string Bare(int from, int count) => Bars(from, count, 0.36, 0.28);

    private static string Bars(int from, int count, double inset, double width) => string.Concat(
        Enumerable.Range(from, Math.Max(0, count)).Select(i => string.Create(CultureInfo.InvariantCulture, $"M{i + inset:0.##} 0h{width}v4h-{width}z")));
}
