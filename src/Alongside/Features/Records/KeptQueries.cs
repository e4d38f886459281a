using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Features.Records;

/// <summary>One folder that is kept for its time.</summary>
/// <param name="Folder">Which.</param>
/// <param name="Until">From this day on it is gone.</param>
/// <param name="Promised">Did its person have it sealed until then?</param>
public sealed record KeptFolder(Folder Folder, LocalDate Until, bool Promised);

public static class KeptQueries
{
    // A day more than any zone or leap year takes: who is looked at, is reckoned exactly.
    private static readonly Duration leastKept = Duration.FromDays((Retention.LeastYears * 365) - 2);

    /// <summary>Whose records may have lain longer than anybody has to keep them: none was written since.</summary>
    public static async Task<IReadOnlyList<SubjectId>> LongKept(this Database db, Instant at, CancellationToken stop = default)
    {
        var (before, kept) = (at - leastKept, KeptUntil.Records);
        return await db.Folders.AsNoTracking().Where(f => kept.Contains(f.Category) && db.Generations.Any(g => g.Folder == f.Id && g.Number == 1 && g.OpenedAt < before)
            && db.SealedRecords.Any(r => r.Folder == f.Id) && !db.SealedRecords.Any(r => r.Folder == f.Id && r.At >= before)).Select(f => f.Subject).Distinct().ToListAsync(stop);
    }

    /// <summary>What is kept of a person for its time, and until when: after the last session or note with anybody here.</summary>
    public static async Task<IReadOnlyList<KeptFolder>> KeptOf(this Database db, Gate gate, House house, SubjectId subject, Instant at, CancellationToken stop = default)
    {
        var (person, kept) = (new PersonId(subject.Value), KeptUntil.Records);
        var folders = await db.Folders.AsNoTracking().Where(f => f.Subject == subject && kept.Contains(f.Category) && db.SealedRecords.Any(r => r.Folder == f.Id)).ToListAsync(stop);
        if (folders.Count == 0) return [];
        var ids = folders.ConvertAll(f => f.Id);
        var (written, met) = (await db.SealedRecords.Where(r => ids.Contains(r.Folder)).MaxAsync(r => r.At, stop),
            await db.Appointments.Where(a => a.Client == person && a.CalledOff == null && a.Start <= at).MaxAsync(a => (Instant?)a.Start, stop));
        var zone = await db.PracticeZone(house, at, stop);
        var last = (met > written ? met.Value : written).InZone(zone).Date;
        var retention = (await db.InForce<Retention>(house, at, stop))?.Value ?? Retention.Offered;
        var all = new List<KeptFolder>();
        foreach (var folder in folders)
        {
            var promises = await gate.PromisesOn(folder, stop);
            all.Add(new(folder, KeptUntil.Of(last, retention, promises, zone), KeptUntil.Standing(promises, last, zone) is not null));
        }
        return all;
    }
}
