using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// What a passkey of somebody's is known by again (Web Authentication Level 3, W3C). It says that its holder is there, and
/// opens nothing: where the authenticator can hold a secret too (its PRF extension), a <see cref="Credential"/> of its own
/// opens to that.
/// </summary>
public sealed class Passkey(
    byte[] id, PersonId person, int keyNumber, byte[] publicKey, long signCount, bool backupEligible, bool backedUp,
    byte[] sealedLabel, byte[]? credential, Instant madeAt) : PowerRow
{
    /// <summary>As many as one person may have.</summary>
    public const int Most = 10;

    /// <summary>The most characters of what somebody calls one.</summary>
    public const int LongestLabel = 60;

    /// <summary>32 bytes: the house's code over what the authenticator calls it, so that a found key and a stolen database don't tell of each other.</summary>
    public byte[] Id { get; private init; } = id;

    public PersonId Person { get; private init; } = person;

    public int KeyNumber { get; private init; } = keyNumber;

    /// <summary>A COSE key (RFC 9052).</summary>
    public byte[] PublicKey { get; private init; } = publicKey;

    /// <summary>How often the authenticator says it was used; 0 for ever where it doesn't count.</summary>
    public long SignCount { get; private set; } = signCount;

    /// <summary>Whether it can be copied to other devices of its owner.</summary>
    public bool BackupEligible { get; private init; } = backupEligible;

    public bool BackedUp { get; private set; } = backedUp;

    /// <summary>What its owner calls it, under their key.</summary>
    public byte[] SealedLabel { get; private init; } = sealedLabel;

    /// <summary>The locator of the credential that its secret opens; null where it holds none.</summary>
    public byte[]? Credential { get; private init; } = credential;

    public Instant MadeAt { get; private init; } = madeAt;

    /// <summary>When it was used last, to the day (UTC): nobody needs the hour.</summary>
    public Instant? UsedOn { get; private set; }

    /// <summary>Notes that it was used.</summary>
    /// <param name="count">What the authenticator counts now.</param>
    /// <param name="backedUp">Whether it lies on other devices too.</param>
    /// <param name="at">When.</param>
    /// <returns>False where the count doesn't go on from what was seen last: then there is a copy of it, or this was said before.</returns>
    public bool Use(long count, bool backedUp, Instant at)
    {
        if ((count > 0 || SignCount > 0) && count <= SignCount) return false;
        (SignCount, BackedUp, UsedOn) = (count, backedUp, at.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());
        return true;
    }

    // Without it whoever writes to the database could give a key of theirs to anybody.
    protected override Binding Canonical() => new Binding("passkey").Add(Id).Add(Person.Value).Add(KeyNumber).Add(PublicKey)
        .Add(SignCount).Add(BackupEligible ? 1 : 0).Add(BackedUp ? 1 : 0).Add(SealedLabel).Add(Credential ?? []).Add(MadeAt.ToUnixTimeTicks()).Add(UsedOn?.ToUnixTimeTicks());
}
