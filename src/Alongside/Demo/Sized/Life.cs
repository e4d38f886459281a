using Alongside.Features.Calendar;
using Alongside.Features.People;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>One invented person in care: when they came, whom they met, what they chose. What was said is invented later.</summary>
/// <param name="Number">From 0; by it their texts are drawn.</param>
/// <param name="Person">Who.</param>
/// <param name="Therapist">Which of the members.</param>
/// <param name="CameAt">When they first came.</param>
internal sealed record Life(int Number, PersonId Person, int Therapist, Instant CameAt)
{
    public required Names Names { get; init; }

    /// <summary>Null where they told nobody how to reach them.</summary>
    public Channels? Channels { get; init; }

    /// <summary>Whether the therapist may know it, too.</summary>
    public bool SharesChannels { get; init; }

    public required IReadOnlyList<Met> Sessions { get; init; }

    public required IReadOnlyList<(Instant At, string Tier, int Months)> Fees { get; init; }

    /// <summary>When they took the notes back from their therapist, and went on coming.</summary>
    public Instant? NotesTakenBackAt { get; init; }

    /// <summary>When they took back everything, and came no more.</summary>
    public Instant? GoneAt { get; init; }
}

/// <summary>One time that two people meant to meet, and what came of it.</summary>
/// <param name="Opening">As the therapist offered it.</param>
/// <param name="Session">As it was booked.</param>
internal sealed record Met(Opening Opening, Appointment Session)
{
    public Instant? NoteAt { get; init; }

    public Instant? AsideAt { get; init; }

    /// <summary>Did the therapist read what was written before?</summary>
    public bool LookedUp { get; init; }

    /// <summary>When all that was owed by then was paid; null where it was paid with a later one.</summary>
    public Instant? PaidAt { get; init; }

    /// <summary>When they asked for a receipt.</summary>
    public Instant? ReceiptAt { get; init; }
}

/// <summary>A receipt that somebody asked for.</summary>
internal sealed record Asked(Instant At, Receipt Receipt);
