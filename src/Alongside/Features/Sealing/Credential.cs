using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

public enum CredentialKind
{
    Passphrase,
    ReturnCode,
    RecoveryCode,

    /// <summary>The secret that a passkey’s authenticator holds beside its signing key (PRF).</summary>
    Passkey,
}

/// <summary>
/// A way to one's own key. The row is found by what was typed, never by a name, so that a stolen database can't be
/// asked "is this person a client here?". Its AEAD and the public key prove it; it needs no other mark.
/// </summary>
public sealed class Credential(byte[] locator, PersonId person, int keyNumber, CredentialKind kind, byte[] sealedScalar, Instant madeAt)
{
    /// <summary>32 bytes, derived from what was typed.</summary>
    public byte[] Locator { get; private init; } = locator;

    public PersonId Person { get; private init; } = person;

    public int KeyNumber { get; private init; } = keyNumber;

    public CredentialKind Kind { get; private init; } = kind;

    /// <summary>The person's scalar under the key derived from what was typed: nonce (12) ‖ ciphertext (32) ‖ tag (16).</summary>
    public byte[] SealedScalar { get; private init; } = sealedScalar;

    public Instant MadeAt { get; private init; } = madeAt;
}

/// <summary>
/// A signed-in browser. Cookie and row open the person's key only together: the row holds the scalar under a key that
/// lies in the cookie alone.
/// </summary>
public sealed class Session(byte[] idHash, PersonId person, int keyNumber, byte[] sealedScalar, Instant startedAt) : PowerRow
{
    public static readonly Duration IdleFor = Duration.FromMinutes(30);
    public static readonly Duration AtMost = Duration.FromHours(12);

    /// <summary>SHA-256 of the id in the cookie.</summary>
    public byte[] IdHash { get; private init; } = idHash;

    public PersonId Person { get; private init; } = person;

    public int KeyNumber { get; private init; } = keyNumber;

    public byte[] SealedScalar { get; private init; } = sealedScalar;

    public Instant StartedAt { get; private init; } = startedAt;

    public Instant SeenAt { get; private set; } = startedAt;

    // What began in a future that a wrong clock showed is over, not endless.
    public bool IsAlive(Instant at) => StartedAt < at + IdleFor && at < SeenAt + IdleFor && at < StartedAt + AtMost;

    // Without it whoever writes to the database could begin a session for anybody. When it was seen last is no part
    // of it: that changes with each visit.
    protected override Binding Canonical() => new Binding("session").Add(IdHash).Add(Person.Value).Add(KeyNumber)
        .Add(SealedScalar).Add(StartedAt.ToUnixTimeTicks());
}

/// <summary>One keeper's share of the escrow, sealed to that keeper until they say it is printed; then it is erased.</summary>
public sealed class EscrowShare(PersonId keeper, int number, int keeperKey, byte[] @sealed, Instant madeAt)
{
    public PersonId Keeper { get; private init; } = keeper;

    /// <summary>Which of the shares, from 1.</summary>
    public int Number { get; private init; } = number;

    /// <summary>To which of the keeper's keys it is sealed.</summary>
    public int KeeperKey { get; private set; } = keeperKey;

    /// <summary>A wrap (suite 1, 126 bytes) of a one-time key for the keeper, then the share's words under it. Empty once printed.</summary>
    public byte[] Sealed { get; private set; } = @sealed;

    public Instant MadeAt { get; private init; } = madeAt;

    public Instant? PrintedAt { get; private set; }

    /// <summary>The keeper has a new key: the one-time key is wrapped to that one, the words stay as they are.</summary>
    public void WrapAnew(int keeperKey, byte[] wrap) => (KeeperKey, Sealed) = (keeperKey, [.. wrap, .. Sealed.AsSpan(wrap.Length)]);

    /// <summary>The keeper lost every key before it was on paper: the same words, sealed to the key they have now.</summary>
    public void SealAnew(int keeperKey, byte[] @sealed) => (KeeperKey, Sealed) = (keeperKey, @sealed);

    public Refusal? Printed(PersonId by, Instant at)
    {
        if (by != Keeper) return new($"Only the keeper of this share can say that it is printed.");
        PrintedAt ??= at;
        Sealed = [];
        return null;
    }
}
