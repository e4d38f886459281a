using Alongside.Features.Sealing;
using Alongside.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Solidarity.Doors;

/// <summary>Money that was passed on, as it was written down.</summary>
/// <param name="Entry">Which entry.</param>
/// <param name="On">The day.</param>
/// <param name="Name">To whom.</param>
/// <param name="Amount">How much.</param>
/// <param name="Proof">How it can be checked, in words.</param>
/// <param name="TakenBackOn">Null while it stands.</param>
public sealed record PassedOnLine(EntryId Entry, LocalDate On, string Name, Money Amount, string Proof, LocalDate? TakenBackOn);

public sealed partial class Bookkeeping
{
    public const int LongestProof = 200;

    /// <summary>The latest that was passed on, also what was taken back.</summary>
    public async Task<IReadOnlyList<PassedOnLine>> PassedOn(string currency, CancellationToken stop = default)
    {
        var entries = await db.Entries.AsNoTracking().Where(e => e.Proof != null && e.Lines.Any(l => l.Currency == currency))
            .Join(db.Stamps, e => e.Id, s => s.Entry, (e, s) => new { Entry = e, s.At }).OrderByDescending(e => e.At).Take(50).ToListAsync(stop);
        if (entries.Count == 0) return [];
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Onward && a.Currency == currency).ToDictionaryAsync(a => a.Id, a => Convert.ToHexString(a.Payer), stop);
        var names = await db.Receivers(premises.House, stop);
        var ids = entries.ConvertAll(e => (EntryId?)e.Entry.Id);
        var back = await db.Entries.AsNoTracking().Where(r => ids.Contains(r.Reverses)).ToDictionaryAsync(r => r.Reverses!.Value, r => r.On, stop);
        return [.. entries.Select(e => e.Entry).Select(e => (Entry: e, Line: e.Lines.Single(l => accounts.ContainsKey(l.Account))))
            .Select(e => new PassedOnLine(e.Entry.Id, e.Entry.On, names.GetValueOrDefault(accounts[e.Line.Account], ""), e.Line.Amount, e.Entry.Proof ?? "",
                back.TryGetValue(e.Entry.Id, out var day) ? day : null))];
    }

    /// <summary>Writes down that money was passed on: no more than is due of the quarters that are over.</summary>
    /// <param name="by">A holder.</param>
    /// <param name="once">The entry's id, made as the page was: sent twice, it is written once.</param>
    /// <param name="to">Whose account.</param>
    /// <param name="paid">How much.</param>
    /// <param name="on">The day.</param>
    /// <param name="proof">How it can be checked, in words.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task<Refusal?> PassOn(Keyring by, EntryId once, AccountId to, Money paid, LocalDate on, string? proof, CancellationToken stop = default)
    {
        var words = proof?.Trim() ?? "";
        await using var work = await gate.Begin(stop);
        if (await Holder(by, work.At) is not { } basis) return NotAHolder;
        if (paid.Minor <= 0) return new($"Please say how much was passed on. It is more than nothing.") { Field = "Amount" };
        if (await Check(paid, on, work.At) is { } refusal) return refusal;
        if (words.Length == 0) return new($"Please say how it can be checked: a receipt’s number, or what stands on the transfer.") { Field = "Proof" };
        if (words.Length > LongestProof) return new($"Please say it in at most {LongestProof} characters; it has {words.Length} now.") { Field = "Proof" };
        // Its lock makes of two who write at once the one who is second.
        var purse = await ledger.Purse(paid.Currency);
        if (await db.Entries.AnyAsync(e => e.Id == once, stop)) return null;
        if ((await db.PassingOn(premises.House, paid.Currency, await db.Today(premises.House, work.At, stop), stop)).FirstOrDefault(p => p.Account == to) is not { } stands)
            return new($"Please say to whom it was passed on.") { Field = "To" };
        if (paid > stands.Due) return new($"That is more than the {stands.Due} that is due. Perhaps another of you has written it down already.") { Field = "Amount" };
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == to, stop);
        await ledger.Record(work, by.Person.Actor, Posting.PassOn(once, paid, on, purse, account, words), basis: basis);
        await work.Commit(stop);
        return null;
    }
}
