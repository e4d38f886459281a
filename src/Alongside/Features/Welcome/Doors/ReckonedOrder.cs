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
    // In one question, and without a list of everybody who waits: with it, it cost more than opening those who are shown.
    private static readonly Questions<List<ActorId>, Wish> wishes = new((db, actors) =>
        from request in db.CareRequests.Where(r => r.SentAt != null && r.StoppedAt == null && r.PlacedAt == null)
        join folder in db.Folders.Where(f => f.Category == Category.Fit)
            on new { Of = (Guid)(object)request.Person, Part = (Guid)(object)request.Id } equals new { Of = (Guid)(object)folder.Subject, folder.Part }
        join record in db.SealedRecords on folder.Id equals record.Folder
        select new Wish(record.Id, db.Wraps.Count(w => w.Folder == folder.Id && actors.Contains(w.Actor))));

    private readonly ConcurrentDictionary<PersonId, (byte[] From, IReadOnlyList<Turn> Turns)> last = new();

    /// <summary>What the order is reckoned from for this keyring, as a hash: who waits since when, whose wishes its keys reach, every version of these, and the rules.</summary>
    public static async Task<byte[]> From(Database db, Keyring by, IReadOnlyList<CareRequest> waiting, OrderOfPlacing rules, int served, CancellationToken stop)
    {
        var from = new Binding("order").Add(rules.Write()).Add(served);
        foreach (var request in waiting.OrderBy(r => r.Id.Value)) from.Add(request.Id.Value).Add(request.SentAt!.Value.ToUnixTimeTicks());
        foreach (var wish in (await wishes.Ask(db, [.. by.Actors], stop)).OrderBy(w => w.Version.Value)) from.Add(wish.Version.Value).Add(wish.Keys);
        return SHA256.HashData(from.ToArray());
    }

    public IReadOnlyList<Turn>? Of(PersonId holder, byte[] from) => last.TryGetValue(holder, out var kept) && kept.From.AsSpan().SequenceEqual(from) ? kept.Turns : null;

    public void Keep(PersonId holder, byte[] from, IReadOnlyList<Turn> turns) => last[holder] = (from, turns);

    /// <param name="Version">One version of what has to fit.</param>
    /// <param name="Keys">How many of its folder's wraps are for who looks.</param>
    private sealed record Wish(RecordId Version, int Keys);
}
