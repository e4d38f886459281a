using Alongside.Features.Calendar;
using Alongside.Features.Calendar.Booking;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>Money follows the calendar: held when a session is booked, charged when it took place, let go when it was called off.</summary>
/// <remarks>What is asked of who calls off late is their own share alone, and only where they did so themselves.</remarks>
public sealed class FeesFollow(Fees fees, CallingOffCosts costs, ReceiptBook receipts) : IFollowAppointments
{
    public async Task<Refusal?> Booked(Work work, Keyring by, Appointment appointment)
    {
        await fees.Hold(work, appointment);
        // Only a person's own hand says their no. Where somebody else booked, it comes with what they keep of their fee next.
        return by.Person == appointment.Client ? await receipts.LeaveName(work, by) : null;
    }

    public async Task<Refusal?> TookPlace(Work work, Keyring by, Appointment appointment)
    {
        await fees.Charge(work, by.Person.Actor, appointment);
        return null;
    }

    public async Task<Refusal?> CalledOff(Work work, Keyring by, Appointment appointment)
    {
        await fees.Void(work, appointment);
        // What a therapist calls off costs nobody anything.
        if (by.Person == appointment.Client) await costs.Ask(work, by.Person.Actor, appointment);
        return null;
    }
}
