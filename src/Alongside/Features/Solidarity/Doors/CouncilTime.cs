using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>Time that somebody gave to the client council, or money that they were paid for it.</summary>
/// <param name="Entry">Which entry of the ledger.</param>
/// <param name="IsPay">Money that was paid out; else time, in money.</param>
/// <param name="On">The day.</param>
/// <param name="Amount">Above zero.</param>
public sealed record CouncilMoney(EntryId Entry, bool IsPay, LocalDate On, Money Amount);

/// <summary>
/// What people on the client council are paid for their time: they write down how many minutes it was, and no proof is
/// asked. Only what it is worth is kept, by the chart of that day; what it was for is nobody's business.
/// </summary>
public sealed class CouncilTime(Database db, Premises premises, Gate gate, RandomSource random, Ledger ledger)
{
    public const int MostMinutes = 480, MonthsBack = 12;

    private static readonly Refusal NotSeated = new($"On that day you didn’t sit on the client council.") { Field = "Day" };

    /// <summary>What stands written, the latest first; what was taken back isn't among it.</summary>
    public async Task<IReadOnlyList<CouncilMoney>> Of(PersonId person, CancellationToken stop = default)
    {
        var payer = Payer.OnCouncil(premises.House, person.Subject);
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Council && a.Payer == payer).ToListAsync(stop);
        var ids = accounts.ConvertAll(a => a.Id);
        var entries = await db.Entries.AsNoTracking().Where(e => e.Reverses == null && e.Lines.Any(l => ids.Contains(l.Account)) && !db.Entries.Any(r => r.Reverses == e.Id))
            .Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => new { Entry = e, s.At }).OrderByDescending(e => e.Entry.On).ThenByDescending(e => e.At).ToListAsync(stop);
        return [.. entries.Select(e => e.Entry).Select(e => (Entry: e, e.Lines.Single(l => ids.Contains(l.Account)).Amount))
            .Select(e => new CouncilMoney(e.Entry.Id, e.Entry.Kind == EntryKind.CouncilPay, e.Entry.On, e.Amount.Minor < 0 ? -e.Amount : e.Amount))];
    }

    /// <summary>Did this person ever sit on the council?</summary>
    public async Task<bool> HasSat(PersonId person, CancellationToken stop = default) =>
        (await db.CouncilSeats.Where(s => s.Person == person && s.SeatedAt != null).Genuine(premises.House, stop)).Count > 0;

    /// <summary>Writes down time of one's own, on a day on which one sat.</summary>
    public async Task<Refusal?> Give(Keyring by, int? minutes, LocalDate on, CancellationToken stop = default)
    {
        if (minutes is not (>= 1 and <= MostMinutes)) return new($"Please say how many minutes it was: from one to {MostMinutes} at a time.") { Field = "Minutes" };
        await using var work = await gate.Begin(stop);
        var today = await db.Today(premises.House, work.At, stop);
        if (on > today) return new($"That day hasn’t come yet.") { Field = "Day" };
        if (on < today.PlusMonths(-MonthsBack)) return new($"That day is more than a year ago. Please speak with whoever keeps the books.") { Field = "Day" };
        var zone = (await db.InForce<Zone>(premises.House, work.At, stop))?.Value.Value ?? DateTimeZone.Utc;
        var (begins, ends) = (zone.AtStartOfDay(on).ToInstant(), zone.AtStartOfDay(on.PlusDays(1)).ToInstant());
        var seats = await db.CouncilSeats.Where(s => s.Person == by.Person).Genuine(premises.House, stop);
        if (!seats.Exists(s => s.SeatedAt < ends && (s.EndedAt ?? s.Until) > begins)) return NotSeated;
        if (await db.InForce<DecisionChart>(premises.House, Instant.Min(ends, work.At), stop) is not { } chart) return NotSeated;
        var purse = await ledger.Purse((await db.Terms(premises.House, work.At, stop)).Scale.Currency);
        // A begun minor unit is theirs.
        var amount = new Money(((chart.Value.Council.HourMinor * minutes.Value) + 59) / 60, purse.Currency);
        if ((await Of(by.Person, stop)).Any(m => !m.IsPay && m.On == on && m.Amount == amount))
            return new($"You have written down as many minutes for that day already. If it was more, take it back and write all of it together.");
        var account = await ledger.CouncilOf(Payer.OnCouncil(premises.House, by.Person.Subject), purse.Currency);
        await ledger.Record(work, by.Person.Actor, Posting.CouncilTime(random.Id<EntryId>(), amount, on, purse, account));
        await work.Commit(stop);
        return null;
    }

    /// <summary>Takes time of one's own back, as long as it isn't paid.</summary>
    public async Task<Refusal?> TakeBack(Keyring by, EntryId entry, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        await ledger.Purse((await db.Terms(premises.House, work.At, stop)).Scale.Currency);
        var all = await Of(by.Person, stop);
        if (all.FirstOrDefault(m => m.Entry == entry && !m.IsPay) is not { } given) return Gate.NotYours;
        if (all.Sum(m => m.IsPay ? -m.Amount.Minor : m.Amount.Minor) < given.Amount.Minor) return new($"It was paid already. Whoever keeps the books can take the payment back first.");
        if (await ledger.Reverse(work, by.Person.Actor, entry, await db.Today(premises.House, work.At, stop)) is { } no) return no;
        await work.Commit(stop);
        return null;
    }
}
