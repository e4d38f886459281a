using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>What key-keepers come together for.</summary>
public enum CeremonyAim
{
    /// <summary>To see that the papers open the escrow. It opens nothing.</summary>
    Drill,

    /// <summary>Somebody lost their passphrase and their recovery code.</summary>
    LostEveryWay,

    /// <summary>Somebody has no account, and lost their return code.</summary>
    LostTheCode,

    /// <summary>The escrow's key is made anew, with papers for those who hold key-keeping now. The old papers open nothing more.</summary>
    Anew,

    /// <summary>Something of one person is opened without their yes, for one member to read.</summary>
    WithoutYes,
}

/// <summary>So many of so many folders are handed over.</summary>
public sealed record CeremonyProgress(int Done, int All);

/// <summary>
/// Key-keepers who come together with their papers, for one thing and an hour. It lies in memory alone: each comes in
/// person with their own paper, and the key is in one piece only while the last of those who are needed hands theirs in.
/// </summary>
/// <param name="aim">What for.</param>
/// <param name="whom">Whom it is about; null for a drill.</param>
/// <param name="by">Who asked the others to come.</param>
/// <param name="at">When.</param>
/// <param name="needed">How many papers open the escrow.</param>
public sealed class Ceremony(CeremonyAim aim, PersonId? whom, PersonId by, Instant at, int needed)
{
    public static readonly Duration AtMost = Duration.FromHours(1);

    /// <summary>Papers that fit together, and open something else than this practice's escrow.</summary>
    public static readonly Refusal Foreign = new($"These papers fit together, but what they open isn’t this practice’s escrow. Nothing was opened. Look whether another practice’s papers got among yours, or older ones.");

    /// <summary>Somebody hands in a paper, and nobody has come together.</summary>
    public static readonly Refusal Over = new($"Nobody has come together here now: it took more than an hour, somebody ended it, or the server was started anew. Please begin again; nothing of your paper was kept.");

    // Made anew each time: others' pages read it meanwhile.
    private IReadOnlyList<(PersonId Keeper, Slip39Share Share)> came = [];

    public CeremonyAim Aim { get; } = aim;

    public PersonId? Whom { get; } = whom;

    /// <summary>What is opened, where it is opened without a yes.</summary>
    public OpeningWithoutYes? Opening { get; init; }

    /// <summary>A documented gag forbids to tell the person: their log says nothing of it until they are told.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Of whom the log says that it is about.</summary>
    public SubjectId? About => IsQuiet ? null : Whom?.Subject;

    public PersonId By { get; } = by;

    public Instant Ends { get; } = at + AtMost;

    public int Needed { get; } = needed;

    /// <summary>Who came, in that order.</summary>
    public IReadOnlyList<PersonId> Came => [.. came.Select(c => c.Keeper)];

    /// <summary>How far they are with what takes a while; null before it begins.</summary>
    public CeremonyProgress? Progress { get; set; }

    /// <summary>Does the next paper make enough?</summary>
    public bool LacksOne => came.Count == Needed - 1;

    public bool IsComplete => came.Count >= Needed;

    /// <summary>A clock that was set back doesn't make the hour longer.</summary>
    public bool IsAlive(Instant at) => at < Ends && at >= Ends - AtMost;

    /// <summary>May this keeper hand in this paper?</summary>
    /// <param name="keeper">Who comes.</param>
    /// <param name="own">The number of their own share, from 1.</param>
    /// <param name="share">What stands on the paper.</param>
    public Refusal? MayCome(PersonId keeper, int own, Slip39Share share)
    {
        if (came.Any(c => c.Keeper == keeper)) return new($"Your paper is here already. The others hand in theirs themselves, signed in as themselves.");
        if (keeper == Whom) return new($"This is about you, so it takes the others.");
        if (share.MemberThreshold != Needed) return new($"This paper says that {share.MemberThreshold} of its kind are needed, and the escrow here takes {Needed}. It is another escrow’s, or an older one.") { Field = "Words" };
        // Whoever holds two papers is still one person, and the practice said how many must agree.
        if (share.MemberIndex != own - 1) return new($"This isn’t your paper: it is number {share.MemberIndex + 1}, and yours is number {own}. Each keeper comes with their own.") { Field = "Words" };
        return came.Count > 0 ? Slip39.Differ(came[0].Share, share) : null;
    }

    /// <summary>Hands in a paper.</summary>
    /// <inheritdoc cref="MayCome"/>
    public Refusal? Come(PersonId keeper, int own, Slip39Share share)
    {
        if (MayCome(keeper, own, share) is { } refusal) return refusal;
        came = [.. came, (keeper, share)];
        return null;
    }

    /// <summary>The escrow's key, once enough came; never another key than the practice's.</summary>
    /// <param name="known">The escrow's public key, as the practice has it.</param>
    public Outcome<KeyPair> Combine(PublicKey known)
    {
        if (!IsComplete) return new Refusal($"More papers are needed before anything opens.");
        var whole = EscrowSharing.Combine([.. came.Select(c => c.Share)]);
        if (whole.Refusal is { } refusal) return refusal;
        if (whole.Value.Public.AsSpan().SequenceEqual(known.Point)) return whole;
        whole.Value.Forget();
        return Foreign;
    }

    /// <summary>A share of somebody who came back with another key before theirs was on paper.</summary>
    /// <inheritdoc cref="EscrowSharing.SealAnew"/>
    public void SealAnew(EscrowShare share, PublicKey keeper, Guid practice, RandomSource random) =>
        EscrowSharing.SealAnew(share, [.. came.Select(c => c.Share)], keeper, practice, random);

    /// <summary>Writes zeros over every share.</summary>
    public void Forget()
    {
        foreach (var (_, share) in came) share.Forget();
        came = [];
    }
}
