using Alongside.Features.Calendar.Booking;
using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Welcome.Doors;

/// <summary>Answers to offers: by the person, or entered by who spoke with them on the phone. And what ends with a yes.</summary>
public sealed class Placements(Database db, Gate gate, Premises premises, Openings openings, Appointments appointments)
{
    /// <summary>What who asks opens to welcome, and for what.</summary>
    public static IReadOnlyList<(Category Category, Purpose Purpose)> Opened { get; } =
    [
        (Category.Request, Purpose.Placing), (Category.Fit, Purpose.Placing), (Category.Name, Purpose.Placing), (Category.Channel, Purpose.Contact),
    ];

    public static readonly Refusal NotTheirs = new($"This opening can’t be given here. Please choose another one.");

    public async Task<Refusal?> Answer(Keyring by, OfferId id, bool yes, CancellationToken stop = default)
    {
        await using var work = await gate.BeginPower(stop);
        if (await db.Offers.SingleOrDefaultAsync(o => o.Id == id, stop) is not { } offer) return Gate.NotYours;
        var request = await db.CareRequests.SingleAsync(r => r.Id == offer.Request, stop);
        if (request.Person != by.Person && !await MayPlace(by.Person, request.Person, work.At)) return Gate.NotYours;
        var again = offer.Answer != Welcome.Answer.None;
        if (offer.Give(yes ? Welcome.Answer.Yes : Welcome.Answer.No, by.Person, work.At) is { } refusal) return refusal;
        if (again) return null;
        if (await openings.Own(offer.Opening) is not { } opening) return new($"This offer isn’t open any more. Your place in the order is the same as before.");
        if (yes && request.Person != by.Person && await db.KeepsOut(premises.House, request.Person, opening.Therapist, work.At, stop)) return NotTheirs;
        if (!yes) opening.Release();
        else
        {
            request.BePlaced(work.At);
            var booked = await appointments.Book(work, by, opening, request.Person, kept: true);
            if (booked.Refusal is { } taken) return taken;
            if (request.Person == by.Person && await CloseTo(work, by) is { } open) return open;
        }
        work.Log("answer", by.Person.Actor, Purpose.Placing, subject: request.Person.Subject);
        await work.Commit(stop);
        return null;
    }

    /// <summary>Welcome no longer needs what it was shown: the person said yes to it until they are placed.</summary>
    public async Task<Refusal?> CloseTo(Work work, Keyring by)
    {
        var mandates = (await gate.Vault.Mandates()).Where(m => m.Name == MandateNames.Welcome).Select(m => m.Id).ToHashSet();
        foreach (var open in (await db.Said(premises.House, by.Person)).Where(p => p.Decision == Decision.Permit && p.IsActive(work.At) && mandates.Contains(p.Actor)))
            if (await gate.Withdraw(work, by, open.Id) is { } refusal) return refusal;
        return null;
    }

    /// <summary>Of somebody who said yes on the phone: what they opened to welcome closes when they come by themselves.</summary>
    public async Task CloseIfPlaced(Keyring by, CancellationToken stop = default)
    {
        if (await db.RequestOf(by.Person, stop) is not { PlacedAt: not null }) return;
        var mandates = (await gate.Vault.Mandates()).Where(m => m.Name == MandateNames.Welcome).Select(m => m.Id).ToHashSet();
        var said = await db.Said(premises.House, by.Person, stop);
        if (!said.Any(p => p is { Decision: Decision.Permit, Withdrawal: null } && mandates.Contains(p.Actor))) return;
        await using var work = await gate.BeginPower(stop);
        if (await CloseTo(work, by) is null) await work.Commit(stop);
    }

    /// <summary>Lets go of what is kept for a request.</summary>
    public async Task ReleaseAll(CareRequestId request, PersonId by, Instant at)
    {
        foreach (var offer in await db.Offers.Where(o => o.Request == request && o.Answer == Welcome.Answer.None).ToListAsync())
        {
            if (offer.Until <= at) offer.FallSilent(at);
            else offer.Give(Welcome.Answer.No, by, at);
            (await openings.Own(offer.Opening))?.Release();
        }
    }

    /// <summary>Could this member, who may be met, read the request as a holder of welcome: now, when it was sent, or when it was placed?</summary>
    public async Task<bool> CouldRead(PersonId member, CareRequest request, Instant at, CancellationToken stop = default)
    {
        if (await db.KeepsOut(premises.House, request.Person, member, at, stop)) return false;
        foreach (var moment in new[] { at, request.SentAt, request.PlacedAt }.OfType<Instant>())
            if (await HoldsWelcome(member, moment)) return true;
        return false;
    }

    /// <summary>Holds welcome, and isn't kept out by the person whom it is about.</summary>
    public async Task<bool> MayPlace(PersonId holder, PersonId whom, Instant at) =>
        await HoldsWelcome(holder, at) && !await db.KeepsOut(premises.House, whom, holder, at);

    public async Task<bool> HoldsWelcome(PersonId person, Instant at) =>
        (await gate.Vault.Mandates()).Exists(m => m.Name == MandateNames.Welcome && m.Holders(at).Contains(person));
}
