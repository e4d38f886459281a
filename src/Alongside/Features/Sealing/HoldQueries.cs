using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Features.Sealing;

public static class HoldQueries
{
    private static readonly Questions<SubjectId, ErasureHold> holdsOn = new((db, subject) => db.ErasureHolds.Where(h => h.EndedAt == null && (h.Subject == null || h.Subject == subject)));

    /// <summary>Is there a demand by law that keeps what is about this subject from being erased?</summary>
    /// <param name="db">The practice.</param>
    /// <param name="house">A hold that this house did not write holds nothing.</param>
    /// <param name="subject">About whom.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<bool> IsHeld(this Database db, House house, SubjectId subject, CancellationToken stop = default) =>
        (await holdsOn.Ask(db, subject, stop)).Exists(h => h.IsGenuine(house));
}
