using NodaTime;

namespace Alongside.Demo;

/// <summary>The clock by which the stories of a fictional practice happen: it goes from day to day until today.</summary>
internal sealed class DemoClock(Instant begin) : IClock
{
    private Instant now = begin;

    public Instant GetCurrentInstant() => now;

    /// <summary>Never back.</summary>
    public void GoTo(Instant instant) => now = Instant.Max(now, instant);
}
