using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Calendar.Booking;

/// <summary>What calling off a session costs whoever was to come, as they read it before they press.</summary>
/// <param name="FreeUntil">Until then nothing; null where it costs nothing until it begins.</param>
/// <param name="Later">What is asked of them after that: nothing where they pay nothing, or where it is one of the times that are free.</param>
public sealed record CallingOff(Instant? FreeUntil, Money Later);

/// <summary>The calendar knows hours and no money, so it asks who does.</summary>
public interface IKnowWhatCallingOffCosts
{
    /// <summary>What it would cost the person themself, by what was agreed on.</summary>
    Task<CallingOff> Of(Appointment session, Instant at, CancellationToken stop = default);

    /// <summary>What is asked of the person for a session that they called off; null where nothing ever was, zero where it was let go.</summary>
    Task<Money?> Asked(Appointment session, CancellationToken stop = default);

    /// <summary>Whoever was to hold it lets go what is asked, whether anything is or not: they learn nothing of it.</summary>
    Task<Refusal?> LetGo(Keyring by, AppointmentId id, CancellationToken stop = default);
}
