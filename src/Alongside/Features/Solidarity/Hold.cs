using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>Money of the fund that is reserved for one session. It is resolved once, by a record of its own.</summary>
public sealed class Hold(HoldId id, AccountId fund, byte[] session, PromiseId? promise, long minor, string currency, Instant at)
{
    public HoldId Id { get; private init; } = id;

    public AccountId Fund { get; private init; } = fund;

    /// <summary>Which session, as a code.</summary>
    public byte[] Session { get; private init; } = session;

    /// <summary>The promise that it keeps, if it keeps one.</summary>
    public PromiseId? Promise { get; private init; } = promise;

    public long Minor { get; private init; } = minor;

    public string Currency { get; private init; } = currency;

    public Instant At { get; private init; } = at;

    public Money Amount => new(Minor, Currency);
}

public enum Resolved
{
    /// <summary>The session took place, and the fund paid.</summary>
    Posted,

    /// <summary>The session was called off, or costs the fund another amount now.</summary>
    Voided,
}

/// <summary>How a hold ended. A hold has one end.</summary>
public sealed class HoldResolution(HoldId hold, Resolved how, EntryId? entry, Instant at)
{
    public HoldId Hold { get; private init; } = hold;

    public Resolved How { get; private init; } = how;

    /// <summary>By which entry the fund paid; null when it did not.</summary>
    public EntryId? Entry { get; private init; } = entry;

    public Instant At { get; private init; } = at;
}

/// <summary>
/// Cover that the fund promises somebody for sessions to come, before it lets anybody new begin. It ends when its
/// sessions are held, on its last day, or when the person chooses another fee.
/// </summary>
public sealed class Promise(PromiseId id, AccountId fund, byte[] payer, int sessions, long minor, string currency, Instant at, LocalDate until)
{
    public PromiseId Id { get; private init; } = id;

    public AccountId Fund { get; private init; } = fund;

    public byte[] Payer { get; private init; } = payer;

    public int Sessions { get; private init; } = sessions;

    /// <summary>For one session.</summary>
    public long Minor { get; private init; } = minor;

    public string Currency { get; private init; } = currency;

    public Instant At { get; private init; } = at;

    /// <summary>Its last day.</summary>
    public LocalDate Until { get; private init; } = until;
}

/// <summary>That a promise ended before its time, because the person chose another fee.</summary>
public sealed class PromiseEnd(PromiseId promise, Instant at)
{
    public PromiseId Promise { get; private init; } = promise;

    public Instant At { get; private init; } = at;
}
