using Alongside.Features.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Sealing;

/// <summary>
/// Somebody who has the database and a key, and tries it on each wrap. It knows nothing of permissions, and not whose key it is.
/// </summary>
internal static class SeizureOracle
{
    /// <returns>The folders of which at least one record came open.</returns>
    public static async Task<HashSet<FolderId>> Opens(TestPractice practice, KeyPair key)
    {
        await using var visit = practice.Visit();
        var (place, found) = (practice.Premises.Practice, new List<KeyPair> { key });
        foreach (var wrapped in await visit.Db.MandateKeys.AsNoTracking().ToListAsync())
            if (Wrapping.Open(wrapped.Bytes, key, new(place, Wrapped.MandateKey, wrapped.Mandate.Value, wrapped.Number, wrapped.Holder, wrapped.HolderKey)) is { } scalar)
                found.Add(KeyPair.From(scalar));
        var (wraps, records, opened) = (await visit.Db.Wraps.AsNoTracking().ToListAsync(), await visit.Db.SealedRecords.AsNoTracking().ToListAsync(), new HashSet<FolderId>());
        foreach (var wrap in wraps)
            foreach (var tried in found)
                if (Wrapping.Open(wrap.Bytes, tried, new(place, Wrapped.DataKey, wrap.Folder.Value, wrap.Generation, wrap.Actor, wrap.KeyNumber)) is { } dataKey
                    && records.Exists(r => r.Folder == wrap.Folder && r.Generation == wrap.Generation && Envelope.Open(dataKey, r.Bytes, r.Place(place)) is not null))
                    opened.Add(wrap.Folder);
        return opened;
    }
}
