using NodaTime;

namespace Alongside.Kernel;

/// <summary>A span of time: from its start on, up to but not including its end; without an end while nobody set one.</summary>
public readonly record struct Window(Instant From, Instant? Until = null)
{
    public bool Contains(Instant at) => From <= at && (Until is null || at < Until);

    public bool Overlaps(Window other) =>
        (other.Until is null || From < other.Until) && (Until is null || other.From < Until);
}
