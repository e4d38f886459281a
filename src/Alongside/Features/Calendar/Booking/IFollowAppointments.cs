using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Features.Calendar.Booking;

/// <summary>What later features do when an appointment is booked, took place or was called off: in the same transaction. A refusal undoes it all.</summary>
public interface IFollowAppointments
{
    Task<Refusal?> Booked(Work work, Keyring by, Appointment appointment);

    Task<Refusal?> TookPlace(Work work, Keyring by, Appointment appointment);

    Task<Refusal?> CalledOff(Work work, Keyring by, Appointment appointment);
}
