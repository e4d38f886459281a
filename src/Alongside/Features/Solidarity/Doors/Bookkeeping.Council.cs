using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>What is due to somebody for their time on the client council.</summary>
/// <param name="Code">Not the one by which they pay: under another name they are somebody else to bookkeeping.</param>
/// <param name="Person">By whom the name is found under which they sit; null where nobody of the council has this code.</param>
/// <param name="Due">Above zero.</param>
public sealed record CouncilDue(string Code, PersonId? Person, Money Due);

public sealed partial class Bookkeeping
{
    /// <summary>To whom something is due, most first. Nobody is left out, or who is missing would tell a therapist whom the name belongs to.</summary>
    public async Task<IReadOnlyList<CouncilDue>> CouncilDues(string currency, CancellationToken stop = default)
    {
        var stands = (await db.StandAt(db.Accounts.Where(a => a.Kind == AccountKind.Council && a.Currency == currency), stop)).FindAll(a => a.Minor < 0);
        if (stands.Count == 0) return [];
        var people = (await db.CouncilSeats.Genuine(premises.House, stop)).Select(s => s.Person).Distinct().ToDictionary(p => Convert.ToHexString(Payer.OnCouncil(premises.House, p.Subject)));
        return [.. stands.OrderBy(a => a.Minor)
            .Select(a => new CouncilDue(Payer.CodeOf(a.Payer), people.TryGetValue(Convert.ToHexString(a.Payer), out var person) ? person : null, new(-a.Minor, currency)))];
    }

    /// <summary>The latest that was paid for time on the council, also what was taken back.</summary>
    public async Task<IReadOnlyList<MoneyLine>> CouncilPaid(string currency, CancellationToken stop = default)
    {
        var entries = await db.Entries.AsNoTracking().Where(e => e.Kind == EntryKind.CouncilPay).Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => new { Entry = e, s.At })
            .OrderByDescending(e => e.At).Take(50).ToListAsync(stop);
        if (entries.Count == 0) return [];
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Council && a.Currency == currency).ToDictionaryAsync(a => a.Id, a => a.Payer, stop);
        var ids = entries.ConvertAll(e => (EntryId?)e.Entry.Id);
        var back = await db.Entries.AsNoTracking().Where(r => ids.Contains(r.Reverses)).ToDictionaryAsync(r => r.Reverses!.Value, r => r.On, stop);
        return [.. entries.Select(e => e.Entry).Select(e => (Entry: e, Line: e.Lines.Find(l => accounts.ContainsKey(l.Account))))
            .Where(e => e.Line is not null)
            .Select(e => new MoneyLine(e.Entry.Id, e.Entry.Kind, MonthOf(e.Entry.On), Payer.CodeOf(accounts[e.Line!.Account]), e.Line.Amount, back.TryGetValue(e.Entry.Id, out var day) ? MonthOf(day) : null))];
    }

    /// <summary>Writes down that somebody was paid for their time. It comes out of what the work brought in, never out of the fund.</summary>
    /// <param name="by">A holder.</param>
    /// <param name="code">Whose.</param>
    /// <param name="paid">How much; no more than is due.</param>
    /// <param name="on">The day.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Refusal?> PayCouncil(Keyring by, string? code, Money paid, LocalDate on, CancellationToken stop = default)
    {
        await using var work = await gate.Begin(stop);
        if (await Holder(by, work.At) is not { } basis) return NotAHolder;
        if (await Check(paid, on, work.At) is { } refusal) return refusal;
        // Its lock makes of two who pay at once the one who is second.
        var purse = await ledger.Purse(paid.Currency);
        var account = (await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Council && a.Currency == paid.Currency).ToListAsync(stop)).Find(a => Payer.CodeOf(a.Payer) == Payer.Typed(code));
        if (account is null) return new($"Nobody has this code yet. Please compare it with the transfer, letter by letter.") { Field = "Code" };
        var due = -await ledger.BalanceOf(account);
        if (paid > due) return new($"That is more than the {due} that is due. Perhaps another of you has paid it already.") { Field = "Amount" };
        await ledger.Record(work, by.Person.Actor, Posting.CouncilPay(random.Id<EntryId>(), paid, on, purse, account), basis: basis);
        await work.Commit(stop);
        return null;
    }
}
