using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>A link by which one person whom a decision asked to join does so, once. Only the token's hash is kept.</summary>
/// <param name="id">Its own.</param>
/// <param name="decision">The number of the decision that asked them.</param>
/// <param name="tokenHash">See <see cref="Invitation.HashOf(ReadOnlySpan{byte})"/>.</param>
/// <param name="by">Which member made it.</param>
/// <param name="madeAt">When.</param>
public sealed class MemberInvitation(InvitationId id, int decision, byte[] tokenHash, PersonId by, Instant madeAt) : PowerRow
{
    public InvitationId Id { get; private init; } = id;

    public int Decision { get; private init; } = decision;

    public byte[] TokenHash { get; private init; } = tokenHash;

    public PersonId By { get; private init; } = by;

    public Instant MadeAt { get; private init; } = madeAt;

    public PersonId? UsedBy { get; private set; }

    public Instant? UsedAt { get; private set; }

    internal void Use(PersonId person, Instant at) => (UsedBy, UsedAt) = (person, at);

    protected override Binding Canonical() => new Binding("member invitation").Add(Id.Value).Add(Decision).Add(TokenHash).Add(By.Value)
        .Add(MadeAt.ToUnixTimeTicks()).Add(UsedBy?.Value).Add(UsedAt?.ToUnixTimeTicks());
}

/// <summary>Places in the circle that a decision made, and how many of them are taken.</summary>
/// <param name="Decision">Its number.</param>
/// <param name="Since">When it took effect.</param>
/// <param name="People">How many were asked.</param>
/// <param name="Joined">How many became members by it.</param>
/// <param name="Links">Those that were given out, the used ones among them.</param>
public sealed record AskedToJoin(int Decision, Instant Since, int People, int Joined, IReadOnlyList<MemberInvitation> Links)
{
    public Instant Until => Since + Joining.OpenFor;

    public bool IsOpen(Instant at) => at < Until && Joined < People;

    /// <summary>Links that nobody has used yet.</summary>
    public IReadOnlyList<MemberInvitation> Out => [.. Links.Where(l => l.UsedAt is null)];

    public Refusal? MayInvite(Instant at)
    {
        if (at >= Until) return new($"They were asked until {Until}. Put the question anew, if they should still come.");
        return Joined + Out.Count >= People ? new($"As many links are out as people were asked. Take one back first, if it went astray.") : null;
    }

    /// <summary>Whoever holds the link takes the place.</summary>
    public Refusal? Take(MemberInvitation link, PersonId person, Instant at)
    {
        if (link.UsedAt is not null || !IsOpen(at)) return Invitation.Dead;
        link.Use(person, at);
        return null;
    }
}
