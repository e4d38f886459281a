using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// The practice's time: the machine's, yet never earlier than the access log's latest entry, so that a clock set back
/// revives nothing. Where the machine leapt a week or more ahead, time stands still until a member has said that the
/// clock is right: else everything would end by its date, and go on ending after the clock was put right.
/// </summary>
public sealed class PracticeClock(IClock machine) : IClock
{
    public static readonly Duration Leap = Duration.FromDays(7);

    private readonly Lock reading = new();
    private Instant latest, ended = Instant.FromUnixTimeTicks(0);
    private Instant? checkedAt;

    /// <summary>What the machine says, whatever it says. For what is counted in memory, and for how long a browser stays signed in.</summary>
    public Instant Machine => machine.GetCurrentInstant();

    public bool HasLeapt
    {
        get
        {
            lock (reading) return Leapt(Machine);
        }
    }

    public Instant GetCurrentInstant()
    {
        var now = Machine;
        lock (reading) return Leapt(now) ? latest : Instant.Max(now, latest);
    }

    /// <summary>Takes note of what the database says of time.</summary>
    /// <param name="latestEntry">Of the access log.</param>
    /// <param name="clockChecked">When the clock was known to be right last; null where it was never asked.</param>
    public void Saw(Instant latestEntry, Instant? clockChecked)
    {
        lock (reading) (latest, checkedAt) = (Instant.Max(latest, latestEntry), clockChecked);
    }

    /// <summary>Takes note of what was written now.</summary>
    public void Wrote(Instant at)
    {
        lock (reading) latest = Instant.Max(latest, at);
    }

    /// <summary>Up to when everything that ends by its date was carried out, as far as this process has seen.</summary>
    public Instant EndedUntil
    {
        get
        {
            lock (reading) return ended;
        }
    }

    public void Ended(Instant until)
    {
        lock (reading) ended = Instant.Max(ended, until);
    }

    private bool Leapt(Instant now) => checkedAt is { } at && now - Instant.Max(at, latest) >= Leap;
}
