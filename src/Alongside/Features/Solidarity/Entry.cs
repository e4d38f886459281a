using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

public enum EntryKind
{
    /// <summary>A session that took place.</summary>
    Charge,

    /// <summary>Money that somebody paid for their sessions.</summary>
    Payment,

    /// <summary>Money for the fund, from anybody, for whoever is next.</summary>
    Gift,

    /// <summary>Another entry, taken back line by line: a refund, or a mistake.</summary>
    Reversal,

    /// <summary>Time that somebody gave to the client council, as it is paid.</summary>
    CouncilTime,

    /// <summary>Money that somebody was paid for it.</summary>
    CouncilPay,

    /// <summary>What is asked of a person for a session that they called off later than agreed. The fund pays none of it.</summary>
    CalledOffLate,

    /// <summary>Money that was passed on to one outside.</summary>
    PassedOn,
}

/// <summary>
/// One thing that happened to money, with lines that sum to zero in each currency. It is written once, stamped, and never
/// changed: what was wrong is reversed by another.
/// </summary>
public sealed class Entry
{
    private Entry()
    {
    }

    public EntryId Id { get; private init; }

    public EntryKind Kind { get; private init; }

    /// <summary>On which day it happened, by the practice's clock.</summary>
    public LocalDate On { get; private init; }

    /// <summary>Which session was charged, or called off late, as a code; null for anything else. Of a session there is one at most.</summary>
    public byte[]? Session { get; private init; }

    /// <summary>Which entry it takes back. Each is taken back once.</summary>
    public EntryId? Reverses { get; private init; }

    /// <summary>Of what was passed on: how it can be checked, in words; null for anything else.</summary>
    public string? Proof { get; private init; }

    public List<Line> Lines { get; private init; } = [];

    /// <exception cref="InvalidOperationException">It doesn't balance: a bug, not a no.</exception>
    public static Entry Of(EntryId id, EntryKind kind, LocalDate on, IEnumerable<(Account Account, Money Amount)> lines, byte[]? session = null, string? proof = null)
    {
        var entry = new Entry { Id = id, Kind = kind, On = on, Session = session, Proof = proof };
        foreach (var (account, amount) in lines.Where(l => l.Amount.Minor != 0))
        {
            if (account.Currency != amount.Currency) throw new InvalidOperationException("An account keeps one currency.");
            entry.Lines.Add(new(id, entry.Lines.Count + 1, account.Id, amount.Minor, amount.Currency));
        }
        return entry.Balanced();
    }

    // Line by line: shared out anew, the parts of a negative amount would round otherwise than those of the positive one.
    public static Entry Reversing(EntryId id, Entry entry, LocalDate on)
    {
        var reversal = new Entry { Id = id, Kind = EntryKind.Reversal, On = on, Reverses = entry.Id };
        foreach (var line in entry.Lines) reversal.Lines.Add(new(id, line.Number, line.Account, checked(-line.Minor), line.Currency));
        return reversal.Balanced();
    }

    /// <summary>SHA-256 of the entry and all its lines.</summary>
    public byte[] Hash()
    {
        var all = new Binding("entry").Add(Id.Value).Add(Kind.ToString()).Add(NodaTime.Text.LocalDatePattern.Iso.Format(On))
            .Add(Session ?? []).Add(Reverses?.Value);
        foreach (var line in Lines.OrderBy(l => l.Number)) all = all.Add(line.Number).Add(line.Account.Value).Add(line.Minor).Add(line.Currency);
        // Behind the lines, and only where there is one: entries of before have the hash they had.
        if (Proof is not null) all = all.Add("proof").Add(Proof);
        return System.Security.Cryptography.SHA256.HashData(all.ToArray());
    }

    /// <summary>Do the lines sum to zero in each currency, and are there two at least?</summary>
    public bool IsBalanced => Lines.Count >= 2 && Lines.GroupBy(l => l.Currency).All(g => g.Aggregate(Int128.Zero, (sum, l) => sum + l.Minor) == 0);

    private Entry Balanced() => IsBalanced ? this : throw new InvalidOperationException("The lines of an entry sum to zero, and are two at least.");
}

/// <summary>One amount on one account, in minor units.</summary>
public sealed class Line(EntryId entry, int number, AccountId account, long minor, string currency)
{
    public EntryId Entry { get; private init; } = entry;

    public int Number { get; private init; } = number;

    public AccountId Account { get; private init; } = account;

    public long Minor { get; private init; } = minor;

    public string Currency { get; private init; } = currency;

    public Money Amount => new(Minor, Currency);
}

/// <summary>
/// That an entry is complete. No entry is committed without one, none takes a line after it, and only what is stamped
/// counts. It carries the entry's hash under the house key, so that a line invented in the database is noticed.
/// </summary>
public sealed class Stamp(EntryId entry, byte[] content, Instant at) : PowerRow
{
    public EntryId Entry { get; private init; } = entry;

    /// <summary>See <see cref="Solidarity.Entry.Hash"/>.</summary>
    public byte[] Content { get; private init; } = content;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("stamp").Add(Entry.Value).Add(Content).Add(At.ToUnixTimeTicks());
}
