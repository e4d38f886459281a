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
    private static readonly Questions<List<FolderId>, RecordId> written = new((db, folders) => db.SealedRecords.Where(r => folders.Contains(r.Folder)).Select(r => r.Id));
    private static readonly Questions<List<FolderId>, List<ActorId>, FolderId> reached =
        new((db, folders, actors) => db.Wraps.Where(w => folders.Contains(w.Folder) && actors.Contains(w.Actor)).Select(w => w.Folder));

    private readonly ConcurrentDictionary<PersonId, (byte[] From, IReadOnlyList<Turn> Turns)> last = new();

    /// <summary>What the order is reckoned from for this keyring, as a hash: who waits since when, whose wishes its keys reach, every version of these, and the rules.</summary>
    public static async Task<byte[]> From(Database db, Keyring by, IReadOnlyList<CareRequest> waiting, List<FolderId> fits, OrderOfPlacing rules, int served, CancellationToken stop)
    {
        var from = new Binding("order").Add(rules.Write()).Add(served);
        foreach (var request in waiting.OrderBy(r => r.Id.Value)) from.Add(request.Id.Value).Add(request.SentAt!.Value.ToUnixTimeTicks());
        foreach (var folder in (await reached.Ask(db, fits, [.. by.Actors], stop)).OrderBy(f => f.Value)) from.Add(folder.Value);
        foreach (var version in (await written.Ask(db, fits, stop)).OrderBy(r => r.Value)) from.Add(version.Value);
        return SHA256.HashData(from.ToArray());
    }

    public IReadOnlyList<Turn>? Of(PersonId holder, byte[] from) => last.TryGetValue(holder, out var kept) && kept.From.AsSpan().SequenceEqual(from) ? kept.Turns : null;

    public void Keep(PersonId holder, byte[] from, IReadOnlyList<Turn> turns) => last[holder] = (from, turns);
}
