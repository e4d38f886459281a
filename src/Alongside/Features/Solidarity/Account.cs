namespace Alongside.Features.Solidarity;

/// <summary>What an account stands for. A line with a positive amount is a debit, a negative one a credit.</summary>
public enum AccountKind
{
    /// <summary>The solidarity fund. It stands at a credit: what is in it is the negative of its lines' sum.</summary>
    Fund,

    /// <summary>Money that came in from outside.</summary>
    Till,

    /// <summary>Sessions, at the full fee, whoever pays for them. Pay comes from here, the same for everybody.</summary>
    Work,

    /// <summary>What is to be passed on to one outside; it stands at a credit. Without a code it is whom the fund's share named before <see cref="Redistribution"/>.</summary>
    Onward,

    /// <summary>What one payer still owes for sessions; below zero they paid ahead.</summary>
    Owed,

    /// <summary>What one payer wanted to add to the fund, and has not paid yet.</summary>
    TopUp,

    /// <summary>The other side of all top-ups: no money of the fund's before it is here.</summary>
    Pledged,

    /// <summary>What the fund ought to have paid and could not.</summary>
    Uncovered,

    /// <summary>What one person is still to be paid for their time on the client council; it stands at a credit.</summary>
    Council,
}

/// <summary>One account in one currency. Those of a payer carry the opaque reference, never a name or a person's id.</summary>
public sealed class Account(AccountId id, AccountKind kind, string currency, byte[] payer)
{
    public AccountId Id { get; private init; } = id;

    public AccountKind Kind { get; private init; } = kind;

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private init; } = currency;

    /// <summary>See <see cref="Payer"/> and <see cref="Receives.Code"/>; empty for an account of the whole practice's.</summary>
    public byte[] Payer { get; private init; } = payer;
}
