using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Features.Circle;

public static class ProfileQueries
{
    // Whole, a profile brings along all that somebody says of themself.
    private static readonly Questions<int, Named> names = new((db, _) => db.Profiles.Select(p => new Named(p.Person, p.Name)));

    /// <summary>The name under which each works here, or worked.</summary>
    public static async Task<Dictionary<PersonId, string>> ProfileNames(this Database db, CancellationToken stop = default) =>
        (await names.Ask(db, 0, stop)).ToDictionary(p => p.Person, p => p.Name);

    private sealed record Named(PersonId Person, string Name);
}
