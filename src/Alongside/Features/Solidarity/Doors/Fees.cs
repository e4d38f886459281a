using Alongside.Features.Calendar;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>
/// What sessions cost and who pays for them. None of it ever refuses a session: money is no reason to send somebody away,
/// and a therapist who read a refusal would learn who is funded.
/// </summary>
public sealed class Fees(Database db, Premises premises, RandomSource random, Ledger ledger)
{
    private House House => premises.House;

    /// <summary>Reserves the fund's part of a session that was booked. Who has chosen no fee yet is asked first.</summary>
    public async Task Hold(Work work, Appointment appointment)
    {
        var (payer, terms) = (PayerOf(appointment), await db.Terms(House, work.At));
        if (await db.FeeOf(House, payer) is not { } fee) return;
        var usual = terms.Scale.Kept(fee.Tier, fee.Minor).Minor;
        var (purse, today) = (await ledger.Purse(terms.Scale.Currency), await db.Today(House, work.At));
        await Hold(work, appointment, purse, payer, terms.Scale.FundPart(usual, appointment.Minutes), today);
        await Promise(work, purse, payer, terms.Scale.FundPart(usual, terms.Scale.Usual.Minutes), fee, terms.Share, today);
    }

    /// <summary>Lets go of what was reserved for a session that was called off.</summary>
    public async Task Void(Work work, Appointment appointment)
    {
        foreach (var hold in await HoldsOf(appointment)) await ledger.Resolve(work, hold.Id, Resolved.Voided);
    }

    /// <summary>Charges a session that took place, once. Who has chosen no fee yet is charged when they have.</summary>
    public async Task Charge(Work work, ActorId by, Appointment appointment)
    {
        var (payer, session, terms) = (PayerOf(appointment), SessionOf(appointment), await db.Terms(House, work.At));
        if (await db.FeeOf(House, payer) is not { } fee || await db.Entries.AnyAsync(e => e.Session == session)) return;
        var scale = terms.Scale;
        var usual = scale.Kept(fee.Tier, fee.Minor).Minor;
        var purse = await ledger.Purse(scale.Currency);
        var part = scale.FundPart(usual, appointment.Minutes);
        var today = await db.Today(House, work.At);
        var hold = (await HoldsOf(appointment)).SingleOrDefault();
        if (hold is not null && hold.Amount != part)
        {
            await ledger.Resolve(work, hold.Id, Resolved.Voided);
            hold = null;
        }
        hold ??= await Hold(work, appointment, purse, payer, part, today);
        var entry = Posting.Charge(random.Id<EntryId>(), session, scale.FullFor(appointment.Minutes), scale.PriceFor(usual, appointment.Minutes),
            hold?.Amount ?? Money.Zero(scale.Currency), await DayOf(appointment, work.At), purse, await ledger.PayerOf(payer, scale.Currency));
        await ledger.Record(work, by, entry, hold);
        await Promise(work, purse, payer, scale.FundPart(usual, scale.Usual.Minutes), fee, terms.Share, today);
    }

