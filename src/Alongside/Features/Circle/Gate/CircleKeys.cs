using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using NodaTime;

namespace Alongside.Features.Circle.Gate;

/// <summary>
/// The key under which the circle speaks among itself: that of a mandate which every member holds, from the decision by
/// which they joined until the one by which they leave.
/// </summary>
public sealed class CircleKeys(Database db, Premises premises, Vault vault, Mandating mandating)
{
    // Membership has no end of its own; a mandate has to have one.
    private const int Years = 100;

    /// <summary>The circle's mandate; null before there is one.</summary>
    public async Task<ActorId?> Find(Instant at) =>
        (await vault.Mandates()).Find(m => m.Name == MandateNames.Circle && m.IsActive(at))?.Id;

    /// <summary>The same, made for all present members where there is none: by the founding, which made them members.</summary>
    public async Task<ActorId> FindOrMake(Work work, ActorId by)
    {
        if (await Find(work.At) is { } there) return there;
        var members = await db.CircleOf(premises.House);
        var valid = new Window(work.At, work.At + Duration.FromDays(366 * Years));
        return (await mandating.Grant(work, MandateNames.Circle, valid, 0, members, by)).Value.Id;
    }
}
