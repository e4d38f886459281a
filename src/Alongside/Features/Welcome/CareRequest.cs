using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Welcome;

/// <summary>
/// Somebody asks for care. The row says since when; what they wrote lies sealed. <see cref="SentAt"/> is how long they
/// wait and never changes again, whatever they answer to an offer.
/// </summary>
public sealed class CareRequest(CareRequestId id, PersonId person, Instant begunAt)
{
    public CareRequestId Id { get; private init; } = id;

    public PersonId Person { get; private init; } = person;

    public Instant BegunAt { get; private init; } = begunAt;

    /// <summary>Null while it is a draft that nobody but its writer can open.</summary>
    public Instant? SentAt { get; private set; }

    public Instant? StoppedAt { get; private set; }

    public Instant? PlacedAt { get; private set; }

    /// <summary>As it was when a holder of welcome last had the list before them: of whom can't be reckoned without their keys.</summary>
    public int? Place { get; private set; }

    /// <summary>How many waited then.</summary>
    public int? Of { get; private set; }

    /// <summary>How many before them had their turn by waiting longest.</summary>
    public int? LongestAhead { get; private set; }

    public Instant? PlacedInOrderAt { get; private set; }

    public bool Waits => SentAt is not null && StoppedAt is null && PlacedAt is null;

    /// <summary>Sending again what was changed keeps the place.</summary>
    public void Send(Instant at) => SentAt ??= at;

    public void Stop(Instant at) => StoppedAt ??= at;

    public void BePlaced(Instant at) => PlacedAt ??= at;

    public bool Stands(int place, int of, int longestAhead) => (Place, Of, LongestAhead) == (place, of, longestAhead);

    public void Stand(int place, int of, int longestAhead, Instant at) =>
        (Place, Of, LongestAhead, PlacedInOrderAt) = (place, of, longestAhead, at);
}
