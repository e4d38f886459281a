using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Sealing.Gate;

/// <summary>In which folder a row lies, and how often it was sealed.</summary>
internal sealed record RowVersion(FolderId Folder, int Number);

/// <summary>What the gate asks of folders, whoever stands before it.</summary>
internal static class GateQuestions
{
    public static readonly Questions<List<FolderId>, Folder> FoldersOf = new((db, ids) => db.Folders.AsNoTracking().Where(f => ids.Contains(f.Id)));
    public static readonly Questions<List<FolderId>, List<ActorId>, Wrap> WrapsOf = new((db, ids, actors) => db.Wraps.AsNoTracking()
        .Where(w => ids.Contains(w.Folder) && actors.Contains(w.Actor)));
    public static readonly Questions<List<FolderId>, string, SealedRecord> RecordsOf =
        new((db, ids, without) => db.SealedRecords.AsNoTracking().Where(r => ids.Contains(r.Folder) && r.Kind != without).OrderBy(r => r.At));
    public static readonly Questions<List<FolderId>, Generation> GenerationsOf =
        new((db, ids) => db.Generations.AsNoTracking().Where(g => ids.Contains(g.Folder)).OrderByDescending(g => g.Number));
    public static readonly Questions<List<SubjectId>, SubjectId> StoppedOf =
        new((db, ids) => db.StoppedSubjects.Where(s => ids.Contains(s.Subject)).Select(s => s.Subject));
    public static readonly Questions<ActorId, MandateKey> MandateKeysOf = new((db, holder) => db.MandateKeys.AsNoTracking().Where(k => k.Holder == holder));
    public static readonly Question<FolderId, Generation> NewestOf =
        new((db, folder, _) => db.Generations.AsNoTracking().Where(g => g.Folder == folder).OrderByDescending(g => g.Number).First());
    public static readonly Question<Guid, RowVersion?> LatestOf = new((db, row, _) => db.SealedRecords.Where(r => r.Row == row).OrderByDescending(r => r.Version)
        .Select(r => new RowVersion(r.Folder, r.Version)).FirstOrDefault());
    public static readonly Questions<List<byte[]>, byte[]> WrittenOf = new((db, keys) => db.LogOnces.AsNoTracking().Where(o => keys.Contains(o.Key)).Select(o => o.Key));
}
