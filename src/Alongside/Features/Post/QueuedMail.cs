using NodaTime;

namespace Alongside.Features.Post;

public enum MailKind
{
    Confirmation,
    Reminder,
    CalledOff,

    /// <summary>That something waits for their answer, and not what.</summary>
    Digest,

    /// <summary>That somebody opened something of theirs, and neither who nor what.</summary>
    Looked,
}

/// <summary>Why mail didn't arrive.</summary>
public enum MailTrouble
{
    /// <summary>The receiving side said no for good.</summary>
    Refused,

    /// <summary>It said "not now" as often as we try.</summary>
    TriedOften,

    /// <summary>The hour came before it could go out.</summary>
    TooLate,

    /// <summary>The row is not what this house wrote.</summary>
    Damaged,
}

/// <summary>Something that takes place at a time, which mail is about.</summary>
/// <param name="Id">Of whatever feature owns it.</param>
/// <param name="Start">When it begins; after that, mail about it is of no use.</param>
/// <param name="Minutes">How long.</param>
public sealed record Occasion(Guid Id, Instant Start, int Minutes);

/// <summary>
/// Mail that waits to be sent. Whom it is to and what it is about lie in <see cref="Bytes"/>, under a key of the house
/// file; two codes of the house let it be found again. Once it is sent, nothing of it is kept.
/// </summary>
/// <param name="id">Its own random id.</param>
/// <param name="mailbox">A code of whom it is to.</param>
/// <param name="about">A code of what it is about.</param>
/// <param name="kind">What it says.</param>
/// <param name="messageId">Made once: mail that comes twice is one message to who receives it.</param>
/// <param name="bytes">See <see cref="Sealing.Envelope"/>.</param>
/// <param name="dueAt">Not before.</param>
public sealed class QueuedMail(Guid id, byte[] mailbox, byte[] about, MailKind kind, string messageId, byte[] bytes, Instant dueAt)
{
    /// <summary>With the waiting between them, somewhat more than ten hours.</summary>
    public const int MostTries = 8;

    /// <summary>Longer than one sending can take: who claimed it and was killed no longer stands in the way.</summary>
    public static readonly Duration Claim = Duration.FromMinutes(10);

    private static readonly Duration firstWait = Duration.FromMinutes(5);

    public Guid Id { get; private init; } = id;

    public byte[] Mailbox { get; private init; } = mailbox;

    public byte[] About { get; private init; } = about;

    public MailKind Kind { get; private init; } = kind;

    public string MessageId { get; private init; } = messageId;

    public byte[] Bytes { get; private init; } = bytes;

    public Instant DueAt { get; private set; } = dueAt;

    public int Tries { get; private set; }

    /// <summary>Somebody is sending it: nobody else takes it before then.</summary>
    public Instant? ClaimedUntil { get; private set; }

    public bool Take(Instant at)
    {
        if (at < ClaimedUntil || at < DueAt) return false;
        ClaimedUntil = at + Claim;
        return true;
    }

    public void Wait(Instant until) => (DueAt, ClaimedUntil) = (until, null);

    /// <summary>It wasn't taken this time.</summary>
    /// <returns>Whether it is tried again.</returns>
    public bool TryLater(Instant at)
    {
        Tries++;
        Wait(at + (firstWait * (1 << Math.Min(Tries - 1, MostTries))));
        return Tries < MostTries;
    }
}

/// <summary>That mail didn't arrive, without anything that stood in it: somebody should ring instead.</summary>
public sealed class Undelivered(Guid id, byte[] mailbox, MailKind kind, MailTrouble trouble, Instant at)
{
    /// <summary>After that, nobody looks for it any more.</summary>
    public static readonly Duration Kept = Duration.FromDays(30);

    public Guid Id { get; private init; } = id;

    /// <summary>A code of whom it was to, by which the house finds out whether that person is known to who reads this.</summary>
    public byte[] Mailbox { get; private init; } = mailbox;

    public MailKind Kind { get; private init; } = kind;

    public MailTrouble Trouble { get; private init; } = trouble;

    public Instant At { get; private init; } = at;
}
