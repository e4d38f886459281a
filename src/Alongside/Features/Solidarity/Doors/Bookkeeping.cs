using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>One payer as bookkeeping sees them: a code, a name only where they gave one, and what is owed.</summary>
public sealed record PayerLine(byte[] Payer, string Code, string? Name, Money Owed, LocalDate? LastCharge);

/// <summary>Money that was written down, by the month.</summary>
public sealed record MoneyLine(EntryId Entry, EntryKind Kind, LocalDate Month, string? Code, Money Amount, LocalDate? TakenBackIn = null);

/// <summary>
/// What a holder of bookkeeping does. In a small practice they are a therapist too, so they are shown nothing of people
/// in their own care, and can't write it down either: another holder does.
/// </summary>
public sealed partial class Bookkeeping(Database db, Premises premises, Gate gate, RandomSource random, Ledger ledger)
{
    public static readonly Refusal NotAHolder = new($"Only who holds the mandate of bookkeeping can do this.");
    public static readonly Refusal OwnCare = new($"This is somebody in your own care, so another holder of bookkeeping writes it down.");

    /// <summary>Is this no the question whether a payment is another one like one that is written down already?</summary>
    public static bool AsksIfAnother(Refusal? refusal) => refusal?.Format == SameAsOn(default).Format;

    private static Refusal SameAsOn(LocalDate day) => new($"The same was written down on {day}: this code, this amount, this day. Is it another one?");

    /// <summary>
    /// Who owes something or is ahead, but for those in this member's own care; who owes most comes first. Of who isn't shown, no name opens.
    /// </summary>
    /// <param name="by">Who looks.</param>
    /// <param name="currency">In which currency.</param>
    /// <param name="from">How many are passed over.</param>
    /// <param name="most">How many are shown at most.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<IReadOnlyList<PayerLine>> Payers(Keyring by, string currency, int from = 0, int most = int.MaxValue, CancellationToken stop = default)
    {
        var own = await OwnCareOf(by, stop);
        var shown = (await db.AllOwed(currency, stop)).Where(o => o.WasCharged && o.Owed.Minor != 0 && !own.Contains(Convert.ToHexString(o.Payer)))
            .OrderByDescending(o => o.Owed.Minor).ThenBy(o => Payer.CodeOf(o.Payer), StringComparer.Ordinal).Skip(from).Take(most).ToList();
        var names = await Names(by, [.. shown.Select(o => Convert.ToHexString(o.Payer))], stop);
        var last = await db.LastCharges([.. shown.SelectMany(o => o.Accounts)], stop);
        return [.. shown.Select(o => new PayerLine(o.Payer, Payer.CodeOf(o.Payer), names.GetValueOrDefault(Convert.ToHexString(o.Payer)), o.Owed,
            o.Accounts.Where(last.ContainsKey).Select(a => (LocalDate?)last[a]).Max()))];
    }

