using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>When the machine's clock was known to be right last: the server saw it go on, or a member said so.</summary>
public sealed class ClockCheck(Instant lastAt)
{
    public int Id { get; private init; } = 1;

    public Instant LastAt { get; private set; } = lastAt;

    /// <summary>The clock has gone on without a leap.</summary>
    public void WentOn(Instant at) => LastAt = Instant.Max(LastAt, at);

    /// <summary>A member says that the clock is right.</summary>
    public Refusal? Confirm(PracticeClock clock)
    {
        if (!clock.HasLeapt) return new($"The clock is not in question.");
        LastAt = clock.Machine;
        return null;
    }
}
