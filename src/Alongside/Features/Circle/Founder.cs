using System.Buffers.Text;
using System.Security.Cryptography;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>Somebody who founds the practice with others.</summary>
public sealed class Founder(PersonId person, Instant joinedAt)
{
    public PersonId Person { get; private init; } = person;

    public Instant JoinedAt { get; private init; } = joinedAt;
}

public readonly record struct InvitationId(Guid Value) : IId<InvitationId>
{
    public static InvitationId From(Guid value) => new(value);
}

/// <summary>
/// A link by which one person may join the founding, once. The first one is printed by the server; the others are made
/// by those who have joined. Only the token's hash is kept.
/// </summary>
public sealed class Invitation(InvitationId id, byte[] tokenHash, PersonId? by, Instant madeAt)
{
    /// <summary>Bytes of randomness in a token.</summary>
    public const int TokenLength = 32;

    public InvitationId Id { get; private init; } = id;

    /// <summary>SHA-256 of the token.</summary>
    public byte[] TokenHash { get; private init; } = tokenHash;

    /// <summary>Who invites; nobody for the founding link.</summary>
    public PersonId? By { get; private init; } = by;

    public Instant MadeAt { get; private init; } = madeAt;

    public PersonId? UsedBy { get; private set; }

    public Instant? UsedAt { get; private set; }

    public static byte[] HashOf(ReadOnlySpan<byte> token) => SHA256.HashData(token);

    /// <summary>The hash of a token as it stands in a link; null for what is none.</summary>
    public static byte[]? HashOf(string token) =>
        Base64Url.IsValid(token, out var length) && length == TokenLength ? HashOf(Base64Url.DecodeFromChars(token)) : null;

    /// <summary>What whoever holds a link is told that opens nothing.</summary>
    public static Refusal Dead { get; } = new($"This link opens nothing any more: it was used, or taken back, or never was one. Ask whoever gave it to you for another.");

    internal void Use(PersonId person, Instant at) => (UsedBy, UsedAt) = (person, at);
}

/// <summary>One part of the founding text that founders wrote anew in place of what was offered.</summary>
public sealed class FoundingPart(string kind, string value, PersonId changedBy, Instant changedAt)
{
    public string Kind { get; private init; } = kind;

    /// <summary>The agreement as JSON.</summary>
    public string Value { get; private set; } = value;

    public PersonId ChangedBy { get; private set; } = changedBy;

    public Instant ChangedAt { get; private set; } = changedAt;

    internal void Change(string value, PersonId by, Instant at) => (Value, ChangedBy, ChangedAt) = (value, by, at);
}
