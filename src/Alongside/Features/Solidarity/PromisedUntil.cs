using NodaTime;

namespace Alongside.Features.Solidarity;

/// <summary>
/// What a fund promises until one day, in sum: of promises that did not end, what is left. The database itself writes it
/// whenever something happens to one of them, and takes no other sum.
/// </summary>
public sealed class PromisedUntil(AccountId fund, LocalDate until, long minor, int people)
{
    public AccountId Fund { get; private init; } = fund;

    /// <summary>The promises' last day.</summary>
    public LocalDate Until { get; private init; } = until;

    /// <summary>In minor units.</summary>
    public long Minor { get; private init; } = minor;

    /// <summary>To how many.</summary>
    public int People { get; private init; } = people;
}
