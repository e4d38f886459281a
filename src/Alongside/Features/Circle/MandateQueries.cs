using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Features.Circle;

public static class MandateQueries
{
    // Whole, a mandate brings along everybody who ever held it.
    private static readonly Questions<int, Named> names = new((db, _) => db.Mandates.Select(m => new Named(m.Id, m.Name)));

    /// <summary>What each mandate is called, whoever holds it or held it.</summary>
    public static async Task<Dictionary<ActorId, string>> NamesOfMandates(this Database db, CancellationToken stop = default) =>
        (await names.Ask(db, 0, stop)).ToDictionary(m => m.Id, m => m.Name);

    private sealed record Named(ActorId Id, string Name);
}