    /// <summary>The latest payments and gifts, also those that were taken back, but for those of people in this member's own care.</summary>
    public async Task<IReadOnlyList<MoneyLine>> Latest(Keyring by, string currency, CancellationToken stop = default)
    {
        var own = await OwnCareOf(by, stop);
        var till = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Kind == AccountKind.Till && a.Currency == currency, stop);
        if (till is null) return [];
        var entries = await db.Entries.AsNoTracking().Where(e => (e.Kind == EntryKind.Payment || e.Kind == EntryKind.Gift) && e.Lines.Any(l => l.Account == till.Id))
            .Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => new { Entry = e, s.At }).OrderByDescending(e => e.At).Take(200).ToListAsync(stop);
        var touched = entries.SelectMany(e => e.Entry.Lines.Select(l => l.Account)).Distinct().ToList();
        var payers = await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Owed && touched.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Payer, stop);
        var ids = entries.Select(e => (EntryId?)e.Entry.Id).ToList();
        var takenBack = await db.Entries.AsNoTracking().Where(r => ids.Contains(r.Reverses))
            .Select(r => new { r.Reverses, r.On }).ToDictionaryAsync(r => r.Reverses!.Value, r => r.On, stop);
        var lines = new List<MoneyLine>();
        foreach (var entry in entries.Select(e => e.Entry))
        {
            var payer = entry.Lines.Select(l => payers.GetValueOrDefault(l.Account)).FirstOrDefault(p => p is not null);
            if (payer is not null && own.Contains(Convert.ToHexString(payer))) continue;
            lines.Add(new(entry.Id, entry.Kind, MonthOf(entry.On), payer is null ? null : Payer.CodeOf(payer), entry.Lines.Single(l => l.Account == till.Id).Amount,
                takenBack.TryGetValue(entry.Id, out var day) ? MonthOf(day) : null));
        }
        return lines;
    }

    /// <summary>Writes down what somebody paid, found by the code on their transfer.</summary>
    /// <param name="by">A holder.</param>
    /// <param name="code">As it was typed.</param>
    /// <param name="paid">How much.</param>
    /// <param name="on">The day.</param>
    /// <param name="another">That it isn't the one that is written down already with the same code, amount and day.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Refusal?> RecordPayment(Keyring by, string? code, Money paid, LocalDate on, bool another = false, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Holder(by, work.At) is not { } basis) return NotAHolder;
        if (await Check(paid, on, work.At) is { } refusal) return refusal;
        var payer = (await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Owed && a.Currency == paid.Currency).ToListAsync(stop))
            .Find(a => Payer.CodeOf(a.Payer) == Payer.Typed(code))?.Payer;
        if (payer is null) return new($"Nobody has this code yet. Please compare it with the transfer, letter by letter.") { Field = "Code" };
        if ((await OwnCareOf(by, stop)).Contains(Convert.ToHexString(payer))) return OwnCare;
        if (!another && await SameWritten(payer, paid, on, work.At, stop) is { } day) return SameAsOn(day);
        var (_, share) = await db.Terms(premises.House, work.At, stop);
        var purse = await ledger.Purse(paid.Currency);
        var onward = await ledger.SharesOn(await db.SharesOn(premises.House, share, work.At, stop), paid.Currency);
        var entry = Posting.Payment(random.Id<EntryId>(), paid, share, onward, on, purse, await ledger.PayerOf(payer, paid.Currency));
        await ledger.Record(work, by.Person.Actor, entry, basis: basis);
        await work.Commit(stop);
        return null;
    }

    /// <summary>Writes down money for the fund.</summary>
    public async Task<Refusal?> RecordGift(Keyring by, Money given, LocalDate on, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Holder(by, work.At) is not { } basis) return NotAHolder;
        if (await Check(given, on, work.At) is { } refusal) return refusal;
        await ledger.Record(work, by.Person.Actor, Posting.Gift(random.Id<EntryId>(), given, on, await ledger.Purse(given.Currency)), basis: basis);
        await work.Commit(stop);
        return null;
    }

    /// <summary>Takes a payment or a gift back: it was refunded, or a mistake.</summary>
    public async Task<Refusal?> Reverse(Keyring by, EntryId entry, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Holder(by, work.At) is not { } basis) return NotAHolder;
        var own = await OwnCareOf(by, stop);
        var payers = await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Owed && db.Lines.Any(l => l.Entry == entry && l.Account == a.Id)).ToListAsync(stop);
        if (payers.Exists(p => own.Contains(Convert.ToHexString(p.Payer)))) return OwnCare;
        if (await db.Entries.AnyAsync(e => e.Id == entry && e.Kind == EntryKind.Charge, stop)) return new($"A session that took place is charged for. Only what was paid can be taken back here.");
        if (await db.Entries.AnyAsync(e => e.Id == entry && e.Kind == EntryKind.CalledOffLate, stop)) return new($"Whoever was to hold that session lets it go themselves.");
        if (await db.Entries.AnyAsync(e => e.Id == entry && e.Kind == EntryKind.CouncilTime, stop)) return new($"Whoever gave this time takes it back themselves.");
        if (await ledger.Reverse(work, by.Person.Actor, entry, await db.Today(premises.House, work.At, stop), basis) is { } no) return no;
        await work.Commit(stop);
        return null;
    }

    private async Task<LocalDate?> SameWritten(byte[] payer, Money paid, LocalDate on, Instant at, CancellationToken stop)
    {
        var same = await db.Entries.AsNoTracking().Where(e => e.Kind == EntryKind.Payment && e.On == on && !db.Entries.Any(r => r.Reverses == e.Id)
            && e.Lines.Any(l => l.Minor == paid.Minor && l.Currency == paid.Currency && db.Accounts.Any(a => a.Id == l.Account && a.Kind == AccountKind.Till))
            && e.Lines.Any(l => db.Accounts.Any(a => a.Id == l.Account && a.Payer == payer)))
            .Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => (Instant?)s.At).MaxAsync(stop);
        return same is { } written ? await db.DayOf(written, premises.House, at, stop) : null;
    }

    /// <summary>The first of a day's month: all that bookkeeping is told about when.</summary>
    public static LocalDate MonthOf(LocalDate day) => new(day.Year, day.Month, 1);

    private async Task<Refusal?> Check(Money money, LocalDate on, Instant at)
    {
        if (money.Minor <= 0) return new($"Please say how much came in. It is more than nothing.") { Field = "Amount" };
        if (money.Minor > 1_000_000_00) return new($"That is more than a million. Is there a zero too many?") { Field = "Amount" };
        var today = await db.Today(premises.House, at);
        return on > today ? new($"That day hasn’t come yet.") { Field = "Day" } : on < today.PlusYears(-2) ? new($"That day is more than two years ago. Please look again.") { Field = "Day" } : null;
    }

    private async Task<Basis?> Holder(Keyring by, Instant at) =>
        (await gate.Vault.Mandates()).Find(m => m.Name == MandateNames.Bookkeeping && m.Holders(at).Contains(by.Person)) is { } mandate ? new(null, mandate.Id) : null;

    /// <summary>The codes of those whom this member meets or met, or who let them read what care needs.</summary>
    private async Task<HashSet<string>> OwnCareOf(Keyring by, CancellationToken stop) =>
        [.. (await OwnPeople(by, stop)).Select(p => Convert.ToHexString(Payer.Of(premises.House, p.Subject)))];

    private async Task<List<PersonId>> OwnPeople(Keyring by, CancellationToken stop)
    {
        var met = await db.Appointments.Where(a => a.Therapist == by.Person).Select(a => a.Client).Distinct().ToListAsync(stop);
        var open = await db.Permissions.AsNoTracking()
            .Where(p => p.Actor == by.Person.Actor && p.Decision == Decision.Permit && p.Purpose == Purpose.Care).Select(p => p.Person).Distinct().ToListAsync(stop);
        return [.. met.Concat(open)];
    }

    // Whoever let bookkeeping know their name; an entry in the log once a day for each.
    private async Task<Dictionary<string, string>> Names(Keyring by, HashSet<string> shown, CancellationToken stop)
    {
        var folders = (await db.Folders.AsNoTracking().Where(f => f.Category == Category.Money && f.Part == PayerName.Part).ToListAsync(stop))
            .Where(f => shown.Contains(Convert.ToHexString(Payer.Of(premises.House, f.Subject)))).ToList();
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var opened in await gate.OpenAll(by, [.. folders.Select(f => f.Id)], Purpose.Bookkeeping, Logged.OnceADay, stop))
            if (opened.One<PayerName>(PayerName.Kind) is { } name) named[Convert.ToHexString(Payer.Of(premises.House, opened.Folder.Subject))] = name.Name;
        return named;
    }
}
