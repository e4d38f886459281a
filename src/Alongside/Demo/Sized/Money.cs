using Alongside.Features.Solidarity;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>Rows of the ledger, in the order in which they have to be written.</summary>
internal sealed class LedgerRows
{
    public List<Account> Accounts { get; } = [];
    public List<FeeAgreement> Fees { get; } = [];
    public List<Promise> Promises { get; } = [];
    public List<PromiseEnd> PromiseEnds { get; } = [];
    public List<Hold> Holds { get; } = [];
    public List<Entry> Entries { get; } = [];
    public List<Stamp> Stamps { get; } = [];
    public List<HoldResolution> Resolutions { get; } = [];
}

/// <summary>A promise while its sessions last.</summary>
internal sealed class Kept(Promise promise)
{
    public Promise Promise { get; } = promise;

    public int Left { get; set; } = promise.Sessions;

    public bool IsOver { get; set; }
}

/// <summary>
/// What is in the fund, held and promised, as <see cref="FundStanding"/> would say it. The services ask the database for
/// these sums each time; over years of sessions that takes hours, so they are counted along here.
/// </summary>
internal sealed class FundAlong(Purse purse, LedgerRows rows, Func<Guid> newId)
{
    private readonly PriorityQueue<Kept, LocalDate> ending = new();
    private long balance, held, promised;

    public Purse Purse => purse;

    public long Free => Math.Max(0, balance - held - promised);

    /// <summary>Promises that lasted until a day before this one are over.</summary>
    public void Comes(LocalDate today)
    {
        while (ending.TryPeek(out var kept, out var until) && until < today)
        {
            ending.Dequeue();
            End(kept);
        }
    }

    public Kept Promise(byte[] payer, int sessions, long minor, Instant at, LocalDate until)
    {
        var kept = new Kept(new(new(newId()), purse.Fund.Id, payer, sessions, minor, purse.Currency, at, until));
        rows.Promises.Add(kept.Promise);
        ending.Enqueue(kept, until);
        promised += sessions * minor;
        return kept;
    }

    public void End(Kept kept)
    {
        if (!kept.IsOver) promised -= kept.Left * kept.Promise.Minor;
        kept.IsOver = true;
    }

    /// <summary>Holds for a session what there is to hold; null where that is nothing.</summary>
    public (Hold Hold, Kept? Kept)? Hold(byte[] session, Kept? kept, long part, Instant at)
    {
        var amount = FundRules.ToHold(part, balance, held, promised, kept?.Promise.Minor ?? 0);
        if (amount <= 0) return null;
        var hold = new Hold(new(newId()), purse.Fund.Id, session, kept?.Promise.Id, amount, purse.Currency, at);
        rows.Holds.Add(hold);
        held += amount;
        Count(kept, -1);
        return (hold, kept);
    }

    /// <summary>Lets go of a hold, and gives back to the promise what it took of it.</summary>
    public void Void((Hold Hold, Kept? Kept) hold, Instant at)
    {
        rows.Resolutions.Add(new(hold.Hold.Id, Resolved.Voided, null, at));
        held -= hold.Hold.Minor;
        Count(hold.Kept, 1);
    }

    /// <summary>Writes an entry under its stamp, and ends the hold that it posts.</summary>
    /// <exception cref="InvalidOperationException">The fund would pay what it hasn't got: a bug.</exception>
    public Stamp Record(Entry entry, Hold? posts, Instant at)
    {
        rows.Entries.Add(entry);
        if (posts is not null) rows.Resolutions.Add(new(posts.Id, Resolved.Posted, entry.Id, at));
        held -= posts?.Minor ?? 0;
        balance -= entry.Lines.Where(l => l.Account == purse.Fund.Id).Sum(l => l.Minor);
        if (balance < held) throw new InvalidOperationException("The fund can’t pay what is held for somebody else.");
        var stamp = new Stamp(entry.Id, entry.Hash(), at);
        rows.Stamps.Add(stamp);
        return stamp;
    }

    private void Count(Kept? kept, int sessions)
    {
        if (kept is null) return;
        kept.Left += sessions;
        if (!kept.IsOver) promised += sessions * kept.Promise.Minor;
    }
}
