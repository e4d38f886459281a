using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>On whom somebody tries what they said yes and no to.</summary>
/// <param name="Who">A person, a mandate (then: whoever holds it), or the post box.</param>
/// <param name="AsIfHeld">A mandate that this person is looked at as if they held it too.</param>
public readonly record struct Tried(ActorId Who, ActorId? AsIfHeld = null);

/// <summary>How something of one's own looks to somebody; from the widest to the least.</summary>
public enum Seen
{
    /// <summary>It is about the person, and the other one's own: what they noted for themselves.</summary>
    Theirs,
    Opens,

    /// <summary>What is older was left out, or waits for a key.</summary>
    InPart,

    /// <summary>A yes opens it, and nobody who has its key has handed it over yet.</summary>
    Waits,
    Ended,
    Never,

    /// <summary>By a no.</summary>
    Closed,

    /// <summary>What is stored about the person disagrees with the log: nothing opens to anybody.</summary>
    Stopped,
}

/// <summary>A yes through which something opens.</summary>
/// <param name="Permission">The rule itself.</param>
/// <param name="Mandate">Where it is a mandate's.</param>
/// <param name="HeldSince">Since when they hold that; null where they are only looked at as if.</param>
public sealed record Way(Permission Permission, ActorId? Mandate, Instant? HeldSince);

/// <summary>What lies under one key of a folder, and whether whoever it is tried on has that key.</summary>
/// <param name="OpenedAt">When that key was made.</param>
/// <param name="Records">How many versions of something lie there.</param>
/// <param name="IsPermitted">By the rules.</param>
/// <param name="HasKey">By the wraps.</param>
public readonly record struct SeenGeneration(Instant OpenedAt, int Records, bool IsPermitted, bool HasKey);

/// <summary>One folder, as one reader would find it.</summary>
/// <param name="Folder">Which; of a kind that nothing lies in yet, one that is stored nowhere.</param>
/// <param name="Seen">How it looks.</param>
/// <param name="Ways">Each yes through which it opens, or will once a key was handed over.</param>
/// <param name="No">What closes it.</param>
/// <param name="Ended">When the last yes to it ended.</param>
/// <param name="Since">Where it opens in part: when the oldest key was made that they have; null while they have none.</param>
/// <param name="Opened">How many versions of something they could read.</param>
/// <param name="Waits">Does something that is written already wait for a key?</param>
/// <param name="IsEmpty">Nothing is written there yet.</param>
/// <param name="KeyIsLeft">The rules say no, and yet a wrap to them is still there: the next step that anybody takes drops it.</param>
public sealed record GlimpsedFolder(
    Folder Folder, Seen Seen, IReadOnlyList<Way> Ways, Permission? No, Instant? Ended, Instant? Since, int Opened, bool Waits, bool IsEmpty, bool KeyIsLeft)
{
    /// <summary>Where it is tried on a mandate: those of its holders to whom it looks otherwise.</summary>
    public IReadOnlyList<(PersonId Holder, GlimpsedFolder Line)> Others { get; init; } = [];

    /// <summary>What rules and keys say together. Where they differ, neither opens anything alone.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="ways">See <see cref="Ways"/>.</param>
    /// <param name="generations">All its generations, in any order.</param>
    /// <param name="about">Every yes and no to this reader that covers the folder, also what has ended.</param>
    /// <param name="at">Now.</param>
    public static GlimpsedFolder Of(Folder folder, IReadOnlyList<Way> ways, IReadOnlyList<SeenGeneration> generations, IReadOnlyList<Permission> about, Instant at)
    {
        var no = about.FirstOrDefault(p => p.Decision == Decision.Deny && p.IsActive(at));
        var ended = about.Where(p => p.Decision == Decision.Permit && p.End <= at).Max(p => p.End);
        var held = generations.Where(g => g.HasKey).ToList();
        var waits = ways.Count > 0 && generations.Any(g => g is { IsPermitted: true, HasKey: false, Records: > 0 });
        var seen = ways.Count > 0 ? ByKeys(generations, held, waits) : no is not null ? Seen.Closed : ended is not null ? Seen.Ended : Seen.Never;
        var written = held.FindAll(g => g.Records > 0) is { Count: > 0 } some ? some : held;
        return new(folder, seen, ways, ways.Count > 0 ? null : no, ended, written.Count > 0 ? written.Min(g => g.OpenedAt) : null,
            ways.Count > 0 ? held.Sum(g => g.Records) : 0, waits, generations.All(g => g.Records == 0), ways.Count == 0 && held.Count > 0);
    }

    private static Seen ByKeys(IReadOnlyList<SeenGeneration> generations, List<SeenGeneration> held, bool waits) =>
        generations.All(g => g.HasKey || g.Records == 0) && held.Count > 0 ? Seen.Opens
        : waits && !held.Exists(g => g.Records > 0) || held.Count == 0 ? Seen.Waits : Seen.InPart;

    /// <summary>Of all holders of a mandate: how it looks to whom it opens widest and, where a yes opens it, to whom otherwise.</summary>
    public static GlimpsedFolder Together(IReadOnlyList<(PersonId Holder, GlimpsedFolder Line)> each)
    {
        var widest = each.MinBy(e => e.Line.Seen).Line;
        return widest with { Others = widest.Ways.Count == 0 ? [] : [.. each.Where(e => e.Line.Seen != widest.Seen)] };
    }
}

/// <summary>What somebody's consents come to for one reader, today.</summary>
/// <param name="Lines">One a folder, and one a kind that a yes opens although nothing lies there yet.</param>
/// <param name="Holders">Where it is tried on a mandate: how many hold it now.</param>
public sealed record Glimpse(IReadOnlyList<GlimpsedFolder> Lines, int? Holders);
