namespace Alongside.Features.Solidarity;

/// <summary>What happened to an account.</summary>
public enum Happened
{
    /// <summary>An entry was stamped.</summary>
    Stamped,

    /// <summary>Money of it was held.</summary>
    Held,

    /// <summary>A hold ended.</summary>
    Resolved,

    /// <summary>All of it before was summed, because nobody had counted along.</summary>
    Counted,
}

/// <summary>
/// What an account stands at after each thing that happened to it. The database itself writes it: nobody else can, and
/// what is in a fund is known without reading all that ever came into it.
/// </summary>
public sealed class RunningBalance(AccountId account, long number, Happened what, Guid source, long minor, long held, int holds)
{
    public AccountId Account { get; private init; } = account;

    /// <summary>From 1, for each account without a gap.</summary>
    public long Number { get; private init; } = number;

    public Happened What { get; private init; } = what;

    /// <summary>The id of the entry or of the hold.</summary>
    public Guid Source { get; private init; } = source;

    /// <summary>The sum of its stamped lines: debits are positive.</summary>
    public long Minor { get; private init; } = minor;

    /// <summary>Of a fund: what is held of it, in minor units.</summary>
    public long Held { get; private init; } = held;

    /// <summary>For how many sessions.</summary>
    public int Holds { get; private init; } = holds;
}