    /// <summary>A person chooses their fee. It reaches the sessions that are booked already.</summary>
    public async Task<Refusal?> Choose(Work work, Keyring by, string? tier, int months)
    {
        var terms = await db.Terms(House, work.At);
        if (terms.Scale.Find(tier ?? "") is not { } chosen) return new($"Please choose the line that fits you best. You can change it whenever you want.") { Field = "Tier" };
        if (!FeeAgreement.Months.Contains(months)) return new($"Please choose when we ask again: after {3}, {6} or {12} months.") { Field = "Months" };
        var (payer, today) = (Payer.Of(House, by.Person.Subject), await db.Today(House, work.At));
        // Two windows at once: the fund's row keeps them apart.
        var purse = await ledger.Purse(terms.Scale.Currency);
        await ledger.PayerOf(payer, terms.Scale.Currency); // so that bookkeeping finds the code also when they pay ahead
        var number = await db.FeeAgreements.Where(f => f.Payer == payer).MaxAsync(f => (int?)f.Number) ?? 0;
        db.FeeAgreements.Add(new(payer, number + 1, chosen.Key, chosen.Minor, today, today.PlusMonths(months)));
        await db.SaveChangesAsync();

        var sessions = await db.Appointments.Where(a => a.Client == by.Person && a.CalledOff == null).OrderBy(a => a.Start).ToListAsync();
        foreach (var promise in await db.OpenPromises(purse.Fund.Id, payer, today)) db.PromiseEnds.Add(new(promise.Promise.Id, work.At));
        await db.SaveChangesAsync();
        foreach (var booked in sessions) await Void(work, booked);
        foreach (var past in sessions.Where(s => s.TookPlace is not null)) await Charge(work, past.Therapist.Actor, past);
        foreach (var booked in sessions.Where(s => s.TookPlace is null)) await Hold(work, booked);
        if (sessions.Count > 0)
            await Promise(work, purse, payer, terms.Scale.FundPart(chosen.Minor, terms.Scale.Usual.Minutes), (await db.FeeOf(House, payer))!, terms.Share, today);
        return null;
    }

    /// <summary>How many minutes each session took that took place before a fee was chosen, and is charged when it is.</summary>
    public async Task<IReadOnlyList<int>> Uncharged(PersonId client, CancellationToken stop = default)
    {
        var past = await db.Appointments.AsNoTracking().Where(a => a.Client == client && a.CalledOff == null && a.TookPlace != null).ToListAsync(stop);
        var sessions = past.ConvertAll(SessionOf);
        var charged = await db.Entries.AsNoTracking().Where(e => e.Session != null && sessions.Contains(e.Session)).Select(e => e.Session!).ToListAsync(stop);
        return [.. past.Where(a => !charged.Exists(c => c.AsSpan().SequenceEqual(SessionOf(a)))).Select(a => a.Minutes)];
    }

    // The day that the person remembers, not the one on which somebody wrote it down.
    private Task<LocalDate> DayOf(Appointment appointment, Instant at) => db.DayOf(Instant.Min(appointment.Start, at), House, at);

    public byte[] SessionOf(Appointment appointment) => Payer.SessionOf(House, appointment.Id.Value);

    private byte[] PayerOf(Appointment appointment) => Payer.Of(House, appointment.Client.Subject);

    private Task<List<Hold>> HoldsOf(Appointment appointment)
    {
        var session = SessionOf(appointment);
        return db.OpenHolds().Where(h => h.Session == session).ToListAsync();
    }

    private async Task<Hold?> Hold(Work work, Appointment appointment, Purse purse, byte[] payer, Money part, LocalDate today)
    {
        if (part.Minor <= 0) return null;
        var fund = await db.Now(purse.Fund.Id, today);
        var kept = await db.OpenPromises(purse.Fund.Id, payer, today) is [var oldest, ..] ? oldest.Promise : null;
        var amount = FundRules.ToHold(part.Minor, fund.Balance, fund.Held, fund.Promised, kept?.Minor ?? 0);
        return amount <= 0 ? null : await ledger.Hold(work, purse.Fund, SessionOf(appointment), kept?.Id, new(amount, purse.Currency));
    }

    /// <summary>Promises so many next sessions as are agreed, as far as the fund has them to give.</summary>
    private async Task Promise(Work work, Purse purse, byte[] payer, Money part, FeeAgreement fee, FundShare share, LocalDate today)
    {
        if (part.Minor <= 0 || fee.AskAgainOn < today) return;
        var fund = await db.Now(purse.Fund.Id, today);
        var more = FundRules.ToPromise(part.Minor, fund.Free, (await db.OpenPromises(purse.Fund.Id, payer, today)).Sum(p => p.Left), share);
        if (more <= 0) return;
        db.Promises.Add(new(random.Id<PromiseId>(), purse.Fund.Id, payer, more, part.Minor, purse.Currency, work.At, fee.AskAgainOn));
        await db.SaveChangesAsync();
    }
}
