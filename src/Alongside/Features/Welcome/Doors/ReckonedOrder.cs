using System.Collections.Concurrent;
using System.Security.Cryptography;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Features.Welcome.Doors;

/// <summary>
/// In which order people stood when a holder of welcome last looked, while all that it was reckoned from is as it was: then
/// nobody's wishes have to be opened again to show who comes first. It is kept in this process, and nowhere else.
/// </summary>
public sealed class ReckonedOrder
{
    private static readonly Questions<List<SubjectId>, Permitted> permitted = new((db, subjects) => db.Permissions
        .Where(p => subjects.Contains(p.Subject) && (p.Category == null || p.Category == Category.Fit))
        .Select(p => new Permitted(p.Id, p.Withdrawal != null)));
    private static readonly Questions<List<FolderId>, RecordId> written = new((db, folders) => db.SealedRecords.Where(r => folders.Contains(r.Folder)).Select(r => r.Id));
    private static readonly Question<List<FolderId>, List<ActorId>, int> reached =
        new((db, folders, actors, _) => db.Wraps.Count(w => folders.Contains(w.Folder) && actors.Contains(w.Actor)));

    private readonly ConcurrentDictionary<PersonId, (byte[] From, IReadOnlyList<Turn> Turns)> last = new();

    private sealed record Permitted(PermissionId Id, bool Withdrawn);

    /// <summary>What the order is reckoned from for this keyring, as a hash: every yes, every version of a wish, who waits since when, and the rules.</summary>
    public static async Task<byte[]> From(Database db, Keyring by, IReadOnlyList<CareRequest> waiting, List<FolderId> fits, OrderOfPlacing rules, int served, CancellationToken stop)
    {
        var from = new Binding("order").Add(rules.Write()).Add(served).Add(await reached.Ask(db, fits, [.. by.Actors], stop));
        foreach (var request in waiting.OrderBy(r => r.Id.Value)) from.Add(request.Id.Value).Add(request.SentAt!.Value.ToUnixTimeTicks());
        foreach (var yes in (await permitted.Ask(db, [.. waiting.Select(r => r.Person.Subject)], stop)).OrderBy(p => p.Id.Value)) from.Add(yes.Id.Value).Add(yes.Withdrawn ? 1 : 0);
        foreach (var version in (await written.Ask(db, fits, stop)).OrderBy(r => r.Value)) from.Add(version.Value);
        return SHA256.HashData(from.ToArray());
    }

    public IReadOnlyList<Turn>? Of(PersonId holder, byte[] from) => last.TryGetValue(holder, out var kept) && kept.From.AsSpan().SequenceEqual(from) ? kept.Turns : null;

    public void Keep(PersonId holder, byte[] from, IReadOnlyList<Turn> turns) => last[holder] = (from, turns);
}
